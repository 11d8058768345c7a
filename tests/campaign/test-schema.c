/* Single values at the edges of what they may be: characters and lengths of texts, ids,
 * numbers. */
#include "base.h"
#include "campaign-fixture.h"

#include <string.h>

/* Whether a role can have this name. */
static gboolean
is_name (const char *name)
{
  g_autofree char *line = g_strdup_printf ("Name=%s\n", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) campaign = fixture_changed ("Name=Any role\n", line, &error);

  if (campaign == NULL)
    g_assert_error (error, CAMPAIGN_ERROR, CAMPAIGN_ERROR_VALUE);
  return campaign != NULL;
}

static gboolean
is_character (gunichar character)
{
  g_autoptr (GString) name = g_string_new ("a");

  g_string_append_unichar (name, character);
  g_string_append_c (name, 'b');
  return is_name (name->str);
}

static void
test_characters (void)
{
  /* First and last of what is refused, and what stands beside it. */
  static const gunichar refused[] = {
    0x01,   0x09,   0x1f,    0x7f,    0x80,    0x9f,    0xad,
    0x200b, 0x2028, 0x2029,  0x202a,  0x202e,  0x2060,  0x2066,
    0x2069, 0x206f, 0xfdd0,  0xfdef,  0xfeff,  0xfff0,  0xfffb,
    0xfffe, 0xffff, 0x1fffe, 0xe0000, 0xe0001, 0xe0fff, 0x10ffff,
  };
  static const gunichar accepted[] = {
    0x20,   0x7e,   0xa0,   0xac,    0xae,    0x061c,  0x0623,   0x200a, 0x200c,
    0x200d, 0x200e, 0x200f, 0x2010,  0x2027,  0x202f,  0x205f,   0x2070, 0xfdcf,
    0xfdf0, 0xfffc, 0xfffd, 0x10000, 0x1f600, 0xe1000, 0x10fffd,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    if (is_character (refused[i]))
      g_error ("U+%04X was accepted", refused[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    if (!is_character (accepted[i]))
      g_error ("U+%04X was refused", accepted[i]);
}

static void
test_lengths (void)
{
  g_autofree char *longest = g_strnfill (CAMPAIGN_NAME_BYTES, 'n');
  g_autofree char *longer = g_strnfill (CAMPAIGN_NAME_BYTES + 1, 'n');

  g_assert_true (is_name ("n"));
  g_assert_true (is_name (longest));
  g_assert_false (is_name (longer));
  g_assert_false (is_name ("n\\s"));
  g_assert_false (is_name ("\\sn"));
}

/* Whether a list can have an item of this id. */
static gboolean
is_id (const char *id)
{
  g_autofree char *text = fixture_text ("minimal.campaign", NULL);
  g_autofree char *list = g_strdup_printf ("Roles=%s\n", id);
  g_autofree char *group = g_strdup_printf ("[Role %s]", id);
  g_autofree char *half = fixture_replace (text, "Roles=any\n", list);
  g_autofree char *whole = fixture_replace (half, "[Role any]", group);
  g_autoptr (Campaign) campaign = fixture_parse (whole, strlen (whole), NULL);

  return campaign != NULL;
}

static void
test_ids (void)
{
  g_autofree char *longest = g_strnfill (CAMPAIGN_ID_BYTES, 'i');
  g_autofree char *longer = g_strnfill (CAMPAIGN_ID_BYTES + 1, 'i');
  const char *const good[] = { "a", "0", "a-b", "a--", "7amleh", longest };
  const char *const bad[] = { "", "-", "-a", "A", "a_b", "a.b", "ä", "a b", longer };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (is_id (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (is_id (bad[i]));
}

/* Whether a release parameter can have this value. */
static gboolean
is_parameter (const char *line, const char *value)
{
  g_autofree char *key = g_strndup (line, strcspn (line, "="));
  g_autofree char *changed = g_strdup_printf ("%s=%s\n", key, value);
  g_autoptr (Campaign) campaign = fixture_changed (line, changed, NULL);

  return campaign != NULL;
}

static void
test_parameters (void)
{
  static const char *const cases[][5] = {
    { "Scale=3\n", "2", "3", "1000", "1001" },
    { "Minimum=10\n", "9", "10", "10000", "10001" },
    { "Threshold=15\n", "14", "15", "10000", "10001" },
    { "Step=5\n", "4", "5", "10000", "10001" },
  };
  static const char *const bad[] = { "",    "0",   "-5",   "+5",   "05", "5.0",
                                     "5 0", "0x5", "five", "１５", "5;", "4294967301" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (is_parameter (cases[i][0], cases[i][1]));
      g_assert_true (is_parameter (cases[i][0], cases[i][2]));
      g_assert_true (is_parameter (cases[i][0], cases[i][3]));
      g_assert_false (is_parameter (cases[i][0], cases[i][4]));
      for (gsize j = 0; j < G_N_ELEMENTS (bad); j++)
        g_assert_false (is_parameter (cases[i][0], bad[j]));
    }
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign/schema/characters", test_characters);
  g_test_add_func ("/campaign/schema/lengths", test_lengths);
  g_test_add_func ("/campaign/schema/ids", test_ids);
  g_test_add_func ("/campaign/schema/parameters", test_parameters);
  return g_test_run ();
}
