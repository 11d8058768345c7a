#include "refusals-kit.h"

#include "sf-choice-row.h"
#include "sf-filter-page.h"
#include "sf-import-dialog.h"
#include "sf-refusal-details.h"
#include "sf-refusal-form.h"
#include "sf-refusal-list.h"
#include "sf-refusals-page.h"
#include "sf-trash-page.h"

static void
find_pages (RefusalsKit *kit)
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
gboolean
refusals_kit_shows (RefusalsKit *kit, const char *name)
{
  return g_strcmp0 (
             gtk_stack_get_visible_child_name (window_fixture_get (kit->list, "stack")),
             name)
         == 0;
}

void
refusals_kit_init (RefusalsKit *kit)
{
  window_fixture_init_open (&kit->window);
  find_pages (kit);
  window_fixture_wait_until (refusals_kit_shows (kit, "empty"));
}

void
refusals_kit_init_sample (RefusalsKit *kit)
{
  window_fixture_init_sample (&kit->window);
  find_pages (kit);
  window_fixture_wait_until (refusals_kit_shows (kit, "list"));
}

void
refusals_kit_clear (RefusalsKit *kit)
{
  window_fixture_clear (&kit->window);
}

void
refusals_kit_act (RefusalsKit *kit, const char *action)
{
  g_assert_true (gtk_widget_activate_action (kit->list, action, NULL));
}

RefusalTable *
refusals_kit_read_table (RefusalsKit *kit)
{
  g_autoptr (GError) error = NULL;
  RefusalTable *table =
      window_fixture_run (&kit->window, refusal_jobs_list, NULL, &error);
  g_assert_no_error (error);
  return table;
}

guint
refusals_kit_count (RefusalsKit *kit)
{
  g_autoptr (RefusalTable) table = refusals_kit_read_table (kit);
  return table->kept->len;
}

GtkCheckButton *
refusals_kit_find_ground (RefusalsKit *kit, guint place)
{
  GtkWidget *row = window_fixture_find_text (kit->form, place == 0   ? "Law"
                                                        : place == 1 ? "Company policy"
                                                                     : "Conscience");
  return GTK_CHECK_BUTTON (window_fixture_find_type (row, GTK_TYPE_CHECK_BUTTON));
}

void
refusals_kit_fill (RefusalsKit *kit)
{
  sf_choice_row_set (window_fixture_get (kit->form, "work"), 1);
  sf_choice_row_set (window_fixture_get (kit->form, "customer"), 2);
  gtk_check_button_set_active (refusals_kit_find_ground (kit, 0), TRUE);
  sf_choice_row_set (window_fixture_get (kit->form, "outcome"), 3);
}

void
refusals_kit_log_it (RefusalsKit *kit)
{
  window_fixture_click (window_fixture_get (kit->form, "log"));
  window_fixture_wait_until (gtk_widget_is_sensitive (kit->form));
}

gboolean
refusals_kit_is_shown (gpointer root, const char *id)
{
  return gtk_widget_get_mapped (window_fixture_get (root, id));
}

void
refusals_kit_lock (RefusalsKit *kit)
{
  gtk_widget_activate_action (GTK_WIDGET (kit->window.window), "win.lock", NULL);
}

void
refusals_kit_unlock (RefusalsKit *kit)
{
  GtkWidget *passphrase = window_fixture_get (kit->window.window, "passphrase");
  window_fixture_type (passphrase, WINDOW_FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (passphrase, "entry-activated");
  window_fixture_wait_until (
      window_fixture_find_type (kit->window.window, SF_TYPE_REFUSALS_PAGE) != NULL);
  find_pages (kit);
}

guint
refusals_kit_listed (RefusalsKit *kit)
{
  return sf_refusal_list_count (SF_REFUSAL_LIST (kit->list));
}
