/* The Refusals view: logged, sealed, listed, followed up, deleted, imported. */
#include <string.h>

#include "import-jobs.h"
#include "refusal-jobs.h"
#include "session-draft.h"
#include "sf-choice-row.h"
#include "sf-filter-page.h"
#include "sf-import-dialog.h"
#include "sf-refusal-details.h"
#include "sf-refusal-form.h"
#include "sf-refusal-list.h"
#include "sf-refusals-page.h"
#include "sf-trash-page.h"
#include "sf-week-row.h"
#include "sf-whose-row.h"
#include "window-fixture.h"

#define HEADER "week,work,customer,grounds,outcome,code_named,person\n"

typedef struct
{
  WindowFixture window;
  GtkWidget *page, *list, *form, *details, *filter, *trash, *import;
} Kit;

static gpointer
find (gpointer root, const char *id)
{
  GtkWidget *found = window_fixture_find (root, id);
  g_assert_nonnull (found);
  return found;
}

static void
find_pages (Kit *kit)
{
  gpointer window = kit->window.window;
  gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", "refusals");
  kit->page = window_fixture_find_type (window, SF_TYPE_REFUSALS_PAGE);
  kit->list = window_fixture_find_type (window, SF_TYPE_REFUSAL_LIST);
  kit->form = window_fixture_find_type (window, SF_TYPE_REFUSAL_FORM);
  kit->details = window_fixture_find_type (window, SF_TYPE_REFUSAL_DETAILS);
  kit->filter = window_fixture_find_type (window, SF_TYPE_FILTER_PAGE);
  kit->trash = window_fixture_find_type (window, SF_TYPE_TRASH_PAGE);
  kit->import = window_fixture_find_type (window, SF_TYPE_IMPORT_DIALOG);
}

/* What the list shows: "empty", "list", "none". */
static gboolean
shows (Kit *kit, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (find (kit->list, "stack")), name)
         == 0;
}

static void
init (Kit *kit)
{
  window_fixture_init_open (&kit->window);
  find_pages (kit);
  window_fixture_wait_until (shows (kit, "empty"));
}

static void
init_sample (Kit *kit)
{
  window_fixture_init_sample (&kit->window);
  find_pages (kit);
  window_fixture_wait_until (shows (kit, "list"));
}

static void
clear (Kit *kit)
{
  window_fixture_clear (&kit->window);
}

static void
act (Kit *kit, const char *action)
{
  g_assert_true (gtk_widget_activate_action (kit->list, action, NULL));
}

