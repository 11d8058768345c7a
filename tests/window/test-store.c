/* What the preferences do to the store: what opens it, copies, checking, erasing. */
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sf-backups-group.h"
#include "sf-lock-page.h"
#include "sf-main.h"
#include "sf-setup.h"
#include "sf-slots-dialog.h"

#define NEW_PASSPHRASE "ten ten ten"

static void
act (WindowFixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static GtkWidget *
open_preferences (WindowFixture *fixture)
{
  act (fixture, "win.preferences");
  GtkWidget *preferences = window_fixture_dialog (fixture);
  window_fixture_settle (fixture);
  return preferences;
}

static void
activate (gpointer root, const char *id)
{
  g_signal_emit_by_name (window_fixture_get (root, id), "activated");
}

static GtkWidget *
open_slots_dialog (WindowFixture *fixture, const char *row)
{
  activate (open_preferences (fixture), row);
  GtkWidget *dialog = window_fixture_dialog (fixture);
  g_assert_true (SF_IS_SLOTS_DIALOG (dialog));
  return dialog;
}

static const char *
get_step (GtkWidget *dialog)
{
  return gtk_stack_get_visible_child_name (
      GTK_STACK (window_fixture_get (dialog, "steps")));
}

static gboolean
opens_with (WindowFixture *fixture, const char *path, const char *passphrase)
{
  Secret *secret = secret_new_copy (passphrase, strlen (passphrase));
  g_autoptr (Session) session = session_open (path, secret, &fixture->env, NULL);
  secret_free (secret);
  return session != NULL;
}

static void
lock (WindowFixture *fixture)
{
  act (fixture, "win.lock");
  window_fixture_settle (fixture);
  g_assert_nonnull (window_fixture_find_type (fixture->window, SF_TYPE_LOCK_PAGE));
}

static void
unlock (WindowFixture *fixture, const char *passphrase)
{
  window_fixture_type (window_fixture_get (fixture->window, "passphrase"), passphrase);
  window_fixture_click (window_fixture_get (fixture->window, "unlock"));
  window_fixture_wait_until (window_fixture_find_type (fixture->window, SF_TYPE_MAIN));
}

static void
fill (GtkWidget *dialog, const char *present, const char *fresh)
{
  window_fixture_type (window_fixture_get (dialog, "present"), present);
  if (fresh == NULL)
    return;
  window_fixture_type (window_fixture_get (dialog, "first"), fresh);
  window_fixture_type (window_fixture_get (dialog, "again"), fresh);
}

/* The group of a row titled "Group N" in the text that was shown. */
static void
type_group (GtkWidget *dialog, const char *row, const char *shown)
{
  GtkWidget *entry = window_fixture_get (window_fixture_get (dialog, "recovery"), row);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (entry));
  g_autofree char *number = g_strdup_printf ("%2d ", atoi (title + strlen ("Group ")));
  const char *at = strstr (shown, number);
  g_assert_nonnull (at);
  g_autofree char *group = g_strndup (at + 3, RECOVERY_GROUP_CHARACTERS);
  window_fixture_type (entry, group);
}

/* Writes the shown key down, as it were. (transfer full): what was shown. */
static char *
confirm_key (GtkWidget *dialog)
{
  char *shown = g_strdup (
      gtk_label_get_text (GTK_LABEL (window_fixture_get (dialog, "key_text"))));
  window_fixture_click (window_fixture_get (dialog, "written"));
  type_group (dialog, "first", shown);
  type_group (dialog, "second", shown);
  window_fixture_click (window_fixture_get (dialog, "confirm"));
  return shown;
}

/* The new one opens the store, the old one does not; nothing of either is left. */
static void
test_change_passphrase (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  GtkWidget *dialog = open_slots_dialog (&fixture, "change");
  fill (dialog, WINDOW_FIXTURE_PASSPHRASE, NEW_PASSPHRASE);
  window_fixture_click (window_fixture_get (dialog, "change_button"));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (window_fixture_get (dialog, "present"))), ==,
      "");
  window_fixture_wait_until (strcmp (get_step (dialog), "done") == 0);
  lock (&fixture);
  g_assert_false (
      opens_with (&fixture, WINDOW_FIXTURE_PATH, WINDOW_FIXTURE_PASSPHRASE));
  unlock (&fixture, NEW_PASSPHRASE);
  window_fixture_clear (&fixture);
}

