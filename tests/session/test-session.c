#include <string.h>

#include "base.h"
#include "fixture.h"
#include "session-backup.h"
#include "session-refusals.h"
#include "session-slots.h"

static Session *
open_with (Fixture *fixture, const char *passphrase, GError **error)
{
  Secret *secret = secret_new_copy (passphrase, strlen (passphrase));
  Session *session = session_open (FIXTURE_PATH, secret, &fixture->env, error);
  secret_free (secret);
  return session;
}

static void
test_life (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  StoreNumbers numbers;
  gboolean shared;
  fixture_init (&fixture);
  g_assert_cmpint (session_week (fixture.session), ==, 202641);
  g_assert_cmpstr (campaign_slug (session_campaign (fixture.session)), ==,
                   campaign_builtin_slugs ()[0]);
  fixture_add_refusal (&fixture, 202640);
  fixture_reopen (&fixture);
  g_assert_true (session_numbers (fixture.session, &numbers, &shared, &error));
  g_assert_cmpuint (numbers.refusals, ==, 1);
  g_assert_cmpuint (numbers.outcomes, ==, 1);
  g_assert_false (shared);
  g_assert_false (session_opening (fixture.session)->unclean);
  g_assert_true (session_check (fixture.session, &error));
  fixture_clear (&fixture);
}

static void
test_second_opening_is_refused (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_assert_error (open_with (&fixture, "correct horse", &error) != NULL, error,
                        SESSION_ERROR_IN_USE);
  fixture_clear (&fixture);
}

static void
test_wrong_passphrase (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  fixture_assert_error (open_with (&fixture, "correct horsf", &error) != NULL, error,
                        SESSION_ERROR_WRONG_KEY);
  fixture_assert_error (open_with (&fixture, "", &error) != NULL, error,
                        SESSION_ERROR_WRONG_KEY);
  fixture_clear (&fixture);
}

static void
test_create_refusals (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  Secret *recovery;
  fixture_init (&fixture);
  Secret *empty = secret_new (0);
  fixture_assert_error (session_create ("/other", NULL, empty, KDF_INTERACTIVE,
                                        &fixture.env, &recovery, &error)
                            != NULL,
                        error, SESSION_ERROR_REFUSED);
  g_assert_null (recovery);
  fixture_assert_error (session_set_passphrase (fixture.session, empty, &error), error,
                        SESSION_ERROR_REFUSED);
  secret_free (empty);
  g_autoptr (GBytes) broken = g_bytes_new_static ("[Campaign]\n", 11);
  fixture_assert_error (
      session_create ("/other", broken, fixture.passphrase, KDF_INTERACTIVE,
                      &fixture.env, &recovery, &error)
          != NULL,
      error, SESSION_ERROR_REFUSED);
  g_assert_cmpint (fixture.files->ops->exists (fixture.files->data, "/other"), !=, 0);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  fixture_assert_error (
      session_create (FIXTURE_PATH, NULL, fixture.passphrase, KDF_INTERACTIVE,
                      &fixture.env, &recovery, &error)
          != NULL,
      error, SESSION_ERROR_REFUSED);
  fixture_clear (&fixture);
}

static Session *
recover_with (Fixture *fixture, const char *text, GError **error)
{
  Secret *secret = secret_new_copy (text, strlen (text));
  Session *session =
      session_open_with_recovery (FIXTURE_PATH, secret, &fixture->env, error);
  secret_free (secret);
  return session;
}

static void
test_recovery (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  g_autofree char *text = g_strdup ((const char *)secret_peek (fixture.recovery));
  Session *session = recover_with (&fixture, text, &error);
  g_assert_no_error (error);
  Secret *fresh = secret_new_copy ("battery staple", 14);
  g_assert_true (session_set_passphrase (session, fresh, &error));
  secret_free (fresh);
  g_assert_true (session_close (session, &error));

  fixture_assert_error (open_with (&fixture, "correct horse", &error) != NULL, error,
                        SESSION_ERROR_WRONG_KEY);
  fixture.session = open_with (&fixture, "battery staple", &error);
  g_assert_no_error (error);
  fixture_clear (&fixture);
}