static RefusalTable *
read_table (Kit *kit)
{
  g_autoptr (GError) error = NULL;
  RefusalTable *table =
      window_fixture_run (&kit->window, refusal_jobs_list, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static guint
count (Kit *kit)
{
  g_autoptr (RefusalTable) table = read_table (kit);
  return table->kept->len;
}

static GtkCheckButton *
find_ground (Kit *kit, guint place)
{
  GtkWidget *row = window_fixture_find_text (kit->form, place == 0   ? "Law"
                                                        : place == 1 ? "Company policy"
                                                                     : "Conscience");
  return GTK_CHECK_BUTTON (window_fixture_find_type (row, GTK_TYPE_CHECK_BUTTON));
}

static void
fill (Kit *kit)
{
  sf_choice_row_set (find (kit->form, "work"), 1);
  sf_choice_row_set (find (kit->form, "customer"), 2);
  gtk_check_button_set_active (find_ground (kit, 0), TRUE);
  sf_choice_row_set (find (kit->form, "outcome"), 3);
}

static gboolean
is_dirty (Kit *kit)
{
  return sf_refusal_form_is_dirty (SF_REFUSAL_FORM (kit->form));
}

static void
log_it (Kit *kit)
{
  window_fixture_click (find (kit->form, "log"));
  window_fixture_wait_until (gtk_widget_is_sensitive (kit->form));
}

static gboolean
is_shown (gpointer root, const char *id)
{
  return gtk_widget_get_mapped (find (root, id));
}

/* ---- the form ---- */

/* What is chosen is what is logged, and the next one begins with its work and customer.
 */
static void
test_log (void)
{
  Kit kit;
  init (&kit);
  gtk_widget_activate_action (GTK_WIDGET (kit.window.window), "win.new-refusal", NULL);
  g_assert_true (gtk_widget_get_mapped (kit.form));
  fill (&kit);
  gtk_check_button_set_active (find_ground (&kit, 2), TRUE);
  sf_choice_row_set (find (kit.form, "code_named"), CODE_NAMED_YES);
  sf_week_row_set (find (kit.form, "week"), 202635);
  log_it (&kit);
  g_autoptr (RefusalTable) table = read_table (&kit);
  g_assert_cmpuint (table->kept->len, ==, 1);
  const Refusal *refusal = table->kept->pdata[0];
  g_assert_cmpint (refusal->week, ==, 202635);
  g_assert_cmpuint (refusal->work, ==, 1);
  g_assert_cmpuint (refusal->customer, ==, 2);
  g_assert_cmpuint (refusal->grounds, ==, 5);
  g_assert_cmpint (refusal->code_named, ==, CODE_NAMED_YES);
  g_assert_cmpuint (refusal->outcomes[0].outcome, ==, 3);
  g_assert_null (table->draft);
  g_assert_false (table->shared);
  g_assert_cmpint (sf_choice_row_get (find (kit.form, "work")), ==, 1);
  g_assert_cmpint (sf_choice_row_get (find (kit.form, "customer")), ==, 2);
  g_assert_cmpint (sf_choice_row_get (find (kit.form, "outcome")), ==, -1);
  g_assert_false (gtk_check_button_get_active (find_ground (&kit, 0)));
  g_assert_cmpint (sf_week_row_peek (find (kit.form, "week")), ==, 202641);
  g_assert_false (is_dirty (&kit));
  clear (&kit);
}

/* What is missing is said in lasting text, and nothing is logged. */
static void
test_missing (void)
{
  static const char *const texts[] = { "Choose the kind of work.",
                                       "Choose the customer group.",
                                       "A refusal needs at least one ground.",
                                       "Choose what came of it so far." };
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      log_it (&kit);
      GtkWidget *problem = find (kit.form, "problem");
      g_assert_true (gtk_widget_get_visible (problem));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (problem)), ==, texts[i]);
      if (i == 0)
        sf_choice_row_set (find (kit.form, "work"), 0);
      if (i == 1)
        sf_choice_row_set (find (kit.form, "customer"), 0);
      if (i == 2)
        gtk_check_button_set_active (find_ground (&kit, 1), TRUE);
    }
  g_assert_cmpuint (count (&kit), ==, 0);
  clear (&kit);
}

/* A week that is none, or has not begun, is never taken for another one. */
static void
test_week (void)
{
  static const char *const weeks[] = { "2026-W42", "2026-W54", "week", "1999-W10" };
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  GtkWidget *spin = find (find (kit.form, "week"), "spin");
  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      window_fixture_type (spin, weeks[i]);
      log_it (&kit);
      g_assert_true (gtk_widget_has_css_class (find (kit.form, "week"), "error"));
    }
  g_assert_cmpuint (count (&kit), ==, 0);
  window_fixture_type (spin, "2026-w07");
  log_it (&kit);
  g_autoptr (RefusalTable) table = read_table (&kit);
  g_assert_cmpuint (table->kept->len, ==, 1);
  g_assert_cmpint (((Refusal *)table->kept->pdata[0])->week, ==, 202607);
  clear (&kit);
}

/* Every week steps to the one before, over the ends of years too. */
static void
test_week_steps (void)
{
  Kit kit;
  init (&kit);
  SfWeekRow *row = find (kit.form, "week");
  GtkSpinButton *spin = find (row, "spin");
  Week week = 202641;
  for (guint i = 0; i < 700; i++)
    {
      g_assert_cmpint (sf_week_row_peek (row), ==, week);
      gtk_spin_button_spin (spin, GTK_SPIN_STEP_BACKWARD, 1);
      week = week_add (week, -1);
    }
  clear (&kit);
}

