/* What holds for the window as a whole: what a lock leaves, preferences, menu, help. */
#include "window-fixture.h"

#include <string.h>

#include "clipboard.h"
#include "passphrase.h"
#include "sf-help.h"
#include "sf-lock-page.h"
#include "sf-main.h"
#include "sf-preferences.h"

static void
act (WindowFixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static gboolean
is_locked (WindowFixture *fixture)
{
  return window_fixture_find_type (fixture->window, SF_TYPE_LOCK_PAGE) != NULL;
}

static void
unlock (WindowFixture *fixture, const char *passphrase)
{
  window_fixture_type (window_fixture_find (fixture->window, "passphrase"), passphrase);
  window_fixture_click (window_fixture_find (fixture->window, "unlock"));
  window_fixture_wait_until (!is_locked (fixture));
}

/* A widget, and where its weak pointer is. */
static void
watch_all (GtkWidget *widget, GPtrArray *left)
{
  gpointer *place = g_new (gpointer, 1);
  *place = widget;
  g_object_add_weak_pointer (G_OBJECT (widget), place);
  g_ptr_array_add (left, place);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch_all (child, left);
}

static guint
count_left (GPtrArray *left)
{
  guint count = 0;
  for (guint i = 0; i < left->len; i++)
    count += *(gpointer *)g_ptr_array_index (left, i) != NULL;
  return count;
}

/* After a lock every widget of every view is finalised, and every dialog is gone. */
static void
test_nothing_left (void)
{
  static const char *const views[] = { "pledge", "refusals", "totals" };
  WindowFixture fixture;
  window_fixture_init_sample (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.view", "s",
                                  views[i]);
      for (guint turn = 0; turn < 200; turn++)
        window_fixture_iterate ();
    }
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  watch_all (window_fixture_find_type (fixture.window, SF_TYPE_MAIN), left);
  g_assert_cmpuint (left->len, >, 100);
  act (&fixture, "win.preferences");
  g_assert_nonnull (window_fixture_dialog (&fixture));
  sf_window_say (GTK_WIDGET (fixture.window), "Fifty refusals were deleted.");
  act (&fixture, "win.lock");
  g_assert_true (is_locked (&fixture));
  g_assert_null (window_fixture_dialog (&fixture));
  window_fixture_wait_until (count_left (left) == 0);
  g_assert_null (
      window_fixture_find_text (fixture.window, "Fifty refusals were deleted."));
  unlock (&fixture, UNLOCKED_SAMPLE_PASSPHRASE);
  window_fixture_clear (&fixture);
}

/* The page says why it was locked the last time. */
static void
test_reason (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  sf_window_lock (fixture.window, LOCK_REASON_SUSPEND);
  sf_window_lock (fixture.window, LOCK_REASON_SCREEN);
  AdwStatusPage *page =
      ADW_STATUS_PAGE (window_fixture_find (fixture.window, "status"));
  g_assert_nonnull (strstr (adw_status_page_get_description (page), "slept"));
  unlock (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (fixture.application, "query-end");
  g_assert_true (is_locked (&fixture));
  window_fixture_clear (&fixture);
}

/* What is chosen holds after the next unlocking. */
static void
test_preferences (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  g_assert_cmpuint (sf_window_rules (fixture.window)->idle_minutes, ==, 5);
  act (&fixture, "win.preferences");
  GtkWidget *dialog = window_fixture_dialog (&fixture);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (window_fixture_find (dialog, "minutes")),
                             12);
  gtk_switch_set_active (GTK_SWITCH (window_fixture_find (dialog, "with_screen")),
                         FALSE);
  act (&fixture, "win.lock");
  sf_window_set_rules (fixture.window, &LOCK_RULES_DEFAULT);
  unlock (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_assert_cmpuint (sf_window_rules (fixture.window)->idle_minutes, ==, 12);
  g_assert_false (sf_window_rules (fixture.window)->with_screen);
  window_fixture_clear (&fixture);
}

static GdkContentProvider *
get_content (WindowFixture *fixture)
{
  return gdk_clipboard_get_content (
      gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)));
}

