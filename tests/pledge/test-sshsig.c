#include <string.h>

#include "base.h"
#include "pledge-fixture.h"

static PledgeRecord record;
static char *armoured;

static gboolean
parse (const char *data, size_t size, GError **error)
{
  uint8_t signature[SIGN_SIGNATURE_BYTES];
  const uint8_t zero[SIGN_SIGNATURE_BYTES] = { 0 };
  memset (signature, 1, sizeof signature);
  if (sshsig_parse_signature (signature, data, size, record.public_key,
                              SIGNATURES_NAMESPACE, error))
    return TRUE;
  g_assert_cmpmem (signature, sizeof signature, zero, sizeof zero);
  return FALSE;
}

static void
assert_refused (const char *text, size_t size, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (parse (text, size, &error));
  g_assert_error (error, PLEDGE_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_parse_what_was_printed (void)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  const PledgeSignatures made = fixture_sign (text, 1);
  uint8_t signature[SIGN_SIGNATURE_BYTES];
  g_autoptr (GError) error = NULL;
  sshsig_parse_signature (signature, armoured, strlen (armoured), record.public_key,
                          SIGNATURES_NAMESPACE, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (signature, sizeof signature, made.sshsig, sizeof made.sshsig);
}

/* No byte of the file is free: each replaced by each other is refused, or is another
 * signature, which then is not good. */
static void
test_every_changed_byte (void)
{
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  g_autofree char *changed = g_strdup (armoured);
  size_t size = strlen (armoured), read = 0;
  for (size_t at = 0; at < size; at++)
    for (int byte = 0; byte < 256; byte++)
      {
        uint8_t signature[SIGN_SIGNATURE_BYTES];
        changed[at] = (char)byte;
        if (changed[at] != armoured[at]
            && sshsig_parse_signature (signature, changed, size, record.public_key,
                                       SIGNATURES_NAMESPACE, NULL))
          {
            read++;
            g_assert_false (sshsig_check (signature, text, strlen (text),
                                          record.public_key, SIGNATURES_NAMESPACE));
          }
        changed[at] = armoured[at];
      }
  g_assert_cmpuint (read, >, 64);
}

static void
test_cut_or_longer (void)
{
  size_t size = strlen (armoured);
  for (size_t cut = 0; cut < size; cut++)
    g_assert_false (parse (armoured, cut, NULL));
  g_assert_false (parse (NULL, 0, NULL));
  g_assert_false (parse (armoured, size + 1, NULL));
  g_autofree char *longer = g_strconcat (armoured, "\n", NULL);
  assert_refused (longer, size + 1, PLEDGE_ERROR_FORM, "changed by another program");
}

static void
assert_refused_with (const char *old, const char *new, int code, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (armoured, old, 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_autofree char *changed = g_strjoinv (new, parts);
  assert_refused (changed, strlen (changed), code, words);
}

static void
test_form (void)
{
  const int form = PLEDGE_ERROR_FORM;
  assert_refused_with ("U1NIU0lH", "U1NIU0lI", form, "damaged"); /* "SSHSIH" */
  assert_refused_with ("U1NIU0lHAAAAAQ", "U1NIU0lHAAAAAg", form, "damaged");
  assert_refused_with ("\nU1", "\n\nU1", form, "damaged");
  assert_refused_with ("\nU1", "\r\nU1", form, "damaged");
  assert_refused_with ("\nU1", "U1", form, "damaged");
  assert_refused_with ("\nU1", "\n=U1", form, "damaged");
  assert_refused_with ("-----END SSH", "AAAA\n-----END SSH", form, "damaged");
  assert_refused_with ("BEGIN SSH SIGNATURE", "BEGIN PGP SIGNATURE", form, "damaged");
  g_autofree char *filler = g_strnfill (4096, 'A');
  assert_refused_with ("\nU1", filler, form, "damaged");
}

static void
test_other_key (void)
{
  g_autoptr (GError) error = NULL;
  record.public_key[5] ^= 1;
  g_assert_false (parse (armoured, strlen (armoured), &error));
  record.public_key[5] ^= 1;
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
  g_assert_nonnull (strstr (error->message, "another key"));
}

static void
test_other_namespace (void)
{
  const uint8_t signature[SIGN_SIGNATURE_BYTES] = { 1 };
  const char *names[] = { "file", "pledge-record@steadfast2", "x" };
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text =
          sshsig_print_signature (signature, record.public_key, names[i]);
      assert_refused (text, strlen (text), PLEDGE_ERROR_BAD_SIGNATURE, "namespace");
    }
  g_autofree char *longest = g_strnfill (SSHSIG_NAMESPACE_MOST_BYTES, 'n');
  g_autofree char *text =
      sshsig_print_signature (signature, record.public_key, longest);
  assert_refused (text, strlen (text), PLEDGE_ERROR_BAD_SIGNATURE, "namespace");
}

/* A blob that ends after the namespace. */
static void
test_short_blob (void)
{
  g_auto (GStrv) lines = g_strsplit (armoured, "\n", -1);
  g_autofree char *text = g_strconcat (lines[0], "\n", lines[1], "\n", lines[2],
                                       "\n-----END SSH SIGNATURE-----\n", NULL);
  assert_refused (text, strlen (text), PLEDGE_ERROR_FORM, "cut short");
}

static void
test_allowed_signers (void)
{
  g_autofree char *golden = fixture_read_golden ("take", "allowed_signers");
  g_autofree char *line = sshsig_print_allowed (record.public_key, SIGNATURES_PRINCIPAL,
                                                SIGNATURES_NAMESPACE);
  g_assert_cmpstr (line, ==, golden);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_autofree char *text = fixture_read_golden ("take", "pledge.txt");
  g_assert_true (record_parse (&record, text, strlen (text), NULL));
  armoured = fixture_read_golden ("take", "pledge.txt.sig");
  g_test_add_func ("/sshsig/parse-what-was-printed", test_parse_what_was_printed);
  g_test_add_func ("/sshsig/every-changed-byte", test_every_changed_byte);
  g_test_add_func ("/sshsig/cut-or-longer", test_cut_or_longer);
  g_test_add_func ("/sshsig/form", test_form);
  g_test_add_func ("/sshsig/other-key", test_other_key);
  g_test_add_func ("/sshsig/other-namespace", test_other_namespace);
  g_test_add_func ("/sshsig/short-blob", test_short_blob);
  g_test_add_func ("/sshsig/allowed-signers", test_allowed_signers);
  int result = g_test_run ();
  g_free (armoured);
  return result;
}
