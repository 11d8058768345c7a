/* The Totals view as a person meets it: own counts, periods, closing, releases. */
#include <string.h>

#include "sf-bar-chart.h"
#include "sf-close-dialog.h"
#include "sf-counts-view.h"
#include "sf-own-page.h"
#include "sf-period-page.h"
#include "sf-release-check.h"
#include "sf-release-view.h"
#include "sf-save-dialog.h"
#include "sf-totals-page.h"
#include "total-jobs.h"
#include "window-fixture.h"

#define NARROW 360

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };

static void
show_totals (WindowFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "totals");
}

static SfTotalsPage *
get_page (WindowFixture *fixture)
{
  return SF_TOTALS_PAGE (
      window_fixture_find_type (fixture->window, SF_TYPE_TOTALS_PAGE));
}

static gboolean
is_at (WindowFixture *fixture, const char *name)
{
  GtkStack *stack = GTK_STACK (window_fixture_find (get_page (fixture), "stack"));
  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0;
}

static GtkListBox *
get_list (WindowFixture *fixture, const char *id)
{
  return GTK_LIST_BOX (window_fixture_find (get_page (fixture), id));
}

/* The open periods come first. */
static GtkListBoxRow *
get_period (WindowFixture *fixture, int at)
{
  int n_open = 0;
  while (gtk_list_box_get_row_at_index (get_list (fixture, "open"), n_open) != NULL)
    n_open++;
  return at < n_open ? gtk_list_box_get_row_at_index (get_list (fixture, "open"), at)
                     : gtk_list_box_get_row_at_index (get_list (fixture, "closed"),
                                                      at - n_open);
}

static gpointer
find (WindowFixture *fixture, GType type)
{
  return window_fixture_find_type (get_page (fixture), type);
}

static gboolean
is_shown (WindowFixture *fixture, const char *id)
{
  SfPeriodPage *page = find (fixture, SF_TYPE_PERIOD_PAGE);
  return gtk_widget_get_visible (window_fixture_find (page, id));
}

static void
open_period (WindowFixture *fixture, int at)
{
  show_totals (fixture);
  window_fixture_wait_until (is_at (fixture, "periods"));
  GtkListBoxRow *row = get_period (fixture, at);
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (row)), "row-activated",
                         row);
  window_fixture_wait_until (find (fixture, SF_TYPE_COUNTS_VIEW)
                             || find (fixture, SF_TYPE_RELEASE_VIEW));
}

static GtkWidget *
open_dialog (WindowFixture *fixture)
{
  window_fixture_click (
      window_fixture_find (find (fixture, SF_TYPE_PERIOD_PAGE), "close_button"));
  return window_fixture_dialog (fixture);
}

static void
tick (GtkWidget *dialog)
{
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (window_fixture_find (dialog, "confirm")), TRUE);
}

