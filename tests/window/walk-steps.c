/* See walk-steps.h. */
#include "walk-steps.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pledge-jobs.h"
#include "sf-check-dialog.h"
#include "sf-choice-row.h"
#include "sf-help.h"
#include "sf-import-dialog.h"
#include "sf-pledge-page.h"
#include "sf-refusal-details.h"
#include "sf-refusal-form.h"
#include "sf-refusal-list.h"
#include "walk-store.h"
#include "walk-totals.h"

/* ---- getting about ---- */

static gpointer
find_page (WindowFixture *fixture, GType type)
{
  return window_fixture_find_type (fixture->window, type);
}

static void
act (WindowFixture *fixture, const char *action, const char *parameter)
{
  g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (fixture->window), action, parameter != NULL ? "s" : NULL, parameter));
  window_fixture_settle (fixture);
}

/* An action of a view, from within it. */
static void
act_in (WindowFixture *fixture, gpointer page, const char *action)
{
  g_assert_true (gtk_widget_activate_action (page, action, NULL));
  window_fixture_settle (fixture);
}

static void
press (WindowFixture *fixture, const char *id)
{
  window_fixture_press (fixture, window_fixture_get (fixture->window, id));
}

/* ---- the first run, a step after the other ---- */

static void
stay (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  window_fixture_settle (fixture);
}

static void
go_press (WindowFixture *fixture, const char *id)
{
  press (fixture, id);
}

static void
go_where (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  press (fixture, "back");
  press (fixture, "own");
}

static void
go_short_passphrase (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  press (fixture, "new_store");
  window_fixture_type (window_fixture_get (fixture->window, "first"), "staple battery");
  window_fixture_type (window_fixture_get (fixture->window, "again"), "staple");
  press (fixture, "make");
}

static void
go_recovery_key (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  g_autofree char *drawn = g_strdup (gtk_label_get_text (
      GTK_LABEL (window_fixture_get (fixture->window, "drawn_text"))));
  window_fixture_type (window_fixture_get (fixture->window, "again"), drawn);
  press (fixture, "make");
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_get (fixture->window, "written")));
}

static void
go_retype (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  press (fixture, "written");
  press (fixture, "confirm");
}

static const WalkStep first_run[] = {
  { "setup-computer", stay, NULL, NULL },
  { "setup-elsewhere", go_press, "other", NULL },
  { "setup-where", go_where, NULL, NULL },
  { "setup-passphrase", go_short_passphrase, NULL, NULL },
  { "setup-drawn", go_press, "draw", NULL },
  { "setup-recovery", go_recovery_key, NULL, NULL },
  { "setup-retype", go_retype, NULL, NULL },
};

/* ---- the lock page, a step after the other ---- */

static void
go_wrong_passphrase (WindowFixture *fixture, const char *argument)
{
  window_fixture_type (window_fixture_get (fixture->window, "passphrase"), argument);
  press (fixture, "unlock");
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_get (fixture->window, "problem")));
}

/* The worker stays at the first try, so that this one waits for it. */
static void
go_unlocking (WindowFixture *fixture, const char *argument)
{
  window_fixture_hold (fixture);
  for (int tries = 0; tries < 2; tries++)
    {
      window_fixture_type (window_fixture_get (fixture->window, "passphrase"),
                           argument);
      window_fixture_click (window_fixture_get (fixture->window, "unlock"));
      window_fixture_wait_until (window_fixture_is_held (fixture));
      if (tries == 0)
        window_fixture_click (window_fixture_get (fixture->window, "cancel"));
    }
}

static void
go_cancelled (WindowFixture *fixture, const char *argument)
{
  window_fixture_click (window_fixture_get (fixture->window, "cancel"));
  window_fixture_let_go (fixture);
  window_fixture_settle (fixture);
  press (fixture, argument);
}

static void
go_mistyped_key (WindowFixture *fixture, const char *argument)
{
  window_fixture_type (window_fixture_get (fixture->window, "recovery_key"), argument);
  press (fixture, "continue_button");
}

/* Where a right key leads. */
static void
go_way (WindowFixture *fixture, const char *way)
{
  gtk_stack_set_visible_child_name (
      GTK_STACK (window_fixture_get (fixture->window, "ways")), way);
  window_fixture_settle (fixture);
}

static const WalkStep locked[] = {
  { "locked", stay, NULL, NULL },
  { "wrong-passphrase", go_wrong_passphrase, "not this one", NULL },
  { "unlocking", go_unlocking, WINDOW_FIXTURE_PASSPHRASE, NULL },
  { "recovery", go_cancelled, "forgotten", NULL },
  { "recovery-mistyped", go_mistyped_key, "00001 11111", NULL },
  { "recovery-passphrase", go_way, "fresh", NULL },
};

/* ---- an open store ---- */

static void
go_view (WindowFixture *fixture, const char *view)
{
  act (fixture, "win.view", view);
}

/* A tier that can be taken, or changed to. */
static void
go_tier (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  go_view (fixture, "pledge");
  for (GtkWidget *card =
           gtk_widget_get_first_child (window_fixture_get (fixture->window, "tiers"));
       card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      GtkWidget *button = window_fixture_find (card, "button");
      if (!gtk_widget_is_visible (button) || !gtk_widget_is_sensitive (button))
        continue;
      window_fixture_press (fixture, button);
      return;
    }
  g_assert_not_reached ();
}

