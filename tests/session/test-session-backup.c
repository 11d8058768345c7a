/* Backups, restoring, what opens a store, a damaged store and erasing, as use-cases. */
#include "fixture.h"
#include "session-backup.h"
#include "session-erase.h"
#include "session-pledge.h"
#include "session-refusals.h"
#include "session-slots.h"
#include "session-totals.h"

#include <string.h>

static Secret *
make_secret (const char *text)
{
  return secret_new_copy (text, strlen (text));
}

static GBytes *
read_file (const Fixture *fixture, const char *path)
{
  VaultFile *file;
  uint64_t size;
  const VaultFileOps *ops = fixture->files->ops;
  g_assert_cmpint (ops->open (fixture->files->data, path, &file), ==, 0);
  g_assert_cmpint (ops->size (file, &size), ==, 0);
  guint8 *content = g_malloc (size);
  g_assert_cmpint (ops->read (file, 0, content, size), ==, 0);
  ops->close (file);
  return g_bytes_new_take (content, size);
}

static void
write_file (const Fixture *fixture, const char *path, GBytes *content)
{
  VaultFile *file;
  const VaultFileOps *ops = fixture->files->ops;
  ops->remove (fixture->files->data, path);
  g_assert_cmpint (ops->create (fixture->files->data, path, &file), ==, 0);
  g_assert_cmpint (ops->write (file, 0, g_bytes_get_data (content, NULL),
                               g_bytes_get_size (content)),
                   ==, 0);
  ops->close (file);
}

static gboolean
is_there (const Fixture *fixture, const char *path)
{
  return fixture->files->ops->exists (fixture->files->data, path) == 0;
}

static guint64
count_refusals (Session *session)
{
  StoreNumbers numbers;
  gboolean shared;
  g_assert_true (session_numbers (session, &numbers, &shared, NULL));
  return numbers.refusals;
}

/* The signers of a backup that have their key. */
static guint
count_keys (const Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  SessionEnv env = fixture->env;
  env.vault.backups = VAULT_BACKUPS_NONE;
  Session *session = session_open (path, fixture->passphrase, &env, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) signers = session_pledge_list (session, &error);
  g_assert_no_error (error);
  guint keys = 0;
  for (guint i = 0; i < signers->len; i++)
    keys += ((const Signer *)signers->pdata[i])->has_key;
  session_free (session);
  return keys;
}

static SessionBackup *
open_backup (const Fixture *fixture, GBytes *bytes, Session *present)
{
  g_autoptr (GError) error = NULL;
  SessionBackup *backup = session_backup_open (
      bytes, "copy", present, present == NULL ? fixture->passphrase : NULL,
      &fixture->env, &error);
  g_assert_no_error (error);
  return backup;
}

/* A destroyed key is in no generation and in no kept file. */
static void
test_destroyed_keys (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  uint8_t id[SIGNERS_ID_BYTES], other[SIGNERS_ID_BYTES];
  fixture_init (&fixture);
  g_assert_true (
      session_pledge_take (fixture.session, 0, -1, 0, SIGNER_OWNER, id, &error));
  fixture_reopen (&fixture);
  fixture_wait (&fixture, 1);
  g_assert_true (
      session_pledge_take (fixture.session, 0, -1, 0, SIGNER_OTHER, other, &error));
  fixture_reopen (&fixture);
  g_autoptr (GBytes) usb = session_backup_seal (fixture.session, &error);
  g_assert_no_error (error);
  char *kept;
  g_autoptr (SessionBackup) same = open_backup (&fixture, usb, fixture.session);
  g_assert_true (session_backup_restore (same, fixture.session, &kept, &error));
  g_assert_cmpuint (count_keys (&fixture, FIXTURE_PATH ".backup-1"), ==, 2);
  g_assert_cmpuint (count_keys (&fixture, FIXTURE_PATH ".backup-2"), ==, 1);
  g_assert_cmpuint (count_keys (&fixture, kept), ==, 2);

  g_assert_true (session_pledge_destroy_key (fixture.session, id, &error));
  g_assert_cmpuint (count_keys (&fixture, FIXTURE_PATH ".backup-1"), ==, 1);
  g_assert_cmpuint (count_keys (&fixture, FIXTURE_PATH ".backup-2"), ==, 0);
  g_assert_cmpuint (count_keys (&fixture, kept), ==, 1);
  /* The next person's signing destroys the key of the one before, everywhere. */
  g_assert_true (
      session_pledge_take (fixture.session, 0, -1, 0, SIGNER_OTHER, id, &error));
  g_assert_cmpuint (count_keys (&fixture, FIXTURE_PATH ".backup-1"), ==, 0);
  g_assert_cmpuint (count_keys (&fixture, kept), ==, 0);

  /* A copy from elsewhere that still holds them does not bring them back. */
  g_autoptr (SessionBackup) backup = open_backup (&fixture, usb, fixture.session);
  g_free (kept);
  g_assert_true (session_backup_restore (backup, fixture.session, &kept, &error));
  g_autoptr (GPtrArray) signers = session_pledge_list (fixture.session, &error);
  g_assert_cmpuint (signers->len, ==, 2);
  for (guint i = 0; i < signers->len; i++)
    g_assert_false (((const Signer *)signers->pdata[i])->has_key);
  g_free (kept);
  fixture_clear (&fixture);
}