/* Whoever sits before an unlocked screen without the passphrase changes nothing. */
static void
test_not_the_present_one (void)
{
  static const char *const rows[] = { "change", "recovery", "key", "harder" };
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *dialog = open_slots_dialog (&fixture, rows[i]);
      fill (dialog, "another one", NEW_PASSPHRASE);
      window_fixture_click (window_fixture_get (dialog, "change_button"));
      window_fixture_wait_until (
          gtk_widget_get_mapped (window_fixture_get (dialog, "problem")));
      g_assert_cmpstr (get_step (dialog), ==, "ask");
      g_assert_nonnull (strstr (
          gtk_label_get_text (GTK_LABEL (window_fixture_get (dialog, "problem"))),
          "not the store's present passphrase"));
      GtkWindow *preferences = gtk_window_get_transient_for (GTK_WINDOW (dialog));
      gtk_window_close (GTK_WINDOW (dialog));
      gtk_window_close (preferences);
    }
  window_fixture_clear (&fixture);
}

/* The fixture's store is of the cheapest class: it is offered, once. */
static void
test_harder (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  GtkWidget *dialog = open_slots_dialog (&fixture, "harder");
  g_assert_true (gtk_widget_get_visible (window_fixture_get (
      gtk_window_get_transient_for (GTK_WINDOW (dialog)), "harder")));
  fill (dialog, WINDOW_FIXTURE_PASSPHRASE, NULL);
  window_fixture_click (window_fixture_get (dialog, "change_button"));
  window_fixture_wait_until (strcmp (get_step (dialog), "done") == 0);
  lock (&fixture);
  unlock (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_assert_false (gtk_widget_get_visible (
      window_fixture_get (open_preferences (&fixture), "harder")));
  window_fixture_clear (&fixture);
}

static gboolean
is_told_of_key (WindowFixture *fixture)
{
  GtkWidget *notice = window_fixture_get (fixture->window, "notice");
  return gtk_info_bar_get_revealed (GTK_INFO_BAR (notice))
         && strstr (gtk_label_get_text (GTK_LABEL (
                        window_fixture_get (fixture->window, "notice_text"))),
                    "never confirmed")
                != NULL;
}

/* A key that a lock took away before it was written down is told of, until another one
 * is. */
static void
test_new_recovery_key (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  GtkWidget *dialog = open_slots_dialog (&fixture, "recovery");
  fill (dialog, WINDOW_FIXTURE_PASSPHRASE, NULL);
  window_fixture_click (window_fixture_get (dialog, "change_button"));
  window_fixture_wait_until (strcmp (get_step (dialog), "recovery") == 0);
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (gtk_widget_get_mapped (dialog));
  lock (&fixture);
  unlock (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_assert_true (is_told_of_key (&fixture));
  dialog = open_slots_dialog (&fixture, "recovery");
  fill (dialog, WINDOW_FIXTURE_PASSPHRASE, NULL);
  window_fixture_click (window_fixture_get (dialog, "change_button"));
  window_fixture_wait_until (strcmp (get_step (dialog), "recovery") == 0);
  g_autofree char *shown = confirm_key (dialog);
  g_assert_nonnull (shown);
  g_assert_cmpstr (get_step (dialog), ==, "done");
  lock (&fixture);
  unlock (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  g_assert_false (is_told_of_key (&fixture));
  window_fixture_clear (&fixture);
}

/* A new key: no old copy beside the store, and only the new passphrase. */
static void
test_new_key (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  lock (&fixture);
  unlock (&fixture, WINDOW_FIXTURE_PASSPHRASE);
  GtkWidget *dialog = open_slots_dialog (&fixture, "key");
  fill (dialog, WINDOW_FIXTURE_PASSPHRASE, NEW_PASSPHRASE);
  window_fixture_click (window_fixture_get (dialog, "change_button"));
  window_fixture_wait_until (strcmp (get_step (dialog), "recovery") == 0);
  g_autofree char *shown = confirm_key (dialog);
  g_assert_nonnull (shown);
  lock (&fixture);
  g_autofree char *copy = session_backup_dup_path (WINDOW_FIXTURE_PATH, 1);
  g_assert_false (opens_with (&fixture, copy, WINDOW_FIXTURE_PASSPHRASE));
  unlock (&fixture, NEW_PASSPHRASE);
  window_fixture_clear (&fixture);
}

/* A copy in a file of one's own opens with the store's passphrase. */
static void
test_back_up (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_open (&fixture);
  g_autofree char *folder = g_dir_make_tmp ("backup-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "backup.store", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *preferences = open_preferences (&fixture);
  AdwActionRow *row = ADW_ACTION_ROW (window_fixture_get (preferences, "save"));
  sf_backups_group_save (
      SF_BACKUPS_GROUP (window_fixture_find_type (preferences, SF_TYPE_BACKUPS_GROUP)),
      file);
  window_fixture_wait_until (strstr (adw_action_row_get_subtitle (row), path) != NULL);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  Secret *passphrase =
      secret_new_copy (WINDOW_FIXTURE_PASSPHRASE, strlen (WINDOW_FIXTURE_PASSPHRASE));
  g_autoptr (SessionBackup) backup =
      session_backup_open (bytes, "backup", NULL, passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_nonnull (backup);
  secret_free (passphrase);
  g_unlink (path);
  g_rmdir (folder);
  window_fixture_clear (&fixture);
}

/* A folder that is not there is told of beside the row, and stays. */
static void
test_back_up_fails (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all/backup.store");
  GtkWidget *preferences = open_preferences (&fixture);
  GtkWidget *row = window_fixture_get (preferences, "save");
  sf_backups_group_save (
      SF_BACKUPS_GROUP (window_fixture_find_type (preferences, SF_TYPE_BACKUPS_GROUP)),
      file);
  window_fixture_wait_until (gtk_widget_has_css_class (row, "error"));
  window_fixture_clear (&fixture);
}

static void
test_check (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  GtkWidget *preferences = open_preferences (&fixture);
  AdwActionRow *row = ADW_ACTION_ROW (window_fixture_get (preferences, "check"));
  activate (preferences, "check");
  window_fixture_wait_until (strstr (adw_action_row_get_subtitle (row), "is whole")
                             != NULL);
  window_fixture_clear (&fixture);
}

static gboolean
is_enabled (GtkWidget *dialog)
{
  return adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase");
}

/* Only with the word typed; then nothing is left, and it begins anew. */
static void
test_erase (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  activate (open_preferences (&fixture), "erase");
  GtkWidget *dialog = window_fixture_dialog (&fixture);
  GtkWidget *entry = window_fixture_find_type (dialog, ADW_TYPE_ENTRY_ROW);
  g_assert_false (is_enabled (dialog));
  window_fixture_type (entry, "eras");
  g_assert_false (is_enabled (dialog));
  window_fixture_type (entry, " Erase ");
  g_assert_true (is_enabled (dialog));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "erase");
  window_fixture_wait_until (window_fixture_find_type (fixture.window, SF_TYPE_SETUP));
  g_assert_null (window_fixture_dialog (&fixture));
  g_autofree char *copy = session_backup_dup_path (WINDOW_FIXTURE_PATH, 1);
  g_assert_false (session_exists (WINDOW_FIXTURE_PATH, &fixture.env));
  g_assert_false (session_exists (copy, &fixture.env));
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/store/change-passphrase", test_change_passphrase);
  g_test_add_func ("/store/not-the-present-one", test_not_the_present_one);
  g_test_add_func ("/store/harder", test_harder);
  g_test_add_func ("/store/new-recovery-key", test_new_recovery_key);
  g_test_add_func ("/store/new-key", test_new_key);
  g_test_add_func ("/store/back-up", test_back_up);
  g_test_add_func ("/store/back-up-fails", test_back_up_fails);
  g_test_add_func ("/store/check", test_check);
  g_test_add_func ("/store/erase", test_erase);
  return g_test_run ();
}
