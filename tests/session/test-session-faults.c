/* Each operation of the disk fails, the first, the second and so on, once or from then
 * on, while a person works: what they were told was done is there when the store is
 * opened again, what they were told was not done is not, and each refusal is one
 * sentence. */
#include <errno.h>
#include <string.h>

#include "base.h"
#include "fixture.h"
#include "session-pledge.h"
#include "session-refusals.h"
#include "session-totals.h"

#define WEEK 202640
#define ROWS 6

/* A disk of which one operation fails. */
static struct
{
  VaultFileOps ops;
  const VaultFileOps *behind;
  gboolean counting;
  guint count;
  guint fail_at;
  gboolean stays; /* every later one fails, too */
} disk;

static gboolean
must_fail (void)
{
  if (!disk.counting)
    return FALSE;
  disk.count++;
  return disk.count == disk.fail_at || (disk.stays && disk.count > disk.fail_at);
}

static int
open_or_fail (void *data, const char *path, VaultFile **file)
{
  *file = NULL;
  return must_fail () ? EIO : disk.behind->open (data, path, file);
}

static int
create_or_fail (void *data, const char *path, VaultFile **file)
{
  *file = NULL;
  return must_fail () ? ENOSPC : disk.behind->create (data, path, file);
}

static int
measure_or_fail (VaultFile *file, uint64_t *size)
{
  *size = 0;
  return must_fail () ? EIO : disk.behind->size (file, size);
}

static int
read_or_fail (VaultFile *file, uint64_t offset, void *out, size_t size)
{
  if (!must_fail ())
    return disk.behind->read (file, offset, out, size);
  memset (out, 0, size);
  return EIO;
}

/* Half of it arrives. */
static int
write_or_fail (VaultFile *file, uint64_t offset, const void *in, size_t size)
{
  gboolean fails = must_fail ();
  int error = disk.behind->write (file, offset, in, fails ? size / 2 : size);
  return fails ? ENOSPC : error;
}

static int
sync_or_fail (VaultFile *file)
{
  return must_fail () ? EIO : disk.behind->sync (file);
}

static int
rename_or_fail (void *data, const char *from, const char *to)
{
  return must_fail () ? EIO : disk.behind->rename (data, from, to);
}

static int
sync_folder_or_fail (void *data, const char *path)
{
  return must_fail () ? EIO : disk.behind->sync_folder (data, path);
}

static VaultFiles
make_breakable (const VaultFiles *files)
{
  disk.behind = files->ops;
  disk.ops = *files->ops;
  disk.ops.open = open_or_fail;
  disk.ops.create = create_or_fail;
  disk.ops.size = measure_or_fail;
  disk.ops.read = read_or_fail;
  disk.ops.write = write_or_fail;
  disk.ops.sync = sync_or_fail;
  disk.ops.rename = rename_or_fail;
  disk.ops.sync_folder = sync_folder_or_fail;
  return (VaultFiles){ &disk.ops, files->data };
}

/* What a person was told. */
typedef struct
{
  uint8_t ids[ROWS][ENTRY_ID_BYTES];
  gboolean added[ROWS];
  gboolean trashed; /* the first one */
  gboolean pledged;
  guint records; /* of the pledge */
  gboolean any_refused;
} Told;

/* One thing that was asked for; what is said of a failure is fit to be read. */
static gboolean
tell (Told *told, gboolean done, GError *error)
{
  g_assert_true (done == (error == NULL));
  if (done)
    return TRUE;
  told->any_refused = TRUE;
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '\n'));
  g_error_free (error);
  return FALSE;
}

/* Everything can be asked for at every moment: it is answered, or refused. */
static void
ask (Session *session, Told *told)
{
  GError *error = NULL;
  StoreNumbers numbers;
  gboolean shared;
  g_assert_nonnull (campaign_id (session_campaign (session)));
  gboolean done = session_numbers (session, &numbers, &shared, &error);
  tell (told, done, g_steal_pointer (&error));
  g_autoptr (GPtrArray) kept = session_refusals_list (session, REFUSALS_KEPT, &error);
  tell (told, kept != NULL, g_steal_pointer (&error));
  g_autoptr (GPtrArray) signers = session_pledge_list (session, &error);
  tell (told, signers != NULL, g_steal_pointer (&error));
  g_autoptr (GArray) open = session_totals_periods (session, &error);
  tell (told, open != NULL, g_steal_pointer (&error));
  done = session_check (session, &error);
  tell (told, done, g_steal_pointer (&error));
}

static void
add (Session *session, Told *told, guint row)
{
  GError *error = NULL;
  RefusalEntry entry = { .week = WEEK, .grounds = 1, .code_named = CODE_NAMED_NO };
  PersonChoice whose = { .kind = PERSON_UNSAID };
  guint64 alike;
  entry.work = row;
  gboolean done =
      session_refusals_add (session, &entry, &whose, told->ids[row], &alike, &error);
  told->added[row] = tell (told, done, error);
  if (!done)
    ask (session, told);
}

