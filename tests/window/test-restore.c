/* Putting a backup back: for an open store, a locked or damaged one, and on the first
 * run. What it holds is shown before anything is changed. */
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "session-backup.h"
#include "session-slots.h"
#include "sf-backups-group.h"
#include "sf-lock-page.h"
#include "sf-main.h"
#include "sf-restore-dialog.h"

static const char *
get_text (gpointer root, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (window_fixture_get (root, id)));
}

static void
lock (WindowFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.lock", NULL);
  window_fixture_settle (fixture);
}

static gboolean
is_open (WindowFixture *fixture)
{
  return window_fixture_find_type (fixture->window, SF_TYPE_MAIN) != NULL;
}

static void
unlock (WindowFixture *fixture)
{
  window_fixture_type (window_fixture_get (fixture->window, "passphrase"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_click (window_fixture_get (fixture->window, "unlock"));
  window_fixture_wait_until (is_open (fixture));
}

static gpointer
count (Session **session, gpointer input, GError **error)
{
  StoreNumbers numbers = { 0 };
  gboolean shared;
  (void)input;
  session_numbers (*session, &numbers, &shared, error);
  return GUINT_TO_POINTER (numbers.refusals);
}

static guint
count_refusals (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint found = GPOINTER_TO_UINT (window_fixture_run (fixture, count, NULL, &error));
  g_assert_no_error (error);
  return found;
}

/* So many refusals are in the store, and still are when it was locked. */
static void
assert_holds (WindowFixture *fixture, guint refusals)
{
  g_assert_cmpuint (count_refusals (fixture), ==, refusals);
  lock (fixture);
  unlock (fixture);
  g_assert_cmpuint (count_refusals (fixture), ==, refusals);
}

/* A store with one refusal, and one more that its copy lacks; open. */
static void
init_two (WindowFixture *fixture)
{
  window_fixture_init_open (fixture);
  window_fixture_add_refusal (fixture);
  lock (fixture);
  unlock (fixture);
  window_fixture_add_refusal (fixture);
}

static SfRestoreDialog *
open_dialog (WindowFixture *fixture)
{
  SfRestoreDialog *dialog =
      sf_restore_dialog_new (fixture->window, GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static gboolean
is_at (SfRestoreDialog *dialog, const char *step)
{
  GtkStack *steps = GTK_STACK (window_fixture_get (dialog, "steps"));
  return strcmp (gtk_stack_get_visible_child_name (steps), step) == 0;
}

static void
type_secret (SfRestoreDialog *dialog, const char *secret)
{
  window_fixture_type (window_fixture_get (dialog, "secret"), secret);
  window_fixture_click (window_fixture_get (dialog, "look"));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (window_fixture_get (dialog, "secret"))), ==,
      "");
}

static void
restore (WindowFixture *fixture, SfRestoreDialog *dialog)
{
  window_fixture_click (window_fixture_get (dialog, "restore_button"));
  window_fixture_wait_until (window_fixture_dialog (fixture) == NULL);
  g_assert_true (is_open (fixture));
}

static const char *
get_notice (WindowFixture *fixture)
{
  g_assert_true (gtk_info_bar_get_revealed (
      GTK_INFO_BAR (window_fixture_get (fixture->window, "notice"))));
  return get_text (fixture->window, "notice_text");
}

/* The copy beside an open store is opened by its key, and described beside it. */
static void
test_open_store (void)
{
  WindowFixture fixture;
  init_two (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.preferences", NULL);
  GtkWidget *preferences = window_fixture_dialog (&fixture);
  window_fixture_settle (&fixture);
  GtkWidget *row = window_fixture_find_text (preferences, "Copy 1");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Made in week 2026-W41");
  g_signal_emit_by_name (row, "activated");
  SfRestoreDialog *dialog = SF_RESTORE_DIALOG (window_fixture_dialog (&fixture));
  window_fixture_wait_until (is_at (dialog, "preview"));
  GtkWidget *refusals =
      window_fixture_find_text (window_fixture_get (dialog, "numbers"), "Refusals");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (refusals)), ==,
                   "1 in the backup, 2 in the store now");
  g_assert_false (gtk_widget_get_visible (window_fixture_get (dialog, "warning")));
  g_assert_cmpuint (count_refusals (&fixture), ==, 2);
  restore (&fixture, dialog);
  g_assert_nonnull (strstr (get_notice (&fixture), "The backup is restored"));
  g_assert_nonnull (strstr (get_notice (&fixture), ".replaced-1"));
  assert_holds (&fixture, 1);
  window_fixture_clear (&fixture);
}

/* A lock takes the preview away, and changes nothing. */
static void
test_lock_at_preview (void)
{
  WindowFixture fixture;
  init_two (&fixture);
  SfRestoreDialog *dialog = open_dialog (&fixture);
  sf_restore_dialog_use_generation (dialog, 1);
  window_fixture_wait_until (is_at (dialog, "preview"));
  gpointer left = dialog;
  g_object_add_weak_pointer (left, &left);
  lock (&fixture);
  g_assert_null (window_fixture_dialog (&fixture));
  window_fixture_wait_until (left == NULL);
  unlock (&fixture);
  g_assert_cmpuint (count_refusals (&fixture), ==, 2);
  window_fixture_clear (&fixture);
}

/* A lock while it is restored: it is restored, and locked. */
static void
test_lock_while_restoring (void)
{
  WindowFixture fixture;
  init_two (&fixture);
  SfRestoreDialog *dialog = open_dialog (&fixture);
  sf_restore_dialog_use_generation (dialog, 1);
  window_fixture_wait_until (is_at (dialog, "preview"));
  window_fixture_click (window_fixture_get (dialog, "restore_button"));
  lock (&fixture);
  g_assert_false (is_open (&fixture));
  unlock (&fixture);
  g_assert_cmpuint (count_refusals (&fixture), ==, 1);
  window_fixture_clear (&fixture);
}

/* Of a damaged store nothing can be carried over, and that is said before. */
static void
test_damaged_store (void)
{
  WindowFixture fixture;
  init_two (&fixture);
  lock (&fixture);
  window_fixture_damage (&fixture);
  window_fixture_click (window_fixture_get (fixture.window, "restore"));
  SfRestoreDialog *dialog = SF_RESTORE_DIALOG (window_fixture_dialog (&fixture));
  g_signal_emit_by_name (window_fixture_find_text (dialog, "Copy 1"), "activated");
  g_assert_true (is_at (dialog, "secret"));
  type_secret (dialog, "not this one");
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_get (dialog, "secret_problem")));
  g_assert_nonnull (strstr (get_text (dialog, "secret_problem"), "Wrong passphrase"));
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (is_at (dialog, "preview"));
  g_assert_true (gtk_widget_get_mapped (window_fixture_get (dialog, "warning")));
  g_assert_nonnull (strstr (get_text (dialog, "warning"), "published twice"));
  g_assert_nonnull (strstr (get_text (dialog, "warning"), "damaged"));
  restore (&fixture, dialog);
  g_assert_cmpuint (count_refusals (&fixture), ==, 2);
  g_assert_nonnull (strstr (get_notice (&fixture), ".replaced-1"));
  window_fixture_clear (&fixture);
}

