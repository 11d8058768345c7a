#include <string.h>

#include "base.h"
#include "pledge-fixture.h"
#include "verify.h"

static const char *const signature_names[] = { SAVED_MINISIG_NAME, SAVED_SSHSIG_NAME };

/* FALSE, with the outputs as the header promises, or TRUE. */
static gboolean
verify (const char *data, size_t size, const char *signature, size_t signature_size,
        GError **error)
{
  PledgeRecord record, zero;
  PledgeFormat format;
  memset (&zero, 0, sizeof zero);
  memset (&record, 1, sizeof record);
  if (verify_signature (&record, &format, data, size, signature, signature_size, error))
    return TRUE;
  g_assert_cmpmem (&record, sizeof record, &zero, sizeof zero);
  return FALSE;
}

static void
test_golden_files (void)
{
  for (size_t i = 0; fixture_golden[i] != NULL; i++)
    for (size_t form = 0; form < G_N_ELEMENTS (signature_names); form++)
      {
        g_autofree char *text = fixture_read_golden (fixture_golden[i], "pledge.txt");
        g_autofree char *signature =
            fixture_read_golden (fixture_golden[i], signature_names[form]);
        g_autoptr (GError) error = NULL;
        PledgeRecord record;
        PledgeFormat format;
        verify_signature (&record, &format, text, strlen (text), signature,
                          strlen (signature), &error);
        g_assert_no_error (error);
        g_assert_cmpint (format, ==, form);
        g_assert_cmpstr (record_action_name (record.action), ==, fixture_golden[i]);
      }
}

/* Every byte of the record replaced by each other byte: 419 × 255 files, all refused.
 */
static void
test_every_changed_record_byte (gconstpointer data)
{
  g_autofree char *text = fixture_read_golden ("change", "pledge.txt");
  g_autofree char *signature = fixture_read_golden ("change", data);
  g_autofree char *changed = g_strdup (text);
  size_t size = strlen (text), records = 0;
  for (size_t at = 0; at < size; at++)
    for (int flip = 1; flip < 256; flip++)
      {
        g_autoptr (GError) error = NULL;
        changed[at] = (char)(text[at] ^ flip);
        g_assert_false (verify (changed, size, signature, strlen (signature), &error));
        records += !g_error_matches (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
        changed[at] = text[at];
      }
  g_assert_cmpuint (records, >,
                    64); /* many were records, with a signature not theirs */
}

/* Where the bytes begin that count: after minisign's untrusted comment. */
static size_t
skip_untrusted (const char *signature)
{
  return g_str_has_prefix (signature, "untrusted")
             ? (size_t)(strchr (signature, '\n') - signature)
             : 0;
}

static void
test_every_changed_signature_byte (gconstpointer data)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  g_autofree char *signature = fixture_read_golden ("take", data);
  g_autofree char *changed = g_strdup (signature);
  size_t size = strlen (signature);
  for (size_t at = skip_untrusted (signature); at < size; at++)
    for (int flip = 1; flip < 256; flip++)
      {
        changed[at] = (char)(signature[at] ^ flip);
        g_assert_false (verify (text, strlen (text), changed, size, NULL));
        changed[at] = signature[at];
      }
}

