/* report.h against golden files, whatever the locale, host, user and folder. */
#include <glib.h>
#include <locale.h>
#include <string.h>

#include "report-kit.h"
#include "report.h"

static void
test_csv (void)
{
  g_autoptr (Release) release = report_kit_parse ("good.release");
  report_kit_expect (report_csv (release), "good.csv");
}

static void
test_json (void)
{
  g_autoptr (Release) release = report_kit_parse ("good.release");
  report_kit_expect (report_json (release, NULL), "good.json");
  report_kit_expect (report_json (release, "ar"), "good-ar.json");
  report_kit_expect (report_json (release, "ar_EG"), "good-ar.json");
}

static void
test_text (void)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "data", "text", "locale", NULL);
  g_autoptr (Release) release = report_kit_parse ("good.release");
  g_autoptr (Catalogue) english = catalogue_new ("en", NULL, 0);
  g_autoptr (Catalogue) arabic = catalogue_new ("ar", NULL, 0);
  g_autoptr (Catalogue) portuguese = catalogue_open (folder, "pt");
  report_kit_expect (report_text (release, english), "good.txt");
  report_kit_expect (report_text (release, arabic), "good-ar.txt");
  report_kit_expect (report_text (release, portuguese), "good-pt.txt");
}

static void
test_html (void)
{
  g_autoptr (Release) release = report_kit_parse ("good.release");
  g_autoptr (Catalogue) english = report_kit_open ("en");
  g_autoptr (Catalogue) arabic = report_kit_open ("ar_EG");
  g_autoptr (Catalogue) without = catalogue_new ("pt_BR", NULL, 0);
  report_kit_expect (report_html (release, english), "good-en.html");
  report_kit_expect (report_html (release, arabic), "good-ar.html");
  /* Without translations all is in English, and said to be. */
  report_kit_expect (report_html (release, without), "good-en.html");
}

static void
test_csvw (void)
{
  g_autoptr (Release) release = report_kit_parse ("good.release");
  g_autoptr (Catalogue) english = report_kit_open ("en");
  g_autoptr (Catalogue) arabic = report_kit_open ("ar");
  report_kit_expect (report_csvw (release, english, "good.csv"),
                     "good.csv-metadata.json");
  report_kit_expect (report_csvw (release, arabic, "good.csv"),
                     "good-ar.csv-metadata.json");
}

static void
check_url (const char *path, const char *expected)
{
  g_autofree char *url = report_csvw_dup_url (path);
  g_assert_cmpstr (url, ==, expected);
}

/* Of a path only the file's own name, and of that nothing that is no URL. */
static void
test_csvw_url (void)
{
  check_url ("folder/a.csv-metadata.json", "a.csv");
  check_url ("a b\"é.csv-metadata.json", "a%20b%22%C3%A9.csv");
  check_url ("a.json", "release.csv");
  check_url ("-metadata.json", "release.csv");
  check_url ("-", "release.csv");
  check_url (NULL, "release.csv");
}

/* The surroundings change; the bytes do not. */
static void
test_surroundings (void)
{
  const char *const locales[] = { "C", "C.UTF-8", "en_US.UTF-8", "de_DE.UTF-8",
                                  "ar_EG.UTF-8" };
  const char *const names[] = { "LANG", "LANGUAGE", "TZ", "USER", "HOME", "HOSTNAME" };
  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        g_setenv (names[j], locales[i], TRUE);
      gboolean there = setlocale (LC_ALL, locales[i]) != NULL;
      g_test_message ("%s: %s", locales[i], there ? "tested" : "not on this machine");
      test_csv ();
      test_json ();
      test_html ();
      test_csvw ();
      test_text ();
    }
  setlocale (LC_ALL, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/csv", test_csv);
  g_test_add_func ("/report/json", test_json);
  g_test_add_func ("/report/csvw", test_csvw);
  g_test_add_func ("/report/csvw-url", test_csvw_url);
  g_test_add_func ("/report/html", test_html);
  g_test_add_func ("/report/text", test_text);
  g_test_add_func ("/report/surroundings", test_surroundings);
  return g_test_run ();
}
