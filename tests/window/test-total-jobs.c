/* The jobs of the Totals view, on the sample's store: what is listed, what is written,
 * and what checking a file says. */
#include "total-jobs.h"

#include <glib/gstdio.h>
#include <string.h>

#include "window-fixture.h"

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("totals-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static gpointer
run (WindowFixture *fixture, WorkerJob job, gconstpointer input)
{
  g_autoptr (GError) error = NULL;
  gpointer result = window_fixture_run (fixture, job, (gpointer)input, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_load (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  g_autoptr (TotalsOverview) overview = run (&fixture, total_jobs_load, NULL);
  g_assert_true (overview->shared);
  g_autoptr (GPtrArray) own = run (&fixture, total_jobs_own, NULL);
  g_assert_cmpuint (own->len, ==, 0); /* they are not one person's */
  g_assert_cmpuint (overview->periods->len, ==, 2);
  const LedgerPeriod *periods = (const LedgerPeriod *)overview->periods->data;
  g_assert_cmpint (periods[0].period.kind, ==, PERIOD_YEAR);
  g_assert_cmpint (periods[0].state, ==, LEDGER_RUNNING);
  g_assert_cmpint (period_compare (periods[1].period, quarter), ==, 0);
  g_assert_cmpint (periods[1].state, ==, LEDGER_CLOSABLE);
  window_fixture_clear (&fixture);
}

/* An open period gives counts and no figure; a closed one figures and no count. */
static void
test_close (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  g_autoptr (PeriodTotals) open = run (&fixture, total_jobs_period, &quarter);
  g_assert_nonnull (open->tally);
  g_assert_null (open->release);
  g_assert_null (run (&fixture, total_jobs_close, &quarter));
  g_autoptr (PeriodTotals) closed = run (&fixture, total_jobs_period, &quarter);
  g_assert_cmpint (closed->period.state, ==, LEDGER_CLOSED);
  g_assert_null (closed->tally);
  g_assert_nonnull (closed->release);
  g_autoptr (GError) error = NULL;
  g_assert_null (
      window_fixture_run (&fixture, total_jobs_close, (gpointer)&quarter, &error));
  g_assert_nonnull (error);
  window_fixture_clear (&fixture);
}

static CheckedRelease *
check (WindowFixture *fixture, GFile *file, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_file_replace_contents (file, text, strlen (text), NULL, FALSE, 0, NULL, NULL,
                           &error);
  g_assert_no_error (error);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  return run (fixture, total_jobs_check, files);
}

static void
test_check (void)
{
  WindowFixture fixture;
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "totals", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  window_fixture_init_sample (&fixture);
  run (&fixture, total_jobs_close, &quarter);
  g_autoptr (PeriodTotals) totals = run (&fixture, total_jobs_period, &quarter);
  g_autofree char *text = release_print (totals->release, NULL);
  g_autoptr (CheckedRelease) good = check (&fixture, file, text);
  g_assert_null (good->form_problem);
  g_assert_null (good->ledger_problem);
  g_assert_cmpint (period_compare (good->period, quarter), ==, 0);

  /* Other figures in the same form: only the ledger can tell. */
  char *figure = strstr (text, "bucket: tier1 ");
  if (figure == NULL)
    figure = strstr (text, "bucket: ");
  figure = strchr (strchr (figure, ' ') + 1, ' ') + 1;
  GString *altered = g_string_new_len (text, figure - text);
  g_string_append (altered, "995");
  g_string_append (altered, strchr (figure, '\n'));
  g_autoptr (CheckedRelease) other = check (&fixture, file, altered->str);
  g_assert_null (other->form_problem);
  g_assert_nonnull (other->ledger_problem);
  g_string_free (altered, TRUE);

  g_autoptr (CheckedRelease) none = check (&fixture, file, "totals\n");
  g_assert_nonnull (none->form_problem);
  g_autoptr (CheckedRelease) counts = check (&fixture, file, TALLY_HEADING);
  g_assert_nonnull (strstr (counts->form_problem, "This is a tally"));
  g_unlink (path);
  g_rmdir (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  g_assert_null (window_fixture_run (&fixture, total_jobs_check, files, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  window_fixture_clear (&fixture);
}

/* A job that a lock has overtaken does nothing. */
static void
test_locked (void)
{
  Session *none = NULL;
  Period period = quarter;
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  const struct
  {
    WorkerJob job;
    gpointer input;
  } jobs[] = {
    { total_jobs_load, NULL },     { total_jobs_own, NULL },
    { total_jobs_series, NULL },   { total_jobs_period, &period },
    { total_jobs_close, &period }, { total_jobs_check, files },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (jobs[i].job (&none, jobs[i].input, &error));
      g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
    }
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/total-jobs/load", test_load);
  g_test_add_func ("/total-jobs/close", test_close);
  g_test_add_func ("/total-jobs/check", test_check);
  g_test_add_func ("/total-jobs/locked", test_locked);
  return g_test_run ();
}