static void
work (Session *session, Told *told, guint first_row)
{
  GError *error = NULL;
  uint8_t signer[SIGNERS_ID_BYTES];
  add (session, told, first_row);
  add (session, told, first_row + 1);
  if (first_row == 0 && told->added[0])
    {
      gboolean done = session_refusals_delete (session, told->ids[0], &error);
      told->trashed = tell (told, done, g_steal_pointer (&error));
    }
  if (first_row == 0)
    {
      gboolean done =
          session_pledge_take (session, 0, -1, 0, SIGNER_OWNER, signer, &error);
      told->pledged = tell (told, done, g_steal_pointer (&error));
      told->records = told->pledged;
      if (told->pledged)
        {
          done = session_pledge_change (session, signer, 1, &error);
          told->records += tell (told, done, g_steal_pointer (&error));
        }
    }
  add (session, told, first_row + 2);
}

/* Two sessions; what was refused at the end of one is heard of, too. */
static void
run (Fixture *fixture, Told *told)
{
  for (guint first_row = 0; first_row < ROWS; first_row += 3)
    {
      GError *error = NULL;
      Session *session =
          session_open (FIXTURE_PATH, fixture->passphrase, &fixture->env, &error);
      if (!tell (told, session != NULL, error))
        continue;
      work (session, told, first_row);
      error = NULL;
      gboolean done = session_close (session, &error);
      tell (told, done, error);
    }
}

static gboolean
lists (const GPtrArray *refusals, const uint8_t id[ENTRY_ID_BYTES])
{
  for (guint i = 0; i < refusals->len; i++)
    if (memcmp (((const Refusal *)refusals->pdata[i])->id, id, ENTRY_ID_BYTES) == 0)
      return TRUE;
  return FALSE;
}

/* Where all later operations fail, the one that would undo a refused commit does too:
 * what was refused may be there then. */
static void
expect_number (guint found, guint told)
{
  if (disk.stays)
    g_assert_cmpuint (found, >=, told);
  else
    g_assert_cmpuint (found, ==, told);
}

static void
judge (Fixture *fixture, const Told *told)
{
  g_autoptr (GError) error = NULL;
  Session *session =
      session_open (FIXTURE_PATH, fixture->passphrase, &fixture->env, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) kept = session_refusals_list (session, REFUSALS_KEPT, &error);
  g_autoptr (GPtrArray) trash =
      session_refusals_list (session, REFUSALS_TRASHED, &error);
  g_autoptr (GPtrArray) signers = session_pledge_list (session, &error);
  g_assert_no_error (error);
  guint rows = 0;
  for (guint row = 0; row < ROWS; row++)
    if (told->added[row])
      {
        rows++;
        g_assert_true (lists (kept, told->ids[row]) || lists (trash, told->ids[row]));
      }
  expect_number (kept->len + trash->len, rows);
  expect_number (trash->len, told->trashed);
  expect_number (signers->len, told->pledged);
  if (told->pledged)
    {
      const Signer *signer = signers->pdata[0];
      g_autoptr (GPtrArray) records =
          session_pledge_records (session, signer->id, &error);
      g_assert_no_error (error);
      expect_number (records->len, told->records);
    }
  g_assert_true (session_close (session, &error));
  g_assert_no_error (error);
}

/* Returns whether there was an nth operation. */
static gboolean
run_with_fault (guint nth, Told *told)
{
  Fixture fixture;
  fixture_init (&fixture);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), NULL));
  VaultFiles *whole = fixture.files;
  VaultFiles broken = make_breakable (whole);
  *told = (Told){ 0 };
  fixture.env.vault.files = &broken;
  disk.count = 0;
  disk.fail_at = nth;
  disk.counting = TRUE;
  run (&fixture, told);
  disk.counting = FALSE;
  fixture.env.vault.files = whole;
  judge (&fixture, told);
  fixture_clear (&fixture);
  return disk.count >= nth;
}

static void
fail_each (gboolean stays)
{
  Told told;
  guint nth = 1;
  guint refused = 0;
  /* Where all fail from then on, neighbours show the same: with -m slow they are tried,
   * too. */
  guint step = stays && !g_test_slow () ? 3 : 1;
  disk.stays = stays;
  for (; run_with_fault (nth, &told); nth += step)
    refused += told.any_refused;
  g_assert_false (told.any_refused);
  g_assert_cmpuint (refused, >, 10);
  g_test_message ("%u sessions, in %u of them something was refused", (nth - 1) / step,
                  refused);
}

static void
test_once (void)
{
  fail_each (FALSE);
}

static void
test_from_then_on (void)
{
  fail_each (TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-faults/once", test_once);
  g_test_add_func ("/session-faults/from-then-on", test_from_then_on);
  return g_test_run ();
}
