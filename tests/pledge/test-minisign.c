#include <string.h>

#include "base.h"
#include "bytes.h"
#include "pledge-fixture.h"

/* The key and a file of take/, and what is in it. */
typedef struct
{
  PledgeRecord record;
  char *text;
  MinisignSignature signature;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  PledgeSignatures signatures = fixture_sign (text, 1);
  g_assert_true (record_parse (&fixture->record, text, strlen (text), NULL));
  fixture->signature = signatures_get_minisign (&signatures);
  fixture->text = fixture_read_golden ("take", "pledge.txt.minisig");
}

static void
teardown (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_free (fixture->text);
}

static gboolean
parse (Fixture *fixture, const char *data, size_t size, GError **error)
{
  return minisign_parse_signature (&fixture->signature, data, size,
                                   fixture->record.public_key, &signatures_comments,
                                   error);
}

/* Replaces one piece of the file, which must be there once, and demands a refusal. */
static void
assert_refused_with (Fixture *fixture, const char *old, const char *new, int code,
                     const char *words)
{
  g_autoptr (GError) error = NULL;
  const MinisignSignature zero = { 0 };
  g_auto (GStrv) parts = g_strsplit (fixture->text, old, -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_autofree char *changed = g_strjoinv (new, parts);
  g_assert_false (parse (fixture, changed, strlen (changed), &error));
  g_assert_error (error, PLEDGE_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpmem (&fixture->signature, sizeof zero, &zero, sizeof zero);
}

static void
test_parse_what_was_printed (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const MinisignSignature made = fixture->signature;
  g_autoptr (GError) error = NULL;
  parse (fixture, fixture->text, strlen (fixture->text), &error);
  g_assert_no_error (error);
  g_assert_cmpmem (&fixture->signature, sizeof made, &made, sizeof made);
}

static void
test_any_untrusted_comment (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *comments[] = { "x", "été", "untrusted comment: twice" };
  for (size_t i = 0; i < G_N_ELEMENTS (comments); i++)
    {
      MinisignComments other = signatures_comments;
      other.untrusted = comments[i];
      g_autofree char *text = minisign_print_signature (
          &fixture->signature, fixture->record.public_key, &other);
      g_assert_true (parse (fixture, text, strlen (text), NULL));
    }
}

static void
test_form (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const int form = PLEDGE_ERROR_FORM;
  assert_refused_with (fixture, "untrusted comment: s", "untrusted comment:s", form,
                       "Line 1 ");
  assert_refused_with (fixture, "signature of a pledge record\n", "\n", form,
                       "Line 1 ");
  assert_refused_with (fixture, "of a pledge", "of\ra pledge", form, "Line 1 ");
  assert_refused_with (fixture, "of a pledge", "of\x1b[0ma pledge", form, "Line 1 ");
  assert_refused_with (fixture, "record\nRW", "record\r\nRW", form, "Line 1 ");
  assert_refused_with (fixture, "\nRW", "\n RW", form, "Line 2 ");
  assert_refused_with (fixture, "\nRW", "\nRWRW", form, "Line 2 ");
  assert_refused_with (fixture, "\nRW", "\nRV", form, "Line 2 ");
  assert_refused_with (fixture, "\nRW", "\n!W", form, "Line 2 ");
  assert_refused_with (fixture, "\ntrusted comment", "\nTrusted comment", form,
                       "Line 3 ");
  assert_refused_with (fixture, "trusted comment: pledge-record v1",
                       "trusted comment: ", form, "Line 3 ");
  assert_refused_with (fixture, "v1\n", "v1\nAAAA", form, "Line 4 ");
  assert_refused_with (fixture, "v1\n", "v1\n\n", form, "after line 4");
}

static void
test_wrong_contents (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const int bad = PLEDGE_ERROR_BAD_SIGNATURE;
  assert_refused_with (fixture, "\nRW", "\nRU", bad, "over a hash of the file");
  assert_refused_with (fixture, "record v1", "record v2", bad, "“pledge-record v1”");
  assert_refused_with (fixture, "record v1", "record v1 ", bad, "“pledge-record v1”");
  fixture->record.public_key[0] ^= 1;
  assert_refused_with (fixture, "record v1", "record v1", bad, "another key");
}

static void
test_cut_or_longer (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  size_t size = strlen (fixture->text);
  for (size_t cut = 0; cut < size; cut++)
    g_assert_false (parse (fixture, fixture->text, cut, NULL));
  g_assert_false (parse (fixture, NULL, 0, NULL));
  g_assert_false (parse (fixture, fixture->text, size + 1, NULL));
  g_autofree char *longer = g_strconcat (fixture->text, "\n", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_false (parse (fixture, longer, size + 1, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_FORM);
  g_assert_nonnull (strstr (error->message, "goes on after line 4"));
}

static void
test_long_comment (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const size_t start = strlen ("untrusted comment: ");
  g_autofree char *comment = g_strnfill (MINISIGN_LINE_MOST_BYTES - start - 1, 'x');
  MinisignComments other = signatures_comments;
  other.untrusted = comment;
  g_autofree char *text = minisign_print_signature (&fixture->signature,
                                                    fixture->record.public_key, &other);
  g_assert_true (parse (fixture, text, strlen (text), NULL));
  g_autofree char *longer = g_strconcat (comment, "x", NULL);
  other.untrusted = longer;
  g_autofree char *refused = minisign_print_signature (
      &fixture->signature, fixture->record.public_key, &other);
  g_assert_false (parse (fixture, refused, strlen (refused), NULL));
}

/* The first eight bytes of the public key's SHA-256. */
static void
test_key_id (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  uint8_t id[MINISIGN_KEY_ID_BYTES];
  char hex[BYTES_HEX_SIZE (MINISIGN_KEY_ID_BYTES)];
  minisign_key_id (id, fixture->record.public_key);
  bytes_to_hex (hex, id, sizeof id);
  g_autofree char *sum = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, fixture->record.public_key, SIGN_PUBLIC_BYTES);
  g_assert_true (g_str_has_prefix (sum, hex));
}

static void
test_public_key (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  uint8_t key[SIGN_PUBLIC_BYTES];
  g_autofree char *text =
      minisign_print_public (fixture->record.public_key, &signatures_comments);
  const size_t size = strlen (text);
  g_assert_true (minisign_parse_public (key, text, size));
  g_assert_cmpmem (key, sizeof key, fixture->record.public_key, SIGN_PUBLIC_BYTES);
  for (size_t i = 0; i < size; i++)
    g_assert_false (minisign_parse_public (key, text, i));
  g_assert_false (minisign_parse_public (key, NULL, 0));
  g_assert_false (minisign_parse_public (key, text, size + 1));
  for (char *at = strchr (text, '\n') + 1; *at != '\n'; at++)
    {
      const char kept = *at;
      *at = kept == 'A' ? 'B' : 'A';
      g_assert_false (minisign_parse_public (key, text, size)
                      && memcmp (key, fixture->record.public_key, sizeof key) == 0);
      *at = kept;
    }
}

static void
test_both_signatures_are_checked (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  const uint8_t *key = fixture->record.public_key;
  const char *comment = SIGNATURES_TRUSTED_COMMENT;
  MinisignSignature signature = fixture->signature;
  size_t size = strlen (text);
  g_assert_true (minisign_check (&signature, text, size, key, comment));
  g_assert_false (minisign_check (&signature, text, size - 1, key, comment));
  g_assert_false (minisign_check (&signature, text, size, key, "another"));
  signature.global[0] ^= 1;
  g_assert_false (minisign_check (&signature, text, size, key, comment));
  signature = fixture->signature;
  signature.raw[0] ^= 1;
  g_assert_false (minisign_check (&signature, text, size, key, comment));
}

#define ADD(path, function)                                                            \
  g_test_add ("/minisign/" path, Fixture, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  ADD ("parse-what-was-printed", test_parse_what_was_printed);
  ADD ("any-untrusted-comment", test_any_untrusted_comment);
  ADD ("form", test_form);
  ADD ("wrong-contents", test_wrong_contents);
  ADD ("cut-or-longer", test_cut_or_longer);
  ADD ("long-comment", test_long_comment);
  ADD ("key-id", test_key_id);
  ADD ("public-key", test_public_key);
  ADD ("both-signatures-are-checked", test_both_signatures_are_checked);
  return g_test_run ();
}