/* An equal one is asked about; asked again, it is another one. */
static void
test_alike (void)
{
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  log_it (&kit);
  g_assert_cmpuint (count (&kit), ==, 1);
  fill (&kit);
  log_it (&kit);
  g_assert_cmpuint (count (&kit), ==, 1);
  g_assert_true (is_shown (kit.form, "hint"));
  sf_choice_row_set (find (kit.form, "outcome"), 2);
  g_assert_false (is_shown (kit.form, "hint"));
  log_it (&kit);
  g_assert_cmpuint (count (&kit), ==, 1);
  log_it (&kit);
  g_assert_cmpuint (count (&kit), ==, 2);
  g_assert_false (is_shown (kit.form, "hint"));
  clear (&kit);
}

/* The toast after logging takes it back. */
static void
test_undo_log (void)
{
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  log_it (&kit);
  g_assert_cmpuint (count (&kit), ==, 1);
  window_fixture_click (window_fixture_find_text (kit.window.window, "_Undo"));
  g_assert_cmpuint (count (&kit), ==, 0);
  clear (&kit);
}

/* ---- drafts ---- */

static void
lock (Kit *kit)
{
  gtk_widget_activate_action (GTK_WIDGET (kit->window.window), "win.lock", NULL);
}

static void
unlock (Kit *kit)
{
  GtkWidget *passphrase = find (kit->window.window, "passphrase");
  window_fixture_type (passphrase, WINDOW_FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (passphrase, "entry-activated");
  window_fixture_wait_until (
      window_fixture_find_type (kit->window.window, SF_TYPE_REFUSALS_PAGE) != NULL);
  find_pages (kit);
}

/* What is typed is sealed within two seconds, without a lock. */
static void
test_draft_sealed (void)
{
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  sf_choice_row_set (find (kit.form, "work"), 4);
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  gboolean sealed = FALSE;
  while (!sealed && g_get_monotonic_time () < end)
    {
      g_autoptr (RefusalTable) table = read_table (&kit);
      sealed = table->draft != NULL;
    }
  g_assert_true (sealed);
  sf_refusal_form_discard (SF_REFUSAL_FORM (kit.form));
  g_autoptr (RefusalTable) table = read_table (&kit);
  g_assert_null (table->draft);
  clear (&kit);
}

/* Locked in the middle of typing: all of it is there afterwards, and is offered. */
static void
test_draft_kept_over_lock (void)
{
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  sf_week_row_set (find (kit.form, "week"), 202620);
  lock (&kit);
  unlock (&kit);
  window_fixture_wait_until (is_shown (kit.list, "draft"));
  window_fixture_click (find (kit.list, "go_on"));
  g_assert_true (gtk_widget_get_mapped (kit.form));
  g_assert_cmpint (sf_choice_row_get (find (kit.form, "work")), ==, 1);
  g_assert_cmpint (sf_choice_row_get (find (kit.form, "customer")), ==, 2);
  g_assert_true (gtk_check_button_get_active (find_ground (&kit, 0)));
  g_assert_cmpint (sf_week_row_peek (find (kit.form, "week")), ==, 202620);
  log_it (&kit);
  g_assert_cmpuint (count (&kit), ==, 1);
  lock (&kit);
  unlock (&kit);
  window_fixture_wait_until (shows (&kit, "list"));
  g_assert_false (is_shown (kit.list, "draft"));
  /* Nothing of the last unlocking is chosen in this one. */
  g_assert_cmpint (sf_choice_row_get (find (kit.form, "work")), ==, -1);
  clear (&kit);
}

static void
test_draft_discarded (void)
{
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  lock (&kit);
  unlock (&kit);
  window_fixture_wait_until (is_shown (kit.list, "draft"));
  window_fixture_click (find (kit.list, "discard"));
  g_assert_false (is_shown (kit.list, "draft"));
  g_autoptr (RefusalTable) table = read_table (&kit);
  g_assert_null (table->draft);
  g_assert_false (is_dirty (&kit));
  clear (&kit);
}

/* ---- persons ---- */

/* The next person makes the store shared, and whoever goes on is the same person. */
static void
test_next_person (void)
{
  Kit kit;
  PersonChoice whose;
  init (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  log_it (&kit);
  g_assert_false (gtk_widget_get_visible (find (kit.form, "whose")));
  act (&kit, "refusals.next-person");
  g_assert_true (gtk_switch_get_active (find (kit.form, "passed")));
  g_assert_cmpint (sf_choice_row_get (find (kit.form, "work")), ==, -1);
  fill (&kit);
  log_it (&kit);
  g_autoptr (RefusalTable) table = read_table (&kit);
  g_assert_cmpuint (table->kept->len, ==, 2);
  g_assert_true (table->shared);
  window_fixture_wait_until (gtk_widget_get_visible (find (kit.form, "whose")));
  sf_whose_row_get (find (kit.form, "whose"), &whose);
  g_assert_cmpint (whose.kind, ==, PERSON_SAME_AS);
  g_assert_false (is_shown (kit.form, "passing"));
  clear (&kit);
}

/* ---- the list ---- */

static guint
listed (Kit *kit)
{
  return sf_refusal_list_count (SF_REFUSAL_LIST (kit->list));
}

static void
test_search (void)
{
  Kit kit;
  init_sample (&kit);
  guint all = listed (&kit);
  g_assert_cmpuint (all, ==, 400);
  gtk_widget_activate_action (GTK_WIDGET (kit.window.window), "win.find", NULL);
  GtkWidget *search = find (kit.list, "search");
  window_fixture_type (search, "escal milit");
  window_fixture_wait_until (listed (&kit) < all);
  guint some = listed (&kit);
  g_assert_cmpuint (some, >, 0);
  window_fixture_type (search, "escal milit W27");
  window_fixture_wait_until (listed (&kit) < some);
  window_fixture_type (search, "nothing of the kind");
  window_fixture_wait_until (shows (&kit, "none"));
  window_fixture_click (find (kit.list, "show_all"));
  g_assert_cmpuint (listed (&kit), ==, all);
  clear (&kit);
}

static void
test_filter (void)
{
  Kit kit;
  init_sample (&kit);
  act (&kit, "refusals.filter");
  g_assert_true (gtk_widget_get_mapped (kit.filter));
  g_assert_cmpuint (listed (&kit), ==, 400);
  sf_choice_row_set (find (kit.filter, "work"), 0);
  guint tickets = listed (&kit);
  g_assert_cmpuint (tickets, <, 400);
  adw_expander_row_set_enable_expansion (find (kit.filter, "weeks"), TRUE);
  g_assert_cmpuint (listed (&kit), ==, tickets);
  sf_week_row_set (find (kit.filter, "from"), 202630);
  sf_week_row_set (find (kit.filter, "to"), 202630);
  g_assert_cmpuint (listed (&kit), <, tickets);
  g_assert_cmpuint (listed (&kit), >, 0);
  window_fixture_click (find (kit.filter, "show_all"));
  g_assert_cmpuint (listed (&kit), ==, 400);
  clear (&kit);
}

/* Opens the first refusal of the list: the row after the first heading. */
static void
open_first (Kit *kit)
{
  g_signal_emit_by_name (find (kit->list, "list"), "activate", 1u);
  g_assert_true (gtk_widget_get_mapped (kit->details));
}

static void
test_outcome (void)
{
  Kit kit;
  init (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  sf_week_row_set (find (kit.form, "week"), 202630);
  log_it (&kit);
  window_fixture_wait_until (listed (&kit) == 1);
  act (&kit, "refusals.back");
  open_first (&kit);
  window_fixture_click (find (kit.details, "add"));
  g_assert_true (gtk_widget_get_visible (find (kit.details, "problem")));
  sf_choice_row_set (find (kit.details, "outcome"), 5);
  sf_week_row_set (find (kit.details, "learned"), 202633);
  window_fixture_click (find (kit.details, "add"));
  window_fixture_wait_until (window_fixture_find_text (kit.details, "Disciplined")
                             != NULL);
  g_autoptr (RefusalTable) table = read_table (&kit);
  const Refusal *refusal = table->kept->pdata[0];
  g_assert_cmpuint (refusal->n_outcomes, ==, 2);
  g_assert_cmpint (refusal->outcomes[1].week, ==, 202633);
  clear (&kit);
}

/* The one that is shown, of several with this id. */
static GtkWidget *
find_mapped (GtkWidget *root, const char *id)
{
  if (gtk_widget_get_mapped (root)
      && g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), id) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_mapped (child, id);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_delete (void)
{
  Kit kit;
  init_sample (&kit);
  open_first (&kit);
  window_fixture_click (find (kit.details, "delete_button"));
  g_assert_true (gtk_widget_get_mapped (kit.list));
  window_fixture_wait_until (listed (&kit) == 399);
  window_fixture_click (window_fixture_find_text (kit.window.window, "_Undo"));
  window_fixture_wait_until (listed (&kit) == 400);

  open_first (&kit);
  window_fixture_click (find (kit.details, "delete_button"));
  window_fixture_wait_until (listed (&kit) == 399);
  act (&kit, "refusals.trash");
  GtkStack *stack = find (kit.trash, "stack");
  window_fixture_wait_until (
      g_strcmp0 (gtk_stack_get_visible_child_name (stack), "list") == 0);
  window_fixture_wait_until (find_mapped (kit.trash, "restore") != NULL);
  GtkWidget *kept = find_mapped (kit.trash, "grounds");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (kept)), "in 5 weeks"));
  window_fixture_click (find_mapped (kit.trash, "restore"));
  window_fixture_wait_until (listed (&kit) == 400);
  window_fixture_wait_until (
      g_strcmp0 (gtk_stack_get_visible_child_name (stack), "empty") == 0);
  clear (&kit);
}