/* Another record of the same key, and a record of another key. */
static void
test_another_record (gconstpointer data)
{
  g_autofree char *signature = fixture_read_golden ("take", data);
  g_autofree char *change = fixture_read_golden ("change", "pledge.txt");
  g_autoptr (GError) error = NULL;
  g_assert_false (
      verify (change, strlen (change), signature, strlen (signature), &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
  g_assert_nonnull (strstr (error->message, "do not belong together"));
  g_clear_error (&error);

  PledgeRecord other = fixture_take (2);
  g_autofree char *text = fixture_print (&other);
  g_assert_false (verify (text, strlen (text), signature, strlen (signature), &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
  g_assert_nonnull (strstr (error->message, "another key"));
}

/* A record that names key 1, signed with key 2 under the key id of key 1. */
static void
test_signed_with_another_key (gconstpointer data)
{
  PledgeRecord record = fixture_take (1);
  g_autofree char *text = fixture_print (&record);
  Secret *seed = fixture_seed (2);
  uint8_t message[SIGNATURES_SSHSIG_BYTES], global[SIGNATURES_GLOBAL_BYTES];
  uint8_t sshsig[SIGN_SIGNATURE_BYTES];
  MinisignSignature minisign;
  sign_make (minisign.raw, text, strlen (text), seed);
  minisign_global_message (global, minisign.raw, SIGNATURES_TRUSTED_COMMENT);
  sign_make (minisign.global, global, sizeof global, seed);
  sshsig_message (message, SIGNATURES_NAMESPACE, text, strlen (text));
  sign_make (sshsig, message, sizeof message, seed);
  secret_free (seed);

  g_autofree char *file =
      g_str_equal (data, SAVED_MINISIG_NAME)
          ? minisign_print_signature (&minisign, record.public_key,
                                      &signatures_comments)
          : sshsig_print_signature (sshsig, record.public_key, SIGNATURES_NAMESPACE);
  g_autoptr (GError) error = NULL;
  g_assert_false (verify (text, strlen (text), file, strlen (file), &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
  g_assert_nonnull (strstr (error->message, "do not belong together"));
}

/* A record whose key is no point of the curve, or one of the eight that prove nothing.
 */
static void
test_keys_that_prove_nothing (gconstpointer data)
{
  for (int kind = 0; kind < 3; kind++)
    {
      PledgeRecord record = fixture_take (1);
      PledgeSignatures zero = { 0 };
      memset (record.public_key, kind == 2 ? 0xff : 0, sizeof record.public_key);
      record.public_key[0] = (uint8_t)(kind == 2 ? 0xff : kind);
      zero.raw[0] = zero.global[0] = zero.sshsig[0] = 1;
      g_autofree char *text = fixture_print (&record);
      MinisignSignature minisign = signatures_get_minisign (&zero);
      g_autofree char *file =
          g_str_equal (data, SAVED_MINISIG_NAME)
              ? minisign_print_signature (&minisign, record.public_key,
                                          &signatures_comments)
              : sshsig_print_signature (zero.sshsig, record.public_key,
                                        SIGNATURES_NAMESPACE);
      g_autoptr (GError) error = NULL;
      g_assert_false (verify (text, strlen (text), file, strlen (file), &error));
      g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
    }
}

/* As minisign does: nobody signed it. */
static void
test_untrusted_comment_is_not_looked_at (void)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  g_autofree char *signature = fixture_read_golden ("take", SAVED_MINISIG_NAME);
  g_autofree char *changed =
      g_strconcat ("untrusted comment: anything", strchr (signature, '\n'), NULL);
  g_autoptr (GError) error = NULL;
  verify (text, strlen (text), changed, strlen (changed), &error);
  g_assert_no_error (error);
}

static void
test_no_record (void)
{
  g_autofree char *signature = fixture_read_golden ("take", SAVED_MINISIG_NAME);
  g_autoptr (GError) error = NULL;
  g_assert_false (verify ("x\n", 2, signature, strlen (signature), &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
}

static void
test_no_signature (void)
{
  static const char *const files[] = { "",
                                       "x",
                                       "untrusted comment",
                                       "-----BEGIN PGP SIGNATURE-----\n",
                                       "\xef\xbb\xbfuntrusted comment: x\n",
                                       " untrusted comment: x\n" };
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (
          verify (text, strlen (text), files[i], strlen (files[i]), &error));
      g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_FORM);
      g_assert_nonnull (strstr (error->message, "neither"));
    }
  g_assert_false (verify (text, strlen (text), NULL, 0, NULL));
}

static void
assert_sentences (char **sentences, const char *const *words)
{
  for (size_t i = 0; words[i] != NULL; i++)
    {
      g_assert_nonnull (sentences[i]);
      g_assert_nonnull (strstr (sentences[i], words[i]));
      g_assert_true (g_str_has_suffix (sentences[i], "."));
    }
  g_assert_cmpuint (g_strv_length (sentences), ==, g_strv_length ((char **)words));
}

static void
test_what_it_proves (void)
{
  const char *const proven_words[] = { "what was signed", "same key", NULL };
  const char *const not_proven_words[] = { "worker", "two people", "when", "withdrawn",
                                           NULL };
  g_auto (GStrv) proven = verify_dup_proven ();
  g_auto (GStrv) not_proven = verify_dup_not_proven ();
  assert_sentences (proven, proven_words);
  assert_sentences (not_proven, not_proven_words);
}

static void
add_for_each_form (const char *path, GTestDataFunc function)
{
  for (size_t i = 0; i < G_N_ELEMENTS (signature_names); i++)
    {
      g_autofree char *full =
          g_strdup_printf ("/verify/%s/%s", saved_format_name ((PledgeFormat)i), path);
      g_test_add_data_func (full, signature_names[i], function);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/verify/golden", test_golden_files);
  add_for_each_form ("every-changed-record-byte", test_every_changed_record_byte);
  add_for_each_form ("every-changed-signature-byte", test_every_changed_signature_byte);
  add_for_each_form ("another-record", test_another_record);
  add_for_each_form ("signed-with-another-key", test_signed_with_another_key);
  add_for_each_form ("keys-that-prove-nothing", test_keys_that_prove_nothing);
  g_test_add_func ("/verify/untrusted-comment",
                   test_untrusted_comment_is_not_looked_at);
  g_test_add_func ("/verify/no-record", test_no_record);
  g_test_add_func ("/verify/no-signature", test_no_signature);
  g_test_add_func ("/verify/what-it-proves", test_what_it_proves);
  return g_test_run ();
}
