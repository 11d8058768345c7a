#include <string.h>

#include "base.h"
#include "fixture.h"
#include "session-pledge.h"
#include "verify.h"

static void
take (Fixture *fixture, SignerKind kind, uint8_t id[SIGNERS_ID_BYTES])
{
  g_autoptr (GError) error = NULL;
  session_pledge_take (fixture->session, 0, 0, 202630, kind, id, &error);
  g_assert_no_error (error);
}

static void
assert_verifies (const SavedFiles *files, PledgeAction action)
{
  g_autoptr (GError) error = NULL;
  PledgeRecord record;
  PledgeFormat format;
  const char *text = files->files[0].text, *signature = files->files[1].text;
  verify_signature (&record, &format, text, strlen (text), signature,
                    strlen (signature), &error);
  g_assert_no_error (error);
  g_assert_cmpint (record.action, ==, action);
}

static void
test_chain (void)
{
  const PledgeAction actions[] = { PLEDGE_TAKE, PLEDGE_CHANGE, PLEDGE_WITHDRAW };
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  uint8_t id[SIGNERS_ID_BYTES], owner[SIGNERS_ID_BYTES];
  fixture_init (&fixture);
  fixture_assert_error (session_pledge_find (fixture.session, NULL, owner, &error),
                        error, SESSION_ERROR_REFUSED);
  take (&fixture, SIGNER_OWNER, id);
  g_assert_true (session_pledge_find (fixture.session, NULL, owner, &error));
  g_assert_cmpmem (owner, SIGNERS_ID_BYTES, id, SIGNERS_ID_BYTES);
  fixture_assert_error (
      session_pledge_take (fixture.session, 0, -1, 0, SIGNER_OWNER, owner, &error),
      error, SESSION_ERROR_REFUSED);
  fixture_assert_error (session_pledge_change (fixture.session, id, 0, &error), error,
                        SESSION_ERROR_REFUSED);
  g_assert_true (session_pledge_change (fixture.session, id, 1, &error));
  g_assert_true (session_pledge_withdraw (fixture.session, id, &error));
  fixture_assert_error (session_pledge_withdraw (fixture.session, id, &error), error,
                        SESSION_ERROR_REFUSED);
  g_autoptr (GPtrArray) records = session_pledge_records (fixture.session, id, &error);
  g_assert_cmpuint (records->len, ==, 3);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpint (((SignerRecord *)records->pdata[i])->record.action, ==,
                     actions[i]);
  g_autoptr (SavedFiles) files =
      session_pledge_files (fixture.session, id, PLEDGE_FORMAT_SSHSIG, &error);
  assert_verifies (files, PLEDGE_WITHDRAW);
  /* Who has withdrawn can take the pledge again, with another key. */
  take (&fixture, SIGNER_OWNER, owner);
  g_assert_cmpint (memcmp (owner, id, SIGNERS_ID_BYTES), !=, 0);
  fixture_clear (&fixture);
}

static void
test_week_to_come (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  uint8_t id[SIGNERS_ID_BYTES];
  fixture_init (&fixture);
  fixture_assert_error (
      session_pledge_take (fixture.session, 0, -1, 202642, SIGNER_OWNER, id, &error),
      error, SESSION_ERROR_REFUSED);
  g_assert_true (
      session_pledge_take (fixture.session, 0, -1, 202641, SIGNER_OWNER, id, &error));
  fixture_clear (&fixture);
}

/* The next person's pledge leaves nobody's key but the owner's. */
static void
test_next_person (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  uint8_t owner[SIGNERS_ID_BYTES], first[SIGNERS_ID_BYTES], second[SIGNERS_ID_BYTES];
  fixture_init (&fixture);
  take (&fixture, SIGNER_OWNER, owner);
  take (&fixture, SIGNER_OTHER, first);
  g_assert_true (session_pledge_change (fixture.session, first, 1, &error));
  take (&fixture, SIGNER_OTHER, second);
  fixture_assert_error (session_pledge_withdraw (fixture.session, first, &error), error,
                        SESSION_ERROR_REFUSED);
  g_autoptr (GPtrArray) list = session_pledge_list (fixture.session, &error);
  g_assert_cmpuint (list->len, ==, 3);
  for (guint i = 0; i < list->len; i++)
    {
      const Signer *signer = list->pdata[i];
      g_assert_cmpint (signer->has_key, ==,
                       memcmp (signer->id, first, SIGNERS_ID_BYTES) != 0);
    }
  fixture_clear (&fixture);
}