/* ---- imports ---- */

static void
open_csv (Kit *kit, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("XXXXXX.csv", &stream, &error);
  g_assert_no_error (error);
  g_file_replace_contents (file, text, strlen (text), NULL, FALSE, 0, NULL, NULL,
                           &error);
  g_assert_no_error (error);
  act (kit, "refusals.import");
  GtkStack *stack = find (kit->import, "stack");
  sf_import_dialog_open (SF_IMPORT_DIALOG (kit->import), file);
  window_fixture_wait_until (
      g_strcmp0 (gtk_stack_get_visible_child_name (stack), "file") == 0);
  window_fixture_wait_until (!is_shown (kit->import, "running"));
  g_file_delete (file, NULL, NULL);
}

static const char *
verdict (Kit *kit)
{
  return gtk_label_get_text (find (kit->import, "verdict"));
}

static void
test_import (void)
{
  static const char *const good = HEADER "2026-W31,ticket,military,law,accepted,yes,a\n"
                                         "2026-W32,cri,weapons,law,waiting,,b\n";
  Kit kit;
  init (&kit);
  open_csv (&kit, good);
  g_assert_nonnull (strstr (verdict (&kit), "2 rows are good"));
  g_assert_true (is_shown (kit.import, "persons"));
  g_assert_nonnull (window_fixture_find_text (kit.import, "prison-service") == NULL
                        ? window_fixture_find_text (kit.import, "military")
                        : NULL);
  g_assert_cmpuint (count (&kit), ==, 0);
  window_fixture_click (find (kit.import, "act"));
  window_fixture_wait_until (gtk_widget_get_mapped (kit.list));
  window_fixture_wait_until (listed (&kit) == 2);

  /* The same again is refused, explained, and can be meant. */
  open_csv (&kit, good);
  g_assert_cmpstr (gtk_button_get_label (find (kit.import, "act")), ==, "_Import More");
  window_fixture_click (find (kit.import, "act"));
  window_fixture_wait_until (listed (&kit) == 4);
  clear (&kit);
}

