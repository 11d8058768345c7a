/* Releases side by side: what is hidden or withheld is never shown as a number, and
 * sums are those of the series. */
#include "sf-series-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sf-bar-chart.h"
#include "sf-counts-view.h"
#include "sf-save-dialog.h"
#include "sf-totals-page.h"
#include "total-jobs.h"
#include "totals-kit.h"
#include "words-series.h"
#include "words.h"

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };

typedef struct
{
  WindowFixture window;
  Series *series;
  Catalogue *catalogue;
  GtkWidget *page;
} Fixture;

static gpointer
find_page (Fixture *fixture)
{
  return window_fixture_find_type (fixture->window.window, SF_TYPE_SERIES_PAGE);
}

static void
init (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  window_fixture_init_sample (&fixture->window);
  window_fixture_run (&fixture->window, totals_kit_close_past, NULL, &error);
  g_assert_no_error (error);
  window_fixture_run (&fixture->window, total_jobs_close, (gpointer)&quarter, &error);
  g_assert_no_error (error);
  fixture->series =
      window_fixture_run (&fixture->window, total_jobs_series, NULL, &error);
  g_assert_no_error (error);
  fixture->catalogue = words_open (series_form (fixture->series), "en");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window.window), "win.view", "s",
                              "totals");
  window_fixture_settle (&fixture->window);
  g_signal_emit_by_name (window_fixture_find (fixture->window.window, "series_row"),
                         "activated");
  fixture->page = find_page (fixture);
  window_fixture_wait_until (
      gtk_widget_get_visible (window_fixture_find (fixture->page, "shown")));
}

static void
clear (Fixture *fixture)
{
  series_free (fixture->series);
  catalogue_free (fixture->catalogue);
  window_fixture_clear (&fixture->window);
}

static void
choose (Fixture *fixture, guint question)
{
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (window_fixture_find (fixture->page, "question")), question);
}

/* (transfer full): what the chart below this widget reads out. */
static const char *
read_chart (GtkWidget *bucket)
{
  return sf_bar_chart_text (
      SF_BAR_CHART (window_fixture_find_type (bucket, SF_TYPE_BAR_CHART)));
}

static char *
describe (const SeriesPoint *point, gsize bucket)
{
  g_autofree char *period =
      g_strdup_printf ("Quarter %d of %d", point->period.index, point->period.year);
  if (point->answer->withheld)
    return g_strdup_printf ("%s: withheld", period);
  const ReleaseCell *cell = &point->answer->cells[bucket];
  return g_strdup_printf ("%s: %s%" G_GINT64_FORMAT, period,
                          cell->kind == RELEASE_BELOW ? "below " : "", cell->value);
}

/* Each period of each bucket is one row, as it was published. */
static void
test_points (void)
{
  Fixture fixture;
  guint withheld = 0, rows = 0;
  init (&fixture);
  for (guint i = 0; i < fixture.series->n_questions; i++)
    {
      const SeriesQuestion *question = &fixture.series->questions[i];
      choose (&fixture, i);
      GtkWidget *bucket =
          gtk_widget_get_first_child (window_fixture_find (fixture.page, "buckets"));
      for (gsize j = 0; j < question->question->n_buckets; j++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          for (guint k = 0; k < question->n_points; k++)
            {
              g_autofree char *row = describe (&question->points[k], j);
              g_string_append_printf (text, "%s%s", k > 0 ? "\n" : "", row);
              withheld += question->points[k].answer->withheld;
              rows++;
            }
          g_assert_cmpstr (read_chart (bucket), ==, text->str);
          bucket = gtk_widget_get_next_sibling (bucket);
        }
    }
  g_assert_cmpuint (withheld, >, 0);
  g_assert_cmpuint (rows, >, withheld);
  clear (&fixture);
}

/* What adds up has its sum and milestones, and nothing else has one. */
static void
test_sums (void)
{
  Fixture fixture;
  guint sums = 0, others = 0;
  init (&fixture);
  for (guint i = 0; i < fixture.series->n_questions; i++)
    {
      const SeriesQuestion *question = &fixture.series->questions[i];
      choose (&fixture, i);
      GtkWidget *total = window_fixture_find (fixture.page, "total");
      g_autofree char *meaning = words_series_meaning (fixture.catalogue, question);
      g_assert_nonnull (window_fixture_find_text (total, "What is added up"));
      g_assert_nonnull (window_fixture_find_text (total, meaning));
      g_autofree char *range =
          words_series_sum (fixture.catalogue, series_total (question));
      g_autofree char *all = g_strdup_printf (
          "%s: %s",
          question->question->n_buckets > 1 ? "All answers together" : "In all", range);
      gboolean shown = window_fixture_find_text (total, all) != NULL;
      g_assert_true (shown == (question->adds_up && question->question->n_buckets > 0));
      sums += shown;
      others += !shown;
      g_auto (GStrv) milestones = words_series_milestones (fixture.catalogue, question);
      for (guint j = 0; shown && milestones[j] != NULL; j++)
        g_assert_nonnull (window_fixture_find_text (total, milestones[j]));
    }
  g_assert_cmpuint (sums, >, 0);
  g_assert_cmpuint (others, >, 0);
  clear (&fixture);
}