/* A key that was replaced is whole: nobody is sent to the keyboard. */
static void
test_recovery_void (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  Secret *newer = NULL;
  g_assert_true (session_slots_new_recovery (fixture.session, &newer, &error));
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  g_autofree char *text = g_strdup ((const char *)secret_peek (fixture.recovery));
  g_assert_null (recover_with (&fixture, text, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY);
  g_assert_nonnull (strstr (error->message, "a newer one has replaced it"));
  g_assert_null (strstr (error->message, "Caps Lock"));
  g_clear_error (&error);
  g_autofree char *last = g_strdup ((const char *)secret_peek (newer));
  fixture.session = recover_with (&fixture, last, &error);
  g_assert_no_error (error);
  secret_free (newer);
  fixture_clear (&fixture);
}

/* One wrong character is named by its group; any other mistake is one sentence. */
static void
test_recovery_mistyped (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  g_autofree char *text = g_strdup ((const char *)secret_peek (fixture.recovery));
  char *third = text + 2 * (RECOVERY_GROUP_CHARACTERS + 1);
  *third = *third == '7' ? '8' : '7';
  g_assert_null (recover_with (&fixture, text, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "3"));
  g_clear_error (&error);
  *third = '!';
  g_assert_null (recover_with (&fixture, text, &error));
  g_assert_nonnull (strstr (error->message, "3"));
  g_clear_error (&error);
  fixture_assert_error (recover_with (&fixture, "", &error) != NULL, error,
                        SESSION_ERROR_REFUSED);
  fixture_clear (&fixture);
}

static void
test_trash_is_emptied_at_opening (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  StoreNumbers numbers;
  gboolean shared;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  g_autoptr (GPtrArray) list =
      session_refusals_list (fixture.session, REFUSALS_KEPT, &error);
  const Refusal *refusal = list->pdata[0];
  g_assert_true (session_refusals_delete (fixture.session, refusal->id, &error));
  fixture_wait (&fixture, REFUSALS_TRASH_WEEKS - 1);
  fixture_reopen (&fixture);
  g_assert_true (session_numbers (fixture.session, &numbers, &shared, &error));
  g_assert_cmpuint (numbers.trashed, ==, 1);
  fixture_wait (&fixture, 1);
  fixture_reopen (&fixture);
  g_assert_true (session_numbers (fixture.session, &numbers, &shared, &error));
  g_assert_cmpuint (numbers.trashed, ==, 0);
  fixture_clear (&fixture);
}

/* What opens and then cannot be is damage, as a broken frame is. */
static void
test_damage_behind_the_key (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  Vault *vault;
  fixture_init (&fixture);
  session_free (g_steal_pointer (&fixture.session));
  g_assert_cmpint (
      vault_open (&vault, FIXTURE_PATH, fixture.passphrase, &fixture.env.vault), ==,
      VAULT_OK);
  g_assert_cmpint (sqlite3_exec (vault_database (vault),
                                 "UPDATE campaign SET file = x'00'", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (vault_close (vault), ==, VAULT_OK);
  fixture_assert_error (
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error) != NULL,
      error, SESSION_ERROR_DAMAGED);
  fixture_clear (&fixture);
}

/* What is asked for before the slots are changed, and what a typed key is checked for
 * before anything is opened with it. */
static void
test_credentials (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  g_assert_true (
      session_slots_try_passphrase (fixture.session, fixture.passphrase, &error));
  Secret *other = secret_new_copy ("correct horsf", 13);
  fixture_assert_error (session_slots_try_passphrase (fixture.session, other, &error),
                        error, SESSION_ERROR_WRONG_KEY);
  g_assert_true (session_set_passphrase (fixture.session, other, &error));
  g_assert_true (session_slots_try_passphrase (fixture.session, other, &error));
  fixture_assert_error (
      session_slots_try_passphrase (fixture.session, fixture.passphrase, &error), error,
      SESSION_ERROR_WRONG_KEY);
  g_assert_true (session_slots_check_recovery (fixture.recovery, &error));
  fixture_assert_error (session_slots_check_recovery (other, &error), error,
                        SESSION_ERROR_REFUSED);
  g_assert_true (session_can_write (fixture.session, &error));
  secret_free (other);
  fixture_clear (&fixture);
}

/* The copy that a closing leaves is read by its number, whoever has the store open. */
static void
test_read_generation (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_add_refusal (&fixture, 202640);
  fixture_reopen (&fixture);
  g_autoptr (GBytes) bytes =
      session_backup_read (FIXTURE_PATH, 1, &fixture.env, &error);
  g_assert_no_error (error);
  g_autoptr (SessionBackup) backup = session_backup_open (
      bytes, "copy", NULL, fixture.passphrase, &fixture.env, &error);
  g_assert_nonnull (backup);
  fixture_assert_error (
      session_backup_read (FIXTURE_PATH, 2, &fixture.env, &error) != NULL, error,
      SESSION_ERROR_MISSING);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session/life", test_life);
  g_test_add_func ("/session/second-opening-is-refused",
                   test_second_opening_is_refused);
  g_test_add_func ("/session/wrong-passphrase", test_wrong_passphrase);
  g_test_add_func ("/session/create-refusals", test_create_refusals);
  g_test_add_func ("/session/recovery", test_recovery);
  g_test_add_func ("/session/recovery-void", test_recovery_void);
  g_test_add_func ("/session/recovery-mistyped", test_recovery_mistyped);
  g_test_add_func ("/session/trash-is-emptied", test_trash_is_emptied_at_opening);
  g_test_add_func ("/session/damage-behind-the-key", test_damage_behind_the_key);
  g_test_add_func ("/session/credentials", test_credentials);
  g_test_add_func ("/session/read-generation", test_read_generation);
  return g_test_run ();
}