static void
assert_narrow (gpointer widget)
{
  int minimum;
  gtk_widget_measure (GTK_WIDGET (widget), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                      NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
}

static void
test_empty (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  show_totals (&fixture);
  window_fixture_wait_until (is_at (&fixture, "empty"));
  assert_narrow (get_page (&fixture));
  window_fixture_clear (&fixture);
}

static void
activate_own (WindowFixture *fixture)
{
  g_signal_emit_by_name (window_fixture_find (get_page (fixture), "own_row"),
                         "activated");
}

static void
open_own (WindowFixture *fixture)
{
  activate_own (fixture);
  window_fixture_wait_until (gtk_widget_get_visible (
      window_fixture_find (find (fixture, SF_TYPE_OWN_PAGE), "save_button")));
}

/* One person's own counts have a place of their own, headed for what they are. */
static void
test_own (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  window_fixture_add_refusal (&fixture);
  show_totals (&fixture);
  window_fixture_wait_until (is_at (&fixture, "periods"));
  g_assert_true (
      gtk_widget_get_visible (window_fixture_find (get_page (&fixture), "own_group")));
  g_assert_null (window_fixture_find_text (get_page (&fixture), "Refusals in all: 1"));
  GtkWidget *own = GTK_WIDGET (find (&fixture, SF_TYPE_OWN_PAGE));
  open_own (&fixture);
  g_assert_nonnull (window_fixture_find_text (own, "NOT ANONYMOUS"));
  g_assert_nonnull (window_fixture_find_text (own, "Quarter 4 of 2026"));
  g_assert_nonnull (window_fixture_find_text (own, "Refusals in all: 1"));
  g_assert_nonnull (window_fixture_find_text (own, "Nothing of yours counts here yet"));
  assert_narrow (get_page (&fixture));
  /* It is there for other views' changes when it is shown again. */
  window_fixture_add_refusal (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.view", "s", "pledge");
  show_totals (&fixture);
  gtk_widget_activate_action (own, "totals.back", NULL);
  window_fixture_settle (&fixture);
  open_own (&fixture);
  g_assert_nonnull (window_fixture_find_text (own, "Refusals in all: 2"));
  window_fixture_clear (&fixture);
}

/* Where several people's entries are, no count stands at a glance. */
static void
test_periods (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  show_totals (&fixture);
  window_fixture_wait_until (is_at (&fixture, "periods"));
  g_assert_false (
      gtk_widget_get_visible (window_fixture_find (get_page (&fixture), "own_group")));
  g_assert_nonnull (window_fixture_find_text (get_period (&fixture, 0), "Year 2026"));
  g_assert_nonnull (window_fixture_find_text (
      get_period (&fixture, 0),
      "Running: it can be closed once its last week is over."));
  g_assert_nonnull (
      window_fixture_find_text (get_period (&fixture, 1), "Quarter 3 of 2026"));
  g_assert_nonnull (
      window_fixture_find_text (get_period (&fixture, 1), "Over: it can be closed."));
  g_assert_null (get_period (&fixture, 2));
  window_fixture_clear (&fixture);
}

static void
test_open_period (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  open_period (&fixture, 0);
  g_assert_false (is_shown (&fixture, "close_button"));
  gtk_widget_activate_action (find (&fixture, SF_TYPE_PERIOD_PAGE), "totals.back",
                              NULL);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (get_period (&fixture, 0))));
  open_period (&fixture, 1);
  window_fixture_wait_until (is_shown (&fixture, "close_button"));
  g_assert_false (is_shown (&fixture, "publish"));
  g_assert_nonnull (
      window_fixture_find_text (find (&fixture, SF_TYPE_COUNTS_VIEW), "NOT ANONYMOUS"));
  assert_narrow (get_page (&fixture));
  window_fixture_clear (&fixture);
}

/* Whatever was read of another period, this one begins where it begins. */
static void
test_top (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  open_period (&fixture, 0);
  window_fixture_settle (&fixture);
  GtkWidget *page = GTK_WIDGET (find (&fixture, SF_TYPE_PERIOD_PAGE));
  GtkAdjustment *scrolled = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (page))));
  gtk_adjustment_set_value (scrolled, gtk_adjustment_get_upper (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_value (scrolled), >, 100);
  gtk_widget_activate_action (page, "totals.back", NULL);
  window_fixture_settle (&fixture);
  open_period (&fixture, 1);
  window_fixture_settle (&fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (scrolled), ==, 0);
  window_fixture_clear (&fixture);
}

/* Nothing is closed without the tick, nor by looking; then it is, for good. */
static void
test_close (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_sample (&fixture);
  open_period (&fixture, 1);
  GtkWidget *dialog = open_dialog (&fixture);
  assert_narrow (dialog);
  GtkWidget *button = window_fixture_find (dialog, "close_button");
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_window_close (GTK_WINDOW (dialog));
  window_fixture_wait_until (window_fixture_dialog (&fixture) == NULL);
  g_autoptr (PeriodTotals) before =
      window_fixture_run (&fixture, total_jobs_period, (gpointer)&quarter, &error);
  g_assert_cmpint (before->period.state, ==, LEDGER_CLOSABLE);

  dialog = open_dialog (&fixture);
  tick (dialog);
  window_fixture_click (window_fixture_find (dialog, "close_button"));
  window_fixture_wait_until (find (&fixture, SF_TYPE_RELEASE_VIEW));
  g_assert_null (window_fixture_dialog (&fixture));
  g_assert_null (find (&fixture, SF_TYPE_COUNTS_VIEW));
  g_assert_false (is_shown (&fixture, "close_button"));
  g_assert_true (is_shown (&fixture, "publish"));
  assert_narrow (get_page (&fixture));
  window_fixture_clear (&fixture);
}