/* The session goes on with what was restored. */
static void
test_restore (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  g_autoptr (GBytes) copy = session_backup_seal (fixture.session, &error);
  fixture_add_refusal (&fixture, 202640);
  fixture_wait (&fixture, 20);
  Period period = { PERIOD_QUARTER, 2026, 4 };
  g_autoptr (Release) release =
      session_totals_close (fixture.session, period, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (release);

  g_autoptr (SessionBackup) backup = open_backup (&fixture, copy, fixture.session);
  SessionBackupSummary summary;
  g_assert_true (session_backup_describe (backup, fixture.session, &summary, &error));
  g_assert_cmpuint (summary.numbers.refusals, ==, 1);
  g_assert_cmpuint (summary.carried, ==, 1);
  g_assert_cmpint (summary.week, <, session_week (fixture.session));
  g_assert_cmpuint (count_refusals (fixture.session), ==, 2);
  g_autofree char *kept = NULL;
  g_assert_true (session_backup_restore (backup, fixture.session, &kept, &error));
  g_assert_cmpstr (kept, ==, FIXTURE_PATH ".replaced-1");
  g_assert_cmpuint (count_refusals (fixture.session), ==, 1);
  g_autoptr (Release) again =
      session_totals_close (fixture.session, period, NULL, NULL, &error);
  g_assert_null (again);
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  fixture_add_refusal (&fixture, 202640);
  g_assert_true (session_check (fixture.session, &error));
  fixture_reopen (&fixture);
  g_assert_cmpuint (count_refusals (fixture.session), ==, 2);
  fixture_clear (&fixture);
}

static void
test_opening_copies (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  g_autoptr (GBytes) copy = session_backup_seal (fixture.session, &error);
  Secret *wrong = make_secret ("wrong");
  fixture_assert_error (
      session_backup_open (copy, "copy", NULL, wrong, &fixture.env, &error) != NULL,
      error, SESSION_ERROR_WRONG_KEY);
  g_autoptr (GBytes) noise = g_bytes_new_static ("noise", 5);
  fixture_assert_error (
      session_backup_open (noise, "copy", fixture.session, NULL, &fixture.env, &error)
          != NULL,
      error, SESSION_ERROR_WRONG_KEY);
  gsize size = g_bytes_get_size (copy);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (copy, NULL), size);
  bytes[3 * 4096] ^= 1;
  g_autoptr (GBytes) damaged = g_bytes_new (bytes, size);
  fixture_assert_error (
      session_backup_open (damaged, "copy", fixture.session, NULL, &fixture.env, &error)
          != NULL,
      error, SESSION_ERROR_DAMAGED);
  g_autoptr (SessionBackup) recovered = session_backup_open_with_recovery (
      copy, "copy", fixture.recovery, &fixture.env, &error);
  g_assert_no_error (error);
  Secret *bytes_of_other = recovery_new (), *other = recovery_print (bytes_of_other);
  g_assert_null (session_backup_open_with_recovery (copy, "its own name", other,
                                                    &fixture.env, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY);
  g_assert_nonnull (strstr (error->message, "does not open “its own name”"));
  g_clear_error (&error);
  secret_free (bytes_of_other);
  secret_free (other);
  SessionBackupSummary summary;
  g_assert_true (session_backup_describe_alone (recovered, "/other", &fixture.env,
                                                &summary, &error));
  g_assert_cmpuint (summary.numbers.refusals, ==, 1);
  secret_free (wrong);
  fixture_clear (&fixture);
}

/* The store is damaged; the newest generation takes its place. */
static void
test_alone (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  fixture_reopen (&fixture);
  fixture_add_refusal (&fixture, 202640);
  session_free (g_steal_pointer (&fixture.session));
  g_autoptr (GBytes) whole = read_file (&fixture, FIXTURE_PATH);
  gsize size = g_bytes_get_size (whole);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);
  bytes[1] ^= 1; /* a header copy is mended */
  g_autoptr (GBytes) mended = g_bytes_new (bytes, size);
  write_file (&fixture, FIXTURE_PATH, mended);
  fixture.session =
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_true (session_opening (fixture.session)->header_mended);
  g_assert_true (session_opening (fixture.session)->unclean);
  g_assert_cmpuint (session_opening (fixture.session)->changes, ==, 1);
  session_free (g_steal_pointer (&fixture.session));

  bytes[1] ^= 1;
  for (gsize at = 2 * 4096; at < size; at += 4096)
    bytes[at + 100] ^= 1;
  g_autoptr (GBytes) damaged = g_bytes_new (bytes, size);
  write_file (&fixture, FIXTURE_PATH, damaged);
  fixture_assert_error (
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error) != NULL,
      error, SESSION_ERROR_DAMAGED);
  fixture_assert_error (
      session_open_damaged (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error)
          != NULL,
      error, SESSION_ERROR_DAMAGED);
  g_autoptr (GBytes) still = read_file (&fixture, FIXTURE_PATH);
  g_assert_true (g_bytes_equal (still, damaged));

  g_autoptr (GBytes) generation = read_file (&fixture, FIXTURE_PATH ".backup-1");
  g_autoptr (SessionBackup) backup = open_backup (&fixture, generation, NULL);
  g_autofree char *kept = NULL;
  fixture.session = session_backup_restore_alone (
      backup, FIXTURE_PATH, SESSION_BACKUP_PRESENT_UNSAID, &kept, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_refusals (fixture.session), ==, 1);
  g_autoptr (GBytes) put_away = read_file (&fixture, kept);
  g_assert_true (g_bytes_equal (put_away, damaged));
  fixture_clear (&fixture);
}