/* What one person sees, who is alone in the store. */
static void
go_own_counts (WindowFixture *fixture, const char *argument)
{
  window_fixture_add_refusal (fixture);
  /* A view reads anew when it is shown. */
  go_view (fixture, "pledge");
  go_view (fixture, argument);
}

static void
go_own_page (WindowFixture *fixture, const char *row)
{
  go_view (fixture, "totals");
  g_signal_emit_by_name (window_fixture_get (fixture->window, row), "activated");
  window_fixture_settle (fixture);
}

static const WalkStep own[] = {
  { "pledge-empty", go_view, "pledge", NULL },
  { "pledge-sign", go_tier, NULL, NULL },
  { "refusals-empty", go_view, "refusals", NULL },
  { "totals-empty", go_view, "totals", NULL },
  { "totals-alone", go_own_counts, "totals", NULL },
  { "totals-own", go_own_page, "own_row", NULL },
};

/* ---- the pledge ---- */

/* Activates a row, which opens a dialog. */
static void
go_pledge_row (WindowFixture *fixture, const char *id)
{
  go_view (fixture, "pledge");
  g_signal_emit_by_name (
      window_fixture_find (find_page (fixture, SF_TYPE_PLEDGE_PAGE), id), "activated");
  window_fixture_settle (fixture);
}

/* Job. Result: SavedFiles of the owner's pledge. */
static gpointer
save_own_pledge (Session **session, gpointer input, GError **error)
{
  PledgeOrder order = { .format = PLEDGE_FORMAT_MINISIGN };
  (void)input;
  g_autoptr (PledgeOverview) overview = pledge_jobs_load (session, NULL, error);
  g_assert_no_error (*error);
  memcpy (order.id, pledge_jobs_owner (overview)->id, SIGNERS_ID_BYTES);
  return pledge_jobs_files (session, &order, error);
}

/* Checks the first so many of the files in which the owner's pledge is saved. */
static void
go_pledge_check (WindowFixture *fixture, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SavedFiles) saved =
      window_fixture_run (fixture, save_own_pledge, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *folder = g_dir_make_tmp ("pledge-XXXXXX", &error);
  g_assert_no_error (error);
  for (int i = 0; i < atoi (argument); i++)
    {
      g_autofree char *path = g_build_filename (folder, saved->files[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_assert_true (g_file_set_contents (path, saved->files[i].text, -1, NULL));
      g_list_store_append (files, file);
    }
  gtk_window_present (GTK_WINDOW (
      sf_check_dialog_new (GTK_WINDOW (fixture->window), G_LIST_MODEL (files))));
  window_fixture_settle (fixture);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (files)); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (G_LIST_MODEL (files), i);
      g_file_delete (file, NULL, NULL);
    }
  g_rmdir (folder);
}

/* ---- the refusals ---- */

static gpointer
go_list (WindowFixture *fixture)
{
  gpointer list = find_page (fixture, SF_TYPE_REFUSAL_LIST);
  go_view (fixture, "refusals");
  act_in (fixture, list, "refusals.back");
  return list;
}

static void
go_list_action (WindowFixture *fixture, const char *action)
{
  act_in (fixture, go_list (fixture), action);
}

static void
go_form_missing (WindowFixture *fixture, const char *argument)
{
  go_list_action (fixture, argument);
  window_fixture_press (
      fixture, window_fixture_find (find_page (fixture, SF_TYPE_REFUSAL_FORM), "log"));
}

static void
go_draft (WindowFixture *fixture, const char *argument)
{
  gpointer form = find_page (fixture, SF_TYPE_REFUSAL_FORM);
  go_list_action (fixture, argument);
  sf_choice_row_set (SF_CHOICE_ROW (window_fixture_find (form, "work")), 0);
  sf_choice_row_set (SF_CHOICE_ROW (window_fixture_find (form, "customer")), 4);
  act_in (fixture, form, "refusals.back");
}

static void
go_first_refusal (WindowFixture *fixture, const char *argument)
{
  (void)argument;
  gpointer list = go_list (fixture);
  act_in (fixture, list, "refusals.discard");
  g_signal_emit_by_name (window_fixture_find (list, "list"), "activate", 1u);
  window_fixture_settle (fixture);
}

static void
go_deleted (WindowFixture *fixture, const char *argument)
{
  go_first_refusal (fixture, argument);
  window_fixture_press (
      fixture, window_fixture_find (find_page (fixture, SF_TYPE_REFUSAL_DETAILS),
                                    "delete_button"));
}

static void
go_none_found (WindowFixture *fixture, const char *argument)
{
  gpointer list = go_list (fixture);
  act (fixture, "win.find", NULL);
  window_fixture_type (window_fixture_find (list, "search"), argument);
  window_fixture_wait_until (sf_refusal_list_count (list) == 0);
  window_fixture_settle (fixture);
}

