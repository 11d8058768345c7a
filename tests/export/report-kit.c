/* See report-kit.h. */
#include "report-kit.h"

#include <string.h>

char *
report_kit_load (const char *name)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "export", name, NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

void
report_kit_expect (char *text, const char *name)
{
  g_autofree char *expected = report_kit_load (name);
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

Release *
report_kit_parse (const char *name)
{
  g_autofree char *text = report_kit_load (name);
  g_autoptr (GError) error = NULL;
  Release *release = release_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  return release;
}

Catalogue *
report_kit_open (const char *language)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  return catalogue_open (folder, language);
}