static void
test_destroyed_key (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  uint8_t id[SIGNERS_ID_BYTES];
  fixture_init (&fixture);
  take (&fixture, SIGNER_OWNER, id);
  g_autoptr (SavedFiles) withdrawal = session_pledge_withdrawal_files (
      fixture.session, id, PLEDGE_FORMAT_MINISIGN, &error);
  assert_verifies (withdrawal, PLEDGE_WITHDRAW);
  g_assert_true (session_pledge_destroy_key (fixture.session, id, &error));
  fixture_reopen (&fixture);
  fixture_assert_error (session_pledge_destroy_key (fixture.session, id, &error), error,
                        SESSION_ERROR_REFUSED);
  fixture_assert_error (session_pledge_change (fixture.session, id, 1, &error), error,
                        SESSION_ERROR_REFUSED);
  /* The withdrawal was given to the signer, and is not entered here. */
  g_autoptr (SavedFiles) files =
      session_pledge_files (fixture.session, id, PLEDGE_FORMAT_MINISIGN, &error);
  assert_verifies (files, PLEDGE_TAKE);
  fixture_clear (&fixture);
}

/* Opens the store as the next session finds it after a crash, and returns how many
 * commits its file holds: one where nothing was written since it was rebuilt. */
static guint64
crash (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  session_free (fixture->session);
  fixture->session =
      session_open (FIXTURE_PATH, fixture->passphrase, &fixture->env, &error);
  g_assert_no_error (error);
  return session_opening (fixture->session)->commits;
}

/* An earlier commit in the file would hold the key still. */
static void
test_destroyed_key_is_gone (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  uint8_t id[SIGNERS_ID_BYTES];
  fixture_init (&fixture);
  take (&fixture, SIGNER_OWNER, id);
  g_assert_cmpuint (crash (&fixture), >, 1);
  g_assert_true (session_pledge_destroy_key (fixture.session, id, &error));
  g_assert_cmpuint (crash (&fixture), ==, 1);
  take (&fixture, SIGNER_OTHER, id);
  take (&fixture, SIGNER_OTHER, id);
  g_assert_cmpuint (crash (&fixture), ==, 1);
  fixture_clear (&fixture);
}

/* The built-in campaign without its translations, as an older version shipped it. */
static GBytes *
make_older_campaign (void)
{
  g_autoptr (GBytes) present = campaign_builtin (campaign_builtin_slugs ()[0]);
  gsize size;
  const char *data = g_bytes_get_data (present, &size);
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GRegex) localised = g_regex_new ("^[A-Za-z]+\\[", 0, 0, NULL);
  GString *older = g_string_new (NULL);
  for (char **line = lines; *line != NULL; line++)
    if (!g_regex_match (localised, *line, 0, NULL))
      g_string_append_printf (older, "%s\n", *line);
  return g_string_free_to_bytes (older);
}

/* A change signs the text as it stands now, in every language, which the record that it
 * supersedes need not have known. */
static void
test_change_signs_present_text (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) older = make_older_campaign ();
  uint8_t id[SIGNERS_ID_BYTES], present[CAMPAIGN_HASH_BYTES];
  Secret *key = NULL;
  fixture_init (&fixture);
  session_free (fixture.session);
  fixture.session = session_create ("/older", older, fixture.passphrase,
                                    KDF_INTERACTIVE, &fixture.env, &key, &error);
  g_assert_no_error (error);
  secret_free (key);
  take (&fixture, SIGNER_OWNER, id);
  session_free (fixture.session);
  fixture.session = session_open ("/older", fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  campaign_text_hash (session_campaign (fixture.session), present);
  g_assert_true (session_pledge_change (fixture.session, id, 1, &error));
  g_autoptr (GPtrArray) records = session_pledge_records (fixture.session, id, &error);
  g_assert_cmpuint (records->len, ==, 2);
  const SignerRecord *before = records->pdata[0], *after = records->pdata[1];
  g_assert_cmpint (memcmp (before->record.text, present, sizeof present), !=, 0);
  g_assert_cmpmem (after->record.text, sizeof present, present, sizeof present);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-pledge/chain", test_chain);
  g_test_add_func ("/session-pledge/week-to-come", test_week_to_come);
  g_test_add_func ("/session-pledge/next-person", test_next_person);
  g_test_add_func ("/session-pledge/destroyed-key", test_destroyed_key);
  g_test_add_func ("/session-pledge/destroyed-key-is-gone", test_destroyed_key_is_gone);
  g_test_add_func ("/session-pledge/change-signs-present-text",
                   test_change_signs_present_text);
  return g_test_run ();
}
