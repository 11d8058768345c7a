/* See pledge-fixture.h. */
#include "pledge-fixture.h"

#include <string.h>

const char *const fixture_golden[] = { "take", "change", "withdraw", NULL };

Secret *
fixture_seed (uint8_t number)
{
  uint8_t bytes[SIGN_SEED_BYTES];
  memset (bytes, number, sizeof bytes);
  return secret_new_copy (bytes, sizeof bytes);
}

PledgeRecord
fixture_take (uint8_t number)
{
  PledgeRecord record = { .tier = "2", .role = "support", .week = 202630 };
  Secret *seed = fixture_seed (number);
  memset (record.campaign, 0xc0, sizeof record.campaign);
  memset (record.text, 0xfe, sizeof record.text);
  g_assert_cmpint (sign_public (record.public_key, seed), ==, 0);
  secret_free (seed);
  return record;
}

char *
fixture_print (const PledgeRecord *record)
{
  g_autoptr (GError) error = NULL;
  char *text = record_print (record, &error);
  g_assert_no_error (error);
  return text;
}

PledgeSignatures
fixture_sign (const char *text, uint8_t number)
{
  g_autoptr (GError) error = NULL;
  PledgeSignatures signatures;
  Secret *seed = fixture_seed (number);
  signatures_make (&signatures, text, strlen (text), seed, &error);
  g_assert_no_error (error);
  secret_free (seed);
  return signatures;
}

char *
fixture_read (const char *name, gsize *length)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "pledge", name, NULL);
  char *text = NULL;
  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

char *
fixture_read_golden (const char *folder, const char *file)
{
  g_autofree char *name = g_build_filename (folder, file, NULL);
  return fixture_read (name, NULL);
}
