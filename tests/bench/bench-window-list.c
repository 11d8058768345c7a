/* Scrolling the list of refusals, with 100 and with 100,000 of them, beside a plain
 * GtkListView of as many strings: the processor's time of the main thread for one page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "session-import.h"
#include "sf-refusal-list.h"
#include "window-fixture.h"

#define PAGES 41
#define MANY 100000
#define FEW 100

static double
read_thread_clock (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Milliseconds for a page: the median of scrolling to and fro. */
static double
measure_pages (GtkWidget *list)
{
  double times[PAGES];
  GtkWidget *scrolled = gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *place =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  double page = gtk_adjustment_get_page_size (place);
  double last = gtk_adjustment_get_upper (place) - page;
  for (int i = 0; i < PAGES; i++)
    {
      double began = read_thread_clock ();
      gtk_adjustment_set_value (place, MIN (last, page * (i % 6 + 1)));
      gtk_test_widget_wait_for_draw (list);
      times[i] = (read_thread_clock () - began) * 1e3;
    }
  qsort (times, PAGES, sizeof times[0], compare);
  return times[PAGES / 2];
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  (void)factory;
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  (void)factory;
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static double
measure_plain (guint rows)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  for (guint i = 0; i < rows; i++)
    gtk_string_list_append (strings, "2026-W27 Escalation Military");
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  GtkWidget *list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (strings))), factory);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *window = gtk_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 680);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  double taken = measure_pages (list);
  gtk_window_destroy (GTK_WINDOW (window));
  return taken;
}

/* Job. Input: guint *, how many; of one person, some a week. */
static gpointer
import_many (Session **session, gpointer input, GError **error)
{
  guint rows = *(guint *)input;
  g_auto (SessionImport) report = { 0 };
  GString *table = g_string_new ("week,work,customer,grounds,outcome,code_named\n");
  for (guint i = 0; i < rows; i++)
    g_string_append_printf (table, "%u-W%02u,%s,military,law,waiting,\n", 2020 + i % 6,
                            1 + i / 6 % 52, i % 2 ? "ticket" : "cri");
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (table);
  session_import_refusals (*session, bytes, SESSION_IMPORT_DEFAULT, &report, NULL, NULL,
                           error);
  return NULL;
}

/* opened: (out): milliseconds until all are listed and drawn. */
static double
measure_refusals (guint rows, double *opened)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_open (&fixture);
  window_fixture_run (&fixture, import_many, &rows, &error);
  g_assert_no_error (error);
  gpointer page = window_fixture_find_type (fixture.window, SF_TYPE_REFUSAL_LIST);
  gint64 began = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.view", "s", "refusals");
  window_fixture_wait_until (sf_refusal_list_count (page) == rows);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  *opened = (double)(g_get_monotonic_time () - began) / 1e3;
  double taken = measure_pages (window_fixture_find (page, "list"));
  window_fixture_clear (&fixture);
  return taken;
}

int
main (int argc, char **argv)
{
  double opened_few, opened_many;
  window_fixture_main (&argc, &argv);
  double plain_few = measure_plain (FEW), plain_many = measure_plain (MANY);
  double few = measure_refusals (FEW, &opened_few);
  double many = measure_refusals (MANY, &opened_many);
  printf ("A page of a list (medians of %d)   %8d %8d\n", PAGES, FEW, MANY);
  printf ("  GtkListView of strings          %5.2f ms %5.2f ms  x %4.2f\n", plain_few,
          plain_many, plain_many / plain_few);
  printf ("  refusals                        %5.2f ms %5.2f ms  x %4.2f\n", few, many,
          many / few);
  printf ("  refusals, first shown           %5.0f ms %5.0f ms\n", opened_few,
          opened_many);
  return 0;
}
