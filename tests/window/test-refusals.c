/* The Refusals view: listed, followed up, deleted, imported. */
#include "refusals-kit.h"

#include <string.h>

#include "import-jobs.h"
#include "sf-choice-row.h"
#include "sf-import-dialog.h"
#include "sf-week-row.h"

#define HEADER "week,work,customer,grounds,outcome,code_named,person\n"

static void
test_search (void)
{
  RefusalsKit kit;
  refusals_kit_init_sample (&kit);
  guint all = refusals_kit_listed (&kit);
  g_assert_cmpuint (all, ==, 400);
  gtk_widget_activate_action (GTK_WIDGET (kit.window.window), "win.find", NULL);
  GtkWidget *search = window_fixture_get (kit.list, "search");
  window_fixture_type (search, "escal milit");
  window_fixture_wait_until (refusals_kit_listed (&kit) < all);
  guint some = refusals_kit_listed (&kit);
  g_assert_cmpuint (some, >, 0);
  window_fixture_type (search, "escal milit W27");
  window_fixture_wait_until (refusals_kit_listed (&kit) < some);
  window_fixture_type (search, "nothing of the kind");
  window_fixture_wait_until (refusals_kit_shows (&kit, "none"));
  window_fixture_click (window_fixture_get (kit.list, "show_all"));
  g_assert_cmpuint (refusals_kit_listed (&kit), ==, all);
  refusals_kit_clear (&kit);
}

static void
test_filter (void)
{
  RefusalsKit kit;
  refusals_kit_init_sample (&kit);
  refusals_kit_act (&kit, "refusals.filter");
  g_assert_true (gtk_widget_get_mapped (kit.filter));
  g_assert_cmpuint (refusals_kit_listed (&kit), ==, 400);
  sf_choice_row_set (window_fixture_get (kit.filter, "work"), 0);
  guint tickets = refusals_kit_listed (&kit);
  g_assert_cmpuint (tickets, <, 400);
  adw_expander_row_set_enable_expansion (window_fixture_get (kit.filter, "weeks"),
                                         TRUE);
  g_assert_cmpuint (refusals_kit_listed (&kit), ==, tickets);
  sf_week_row_set (window_fixture_get (kit.filter, "from"), 202630);
  sf_week_row_set (window_fixture_get (kit.filter, "to"), 202630);
  g_assert_cmpuint (refusals_kit_listed (&kit), <, tickets);
  g_assert_cmpuint (refusals_kit_listed (&kit), >, 0);
  window_fixture_click (window_fixture_get (kit.filter, "show_all"));
  g_assert_cmpuint (refusals_kit_listed (&kit), ==, 400);
  refusals_kit_clear (&kit);
}

/* Opens the first refusal of the list: the row after the first heading. */
static void
open_first (RefusalsKit *kit)
{
  g_signal_emit_by_name (window_fixture_get (kit->list, "list"), "activate", 1u);
  g_assert_true (gtk_widget_get_mapped (kit->details));
}

static void
test_outcome (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  sf_week_row_set (window_fixture_get (kit.form, "week"), 202630);
  refusals_kit_log_it (&kit);
  window_fixture_wait_until (refusals_kit_listed (&kit) == 1);
  refusals_kit_act (&kit, "refusals.back");
  open_first (&kit);
  window_fixture_click (window_fixture_get (kit.details, "add"));
  g_assert_true (gtk_widget_get_visible (window_fixture_get (kit.details, "problem")));
  sf_choice_row_set (window_fixture_get (kit.details, "outcome"), 5);
  sf_week_row_set (window_fixture_get (kit.details, "learned"), 202633);
  window_fixture_click (window_fixture_get (kit.details, "add"));
  window_fixture_wait_until (window_fixture_find_text (kit.details, "Disciplined")
                             != NULL);
  g_autoptr (RefusalTable) table = refusals_kit_read_table (&kit);
  const Refusal *refusal = table->kept->pdata[0];
  g_assert_cmpuint (refusal->n_outcomes, ==, 2);
  g_assert_cmpint (refusal->outcomes[1].week, ==, 202633);
  refusals_kit_clear (&kit);
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
  RefusalsKit kit;
  refusals_kit_init_sample (&kit);
  open_first (&kit);
  window_fixture_click (window_fixture_get (kit.details, "delete_button"));
  g_assert_true (gtk_widget_get_mapped (kit.list));
  window_fixture_wait_until (refusals_kit_listed (&kit) == 399);
  window_fixture_click (window_fixture_find_text (kit.window.window, "_Undo"));
  window_fixture_wait_until (refusals_kit_listed (&kit) == 400);

  open_first (&kit);
  window_fixture_click (window_fixture_get (kit.details, "delete_button"));
  window_fixture_wait_until (refusals_kit_listed (&kit) == 399);
  refusals_kit_act (&kit, "refusals.trash");
  GtkStack *stack = window_fixture_get (kit.trash, "stack");
  window_fixture_wait_until (
      g_strcmp0 (gtk_stack_get_visible_child_name (stack), "list") == 0);
  window_fixture_wait_until (find_mapped (kit.trash, "restore") != NULL);
  GtkWidget *kept = find_mapped (kit.trash, "grounds");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (kept)), "in 5 weeks"));
  window_fixture_click (find_mapped (kit.trash, "restore"));
  window_fixture_wait_until (refusals_kit_listed (&kit) == 400);
  window_fixture_wait_until (
      g_strcmp0 (gtk_stack_get_visible_child_name (stack), "empty") == 0);
  refusals_kit_clear (&kit);
}