/* A lock takes back what was copied, and leaves what somebody else copied. */
static void
test_clipboard (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  sf_window_copy (GTK_WIDGET (fixture.window), "a statement");
  g_assert_nonnull (get_content (&fixture));
  act (&fixture, "win.lock");
  g_assert_null (get_content (&fixture));
  unlock (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  sf_window_copy (GTK_WIDGET (fixture.window), "a statement");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture.window)),
                          "something else");
  act (&fixture, "win.lock");
  g_assert_nonnull (get_content (&fixture));
  window_fixture_clear (&fixture);
}

/* Every page can be opened, with a store or without. */
static void
test_help (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  act (&fixture, "win.limits");
  GtkWidget *dialog = window_fixture_dialog (&fixture);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (
                       GTK_STACK (window_fixture_find (dialog, "stack"))),
                   ==, SF_HELP_LIMITS);
  gtk_window_destroy (GTK_WINDOW (dialog));
  act (&fixture, "win.help");
  dialog = window_fixture_dialog (&fixture);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (
                       GTK_STACK (window_fixture_find (dialog, "stack"))),
                   ==, SF_HELP_FIRST);
  gtk_window_destroy (GTK_WINDOW (dialog));
  window_fixture_clear (&fixture);
}

static void
collect_accelerators (GtkWidget *widget, GHashTable *accelerators)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *accelerator = NULL;
      guint key;
      GdkModifierType modifiers;
      g_object_get (widget, "accelerator", &accelerator, NULL);
      g_assert_true (gtk_accelerator_parse (accelerator, &key, &modifiers));
      g_hash_table_add (accelerators, gtk_accelerator_name (key, modifiers));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_accelerators (child, accelerators);
}

/* The shortcuts window lists every accelerator that there is. */
static void
test_shortcuts (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  g_autoptr (GHashTable) listed =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  act (&fixture, "win.shortcuts");
  collect_accelerators (window_fixture_dialog (&fixture), listed);
  gtk_window_destroy (GTK_WINDOW (window_fixture_dialog (&fixture)));
  GtkApplication *application = GTK_APPLICATION (fixture.application);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  guint count = 0;
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accelerators =
          gtk_application_get_accels_for_action (application, actions[i]);
      for (guint j = 0; accelerators[j] != NULL; j++, count++)
        if (!g_hash_table_contains (listed, accelerators[j]))
          g_error ("%s (%s) is not listed", accelerators[j], actions[i]);
    }
  g_assert_cmpuint (count, >=, 11);
  window_fixture_clear (&fixture);
}

/* What was typed is taken in NFC, whichever way the keyboard made it. */
static void
test_taken (void)
{
  g_autoptr (GtkWidget) entry = g_object_ref_sink (gtk_entry_new ());
  gtk_editable_set_text (GTK_EDITABLE (entry), "e\xcc\x81");
  Secret *secret = passphrase_take (GTK_EDITABLE (entry));
  g_assert_cmpmem (secret_peek (secret), secret_size (secret), "\xc3\xa9", 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  secret_free (secret);
}

/* libadwaita 1.2 leaves handlers of a password row on the keyboard. */
static void
test_caps_lock (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  GdkSeat *seat = gdk_display_get_default_seat (gdk_display_get_default ());
  g_object_notify (G_OBJECT (gdk_seat_get_keyboard (seat)), "caps-lock-state");
  window_fixture_clear (&fixture);
  g_object_notify (G_OBJECT (gdk_seat_get_keyboard (seat)), "caps-lock-state");
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/window/nothing-left", test_nothing_left);
  g_test_add_func ("/window/reason", test_reason);
  g_test_add_func ("/window/preferences", test_preferences);
  g_test_add_func ("/window/clipboard", test_clipboard);
  g_test_add_func ("/window/help", test_help);
  g_test_add_func ("/window/shortcuts", test_shortcuts);
  g_test_add_func ("/window/taken", test_taken);
  g_test_add_func ("/window/caps-lock", test_caps_lock);
  return g_test_run ();
}