/* Whatever the command line's preview says is said here, and no count. */
static void
test_preview (void)
{
  static const char *const sentences[] = {
    "Nothing is drawn yet. A period is closed once, and what is drawn then cannot be "
    "drawn again.",
    "A second store, or a copy of this one, can publish the same people again: make "
    "sure that nobody closes this period elsewhere.",
    "A question that fewer than 10 people answered is more likely to be withheld than "
    "not; with 22 people it is published in 99 of 100 cases. With few people, wait: "
    "closing cannot be done again.",
    "A question is published only if the number of people who answered it, with random "
    "noise added, reaches 10; otherwise it is withheld for good. That number is never "
    "published.",
    "The chance that this question is withheld is below 1%.",
    "Each figure holds random noise and is rounded to a multiple of 5; below 15 it is "
    "shown as <15. 95 of 100 figures are within ±10 of the exact count.",
    "Adding, removing or exchanging one person's answer to this question changes the "
    "odds of any claim by a factor of at most 1.95.",
    "Over all questions of this release, one person's answers change the odds of any "
    "claim by a factor of at most 10.4. For one person that means: whoever knows all "
    "other people's answers, and holds a claim about this person as likely as not, can "
    "at worst come to suspect it strongly, at most 92% sure of it, and not be certain.",
    "Over a year with every period published, one person's answers change the odds of "
    "any claim by a factor of at most 318,000: each question multiplies it by its own "
    "factor each time it is published. For one person that means: whoever knows all "
    "other people's answers, and holds a claim about this person as likely as not, can "
    "at worst become all but certain of it. Expect no protection from so weak a bound.",
  };
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  open_period (&fixture, 1);
  GtkWidget *dialog = open_dialog (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (window_fixture_find_text (dialog, sentences[i]) == NULL)
      g_error ("not said: %s", sentences[i]);
  g_assert_null (window_fixture_find_type (dialog, SF_TYPE_BAR_CHART));
  window_fixture_clear (&fixture);
}

/* Once it has begun nothing offers to stop it, nor does the dialog go before it is
 * known how it went. */
static void
test_closing (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  open_period (&fixture, 1);
  GtkWidget *dialog = open_dialog (&fixture);
  GtkWidget *cancel = window_fixture_find (dialog, "cancel");
  GtkWidget *running = window_fixture_find (dialog, "running");
  tick (dialog);
  g_assert_true (gtk_widget_is_sensitive (cancel));
  g_assert_false (gtk_widget_get_mapped (running));
  window_fixture_hold (&fixture);
  window_fixture_click (window_fixture_find (dialog, "close_button"));
  g_assert_false (gtk_widget_is_sensitive (cancel));
  g_assert_true (gtk_widget_get_visible (running));
  g_assert_nonnull (window_fixture_find_text (
      running, "The period is being closed. That cannot be stopped."));
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (window_fixture_dialog (&fixture) == dialog);
  window_fixture_let_go (&fixture);
  window_fixture_wait_until (find (&fixture, SF_TYPE_RELEASE_VIEW));
  g_assert_null (window_fixture_dialog (&fixture));
  window_fixture_clear (&fixture);
}

/* A closing that fails says why and stays. */
static void
test_close_fails (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_sample (&fixture);
  open_period (&fixture, 1);
  GtkWidget *dialog = open_dialog (&fixture);
  window_fixture_run (&fixture, total_jobs_close, (gpointer)&quarter, &error);
  g_assert_no_error (error);
  GtkWidget *problem = window_fixture_find (dialog, "problem");
  tick (dialog);
  window_fixture_click (window_fixture_find (dialog, "close_button"));
  g_assert_false (
      gtk_widget_is_sensitive (window_fixture_find (dialog, "close_button")));
  window_fixture_wait_until (gtk_widget_get_visible (problem));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (problem)), !=, "");
  g_assert_true (window_fixture_dialog (&fixture) == dialog);
  g_assert_true (gtk_widget_is_sensitive (window_fixture_find (dialog, "cancel")));
  g_assert_false (gtk_widget_get_visible (window_fixture_find (dialog, "running")));
  window_fixture_clear (&fixture);
}

/* An error has a page of its own, from which one can go on. */
static void
test_failed (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_sample (&fixture);
  window_fixture_run (&fixture, unlocked_end, NULL, &error);
  show_totals (&fixture);
  window_fixture_wait_until (is_at (&fixture, "failed"));
  assert_narrow (get_page (&fixture));
  window_fixture_clear (&fixture);
}