/* Of a locked store that the same passphrase opens, the ledger is carried over; giving
 * up closes it again. */
static void
test_locked_store (void)
{
  WindowFixture fixture;
  init_two (&fixture);
  lock (&fixture);
  SfRestoreDialog *dialog = open_dialog (&fixture);
  sf_restore_dialog_use_generation (dialog, 1);
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (is_at (dialog, "preview"));
  g_assert_false (gtk_widget_get_visible (window_fixture_get (dialog, "warning")));
  gtk_window_close (GTK_WINDOW (dialog));
  window_fixture_settle (&fixture);
  unlock (&fixture);
  lock (&fixture);
  dialog = open_dialog (&fixture);
  sf_restore_dialog_use_generation (dialog, 1);
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (is_at (dialog, "preview"));
  restore (&fixture, dialog);
  g_assert_cmpuint (count_refusals (&fixture), ==, 2);
  window_fixture_clear (&fixture);
}

static gpointer
change_passphrase (Session **session, gpointer input, GError **error)
{
  Secret *passphrase = secret_new_copy (input, strlen (input));
  gboolean done =
      session_slots_set_passphrase (*session, passphrase, KDF_INTERACTIVE, error);
  secret_free (passphrase);
  return done ? *session : NULL;
}

static gpointer
seal (Session **session, gpointer input, GError **error)
{
  (void)input;
  return session_backup_seal (*session, error);
}

/* (transfer full): a file with a copy of the open store. */
static char *
save_copy (WindowFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = window_fixture_run (fixture, seal, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *folder = g_dir_make_tmp ("copy-XXXXXX", &error);
  g_assert_no_error (error);
  char *path = g_build_filename (folder, "copy", NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_assert_true (g_file_set_contents (path, data, (gssize)size, NULL));
  return path;
}

static void
remove_copy (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_unlink (path);
  g_rmdir (folder);
}

/* An older copy does not bring its passphrase back, nor take the store's place unseen.
 */
static void
test_older_passphrase (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  init_two (&fixture);
  g_autofree char *path = save_copy (&fixture);
  window_fixture_run (&fixture, change_passphrase, (gpointer) "nine loud herons",
                      &error);
  g_assert_no_error (error);
  lock (&fixture);
  SfRestoreDialog *dialog = open_dialog (&fixture);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  sf_restore_dialog_use_file (dialog, file);
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (is_at (dialog, "preview"));
  GtkWidget *refusals =
      window_fixture_find_text (window_fixture_get (dialog, "numbers"), "Refusals");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (refusals)), ==,
                   "2 in the backup, 2 in the store now");
  g_assert_null (strstr (get_text (dialog, "warning"), "published twice"));
  g_assert_nonnull (strstr (get_text (dialog, "warning"), "keeps the passphrase"));
  restore (&fixture, dialog);
  lock (&fixture);
  window_fixture_type (window_fixture_get (fixture.window, "passphrase"),
                       "nine loud herons");
  window_fixture_click (window_fixture_get (fixture.window, "unlock"));
  window_fixture_wait_until (is_open (&fixture));
  remove_copy (path);
  window_fixture_clear (&fixture);
}

