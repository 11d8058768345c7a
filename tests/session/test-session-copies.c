/* The copies beside a store follow it: what is closed is closed in them, and what left
 * the trash or was wiped is in none of them, also where a full disk or a crash comes
 * between. */
#include <errno.h>

#include "fixture.h"
#include "session-backup.h"
#include "session-refusals.h"
#include "session-totals.h"

#define COPY_1 FIXTURE_PATH ".backup-1"
#define COPY_2 FIXTURE_PATH ".backup-2"
#define COPY_3 FIXTURE_PATH ".backup-3"
#define REFUSALS "SELECT count (*) FROM refusal"
#define PERSONS "SELECT count (*) FROM refusal WHERE person IS NOT NULL"
#define CLOSED "SELECT count (*) FROM ledger"

/* A disk that becomes full when a test says so. */
static VaultFileOps real;
static gboolean is_full;

static int
create_if_room (void *data, const char *path, VaultFile **file)
{
  *file = NULL;
  return is_full ? ENOSPC : real.create (data, path, file);
}

/* Two generations of different weeks, the older one with the first of two refusals. */
static void
init (Fixture *fixture, VaultFileOps *ops, VaultFiles *files)
{
  is_full = FALSE;
  fixture_init (fixture);
  *ops = real = *fixture->files->ops;
  ops->create = create_if_room;
  *files = (VaultFiles){ .ops = ops, .data = fixture->files->data };
  fixture->env.vault.files = files;
  fixture_add_refusal (fixture, 202640);
  fixture_reopen (fixture);
  fixture_wait (fixture, 1);
  fixture_add_refusal (fixture, 202640);
  fixture_reopen (fixture);
}

/* A number that SQL gives of the copy at path, or of the store. */
static int
ask (const Fixture *fixture, const char *path, const char *question)
{
  Vault *vault;
  sqlite3_stmt *statement;
  g_assert_cmpint (vault_open (&vault, path, fixture->passphrase, &fixture->env.vault),
                   ==, VAULT_OK);
  sqlite3 *db = vault_database (vault);
  g_assert_cmpint (sqlite3_prepare_v2 (db, question, -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  int number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  vault_abandon (vault);
  return number;
}

static void
reopen_after_crash (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  session_free (g_steal_pointer (&fixture->session));
  fixture->session =
      session_open (FIXTURE_PATH, fixture->passphrase, &fixture->env, &error);
  g_assert_no_error (error);
}

static Week
week_of (Fixture *fixture, guint number)
{
  g_autoptr (GArray) list = session_backup_list (fixture->session);
  g_assert_cmpuint (list->len, >=, number);
  return g_array_index (list, SessionBackupGeneration, number - 1).week;
}

static void
close_year (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  const Period periods[] = { { PERIOD_QUARTER, 2026, 4 }, { PERIOD_YEAR, 2026, 1 } };
  fixture_wait (fixture, 20);
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autoptr (Release) release =
          session_totals_close (fixture->session, periods[i], NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (release);
    }
}

static void
test_closing (void)
{
  Fixture fixture;
  VaultFileOps ops;
  VaultFiles files;
  init (&fixture, &ops, &files);
  Week older = week_of (&fixture, 2);
  g_assert_cmpint (ask (&fixture, COPY_1, PERSONS), ==, 2);
  g_assert_cmpint (ask (&fixture, COPY_2, PERSONS), ==, 1);
  close_year (&fixture);
  g_assert_cmpint (week_of (&fixture, 1), ==, session_week (fixture.session));
  g_assert_cmpint (week_of (&fixture, 3), ==, older);
  const char *copies[] = { COPY_1, COPY_2, COPY_3 };
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_assert_cmpint (ask (&fixture, copies[i], PERSONS), ==, 0);
      g_assert_cmpint (ask (&fixture, copies[i], CLOSED), ==, 2);
    }
  g_assert_cmpint (ask (&fixture, COPY_3, REFUSALS), ==, 1);
  fixture_clear (&fixture);
}

/* Where they cannot be written it is done at the next opening, also after a crash. */
static void
test_closing_later (void)
{
  Fixture fixture;
  VaultFileOps ops;
  VaultFiles files;
  init (&fixture, &ops, &files);
  is_full = TRUE;
  close_year (&fixture);
  g_assert_cmpint (ask (&fixture, COPY_2, PERSONS), ==, 1);
  is_full = FALSE;
  reopen_after_crash (&fixture);
  g_assert_cmpint (ask (&fixture, COPY_2, PERSONS), ==, 0);
  g_assert_cmpint (ask (&fixture, COPY_2, CLOSED), ==, 2);
  fixture_reopen (&fixture);
  fixture_clear (&fixture);
}

static void
delete_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      session_refusals_list (fixture->session, REFUSALS_KEPT, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    g_assert_true (session_refusals_delete (
        fixture->session, ((const Refusal *)list->pdata[i])->id, &error));
}

/* What leaves the trash leaves the generations too, also those that are older than its
 * deletion; where they cannot be written it stays a little longer. */
static void
test_trash (void)
{
  Fixture fixture;
  VaultFileOps ops;
  VaultFiles files;
  init (&fixture, &ops, &files);
  delete_all (&fixture);
  fixture_add_refusal (&fixture, 202640);
  fixture_wait (&fixture, REFUSALS_TRASH_WEEKS);
  is_full = TRUE;
  reopen_after_crash (&fixture);
  g_assert_cmpint (ask (&fixture, COPY_2, REFUSALS), ==, 1);
  is_full = FALSE;
  reopen_after_crash (&fixture);
  g_assert_cmpint (ask (&fixture, COPY_1, REFUSALS), ==, 0);
  g_assert_cmpint (ask (&fixture, COPY_2, REFUSALS), ==, 0);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), NULL));
  g_assert_cmpint (ask (&fixture, FIXTURE_PATH, REFUSALS), ==, 1);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/copies/closing", test_closing);
  g_test_add_func ("/copies/closing-later", test_closing_later);
  g_test_add_func ("/copies/trash", test_trash);
  return g_test_run ();
}
