/* Every way of being broken has a file, whose first line says which sentence it must be
 * refused with: "# CODE: sentence". */
#include "base.h"
#include "campaign-fixture.h"

#include <string.h>

static const char *const codes[] = {
  [CAMPAIGN_ERROR_FILE] = "FILE",       [CAMPAIGN_ERROR_SYNTAX] = "SYNTAX",
  [CAMPAIGN_ERROR_MISSING] = "MISSING", [CAMPAIGN_ERROR_REPEATED] = "REPEATED",
  [CAMPAIGN_ERROR_UNKNOWN] = "UNKNOWN", [CAMPAIGN_ERROR_VALUE] = "VALUE",
  [CAMPAIGN_ERROR_FLOOR] = "FLOOR",
};

static void
test_file (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree char *text = fixture_text (name, &size);
  g_autofree char *expected = g_strndup (text, strcspn (text, "\n"));
  g_autofree char *said = NULL;
  g_autoptr (Campaign) campaign = fixture_parse (text, size, &error);

  g_assert_null (campaign);
  g_assert_true (error->domain == CAMPAIGN_ERROR);
  g_assert_cmpint (error->code, <, (int)G_N_ELEMENTS (codes));
  said = g_strdup_printf ("# %s: %s", codes[error->code], error->message);
  g_assert_cmpstr (said, ==, expected);
}

/* Large ones are made here. */
static void
expect (const char *text, gsize size, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) campaign = fixture_parse (text, size, &error);

  g_assert_null (campaign);
  g_assert_error (error, CAMPAIGN_ERROR, CAMPAIGN_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_large_file (void)
{
  g_autofree char *good = fixture_text ("minimal.campaign", NULL);
  g_autoptr (GString) text = g_string_new (good);

  while (text->len + 2 <= CAMPAIGN_FILE_BYTES)
    g_string_append (text, "#\n");
  g_string_append_len (text, "\n", CAMPAIGN_FILE_BYTES - text->len);
  g_assert_cmpuint (text->len, ==, CAMPAIGN_FILE_BYTES);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (Campaign) campaign = fixture_parse (text->str, text->len, &error);

    g_assert_no_error (error);
    g_assert_nonnull (campaign);
  }
  g_string_append (text, "\n");
  expect (text->str, text->len, "The campaign file is larger than 1048576 bytes.");
}

static void
test_long_line (void)
{
  g_autofree char *good = fixture_text ("minimal.campaign", NULL);
  g_autofree char *line = g_strnfill (CAMPAIGN_LINE_BYTES, '#');
  g_autofree char *longest = g_strdup_printf ("%s\n%s", line, good);
  g_autofree char *longer = g_strdup_printf ("#\n#%s\n%s", line, good);
  g_autofree char *megabyte = g_strnfill (1000 * 1000, 'a');
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) campaign = fixture_parse (longest, strlen (longest), &error);

  g_assert_no_error (error);
  g_assert_nonnull (campaign);
  expect (longer, strlen (longer),
          "Line 2 of the campaign file is longer than 32768 bytes.");
  expect (megabyte, strlen (megabyte),
          "Line 1 of the campaign file is longer than 32768 bytes.");
}

static void
test_nothing (void)
{
  const char *const texts[] = { "", "\n", "# nothing\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Campaign) campaign =
          fixture_parse (texts[i], strlen (texts[i]), &error);

      g_assert_null (campaign);
      g_assert_error (error, CAMPAIGN_ERROR, CAMPAIGN_ERROR_MISSING);
    }
}

/* Adds a subtest for each file, so that a failure names it; returns how many. */
static guint
add_files (GPtrArray *names)
{
  g_autofree char *path = fixture_path ("broken");
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/campaign/broken/%s", name);
      char *file = g_build_filename ("broken", name, NULL);

      g_ptr_array_add (names, file);
      g_test_add_data_func (test, file, test_file);
    }
  return names->len;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpuint (add_files (names), >=, 80);
  g_test_add_func ("/campaign/broken-large/file", test_large_file);
  g_test_add_func ("/campaign/broken-large/line", test_long_line);
  g_test_add_func ("/campaign/broken-large/nothing", test_nothing);
  return g_test_run ();
}