static gpointer
give_new_key (Session **session, gpointer input, GError **error)
{
  Secret *passphrase = secret_new_copy (input, strlen (input));
  Secret *key = NULL;
  gboolean done =
      session_slots_renew (*session, passphrase, KDF_INTERACTIVE, &key, error);
  secret_free (passphrase);
  secret_free (key);
  return done ? *session : NULL;
}

static void
type_own (SfRestoreDialog *dialog, const char *secret)
{
  window_fixture_type (window_fixture_get (dialog, "own_secret"), secret);
  window_fixture_click (window_fixture_get (dialog, "own_look"));
}

/* A copy from before a new key does not say what the store has published: what opens
 * the store is asked for, and only who says that it is lost goes on without. */
static void
test_older_key (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  init_two (&fixture);
  g_autofree char *path = save_copy (&fixture);
  window_fixture_run (&fixture, give_new_key, (gpointer) "nine loud herons", &error);
  g_assert_no_error (error);
  lock (&fixture);
  SfRestoreDialog *dialog = open_dialog (&fixture);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  sf_restore_dialog_use_file (dialog, file);
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (is_at (dialog, "present"));
  type_own (dialog, "not this one");
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_get (dialog, "own_problem")));
  window_fixture_click (window_fixture_get (dialog, "own_lost"));
  g_assert_true (is_at (dialog, "preview"));
  g_assert_nonnull (strstr (get_text (dialog, "warning"), "published twice"));
  gtk_window_close (GTK_WINDOW (dialog));
  window_fixture_settle (&fixture);

  dialog = open_dialog (&fixture);
  sf_restore_dialog_use_file (dialog, file);
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (is_at (dialog, "present"));
  type_own (dialog, "nine loud herons");
  window_fixture_wait_until (is_at (dialog, "preview"));
  g_assert_null (strstr (get_text (dialog, "warning"), "published twice"));
  g_assert_nonnull (strstr (get_text (dialog, "warning"), "another key"));
  restore (&fixture, dialog);
  lock (&fixture);
  window_fixture_type (window_fixture_get (fixture.window, "passphrase"),
                       "nine loud herons");
  window_fixture_click (window_fixture_get (fixture.window, "unlock"));
  window_fixture_wait_until (is_open (&fixture));
  remove_copy (path);
  window_fixture_clear (&fixture);
}

/* On another computer there is only the file; it opens with its own passphrase. */
static void
test_first_run (void)
{
  WindowFixture fixture;
  init_two (&fixture);
  g_autofree char *path = save_copy (&fixture);
  window_fixture_clear (&fixture);
  window_fixture_init_none (&fixture);
  window_fixture_click (window_fixture_get (fixture.window, "own"));
  window_fixture_click (window_fixture_get (fixture.window, "restore"));
  SfRestoreDialog *dialog = SF_RESTORE_DIALOG (window_fixture_dialog (&fixture));
  g_assert_null (window_fixture_find_text (dialog, "Copy 1"));
  g_autoptr (GFile) file = g_file_new_for_path (path);
  sf_restore_dialog_use_file (dialog, file);
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (is_at (dialog, "preview"));
  g_assert_false (session_exists (WINDOW_FIXTURE_PATH, &fixture.env));
  g_assert_nonnull (strstr (get_text (dialog, "warning"), "published twice"));
  restore (&fixture, dialog);
  assert_holds (&fixture, 2);
  remove_copy (path);
  window_fixture_clear (&fixture);
}

/* What is no copy, or not there, is told of where it was chosen. */
static void
test_no_backup (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  SfRestoreDialog *dialog = open_dialog (&fixture);
  g_autoptr (GFile) nothing = g_file_new_for_path ("/nowhere/at/all");
  sf_restore_dialog_use_file (dialog, nothing);
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_get (dialog, "choose_problem")));
  g_autofree char *path = save_copy (&fixture);
  g_assert_true (g_file_set_contents (path, "a letter", -1, NULL));
  g_autoptr (GFile) file = g_file_new_for_path (path);
  sf_restore_dialog_use_file (dialog, file);
  window_fixture_wait_until (is_at (dialog, "secret"));
  type_secret (dialog, WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_wait_until (
      strstr (get_text (dialog, "choose_problem"), "shorter than the smallest")
      != NULL);
  remove_copy (path);
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/restore/open-store", test_open_store);
  g_test_add_func ("/restore/lock-at-preview", test_lock_at_preview);
  g_test_add_func ("/restore/lock-while-restoring", test_lock_while_restoring);
  g_test_add_func ("/restore/damaged-store", test_damaged_store);
  g_test_add_func ("/restore/locked-store", test_locked_store);
  g_test_add_func ("/restore/older-passphrase", test_older_passphrase);
  g_test_add_func ("/restore/older-key", test_older_key);
  g_test_add_func ("/restore/first-run", test_first_run);
  g_test_add_func ("/restore/no-backup", test_no_backup);
  return g_test_run ();
}