static const Period quarter = { PERIOD_QUARTER, 2026, 4 };

/* (transfer full): a copy, after which the quarter is closed. */
static GBytes *
close_after_copy (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  fixture_add_refusal (fixture, 202640);
  GBytes *copy = session_backup_seal (fixture->session, &error);
  fixture_wait (fixture, 20);
  g_autoptr (Release) release =
      session_totals_close (fixture->session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (release);
  return copy;
}

static void
assert_closed (Session *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Release) again =
      session_totals_close (session, quarter, NULL, NULL, &error);
  g_assert_null (again);
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
  g_assert_true (session_check (session, NULL));
}

static void
give_new_key (Fixture *fixture)
{
  Secret *key = NULL;
  Secret *second = make_secret ("second");
  g_assert_true (
      session_slots_renew (fixture->session, second, KDF_INTERACTIVE, &key, NULL));
  g_assert_true (session_close (g_steal_pointer (&fixture->session), NULL));
  secret_free (key);
  secret_free (second);
}

/* A copy from before the new key does not take the store's place unseen: what opens the
 * store is needed for its ledger, or somebody has to say that it is lost. */
static void
test_new_key (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  SessionBackupSummary summary;
  fixture_init (&fixture);
  g_autoptr (GBytes) copy = close_after_copy (&fixture);
  give_new_key (&fixture);
  g_autoptr (GBytes) before = read_file (&fixture, FIXTURE_PATH);
  g_autoptr (SessionBackup) backup = open_backup (&fixture, copy, NULL);
  fixture_assert_error (
      session_backup_open_present (backup, FIXTURE_PATH, &fixture.env, &error) != NULL,
      error, SESSION_ERROR_WRONG_KEY);
  g_assert_true (session_backup_describe_alone (backup, FIXTURE_PATH, &fixture.env,
                                                &summary, &error));
  g_assert_true (summary.other_key);
  g_assert_cmpint (summary.ledger, ==, SESSION_BACKUP_LEDGER_UNKNOWN);
  g_autofree char *kept = NULL;
  fixture_assert_error (
      session_backup_restore_alone (backup, FIXTURE_PATH, SESSION_BACKUP_PRESENT_UNSAID,
                                    &kept, &fixture.env, &error)
          != NULL,
      error, SESSION_ERROR_WRONG_KEY);
  g_autoptr (GBytes) after = read_file (&fixture, FIXTURE_PATH);
  g_assert_true (g_bytes_equal (before, after));

  Secret *second = make_secret ("second");
  fixture.session = session_open (FIXTURE_PATH, second, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_true (session_backup_describe (backup, fixture.session, &summary, &error));
  g_assert_true (summary.other_key);
  g_assert_cmpuint (summary.carried, ==, 1);
  g_assert_true (session_backup_restore (backup, fixture.session, &kept, &error));
  assert_closed (fixture.session);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));

  g_clear_pointer (&kept, g_free);
  g_autoptr (SessionBackup) again = open_backup (&fixture, copy, NULL);
  fixture.session = session_backup_restore_alone (
      again, FIXTURE_PATH, SESSION_BACKUP_PRESENT_LOST, &kept, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_nonnull (kept);
  secret_free (second);
  fixture_clear (&fixture);
}

