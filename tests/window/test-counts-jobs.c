/* Exact counts as a file: headed for what they are, and taken by no reader of releases.
 */
#include "counts-jobs.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sf-counts-saver.h"
#include "total-jobs.h"
#include "window-fixture.h"

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };
static const Period year = { PERIOD_YEAR, 2026, 1 };

static GArray *
make_periods (gboolean both)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (Period));
  g_array_append_val (periods, quarter);
  if (both)
    g_array_append_val (periods, year);
  return periods;
}

static void
on_done (SfCountsSaver *saver, const char *problem, char **told)
{
  (void)saver;
  *told = g_strdup (problem != NULL ? problem : "");
}

static char *
save (WindowFixture *fixture, GArray *periods, GFile *file)
{
  char *told = NULL;
  g_autoptr (SfCountsSaver) saver = sf_counts_saver_new (
      GTK_WINDOW (fixture->window), sf_window_worker (fixture->window), periods);
  g_signal_connect (saver, "done", G_CALLBACK (on_done), &told);
  sf_counts_saver_save_to (saver, file);
  window_fixture_wait_until (told != NULL);
  return told;
}

static void
test_names (void)
{
  g_autoptr (GArray) one = make_periods (FALSE), both = make_periods (TRUE);
  g_autofree char *name = counts_jobs_dup_file_name (one);
  g_autofree char *names = counts_jobs_dup_file_name (both);
  g_assert_cmpstr (name, ==, "not-anonymous-2026-Q3.txt");
  g_assert_cmpstr (names, ==, "not-anonymous.txt");
}

static void
test_headed (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("counts-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "counts", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GArray) both = make_periods (TRUE);
  g_autofree char *text = NULL;
  g_list_store_append (files, file);
  window_fixture_init_sample (&fixture);
  g_autofree char *told = save (&fixture, both, file);
  g_assert_cmpstr (told, ==, "");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, TALLY_HEADING "tally: v1\n"));
  g_assert_nonnull (strstr (text, "end\n" TALLY_HEADING "tally: v1\n"));
  g_assert_nonnull (strstr (text, "\nperiod: 2026-Q3\n"));
  g_assert_nonnull (strstr (text, "\nperiod: 2026\n"));

  g_autoptr (CheckedRelease) checked =
      window_fixture_run (&fixture, total_jobs_check, files, &error);
  g_assert_nonnull (strstr (checked->form_problem, "This is a tally"));
  g_unlink (path);
  g_rmdir (folder);
  window_fixture_clear (&fixture);
}

/* Neither over the store, nor of a period that is closed, nor where nothing can be. */
static void
test_refused (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) one = make_periods (FALSE);
  window_fixture_init_sample (&fixture);
  g_autoptr (GFile) store = g_file_new_for_path (sf_window_path (fixture.window));
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  g_autofree char *own = save (&fixture, one, store);
  g_assert_cmpstr (own, ==, "That file is the store itself. Choose another one.");
  g_autofree char *none = save (&fixture, one, nowhere);
  g_assert_cmpstr (none, !=, "");
  window_fixture_run (&fixture, total_jobs_close, (gpointer)&quarter, &error);
  g_assert_no_error (error);
  g_autofree char *closed = save (&fixture, one, nowhere);
  g_assert_cmpstr (closed, !=, none);
  window_fixture_clear (&fixture);
}

/* Nothing leaves before somebody has said that it is meant. */
static void
test_asked (void)
{
  WindowFixture fixture;
  g_autoptr (GArray) one = make_periods (FALSE);
  window_fixture_init_sample (&fixture);
  SfCountsSaver *saver = sf_counts_saver_new (GTK_WINDOW (fixture.window),
                                              sf_window_worker (fixture.window), one);
  gpointer left = saver;
  g_object_add_weak_pointer (G_OBJECT (saver), &left);
  sf_counts_saver_start (saver);
  g_object_unref (saver);
  GtkWidget *dialog = window_fixture_dialog (&fixture);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  g_assert_cmpstr (
      adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)), ==,
      "cancel");
  gtk_window_close (GTK_WINDOW (dialog));
  window_fixture_wait_until (left == NULL);
  window_fixture_clear (&fixture);
}

/* A job that a lock has overtaken does nothing. */
static void
test_locked (void)
{
  Session *none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) one = make_periods (FALSE);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  CountsOrder *order = counts_jobs_order_new (one, nowhere);
  g_assert_null (counts_jobs_save (&none, order, &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
  counts_jobs_order_free (order);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/counts-jobs/names", test_names);
  g_test_add_func ("/counts-jobs/headed", test_headed);
  g_test_add_func ("/counts-jobs/refused", test_refused);
  g_test_add_func ("/counts-jobs/asked", test_asked);
  g_test_add_func ("/counts-jobs/locked", test_locked);
  return g_test_run ();
}