static void
go_import (WindowFixture *fixture, const char *csv)
{
  g_autoptr (GError) error = NULL;
  go_list_action (fixture, "refusals.import");
  gpointer page = find_page (fixture, SF_TYPE_IMPORT_DIALOG);
  g_autofree char *folder = g_dir_make_tmp ("table-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, csv, -1, NULL));
  sf_import_dialog_open (page, file);
  window_fixture_wait_until (
      *gtk_label_get_text (GTK_LABEL (window_fixture_find (page, "verdict"))) != '\0');
  window_fixture_wait_until (
      !gtk_widget_get_visible (window_fixture_find (page, "running")));
  window_fixture_settle (fixture);
  g_unlink (path);
  g_rmdir (folder);
}

/* ---- around ---- */

static void
go_action (WindowFixture *fixture, const char *action)
{
  act (fixture, action, NULL);
}

static void
go_menu (WindowFixture *fixture, const char *id)
{
  go_view (fixture, "pledge");
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (window_fixture_find (find_page (fixture, SF_TYPE_MAIN), id)));
  window_fixture_settle (fixture);
}

static void
go_about (WindowFixture *fixture, const char *argument)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), argument,
                                  NULL);
  window_fixture_settle (fixture);
}

static void
go_help (WindowFixture *fixture, const char *page)
{
  sf_help_present (GTK_WINDOW (fixture->window), NULL, page);
  window_fixture_settle (fixture);
}

#define HEADER "week,work,customer,grounds,outcome,code_named\n"

static const WalkStep sample[] = {
  { "pledge", go_view, "pledge", NULL },
  { "pledge-save", go_pledge_row, "save_row", NULL },
  { "pledge-withdraw", go_pledge_row, "withdraw_row", NULL },
  { "pledge-destroy", go_pledge_row, "destroy_row", NULL },
  { "pledge-change", go_tier, NULL, NULL },
  { "pledge-text", go_pledge_row, "read_row", NULL },
  { "pledge-next-person", go_pledge_row, "next_row", NULL },
  { "pledge-check-good", go_pledge_check, "3", NULL },
  { "pledge-check-bad", go_pledge_check, "1", NULL },
  { "refusals", go_view, "refusals", NULL },
  { "refusal-form", go_list_action, "refusals.new", NULL },
  { "refusal-form-missing", go_form_missing, "refusals.new", NULL },
  { "refusals-draft", go_draft, "refusals.new", NULL },
  { "refusal-details", go_first_refusal, NULL, NULL },
  { "trash-empty", go_list_action, "refusals.trash", NULL },
  { "refusal-deleted", go_deleted, NULL, NULL },
  { "trash", go_list_action, "refusals.trash", NULL },
  { "refusals-none", go_none_found, "nothing like this", NULL },
  { "refusals-filter", go_list_action, "refusals.filter", NULL },
  { "import", go_list_action, "refusals.import", NULL },
  { "import-good", go_import,
    "week,work,customer,grounds,outcome,code_named,person\n"
    "2025-W06,ticket,military,law,accepted,yes,a\n"
    "2025-W07,cri,weapons,law conscience,waiting,,b\n",
    NULL },
  { "import-more", go_import, HEADER "2026-W35,ticket,military,law,accepted,yes\n",
    NULL },
  { "import-mistakes", go_import,
    HEADER "2026-W35,tickets,military,law,accepted,yes\n"
           "2026-W36,ticket,army,law conscience,waiting,\n",
    NULL },
  { "menu", go_menu, "menu", NULL },
  { "preferences", go_action, "win.preferences", NULL },
  { "shortcuts", go_action, "win.shortcuts", NULL },
  { "about", go_about, "about", NULL },
  { "help-first", go_help, "first", NULL },
  { "help-tiers", go_help, "tiers", NULL },
  { "help-organisers", go_help, "organisers", NULL },
  { "help-passphrase", go_help, "passphrase", NULL },
  { "help-backups", go_help, "backups", NULL },
  { "help-limits", go_help, "limits", NULL },
  { "help-keyboard", go_help, "keyboard", NULL },
  { "help-glossary", go_help, "glossary", NULL },
};

static const WalkStep locked_again[] = { { "locked-again", go_action, "win.lock",
                                           NULL } };

const WalkStep *
walk_steps_get (WalkPart part, gsize *n_steps)
{
  static const struct
  {
    const WalkStep *steps;
    gsize n_steps;
  } parts[] = {
    [WALK_FIRST_RUN] = { first_run, G_N_ELEMENTS (first_run) },
    [WALK_LOCKED] = { locked, G_N_ELEMENTS (locked) },
    [WALK_OWN] = { own, G_N_ELEMENTS (own) },
    [WALK_SAMPLE] = { sample, G_N_ELEMENTS (sample) },
    [WALK_LOCKED_AGAIN] = { locked_again, G_N_ELEMENTS (locked_again) },
  };
  if (part == WALK_STORE)
    return walk_store_open (n_steps);
  if (part == WALK_STORE_LOCKED)
    return walk_store_locked (n_steps);
  if (part == WALK_TOTALS)
    return walk_totals (n_steps);
  *n_steps = parts[part].n_steps;
  return parts[part].steps;
}
