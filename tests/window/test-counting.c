/* Waiting for what is counted: how far it is, that nobody who left is called back, and
 * that the counting ends then. */
#include "sf-counting.h"

#include "window-fixture.h"

typedef struct
{
  Worker *worker;
  GtkWidget *window;
  GtkWidget *page;
  SfCounting *counting;
  gint go_on; /* (atomic): what is counted has no end until this is FALSE */
  gint begun, ended; /* (atomic): how many jobs have */
} Fixture;

static gpointer
count_slowly (Session **session, gpointer input, GError **error)
{
  Fixture *fixture = input;
  (void)session;
  g_atomic_int_inc (&fixture->begun);
  while (worker_go_on (4096, NULL) && g_atomic_int_get (&fixture->go_on))
    g_usleep (1000);
  g_atomic_int_inc (&fixture->ended);
  if (g_atomic_int_get (&fixture->go_on))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "It was stopped.");
  return g_atomic_int_get (&fixture->go_on) ? NULL : g_strdup ("counted");
}

/* Counts how often the page was called back. */
static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  g_autoptr (GError) error = NULL;
  g_autofree char *counted = worker_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (counted, ==, "counted");
  int calls = GPOINTER_TO_INT (g_object_get_data (source, "calls"));
  g_object_set_data (source, "calls", GINT_TO_POINTER (calls + 1));
}

static int
get_calls (const Fixture *fixture)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (fixture->page), "calls"));
}

static void
init (Fixture *fixture)
{
  *fixture = (Fixture){ .worker = worker_new (), .go_on = TRUE };
  fixture->window = gtk_window_new ();
  fixture->page = adw_bin_new ();
  fixture->counting = g_object_new (SF_TYPE_COUNTING, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->counting),
                             (gpointer *)&fixture->counting);
  adw_bin_set_child (ADW_BIN (fixture->page), GTK_WIDGET (fixture->counting));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_wait_until (gtk_widget_get_mapped (fixture->page));
}

static void
run (Fixture *fixture)
{
  WorkerOrder order = { .job = count_slowly, .input = fixture, .result_free = g_free };
  sf_counting_run (fixture->counting, fixture->worker, order, fixture->page,
                   on_counted);
}

static gboolean
is_shown (const Fixture *fixture)
{
  return gtk_widget_get_visible (GTK_WIDGET (fixture->counting));
}

static void
clear (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  window_fixture_wait_until (fixture->counting == NULL);
  worker_free (fixture->worker);
}

/* Nothing at first; then how many entries were read; nothing once it is done. */
static void
test_waiting (void)
{
  Fixture fixture;
  init (&fixture);
  run (&fixture);
  g_assert_false (is_shown (&fixture));
  window_fixture_wait_until (
      window_fixture_find_text (fixture.counting, "Entries read: 4096") != NULL);
  g_assert_true (is_shown (&fixture));
  g_atomic_int_set (&fixture.go_on, FALSE);
  window_fixture_wait_until (get_calls (&fixture) == 1);
  g_assert_false (is_shown (&fixture));
  clear (&fixture);
}

/* The page is shown anew, is left, or goes: the counting, which would never end, does.
 */
static void
test_given_up (void)
{
  Fixture fixture;
  init (&fixture);
  run (&fixture);
  window_fixture_wait_until (g_atomic_int_get (&fixture.begun) == 1);
  run (&fixture);
  window_fixture_wait_until (g_atomic_int_get (&fixture.begun) == 2);
  gtk_widget_set_visible (fixture.page, FALSE);
  window_fixture_wait_until (g_atomic_int_get (&fixture.ended) == 2);
  run (&fixture);
  window_fixture_wait_until (g_atomic_int_get (&fixture.begun) == 3);
  gtk_window_set_child (GTK_WINDOW (fixture.window), NULL);
  window_fixture_wait_until (g_atomic_int_get (&fixture.ended) == 3);
  clear (&fixture);
}

/* What ends after the page was left tells nobody. */
static void
test_left (void)
{
  Fixture fixture;
  init (&fixture);
  run (&fixture);
  gtk_widget_set_visible (fixture.page, FALSE);
  gtk_widget_set_visible (fixture.page, TRUE);
  g_atomic_int_set (&fixture.go_on, FALSE);
  run (&fixture);
  window_fixture_wait_until (get_calls (&fixture) > 0);
  g_assert_cmpint (get_calls (&fixture), ==, 1);
  clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  /* Templates are the application's. */
  WindowFixture fixture;
  window_fixture_init_none (&fixture);
  window_fixture_clear (&fixture);
  g_test_add_func ("/counting/waiting", test_waiting);
  g_test_add_func ("/counting/given-up", test_given_up);
  g_test_add_func ("/counting/left", test_left);
  return g_test_run ();
}
