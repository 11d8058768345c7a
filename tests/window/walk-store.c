/* See walk-store.h. */
#include "walk-store.h"

#include <string.h>

#include "sf-lock-page.h"
#include "sf-main.h"
#include "sf-restore-dialog.h"

static GtkWidget *
open_preferences (WindowFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.preferences", NULL);
  window_fixture_settle (fixture);
  return window_fixture_dialog (fixture);
}

/* The store is locked once and open again, so that a copy lies beside it. */
static void
go_store (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  sf_window_lock (fixture->window, LOCK_REASON_ASKED);
  window_fixture_type (window_fixture_find (fixture->window, "passphrase"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_click (window_fixture_find (fixture->window, "unlock"));
  window_fixture_wait_until (window_fixture_find_type (fixture->window, SF_TYPE_MAIN)
                             != NULL);
  open_preferences (fixture);
}

/* The dialog of a row of the preferences. */
static GtkWidget *
open_store_row (WindowFixture *fixture, const char *row)
{
  GtkWidget *preferences = open_preferences (fixture);
  g_signal_emit_by_name (window_fixture_find (preferences, row), "activated");
  window_fixture_settle (fixture);
  return window_fixture_dialog (fixture);
}

static void
go_store_row (WindowFixture *fixture, const char *row)
{
  open_store_row (fixture, row);
}

static void
go_checked (WindowFixture *fixture, const char *row)
{
  GtkWidget *preferences = open_preferences (fixture);
  g_signal_emit_by_name (window_fixture_find (preferences, row), "activated");
  window_fixture_settle (fixture);
}

static gboolean
is_at (GtkWidget *dialog, const char *step)
{
  GtkStack *steps = GTK_STACK (window_fixture_find (dialog, "steps"));
  return strcmp (gtk_stack_get_visible_child_name (steps), step) == 0;
}

static void
go_store_refused (WindowFixture *fixture, const char *row)
{
  GtkWidget *dialog = open_store_row (fixture, row);
  window_fixture_click (window_fixture_find (dialog, "change_button"));
  window_fixture_settle (fixture);
}

static void
go_store_key (WindowFixture *fixture, const char *row)
{
  GtkWidget *dialog = open_store_row (fixture, row);
  window_fixture_type (window_fixture_find (dialog, "present"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_click (window_fixture_find (dialog, "change_button"));
  window_fixture_wait_until (is_at (dialog, "recovery"));
}

static void
go_store_changed (WindowFixture *fixture, const char *row)
{
  GtkWidget *dialog = open_store_row (fixture, row);
  window_fixture_type (window_fixture_find (dialog, "present"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_type (window_fixture_find (dialog, "first"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_type (window_fixture_find (dialog, "again"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_click (window_fixture_find (dialog, "change_button"));
  window_fixture_wait_until (is_at (dialog, "done"));
}

static SfRestoreDialog *
open_restore (WindowFixture *fixture)
{
  SfRestoreDialog *dialog =
      sf_restore_dialog_new (fixture->window, GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  window_fixture_settle (fixture);
  return dialog;
}

static void
go_restore (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  open_restore (fixture);
}

static void
go_restore_preview (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  SfRestoreDialog *dialog = open_restore (fixture);
  sf_restore_dialog_use_generation (dialog, 1);
  window_fixture_wait_until (is_at (GTK_WIDGET (dialog), "preview"));
}

static GtkWidget *
look_at_copy (WindowFixture *fixture, const char *secret)
{
  SfRestoreDialog *dialog =
      sf_restore_dialog_new (fixture->window, GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (dialog));
  sf_restore_dialog_use_generation (dialog, 1);
  window_fixture_type (window_fixture_find (dialog, "secret"), secret);
  window_fixture_click (window_fixture_find (dialog, "look"));
  return GTK_WIDGET (dialog);
}

static void
go_restore_secret (WindowFixture *fixture, const char *secret)
{
  GtkWidget *dialog = look_at_copy (fixture, secret);
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_find (dialog, "secret_problem")));
}

/* Nothing is known of what a damaged store has published. */
static void
go_restore_warned (WindowFixture *fixture, const char *secret)
{
  window_fixture_damage (fixture);
  GtkWidget *dialog = look_at_copy (fixture, secret);
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_find (dialog, "warning")));
}

static const WalkStep open_steps[] = {
  { "store", go_store, NULL, NULL },
  { "store-end", go_store, NULL, window_fixture_scroll_down },
  { "store-checked", go_checked, "check", window_fixture_scroll_down },
  { "store-passphrase", go_store_row, "change", NULL },
  { "store-passphrase-missing", go_store_refused, "change", NULL },
  { "store-passphrase-done", go_store_changed, "change", NULL },
  { "store-harder", go_store_row, "harder", NULL },
  { "store-recovery", go_store_row, "recovery", NULL },
  { "store-recovery-key", go_store_key, "recovery", NULL },
  { "store-new-key", go_store_row, "key", NULL },
  { "store-erase", go_store_row, "erase", NULL },
  { "restore", go_restore, NULL, NULL },
  { "restore-preview", go_restore_preview, NULL, NULL },
};

static void
go_damaged (WindowFixture *fixture, const char *passphrase)
{
  GtkWidget *look = window_fixture_find (fixture->window, "look");
  window_fixture_damage (fixture);
  window_fixture_type (window_fixture_find (fixture->window, "passphrase"), passphrase);
  window_fixture_click (window_fixture_find (fixture->window, "unlock"));
  window_fixture_wait_until (gtk_widget_get_mapped (look));
}

static const WalkStep locked_steps[] = {
  { "restore-secret", go_restore_secret, "not this one", NULL },
  { "restore-warned", go_restore_warned, WINDOW_FIXTURE_PASSPHRASE, NULL },
  { "locked-damaged", go_damaged, WINDOW_FIXTURE_PASSPHRASE, NULL },
};

const WalkStep *
walk_store_open (gsize *n_steps)
{
  *n_steps = G_N_ELEMENTS (open_steps);
  return open_steps;
}

const WalkStep *
walk_store_locked (gsize *n_steps)
{
  *n_steps = G_N_ELEMENTS (locked_steps);
  return locked_steps;
}
