/* The recovery key's written form. */
#include "base.h"
#include "recovery.h"

#include <glib.h>
#include <string.h>

static Secret *
make_key (void)
{
  Secret *key = secret_new (RECOVERY_KEY_BYTES);
  for (int i = 0; i < RECOVERY_KEY_BYTES; i++)
    secret_bytes (key)[i] = (uint8_t)(i * 37 + 11);
  return key;
}

static char *
print (const Secret *key)
{
  Secret *text = recovery_print (key);
  g_assert_cmpuint (secret_size (text), ==, RECOVERY_TEXT_BYTES);
  char *copy = g_strdup ((const char *)secret_peek (text));
  secret_free (text);
  return copy;
}

static RecoveryProblem
parse (const char *text, int *group)
{
  Secret *key;
  RecoveryProblem problem = recovery_parse (&key, text, strlen (text), group);
  g_assert_true ((key != NULL) == (problem == RECOVERY_OK));
  secret_free (key);
  return problem;
}

static void
expect_key (const char *text, const Secret *expected)
{
  Secret *key;
  int group;
  g_assert_cmpint (recovery_parse (&key, text, strlen (text), &group), ==, RECOVERY_OK);
  g_assert_cmpint (group, ==, 0);
  g_assert_true (secret_equal (key, expected));
  secret_free (key);
}

/* The form may never change: people keep it on paper. */
static void
test_golden (void)
{
  Secret *key = make_key ();
  g_autofree char *text = print (key);
  g_assert_cmpstr (text, ==,
                   "1CR5J-AYMZP-RKMGC-WCTRV-FPHCB-FV0H6-6SDRY-"
                   "19EA5-XWA36-JQM3S-N36ZV-45SWN-C63DV");
  expect_key (text, key);
  secret_free (key);
}

static void
test_round (void)
{
  for (int i = 0; i < 200; i++)
    {
      Secret *key = recovery_new ();
      g_autofree char *text = print (key);
      g_assert_cmpuint (strlen (text), ==, RECOVERY_TEXT_BYTES - 1);
      expect_key (text, key);
      secret_free (key);
    }
}

static void
test_forgives (void)
{
  Secret *key = make_key ();
  g_autofree char *text = print (key);
  g_autofree char *lower = g_ascii_strdown (text, -1);
  expect_key (lower, key);
  g_autofree char *joined = g_strdup (text);
  char *out = joined;
  for (const char *in = text; *in; in++)
    if (*in != '-')
      *out++ = *in;
  *out = '\0';
  expect_key (joined, key);
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "-", '\n');
  g_autofree char *padded = g_strconcat (" \t", spaced, "\r\n", NULL);
  expect_key (padded, key);
  g_autofree char *alike = g_strdup (text);
  for (char *at = alike; *at; at++)
    *at = *at == '0'   ? 'o'
          : *at == '1' ? (at - alike) % 2 ? 'l' : 'I'
          : *at == 'V' ? 'u'
                       : *at;
  expect_key (alike, key);
  secret_free (key);
}

/* Each wrong character, and each exchange of neighbours, names its group. */
static void
test_names_group (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  Secret *key = make_key ();
  g_autofree char *text = print (key);
  for (size_t i = 0; i < strlen (text); i++)
    {
      int group;
      if (text[i] == '-')
        continue;
      int expected = (int)i / (RECOVERY_GROUP_CHARACTERS + 1) + 1;
      for (const char *other = alphabet; *other; other++)
        {
          g_autofree char *wrong = g_strdup (text);
          wrong[i] = *other;
          if (*other == text[i])
            continue;
          g_assert_cmpint (parse (wrong, &group), ==, RECOVERY_WRONG_GROUP);
          g_assert_cmpint (group, ==, expected);
        }
      if (text[i + 1] == '-' || text[i + 1] == '\0' || text[i] == text[i + 1])
        continue;
      g_autofree char *swapped = g_strdup (text);
      swapped[i] = text[i + 1];
      swapped[i + 1] = text[i];
      g_assert_cmpint (parse (swapped, &group), ==, RECOVERY_WRONG_GROUP);
      g_assert_cmpint (group, ==, expected);
    }
  secret_free (key);
}