/* Spoils what was appended since before was read. */
static void
damage_since (const Fixture *fixture, GBytes *before)
{
  g_autoptr (GBytes) whole = read_file (fixture, FIXTURE_PATH);
  gsize size = g_bytes_get_size (whole);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);
  const guint8 *old = g_bytes_get_data (before, NULL);
  gsize at = 2 * 4096;
  while (memcmp (bytes + at, old + at, 4096) == 0)
    at += 4096;
  bytes[at + 200] ^= 1;
  g_autoptr (GBytes) damaged = g_bytes_new (bytes, size);
  write_file (fixture, FIXTURE_PATH, damaged);
}

/* The session goes on with copy, which is put in the place of what does not open. */
static void
restore_alone (Fixture *fixture, GBytes *copy)
{
  g_autoptr (GError) error = NULL;
  SessionBackupSummary summary;
  g_autofree char *kept = NULL;
  g_autoptr (SessionBackup) backup = open_backup (fixture, copy, NULL);
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (session_backup_describe_alone (backup, FIXTURE_PATH, &fixture->env,
                                                    &summary, &error));
      g_assert_cmpuint (summary.numbers.releases, ==, 0);
      g_assert_cmpuint (summary.carried, ==, 1);
      g_assert_cmpint (summary.ledger, ==, SESSION_BACKUP_LEDGER_OF_COPIES);
    }
  fixture->session =
      session_backup_restore_alone (backup, FIXTURE_PATH, SESSION_BACKUP_PRESENT_UNSAID,
                                    &kept, &fixture->env, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->session);
}

/* What a damaged store has published is read from before the damage. */
static void
test_ledger_before_damage (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  g_autoptr (GBytes) copy = close_after_copy (&fixture);
  g_autoptr (GBytes) before = read_file (&fixture, FIXTURE_PATH);
  fixture_add_refusal (&fixture, 202640);
  fixture_add_refusal (&fixture, 202640);
  session_free (g_steal_pointer (&fixture.session));
  fixture.files->ops->remove (fixture.files->data, FIXTURE_PATH ".backup-1");
  damage_since (&fixture, before);
  restore_alone (&fixture, copy);
  assert_closed (fixture.session);
  fixture_clear (&fixture);
}

/* Where nothing of the store can be read, the copies beside it tell. */
static void
test_ledger_of_copies (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  g_autoptr (GBytes) copy = close_after_copy (&fixture);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), NULL));
  fixture.files->ops->remove (fixture.files->data, FIXTURE_PATH);
  restore_alone (&fixture, copy);
  assert_closed (fixture.session);
  fixture_clear (&fixture);
}

