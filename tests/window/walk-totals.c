/* See walk-totals.h. */
#include "walk-totals.h"

#include <stdlib.h>
#include <string.h>

#include "sf-release-check.h"
#include "sf-save-dialog.h"
#include "totals-kit.h"

static void
go_view (WindowFixture *fixture, const char *view)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", view);
  window_fixture_settle (fixture);
}

/* Brings the end of what scrolls at the stop into sight. */
static void
scroll_down (WindowFixture *fixture, GtkWidget *root)
{
  window_fixture_scroll_down (fixture,
                              GTK_IS_APPLICATION_WINDOW (root)
                                  ? window_fixture_get (fixture->window, "period_page")
                                  : root);
}

static gboolean
is_closable (WindowFixture *fixture)
{
  return gtk_widget_get_mapped (window_fixture_find (
      window_fixture_get (fixture->window, "period_page"), "close_button"));
}

/* The open periods come first. */
static GtkListBoxRow *
get_row (WindowFixture *fixture, int place)
{
  GtkListBox *open = GTK_LIST_BOX (window_fixture_get (fixture->window, "open"));
  int n_open = 0;
  while (gtk_list_box_get_row_at_index (open, n_open) != NULL)
    n_open++;
  return place < n_open
             ? gtk_list_box_get_row_at_index (open, place)
             : gtk_list_box_get_row_at_index (
                 GTK_LIST_BOX (window_fixture_get (fixture->window, "closed")),
                 place - n_open);
}

/* Shows the period that is place rows from the newest. */
static void
open_period (WindowFixture *fixture, int place)
{
  go_view (fixture, "totals");
  gtk_widget_activate_action (window_fixture_get (fixture->window, "period_page"),
                              "totals.back", NULL);
  GtkListBoxRow *row = get_row (fixture, place);
  g_assert_nonnull (row);
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (row)), "row-activated",
                         row);
  window_fixture_settle (fixture);
}

/* The newest period that can be closed. */
static void
open_closable (WindowFixture *fixture)
{
  int place = 0;
  do
    open_period (fixture, place++);
  while (!is_closable (fixture));
}

static void
go_period (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  open_period (fixture, 0);
}

/* As while many entries are counted, which takes no time here. */
static void
go_counting (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  open_period (fixture, 0);
  adw_bin_set_child (ADW_BIN (window_fixture_get (fixture->window, "figures")), NULL);
  g_autofree char *counted =
      g_strdup_printf (g_dgettext ("steadfast", "Entries read: %lu"), 250000UL);
  gtk_label_set_text (GTK_LABEL (window_fixture_get (fixture->window, "state")), "");
  gtk_label_set_text (
      GTK_LABEL (window_fixture_find (
          window_fixture_get (fixture->window, "period_page"), "counted")),
      counted);
  gtk_widget_set_visible (window_fixture_get (fixture->window, "keep_button"), FALSE);
  gtk_widget_set_visible (
      window_fixture_find (window_fixture_get (fixture->window, "period_page"),
                           "counting"),
      TRUE);
  window_fixture_settle (fixture);
}

/* Asks whether exact counts are to leave the store. */
static void
go_keep (WindowFixture *fixture, const char *button)
{
  open_period (fixture, 0);
  window_fixture_press (
      fixture, window_fixture_find (window_fixture_get (fixture->window, "period_page"),
                                    button));
}

static void
go_closable (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  open_closable (fixture);
}

static void
go_close_dialog (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  open_closable (fixture);
  window_fixture_press (
      fixture, window_fixture_find (window_fixture_get (fixture->window, "period_page"),
                                    "close_button"));
}

static GtkWidget *
confirm_closing (WindowFixture *fixture)
{
  go_close_dialog (fixture, NULL);
  GtkWidget *dialog = window_fixture_dialog (fixture);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (window_fixture_find (dialog, "confirm")), TRUE);
  return dialog;
}

/* As while it is closed, which takes no time here. */
static void
go_closing (WindowFixture *fixture, const char *argument)
{
  static const char *const idle[] = { "cancel", "confirm", "close_button" };
  (void)argument;
  GtkWidget *dialog = confirm_closing (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (idle); i++)
    gtk_widget_set_sensitive (window_fixture_find (dialog, idle[i]), FALSE);
  gtk_widget_set_visible (window_fixture_find (dialog, "running"), TRUE);
  window_fixture_settle (fixture);
}

static void
go_closed (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  GtkWidget *dialog = confirm_closing (fixture);
  window_fixture_click (window_fixture_find (dialog, "close_button"));
  window_fixture_wait_until (window_fixture_dialog (fixture) == NULL);
  window_fixture_settle (fixture);
}

