/* A portal's file dialog may outlive the window that asked: then nothing is saved. */
#include "sf-counts-saver.h"
#include "sf-pledge-saver.h"
#include "window-fixture.h"

static void
count_done (GObject *saver, const char *problem, int *done)
{
  (void)saver;
  (void)problem;
  ++*done;
}

static void
test_counts (void)
{
  WindowFixture fixture;
  int done = 0;
  g_autoptr (GArray) periods = g_array_new (FALSE, FALSE, sizeof (Period));
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  window_fixture_init_sample (&fixture);
  g_autoptr (SfCountsSaver) saver = sf_counts_saver_new (
      GTK_WINDOW (fixture.window), sf_window_worker (fixture.window), periods);
  g_signal_connect (saver, "done", G_CALLBACK (count_done), &done);
  window_fixture_clear (&fixture);
  sf_counts_saver_save_to (saver, nowhere);
  g_assert_cmpint (done, ==, 0);
}

static void
test_pledge (void)
{
  WindowFixture fixture;
  int done = 0;
  const PledgeOrder order = { 0 };
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  window_fixture_init_sample (&fixture);
  g_autoptr (SfPledgeSaver) saver = sf_pledge_saver_new (
      GTK_WINDOW (fixture.window), sf_window_worker (fixture.window), pledge_jobs_files,
      &order);
  g_signal_connect (saver, "done", G_CALLBACK (count_done), &done);
  window_fixture_clear (&fixture);
  sf_pledge_saver_save_into (saver, nowhere);
  g_assert_cmpint (done, ==, 0);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/savers/counts", test_counts);
  g_test_add_func ("/savers/pledge", test_pledge);
  return g_test_run ();
}