static void
test_import_mistakes (void)
{
  Kit kit;
  init (&kit);
  open_csv (&kit, HEADER "2026-W31,ticket,military,law,accepted,yes,a\n"
                         "2026-W31,tickets,military,law,accepted,yes,a\n");
  g_assert_false (is_shown (kit.import, "act"));
  g_assert_true (is_shown (kit.import, "problems"));
  GtkWidget *row =
      gtk_widget_get_first_child (GTK_WIDGET (find (kit.import, "problems")));
  const char *text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_assert_nonnull (strstr (text, "3"));
  g_assert_nonnull (strstr (text, "tickets"));
  g_assert_cmpuint (count (&kit), ==, 0);
  clear (&kit);
}

/* A cancelled import adds nothing. */
static void
test_import_cancelled (void)
{
  Kit kit;
  g_autoptr (GError) error = NULL;
  GString *csv = g_string_new (HEADER);
  init (&kit);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (csv, "2026-W31,ticket,military,law,accepted,yes,p%u\n", i);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (csv);
  ImportMeter *meter = import_jobs_meter_new ();
  ImportOrder *order = import_jobs_order_new (bytes, SESSION_IMPORT_DEFAULT, meter);
  import_jobs_meter_cancel (meter);
  g_autoptr (ImportReport) report =
      window_fixture_run (&kit.window, import_jobs_run, order, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->outcome, ==, IMPORT_CANCELLED);
  g_assert_cmpuint (count (&kit), ==, 0);
  import_jobs_order_free (order);
  import_jobs_meter_unref (meter);
  clear (&kit);
}