/* Some period is closed by now. */
static void
go_closed_again (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  GtkWidget *publish = window_fixture_find (
      window_fixture_get (fixture->window, "period_page"), "publish");
  for (int place = 0; !gtk_widget_get_mapped (publish); place++)
    open_period (fixture, place);
}

/* All releases side by side, with those of earlier quarters. */
static void
go_series (WindowFixture *fixture, const char *question)
{
  g_autoptr (GError) error = NULL;
  if (strcmp (question, "0") == 0)
    window_fixture_run (fixture, totals_kit_close_past, NULL, &error);
  g_assert_no_error (error);
  go_view (fixture, "totals");
  g_signal_emit_by_name (window_fixture_get (fixture->window, "series_row"),
                         "activated");
  window_fixture_settle (fixture);
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (window_fixture_get (fixture->window, "question")),
      (guint)atoi (question));
  window_fixture_settle (fixture);
}

/* How the same are saved. Where each stop ends in a lock, the page is not there yet. */
static void
go_save_series (WindowFixture *fixture, const char *button)
{
  go_series (fixture, "1");
  window_fixture_press (
      fixture, window_fixture_find (window_fixture_get (fixture->window, "series_page"),
                                    button));
}

static void
scroll_series (WindowFixture *fixture, GtkWidget *root)
{
  (void)root;
  window_fixture_scroll_down (fixture,
                              window_fixture_get (fixture->window, "series_page"));
}

static void
go_list (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  gtk_widget_activate_action (window_fixture_get (fixture->window, "period_page"),
                              "totals.back", NULL);
  window_fixture_settle (fixture);
}

/* Opens what a button of a closed period's page opens. */
static GtkWidget *
press_closed (WindowFixture *fixture, const char *button)
{
  go_closed_again (fixture, NULL);
  window_fixture_press (
      fixture, window_fixture_find (window_fixture_get (fixture->window, "period_page"),
                                    button));
  return window_fixture_dialog (fixture);
}

static void
go_save (WindowFixture *fixture, const char *button)
{
  press_closed (fixture, button);
}

static void
go_save_refused (WindowFixture *fixture, const char *button)
{
  GtkWidget *dialog = press_closed (fixture, button);
  g_autoptr (GFile) place = g_file_new_for_path (sf_window_path (fixture->window));
  sf_save_dialog_save_to (SF_SAVE_DIALOG (dialog), place);
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_find (dialog, "problem")));
}

static void
go_save_signed (WindowFixture *fixture, const char *button)
{
  GtkWidget *dialog = press_closed (fixture, button);
  gtk_switch_set_active (GTK_SWITCH (window_fixture_find (dialog, "sign")), TRUE);
  window_fixture_settle (fixture);
}

static void
go_release_check (WindowFixture *fixture, const char *argument)
{
  char problem[] = "Line 1 is wrong.";
  CheckedRelease checked = { .period = { PERIOD_QUARTER, 2026, 3 } };
  if (strcmp (argument, "bad") == 0)
    checked = (CheckedRelease){ .form_problem = problem };
  if (strcmp (argument, "series") == 0)
    checked = (CheckedRelease){ .is_series = TRUE };
  gtk_window_present (
      GTK_WINDOW (sf_release_check_new (GTK_WINDOW (fixture->window), &checked)));
  window_fixture_settle (fixture);
}

static const WalkStep steps[] = {
  { "totals", go_view, "totals", NULL },
  { "totals-counting", go_counting, NULL, NULL },
  { "totals-period", go_period, NULL, NULL },
  { "totals-period-end", go_period, NULL, scroll_down },
  { "totals-keep", go_keep, "keep_button", NULL },
  { "totals-closable", go_closable, NULL, NULL },
  { "totals-close", go_close_dialog, NULL, NULL },
  { "totals-close-end", go_close_dialog, NULL, scroll_down },
  { "totals-closing", go_closing, NULL, scroll_down },
  { "totals-closed", go_closed, NULL, NULL },
  { "totals-closed-end", go_closed_again, NULL, scroll_down },
  { "totals-over-time", go_series, "0", NULL },
  { "totals-over-time-sum", go_series, "2", NULL },
  { "totals-over-time-end", go_series, "1", scroll_series },
  { "totals-save-series", go_save_series, "save_button", NULL },
  { "totals-releases", go_list, NULL, NULL },
  { "totals-save", go_save, "save_button", NULL },
  { "totals-save-signed", go_save_signed, "save_button", window_fixture_scroll_down },
  { "totals-save-refused", go_save_refused, "save_button", NULL },
  { "totals-check-good", go_release_check, "good", NULL },
  { "totals-check-bad", go_release_check, "bad", NULL },
  { "totals-check-series", go_release_check, "series", NULL },
};

const WalkStep *
walk_totals (gsize *n_steps)
{
  *n_steps = G_N_ELEMENTS (steps);
  return steps;
}