/* ---- imports ---- */

/* A file of this text; (transfer full). */
static GFile *
write_csv (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  GFile *file = g_file_new_tmp ("XXXXXX.csv", &stream, &error);
  g_assert_no_error (error);
  g_file_replace_contents (file, text, strlen (text), NULL, FALSE, 0, NULL, NULL,
                           &error);
  g_assert_no_error (error);
  return file;
}

static void
open_csv (RefusalsKit *kit, const char *text)
{
  g_autoptr (GFile) file = write_csv (text);
  refusals_kit_act (kit, "refusals.import");
  GtkStack *stack = window_fixture_get (kit->import, "stack");
  sf_import_dialog_open (SF_IMPORT_DIALOG (kit->import), file);
  window_fixture_wait_until (
      g_strcmp0 (gtk_stack_get_visible_child_name (stack), "file") == 0);
  window_fixture_wait_until (!refusals_kit_is_shown (kit->import, "running"));
  g_file_delete (file, NULL, NULL);
}

static const char *
verdict (RefusalsKit *kit)
{
  return gtk_label_get_text (window_fixture_get (kit->import, "verdict"));
}

static void
test_import (void)
{
  static const char *const good = HEADER "2026-W31,ticket,military,law,accepted,yes,a\n"
                                         "2026-W32,cri,weapons,law,waiting,,b\n";
  RefusalsKit kit;
  refusals_kit_init (&kit);
  open_csv (&kit, good);
  g_assert_nonnull (strstr (verdict (&kit), "2 rows are good"));
  g_assert_true (refusals_kit_is_shown (kit.import, "persons"));
  g_assert_nonnull (window_fixture_find_text (kit.import, "prison-service") == NULL
                        ? window_fixture_find_text (kit.import, "military")
                        : NULL);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  window_fixture_click (window_fixture_get (kit.import, "act"));
  window_fixture_wait_until (gtk_widget_get_mapped (kit.list));
  window_fixture_wait_until (refusals_kit_listed (&kit) == 2);

  /* The same again is refused, explained, and can be meant. */
  open_csv (&kit, good);
  g_assert_cmpstr (gtk_button_get_label (window_fixture_get (kit.import, "act")), ==,
                   "_Import More");
  window_fixture_click (window_fixture_get (kit.import, "act"));
  window_fixture_wait_until (refusals_kit_listed (&kit) == 4);
  refusals_kit_clear (&kit);
}

static void
test_import_mistakes (void)
{
  RefusalsKit kit;
  refusals_kit_init (&kit);
  open_csv (&kit, HEADER "2026-W31,ticket,military,law,accepted,yes,a\n"
                         "2026-W31,tickets,military,law,accepted,yes,a\n");
  g_assert_false (refusals_kit_is_shown (kit.import, "act"));
  g_assert_true (refusals_kit_is_shown (kit.import, "problems"));
  GtkWidget *row = gtk_widget_get_first_child (
      GTK_WIDGET (window_fixture_get (kit.import, "problems")));
  const char *text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_assert_nonnull (strstr (text, "3"));
  g_assert_nonnull (strstr (text, "tickets"));
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  refusals_kit_clear (&kit);
}

/* Two tables dropped one right after the other: what is said is of the second. */
static void
test_import_twice (void)
{
  RefusalsKit kit;
  g_autoptr (GFile) one =
      write_csv (HEADER "2026-W31,ticket,military,law,accepted,yes,a\n");
  g_autoptr (GFile) two =
      write_csv (HEADER "2026-W31,ticket,military,law,accepted,yes,a\n"
                        "2026-W32,cri,weapons,law,waiting,,b\n");
  refusals_kit_init (&kit);
  refusals_kit_act (&kit, "refusals.import");
  sf_import_dialog_open (SF_IMPORT_DIALOG (kit.import), one);
  sf_import_dialog_open (SF_IMPORT_DIALOG (kit.import), two);
  window_fixture_settle (&kit.window);
  g_assert_nonnull (strstr (verdict (&kit), "2 rows are good"));
  g_assert_true (refusals_kit_is_shown (kit.import, "act"));
  g_file_delete (one, NULL, NULL);
  g_file_delete (two, NULL, NULL);
  refusals_kit_clear (&kit);
}