/* ---- the pages ---- */

/* Every page fits a telephone. */
static void
test_narrow (void)
{
  Kit kit;
  init_sample (&kit);
  GtkWidget *pages[] = { kit.list,   kit.form,  kit.details,
                         kit.filter, kit.trash, kit.import };
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      int least, natural;
      gtk_widget_measure (pages[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural,
                          NULL, NULL);
      g_test_message ("%s: %d, %d", G_OBJECT_TYPE_NAME (pages[i]), least, natural);
      g_assert_cmpint (natural, <=, 360);
    }
  clear (&kit);
}

/* A lock leaves no page, whatever was shown and running. */
static void
test_finalised (void)
{
  Kit kit;
  init_sample (&kit);
  act (&kit, "refusals.new");
  fill (&kit);
  act (&kit, "refusals.filter");
  act (&kit, "refusals.trash");
  open_first (&kit);
  window_fixture_click (find (kit.details, "delete_button"));
  gpointer pages[] = { kit.page,   kit.list,  kit.form,  kit.details,
                       kit.filter, kit.trash, kit.import };
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_object_add_weak_pointer (pages[i], &pages[i]);
  lock (&kit);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    window_fixture_wait_until (pages[i] == NULL);
  g_assert_null (window_fixture_find_text (kit.window.window, "_Undo"));
  clear (&kit);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/refusals/log", test_log);
  g_test_add_func ("/refusals/missing", test_missing);
  g_test_add_func ("/refusals/week", test_week);
  g_test_add_func ("/refusals/week-steps", test_week_steps);
  g_test_add_func ("/refusals/alike", test_alike);
  g_test_add_func ("/refusals/undo-log", test_undo_log);
  g_test_add_func ("/refusals/draft-sealed", test_draft_sealed);
  g_test_add_func ("/refusals/draft-kept-over-lock", test_draft_kept_over_lock);
  g_test_add_func ("/refusals/draft-discarded", test_draft_discarded);
  g_test_add_func ("/refusals/next-person", test_next_person);
  g_test_add_func ("/refusals/search", test_search);
  g_test_add_func ("/refusals/filter", test_filter);
  g_test_add_func ("/refusals/outcome", test_outcome);
  g_test_add_func ("/refusals/delete", test_delete);
  g_test_add_func ("/refusals/import", test_import);
  g_test_add_func ("/refusals/import-mistakes", test_import_mistakes);
  g_test_add_func ("/refusals/import-cancelled", test_import_cancelled);
  g_test_add_func ("/refusals/narrow", test_narrow);
  g_test_add_func ("/refusals/finalised", test_finalised);
  return g_test_run ();
}
