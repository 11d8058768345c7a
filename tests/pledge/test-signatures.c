#include <string.h>

#include "base.h"
#include "bytes.h"
#include "pledge-fixture.h"

static void
test_three_good_signatures (void)
{
  PledgeRecord record = fixture_take (1);
  g_autofree char *text = fixture_print (&record);
  PledgeSignatures signatures = fixture_sign (text, 1);
  g_autoptr (GError) error = NULL;
  g_assert_true (signatures_check (&signatures, text, strlen (text), &error));
  g_assert_no_error (error);
}

/* The same bytes as the second implementation in tests/data/pledge/generate.py. */
static void
test_golden_signatures (void)
{
  for (size_t i = 0; fixture_golden[i] != NULL; i++)
    {
      g_autofree char *text = fixture_read_golden (fixture_golden[i], "pledge.txt");
      PledgeSignatures signatures = fixture_sign (text, 1);
      for (int format = PLEDGE_FORMAT_MINISIGN; format <= PLEDGE_FORMAT_SSHSIG;
           format++)
        {
          g_autoptr (SavedFiles) saved =
              saved_new (text, strlen (text), &signatures, (PledgeFormat)format, NULL);
          g_assert_nonnull (saved);
          for (size_t file = 0; file < SAVED_FILES; file++)
            {
              g_autofree char *golden =
                  fixture_read_golden (fixture_golden[i], saved->files[file].name);
              g_assert_cmpstr (saved->files[file].text, ==, golden);
            }
        }
    }
}

static void
assert_refused (const PledgeSignatures *signatures, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (signatures_check (signatures, text, strlen (text), &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
}

/* Each of the 192 bytes is checked. */
static void
test_every_changed_signature_byte (void)
{
  PledgeRecord record = fixture_take (1);
  g_autofree char *text = fixture_print (&record);
  PledgeSignatures signatures = fixture_sign (text, 1);
  uint8_t *bytes = (uint8_t *)&signatures;
  for (size_t i = 0; i < SIGNATURES_BYTES; i++)
    {
      bytes[i] ^= 1;
      assert_refused (&signatures, text);
      bytes[i] ^= 1;
    }
}

/* The three are not the same signature thrice, and none passes for another. */
static void
test_kinds_do_not_mix (void)
{
  PledgeRecord record = fixture_take (1);
  g_autofree char *text = fixture_print (&record);
  const PledgeSignatures good = fixture_sign (text, 1);
  PledgeSignatures mixed = good;
  memcpy (mixed.sshsig, good.raw, sizeof good.raw);
  assert_refused (&mixed, text);
  mixed = good;
  memcpy (mixed.raw, good.sshsig, sizeof good.raw);
  assert_refused (&mixed, text);
  mixed = good;
  memcpy (mixed.global, good.raw, sizeof good.raw);
  assert_refused (&mixed, text);
}

/* The domain separation of signatures.h: three kinds of messages of different lengths,
 * none of them as short as a hash. */
static void
test_messages_have_no_length_in_common (void)
{
  uint8_t raw[SIGN_SIGNATURE_BYTES] = { 0 };
  uint8_t global[SIGNATURES_GLOBAL_BYTES], sshsig[SIGNATURES_SSHSIG_BYTES];
  minisign_global_message (global, raw, SIGNATURES_TRUSTED_COMMENT);
  sshsig_message (sshsig, SIGNATURES_NAMESPACE, "x", 1);
  g_assert_cmpuint (sizeof global, ==, 80);
  g_assert_cmpuint (sizeof sshsig, ==, 115);
  g_assert_cmpuint (RECORD_LEAST_BYTES, >, 115);
  g_assert_cmpmem (global + 64, 16, "pledge-record v1", 16);
  g_assert_cmpmem (sshsig, 10, "SSHSIG\0\0\0\x17", 10);
  g_assert_cmpmem (sshsig + 10, 23, "pledge-record@steadfast", 23);
  g_assert_cmpmem (sshsig + 33, 18, "\0\0\0\0\0\0\0\6sha512\0\0\0\x40", 18);
}

static void
assert_not_signed (const void *data, size_t size, const Secret *seed, int code)
{
  g_autoptr (GError) error = NULL;
  PledgeSignatures signatures, zero = { 0 };
  memset (&signatures, 1, sizeof signatures);
  g_assert_false (signatures_make (&signatures, data, size, seed, &error));
  g_assert_error (error, PLEDGE_ERROR, code);
  g_assert_cmpmem (&signatures, sizeof signatures, &zero, sizeof zero);
}

/* A signer's key signs nothing but the record that names it. */
static void
test_nothing_else_is_signed (void)
{
  PledgeRecord record = fixture_take (1);
  g_autofree char *text = fixture_print (&record);
  Secret *seed = fixture_seed (1), *other = fixture_seed (2);
  Secret *short_seed = secret_new_random (SIGN_SEED_BYTES - 1);
  assert_not_signed (text, strlen (text) - 1, seed, PLEDGE_ERROR_RECORD);
  assert_not_signed (text, strlen (text) + 1, seed, PLEDGE_ERROR_RECORD);
  assert_not_signed ("release: v1\n", 12, seed, PLEDGE_ERROR_RECORD);
  assert_not_signed ("", 0, seed, PLEDGE_ERROR_RECORD);
  assert_not_signed (text, strlen (text), other, PLEDGE_ERROR_KEY);
  assert_not_signed (text, strlen (text), short_seed, PLEDGE_ERROR_MEMORY);
  secret_free (seed);
  secret_free (other);
  secret_free (short_seed);
}

static void
test_check_wants_a_record (void)
{
  g_autoptr (GError) error = NULL;
  PledgeSignatures signatures = { 0 };
  g_assert_false (signatures_check (&signatures, "x", 1, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/signatures/three-good", test_three_good_signatures);
  g_test_add_func ("/signatures/golden", test_golden_signatures);
  g_test_add_func ("/signatures/every-changed-byte", test_every_changed_signature_byte);
  g_test_add_func ("/signatures/kinds-do-not-mix", test_kinds_do_not_mix);
  g_test_add_func ("/signatures/no-length-in-common",
                   test_messages_have_no_length_in_common);
  g_test_add_func ("/signatures/nothing-else", test_nothing_else_is_signed);
  g_test_add_func ("/signatures/check-wants-a-record", test_check_wants_a_record);
  return g_test_run ();
}