static GFile *
save_release (WindowFixture *fixture)
{
  g_autofree char *folder = g_dir_make_tmp ("totals-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "totals-2026-Q3.html", NULL);
  GFile *file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  window_fixture_run (fixture, total_jobs_close, (gpointer)&quarter, &error);
  g_assert_no_error (error);
  open_period (fixture, 1);
  window_fixture_click (
      window_fixture_find (find (fixture, SF_TYPE_PERIOD_PAGE), "save_button"));
  GtkWidget *dialog = window_fixture_dialog (fixture);
  assert_narrow (dialog);
  sf_save_dialog_save_to (SF_SAVE_DIALOG (dialog), file);
  window_fixture_wait_until (
      window_fixture_find_text (fixture->window, "The totals are saved"));
  g_assert_null (window_fixture_dialog (fixture));
  return file;
}

static void
check_file (WindowFixture *fixture, GFile *file)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  sf_totals_page_check (get_page (fixture), G_LIST_MODEL (files));
}

static void
remove_file (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_file_delete (file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
}

/* What was saved is found good when it is dropped; a change of it is not. */
static void
test_check (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  g_autoptr (GFile) file = save_release (&fixture);
  check_file (&fixture, file);
  window_fixture_wait_until (window_fixture_dialog (&fixture));
  GtkWidget *dialog = window_fixture_dialog (&fixture);
  g_assert_true (SF_IS_RELEASE_CHECK (dialog));
  assert_narrow (dialog);
  g_assert_nonnull (window_fixture_find_text (dialog, "The Release Is Good"));
  g_assert_nonnull (window_fixture_find_text (
      dialog, "This was written of the release of 2026-Q3 that the ledger holds, and "
              "nothing in it was altered."));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_file_replace_contents (file, "release: v1\n", 12, NULL, FALSE, 0, NULL, NULL, NULL);
  check_file (&fixture, file);
  window_fixture_wait_until (window_fixture_dialog (&fixture));
  g_assert_nonnull (window_fixture_find_text (window_fixture_dialog (&fixture),
                                              "This Is No Release"));
  remove_file (file);
  /* A file that is gone is lasting text on the page. */
  check_file (&fixture, file);
  GtkWidget *problem = window_fixture_find (get_page (&fixture), "problem");
  window_fixture_wait_until (gtk_widget_get_visible (problem));
  window_fixture_clear (&fixture);
}

/* A saving that fails says why, beside what was chosen, and can be tried again. */
static void
test_save_fails (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  g_autoptr (GFile) file = save_release (&fixture);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  window_fixture_click (
      window_fixture_find (find (&fixture, SF_TYPE_PERIOD_PAGE), "save_button"));
  GtkWidget *dialog = window_fixture_dialog (&fixture);
  sf_save_dialog_save_to (SF_SAVE_DIALOG (dialog), nowhere);
  g_assert_false (
      gtk_widget_is_sensitive (window_fixture_find (dialog, "save_button")));
  window_fixture_wait_until (
      gtk_widget_get_visible (window_fixture_find (dialog, "problem")));
  g_assert_true (gtk_widget_is_sensitive (window_fixture_find (dialog, "save_button")));
  remove_file (file);
  window_fixture_clear (&fixture);
}

/* What is chosen is said at once as the files that come of it. */
static void
test_save_choice (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  g_autoptr (GFile) file = save_release (&fixture);
  window_fixture_click (
      window_fixture_find (find (&fixture, SF_TYPE_PERIOD_PAGE), "save_button"));
  GtkWidget *dialog = window_fixture_dialog (&fixture);
  AdwActionRow *files = ADW_ACTION_ROW (window_fixture_find (dialog, "files"));
  g_assert_cmpstr (adw_action_row_get_subtitle (files), ==,
                   "\u2066totals-2026-Q3-en.html\u2069");
  gtk_switch_set_active (GTK_SWITCH (window_fixture_find (dialog, "sign")), TRUE);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (files)), ==,
                   "Into a folder that you choose");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (files), "release.pub"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (window_fixture_find (dialog, "language")),
                              1);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (files), "totals-2026-Q3-ar"));
  remove_file (file);
  window_fixture_clear (&fixture);
}