/* A period without a release is named, and the page is as narrow as a phone. */
static void
test_gap (void)
{
  Fixture fixture;
  int width;
  init (&fixture);
  choose (&fixture, 0);
  GtkWidget *total = window_fixture_find (fixture.page, "total");
  g_autofree char *missing =
      words_series_missing (fixture.catalogue, &fixture.series->questions[0]);
  g_assert_nonnull (strstr (missing, "2026-Q1"));
  g_assert_nonnull (window_fixture_find_text (total, missing));
  gtk_widget_measure (fixture.page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                      NULL);
  g_assert_cmpint (width, <=, 360);
  clear (&fixture);
}

static GtkWidget *
open_save_dialog (Fixture *fixture)
{
  window_fixture_click (window_fixture_find (fixture->page, "save_button"));
  return window_fixture_dialog (&fixture->window);
}

/* Chooses the format whose row is headed so, and says what comes of it. */
static const char *
choose_format (GtkWidget *dialog, const char *title)
{
  GtkWidget *row = gtk_widget_get_ancestor (window_fixture_find_text (dialog, title),
                                            ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  return adw_action_row_get_subtitle (
      ADW_ACTION_ROW (window_fixture_find (dialog, "files")));
}

/* What a series has is offered, and a text of it is not signed. */
static void
test_save_choice (void)
{
  Fixture fixture;
  init (&fixture);
  GtkWidget *dialog = open_save_dialog (&fixture);
  GtkWidget *sign = window_fixture_find (dialog, "sign");
  g_assert_null (
      window_fixture_find_text (dialog, "A table and what its columns mean"));
  g_assert_null (window_fixture_find_text (dialog, "The release itself"));
  gtk_switch_set_active (GTK_SWITCH (sign), TRUE);
  g_assert_nonnull (strstr (choose_format (dialog, "A page"), "release.pub"));
  g_assert_cmpstr (choose_format (dialog, "Plain text"), ==,
                   "\u2066totals-until-2026-Q3-en.txt\u2069");
  g_assert_false (gtk_widget_is_sensitive (sign));
  clear (&fixture);
}

/* What is saved is what the ledger adds up to, which a check of the file says too. */
static void
test_save (void)
{
  Fixture fixture;
  init (&fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("totals-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "totals.html", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  sf_save_dialog_save_to (SF_SAVE_DIALOG (open_save_dialog (&fixture)), file);
  window_fixture_wait_until (
      window_fixture_find_text (fixture.window.window, "The totals are saved"));
  g_assert_null (window_fixture_dialog (&fixture.window));
  sf_totals_page_check (SF_TOTALS_PAGE (window_fixture_find_type (fixture.window.window,
                                                                  SF_TYPE_TOTALS_PAGE)),
                        G_LIST_MODEL (files));
  window_fixture_wait_until (window_fixture_dialog (&fixture.window));
  GtkWidget *verdict = window_fixture_dialog (&fixture.window);
  g_assert_nonnull (
      window_fixture_find_text (verdict, "These Totals Over Time Are Good"));
  g_assert_null (window_fixture_find_text (verdict, "Its form is right"));
  g_unlink (path);
  g_rmdir (folder);
  clear (&fixture);
}

/* Where nothing is closed there is no way to it. */
static void
test_nothing_closed (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.view", "s", "totals");
  window_fixture_settle (&fixture);
  g_assert_false (
      gtk_widget_get_visible (window_fixture_find (fixture.window, "series_group")));
  window_fixture_clear (&fixture);
}

static void
test_lock (void)
{
  Fixture fixture;
  init (&fixture);
  gpointer page = fixture.page;
  g_object_add_weak_pointer (page, &page);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window.window), "win.lock", NULL);
  window_fixture_wait_until (page == NULL);
  clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/series-page/points", test_points);
  g_test_add_func ("/series-page/sums", test_sums);
  g_test_add_func ("/series-page/gap", test_gap);
  g_test_add_func ("/series-page/save-choice", test_save_choice);
  g_test_add_func ("/series-page/save", test_save);
  g_test_add_func ("/series-page/nothing-closed", test_nothing_closed);
  g_test_add_func ("/series-page/lock", test_lock);
  return g_test_run ();
}