static void
test_swapped_groups (void)
{
  Secret *key = make_key ();
  g_autofree char *text = print (key);
  for (int a = 0; a < RECOVERY_GROUPS; a++)
    for (int b = a + 1; b < RECOVERY_GROUPS; b++)
      {
        int group;
        g_autofree char *wrong = g_strdup (text);
        memcpy (wrong + a * 6, text + b * 6, RECOVERY_GROUP_CHARACTERS);
        memcpy (wrong + b * 6, text + a * 6, RECOVERY_GROUP_CHARACTERS);
        g_assert_cmpint (parse (wrong, &group), ==, RECOVERY_WRONG_GROUP);
        g_assert_cmpint (group, ==, a + 1);
      }
  secret_free (key);
}

static void
test_refuses (void)
{
  int group;
  Secret *key = make_key ();
  g_autofree char *text = print (key);
  g_assert_cmpint (parse ("", &group), ==, RECOVERY_WRONG_LENGTH);
  g_assert_cmpint (group, ==, 1);
  g_autofree char *shorter = g_strndup (text, strlen (text) - 1);
  g_assert_cmpint (parse (shorter, &group), ==, RECOVERY_WRONG_LENGTH);
  g_assert_cmpint (group, ==, RECOVERY_GROUPS);
  g_autofree char *longer = g_strconcat (text, "0", NULL);
  g_assert_cmpint (parse (longer, &group), ==, RECOVERY_WRONG_LENGTH);
  g_assert_cmpint (group, ==, RECOVERY_GROUPS + 1);
  g_autofree char *much_longer = g_strconcat (text, text, text, NULL);
  g_assert_cmpint (parse (much_longer, &group), ==, RECOVERY_WRONG_LENGTH);
  g_autofree char *strange = g_strdup (text);
  strange[8] = '*';
  g_assert_cmpint (parse (strange, &group), ==, RECOVERY_WRONG_LETTER);
  g_assert_cmpint (group, ==, 2);
  strange[0] = strange[0] == '0' ? '1' : '0'; /* the first of two wrong groups */
  g_assert_cmpint (parse (strange, &group), ==, RECOVERY_WRONG_GROUP);
  g_assert_cmpint (group, ==, 1);
  g_autofree char *beyond = g_strconcat (text, "*", NULL);
  g_assert_cmpint (parse (beyond, &group), ==, RECOVERY_WRONG_LETTER);
  g_assert_cmpint (group, ==, RECOVERY_GROUPS);
  Secret *other = secret_new_random (RECOVERY_KEY_BYTES - 1);
  g_assert_null (recovery_print (other));
  secret_free (other);
  secret_free (key);
}

/* A last group that fits by itself and not with the others. */
static void
test_whole (void)
{
  Secret *key = make_key ();
  g_autofree char *text = print (key);
  secret_bytes (key)[0] ^= 0x80;
  g_autofree char *other = print (key);
  memcpy (text, other, RECOVERY_GROUP_CHARACTERS);
  int group;
  g_assert_cmpint (parse (text, &group), ==, RECOVERY_WRONG_WHOLE);
  g_assert_cmpint (group, ==, 0);
  secret_free (key);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/recovery/golden", test_golden);
  g_test_add_func ("/recovery/round", test_round);
  g_test_add_func ("/recovery/forgives", test_forgives);
  g_test_add_func ("/recovery/names-group", test_names_group);
  g_test_add_func ("/recovery/swapped-groups", test_swapped_groups);
  g_test_add_func ("/recovery/refuses", test_refuses);
  g_test_add_func ("/recovery/whole", test_whole);
  return g_test_run ();
}