/* Printing asks by the desktop's own dialog, which a lock takes away too. */
static void
test_print (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_sample (&fixture);
  window_fixture_run (&fixture, total_jobs_close, (gpointer)&quarter, &error);
  g_assert_no_error (error);
  open_period (&fixture, 1);
  gpointer page = get_page (&fixture);
  g_object_add_weak_pointer (page, &page);
  window_fixture_click (
      window_fixture_find (find (&fixture, SF_TYPE_PERIOD_PAGE), "print_button"));
  window_fixture_wait_until (window_fixture_dialog (&fixture) != NULL);
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (window_fixture_dialog (&fixture)), ==,
                   "GtkPrintUnixDialog");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.lock", NULL);
  g_assert_null (window_fixture_dialog (&fixture));
  window_fixture_wait_until (page == NULL);
  window_fixture_clear (&fixture);
}

/* Leaves a page whose figures are still to be counted: it says that it waits, and does
 * not once it was left. */
static void
leave_waiting (WindowFixture *fixture, gpointer page)
{
  GtkWidget *waiting = window_fixture_find (page, "counting");
  g_assert_false (gtk_widget_get_visible (waiting));
  window_fixture_wait_until (gtk_widget_get_visible (waiting));
  gtk_widget_activate_action (GTK_WIDGET (page), "totals.back", NULL);
  window_fixture_wait_until (!gtk_widget_get_visible (waiting));
  window_fixture_let_go (fixture);
  window_fixture_settle (fixture);
}

/* Counting that takes long says so, and whoever leaves the page has not to wait: what
 * comes of it is dropped. */
static void
test_patience (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  show_totals (&fixture);
  window_fixture_settle (&fixture);
  SfPeriodPage *page = find (&fixture, SF_TYPE_PERIOD_PAGE);
  GtkListBoxRow *row = get_period (&fixture, 0);
  window_fixture_hold (&fixture);
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (row)), "row-activated",
                         row);
  leave_waiting (&fixture, page);
  g_assert_null (find (&fixture, SF_TYPE_COUNTS_VIEW));
  open_period (&fixture, 0);
  g_assert_false (gtk_widget_get_visible (window_fixture_find (page, "counting")));
  window_fixture_clear (&fixture);
}

/* The same of one's own counts, which the list of periods does not wait for. */
static void
test_own_patience (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  window_fixture_add_refusal (&fixture);
  show_totals (&fixture);
  window_fixture_settle (&fixture);
  SfOwnPage *page = find (&fixture, SF_TYPE_OWN_PAGE);
  GtkWidget *periods = window_fixture_find (page, "periods");
  window_fixture_hold (&fixture);
  activate_own (&fixture);
  g_assert_false (gtk_widget_get_visible (window_fixture_find (page, "save_button")));
  leave_waiting (&fixture, page);
  g_assert_null (gtk_widget_get_first_child (periods));
  open_own (&fixture);
  g_assert_nonnull (gtk_widget_get_first_child (periods));
  window_fixture_clear (&fixture);
}

/* A lock takes page and dialog, even in the middle of a closing. */
static void
test_lock (void)
{
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  open_period (&fixture, 1);
  gpointer page = get_page (&fixture), dialog = open_dialog (&fixture);
  gpointer counts = find (&fixture, SF_TYPE_COUNTS_VIEW);
  g_object_add_weak_pointer (page, &page);
  g_object_add_weak_pointer (dialog, &dialog);
  g_object_add_weak_pointer (counts, &counts);
  tick (dialog);
  window_fixture_click (window_fixture_find (dialog, "close_button"));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.lock", NULL);
  g_assert_null (window_fixture_dialog (&fixture));
  window_fixture_wait_until (page == NULL && dialog == NULL && counts == NULL);
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/totals/empty", test_empty);
  g_test_add_func ("/totals/own", test_own);
  g_test_add_func ("/totals/periods", test_periods);
  g_test_add_func ("/totals/open-period", test_open_period);
  g_test_add_func ("/totals/top", test_top);
  g_test_add_func ("/totals/close", test_close);
  g_test_add_func ("/totals/preview", test_preview);
  g_test_add_func ("/totals/closing", test_closing);
  g_test_add_func ("/totals/close-fails", test_close_fails);
  g_test_add_func ("/totals/failed", test_failed);
  g_test_add_func ("/totals/check", test_check);
  g_test_add_func ("/totals/save-fails", test_save_fails);
  g_test_add_func ("/totals/save-choice", test_save_choice);
  g_test_add_func ("/totals/print", test_print);
  g_test_add_func ("/totals/patience", test_patience);
  g_test_add_func ("/totals/own-patience", test_own_patience);
  g_test_add_func ("/totals/lock", test_lock);
  return g_test_run ();
}