/* A damaged store shows what comes before the damage, and takes no change. */
static void
test_damaged (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_reopen (&fixture);
  fixture_add_refusal (&fixture, 202640);
  g_autoptr (GBytes) before = read_file (&fixture, FIXTURE_PATH);
  fixture_add_refusal (&fixture, 202640);
  fixture_add_refusal (&fixture, 202640);
  session_free (g_steal_pointer (&fixture.session));
  g_autoptr (GBytes) whole = read_file (&fixture, FIXTURE_PATH);
  gsize size = g_bytes_get_size (whole);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);
  const guint8 *old = g_bytes_get_data (before, NULL);
  gsize at = 2 * 4096;
  while (memcmp (bytes + at, old + at, 4096) == 0)
    at += 4096;
  bytes[at + 200] ^= 1;
  g_autoptr (GBytes) damaged = g_bytes_new (bytes, size);
  write_file (&fixture, FIXTURE_PATH, damaged);
  fixture_assert_error (
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error) != NULL,
      error, SESSION_ERROR_DAMAGED);
  fixture.session =
      session_open_damaged (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_refusals (fixture.session), ==, 1);
  g_autoptr (GBytes) rest = session_backup_seal (fixture.session, &error);
  g_assert_no_error (error);
  g_autoptr (SessionBackup) backup = open_backup (&fixture, rest, NULL);
  g_assert_nonnull (backup);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  g_autoptr (GBytes) still = read_file (&fixture, FIXTURE_PATH);
  g_assert_true (g_bytes_equal (still, damaged));
  fixture_clear (&fixture);
}

static void
test_slots (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  Secret *empty = make_secret ("");
  Secret *second = make_secret ("second");
  Secret *key = NULL;
  fixture_assert_error (
      session_slots_renew (fixture.session, empty, KDF_MODERATE, &key, &error), error,
      SESSION_ERROR_REFUSED);
  g_assert_true (
      session_slots_set_passphrase (fixture.session, second, KDF_INTERACTIVE, &error));
  g_assert_true (session_slots_are_cheap (fixture.session));
  g_assert_true (session_slots_set_passphrase (fixture.session, second,
                                               SESSION_SLOTS_COST, &error));
  g_assert_false (session_slots_are_cheap (fixture.session));
  g_assert_true (
      session_slots_renew (fixture.session, second, SESSION_SLOTS_COST, &key, &error));
  g_assert_nonnull (key);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  fixture_assert_error (
      session_open_with_recovery (FIXTURE_PATH, fixture.recovery, &fixture.env, &error)
          != NULL,
      error, SESSION_ERROR_WRONG_KEY);
  fixture.session =
      session_open_with_recovery (FIXTURE_PATH, key, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_refusals (fixture.session), ==, 1);
  secret_free (empty);
  secret_free (second);
  secret_free (key);
  fixture_clear (&fixture);
}

static void
test_erase (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  fixture_reopen (&fixture);
  fixture_assert_error (session_erase (FIXTURE_PATH, &fixture.env, &error), error,
                        SESSION_ERROR_IN_USE);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  g_assert_true (is_there (&fixture, FIXTURE_PATH ".backup-1"));
  g_assert_true (session_erase (FIXTURE_PATH, &fixture.env, &error));
  g_assert_false (is_there (&fixture, FIXTURE_PATH));
  g_assert_false (is_there (&fixture, FIXTURE_PATH ".backup-1"));
  fixture_assert_error (session_erase (FIXTURE_PATH, &fixture.env, &error), error,
                        SESSION_ERROR_MISSING);
  fixture_assert_error (
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error) != NULL,
      error, SESSION_ERROR_MISSING);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/backup/destroyed-keys", test_destroyed_keys);
  g_test_add_func ("/backup/restore", test_restore);
  g_test_add_func ("/backup/opening-copies", test_opening_copies);
  g_test_add_func ("/backup/alone", test_alone);
  g_test_add_func ("/backup/new-key", test_new_key);
  g_test_add_func ("/backup/ledger-before-damage", test_ledger_before_damage);
  g_test_add_func ("/backup/ledger-of-copies", test_ledger_of_copies);
  g_test_add_func ("/backup/damaged", test_damaged);
  g_test_add_func ("/backup/slots", test_slots);
  g_test_add_func ("/backup/erase", test_erase);
  return g_test_run ();
}
