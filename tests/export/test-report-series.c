/* report-series.h against golden files, and against each other: what one writer says of
 * a sum the others say too. */
#include <glib.h>
#include <string.h>

#include "report-kit.h"
#include "report-series.h"

static const char *const periods[] = { "2026", "2026-Q4", "2025-Q4", "2026-Q1",
                                       "2026-Q2" };
static const char *const once[] = { "signers", "roles", NULL };

static Series *
make (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) releases =
      g_ptr_array_new_with_free_func ((GDestroyNotify)release_free);
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autofree char *name = g_strconcat ("series/", periods[i], ".release", NULL);
      g_ptr_array_add (releases, report_kit_parse (name));
    }
  Series *series = series_new (g_steal_pointer (&releases), once, &error);
  g_assert_no_error (error);
  return series;
}

static void
test_golden (void)
{
  g_autoptr (Series) series = make ();
  g_autoptr (Catalogue) english = report_kit_open ("en");
  g_autoptr (Catalogue) arabic = report_kit_open ("ar");
  report_kit_expect (report_series_csv (series), "series/series.csv");
  report_kit_expect (report_series_json (series, NULL), "series/series.json");
  report_kit_expect (report_series_json (series, "ar"), "series/series-ar.json");
  report_kit_expect (report_series_text (series, english), "series/series-en.txt");
  report_kit_expect (report_series_text (series, arabic), "series/series-ar.txt");
  report_kit_expect (report_series_html (series, english), "series/series-en.html");
  report_kit_expect (report_series_html (series, arabic), "series/series-ar.html");
}

/* The last sums of each question, as everything prints them. */
static void
test_agreement (void)
{
  g_autoptr (Series) series = make ();
  g_autoptr (Catalogue) english = report_kit_open ("en");
  g_autofree char *csv = report_series_csv (series);
  g_autofree char *json = report_series_json (series, NULL);
  g_autofree char *text = report_series_text (series, english);
  g_autofree char *page = report_series_html (series, english);
  SeriesSum refusals = series_total (&series->questions[2]);
  g_assert_cmpint (refusals.at_least, ==, 725);
  g_assert_nonnull (strstr (csv, "\r\n2026-Q4,refusals,total,500,725,925,144\r\n"));
  g_assert_nonnull (strstr (json, "\"total\":{\"at_least\":725,\"at_most\":925,"));
  g_assert_nonnull (strstr (text, "In all: 725 to 925\n"));
  g_assert_nonnull (strstr (page, "<b>725 to 925</b>"));
  g_assert_nonnull (strstr (csv, "\r\n2026-Q4,signers,,,100,,24\r\n"));
  g_assert_nonnull (strstr (text, "All answers together: 100 or more\n"));
  g_assert_nonnull (strstr (page, "<b>100 or more</b>"));
  /* What is withheld, and what does not add up, has no sum. */
  g_assert_nonnull (strstr (csv, "\r\n2026-Q4,outcomes,fine,25,,,\r\n"));
  g_assert_nonnull (strstr (csv, "\r\n2026,hidden,,withheld,,,\r\n"));
}

/* Of releases beyond a bound of e^20 no factor is printed. */
static void
test_bound (void)
{
  g_autoptr (GPtrArray) releases =
      g_ptr_array_new_with_free_func ((GDestroyNotify)release_free);
  g_autofree char *text = report_kit_load ("series/2026.release");
  char *at = strstr (text, "period: 2026") + strlen ("period: ");
  for (guint year = 2026; year < 2042; year++)
    {
      g_autofree char *digits = g_strdup_printf ("%u", year);
      memcpy (at, digits, 4);
      Release *release = release_parse (text, strlen (text), NULL);
      g_assert_nonnull (release);
      g_ptr_array_add (releases, release);
    }
  g_autoptr (Catalogue) english = report_kit_open ("en");
  g_autoptr (Series) series = series_new (g_steal_pointer (&releases), once, NULL);
  g_autofree char *shown = report_series_text (series, english);
  g_assert_nonnull (strstr (shown, "protects nobody who answered in all of them"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-series/golden", test_golden);
  g_test_add_func ("/report-series/agreement", test_agreement);
  g_test_add_func ("/report-series/bound", test_bound);
  return g_test_run ();
}