/* A cancelled import adds nothing. */
static void
test_import_cancelled (void)
{
  RefusalsKit kit;
  g_autoptr (GError) error = NULL;
  GString *csv = g_string_new (HEADER);
  refusals_kit_init (&kit);
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
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  import_jobs_order_free (order);
  import_jobs_meter_unref (meter);
  refusals_kit_clear (&kit);
}

/* In the midst of an import, which the button began. */
static void
begin_import (RefusalsKit *kit)
{
  refusals_kit_init (kit);
  open_csv (kit, HEADER "2026-W31,ticket,military,law,accepted,yes,a\n"
                        "2026-W32,cri,weapons,law,waiting,,b\n");
  window_fixture_hold (&kit->window);
  window_fixture_click (window_fixture_get (kit->import, "act"));
  window_fixture_wait_until (window_fixture_is_held (&kit->window));
  g_assert_true (refusals_kit_is_shown (kit->import, "running"));
}

/* The button beside the bar: nothing is added, and it can be begun again. */
static void
test_import_cancel_pressed (void)
{
  RefusalsKit kit;
  begin_import (&kit);
  window_fixture_click (window_fixture_get (kit.import, "cancel"));
  window_fixture_let_go (&kit.window);
  window_fixture_wait_until (!refusals_kit_is_shown (kit.import, "running"));
  g_assert_true (refusals_kit_is_shown (kit.import, "act"));
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  window_fixture_click (window_fixture_get (kit.import, "act"));
  window_fixture_wait_until (refusals_kit_listed (&kit) == 2);
  refusals_kit_clear (&kit);
}

/* Leaving the page cancels it, and so does a lock; what was chosen is not kept. */
static void
test_import_left (void)
{
  RefusalsKit kit;
  begin_import (&kit);
  refusals_kit_act (&kit, "refusals.back");
  window_fixture_let_go (&kit.window);
  window_fixture_settle (&kit.window);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  GtkStack *stack = window_fixture_get (kit.import, "stack");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "choose");
  refusals_kit_clear (&kit);
}

static void
test_import_locked (void)
{
  RefusalsKit kit;
  begin_import (&kit);
  refusals_kit_lock (&kit);
  window_fixture_let_go (&kit.window);
  window_fixture_settle (&kit.window);
  refusals_kit_unlock (&kit);
  g_assert_cmpuint (refusals_kit_count (&kit), ==, 0);
  refusals_kit_clear (&kit);
}

/* ---- the pages ---- */

/* Every page fits a telephone. */
static void
test_narrow (void)
{
  RefusalsKit kit;
  refusals_kit_init_sample (&kit);
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
  refusals_kit_clear (&kit);
}

/* A lock leaves no page, whatever was shown and running. */
static void
test_finalised (void)
{
  RefusalsKit kit;
  refusals_kit_init_sample (&kit);
  refusals_kit_act (&kit, "refusals.new");
  refusals_kit_fill (&kit);
  refusals_kit_act (&kit, "refusals.filter");
  refusals_kit_act (&kit, "refusals.trash");
  open_first (&kit);
  window_fixture_click (window_fixture_get (kit.details, "delete_button"));
  gpointer pages[] = { kit.page,   kit.list,  kit.form,  kit.details,
                       kit.filter, kit.trash, kit.import };
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_object_add_weak_pointer (pages[i], &pages[i]);
  refusals_kit_lock (&kit);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    window_fixture_wait_until (pages[i] == NULL);
  g_assert_null (window_fixture_find_text (kit.window.window, "_Undo"));
  refusals_kit_clear (&kit);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/refusals/search", test_search);
  g_test_add_func ("/refusals/filter", test_filter);
  g_test_add_func ("/refusals/outcome", test_outcome);
  g_test_add_func ("/refusals/delete", test_delete);
  g_test_add_func ("/refusals/import", test_import);
  g_test_add_func ("/refusals/import-mistakes", test_import_mistakes);
  g_test_add_func ("/refusals/import-twice", test_import_twice);
  g_test_add_func ("/refusals/import-cancelled", test_import_cancelled);
  g_test_add_func ("/refusals/import-cancel-pressed", test_import_cancel_pressed);
  g_test_add_func ("/refusals/import-left", test_import_left);
  g_test_add_func ("/refusals/import-locked", test_import_locked);
  g_test_add_func ("/refusals/narrow", test_narrow);
  g_test_add_func ("/refusals/finalised", test_finalised);
  return g_test_run ();
}
