/* shots FOLDER VARIANT: walks every page and dialog with the sample's entries and
 * leaves a picture of each, FOLDER/VARIANT/NN-name.png. VARIANT: light, dark, contrast,
 * arabic, narrow (360 pixels) or large (200% text); what GTK reads from the environment
 * (language, colour scheme) is set by `./dev shots`. */
#include "window-fixture.h"

#include <string.h>

#include "passphrase.h"
#include "picture.h"
#include "session-refusals.h"
#include "sf-choice-row.h"
#include "sf-help.h"
#include "sf-import-dialog.h"
#include "sf-pledge-page.h"
#include "sf-refusal-details.h"
#include "sf-refusal-form.h"
#include "sf-refusal-list.h"
#include "sf-release-check.h"

#define WIDE 900
#define HIGH 700
#define NARROW 360
#define NARROW_HIGH 720

typedef struct
{
  const char *folder;
  gboolean narrow;
  guint taken;
  WindowFixture window;
} Walk;

static void
shoot (Walk *walk, GtkWidget *widget, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%02u-%s.png", ++walk->taken, name);
  g_autofree char *path = g_build_filename (walk->folder, file, NULL);
  picture_take (widget, path);
}

static void
resize (Walk *walk, GtkWidget *window)
{
  int width = 0, height = 0;
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  if (walk->narrow)
    gtk_window_set_default_size (GTK_WINDOW (window), NARROW, NARROW_HIGH);
  else if (window == GTK_WIDGET (walk->window.window))
    gtk_window_set_default_size (GTK_WINDOW (window), WIDE, HIGH);
}

static void
shoot_window (Walk *walk, const char *name)
{
  shoot (walk, GTK_WIDGET (walk->window.window), name);
}

/* Takes the dialog that was just opened, and closes it. */
static void
shoot_dialog (Walk *walk, const char *name)
{
  GtkWidget *dialog = window_fixture_dialog (&walk->window);
  if (dialog == NULL)
    {
      g_printerr ("no dialog: %s\n", name);
      return;
    }
  resize (walk, dialog);
  shoot (walk, dialog, name);
  gtk_window_destroy (GTK_WINDOW (dialog));
  picture_settle ();
}

static void
act (Walk *walk, const char *action, const char *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (walk->window.window), action,
                              parameter != NULL ? "s" : NULL, parameter);
  picture_settle ();
}

static void
press (Walk *walk, const char *id)
{
  window_fixture_click (window_fixture_find (walk->window.window, id));
  picture_settle ();
}

static void
fill (Walk *walk, gpointer root, const char *id, const char *text)
{
  (void)walk;
  window_fixture_type (window_fixture_find (root, id), text);
}

/* ---- what is walked ---- */

static void
walk_setup (Walk *walk)
{
  window_fixture_init_none (&walk->window);
  SfWindow *window = walk->window.window;
  resize (walk, GTK_WIDGET (window));
  shoot_window (walk, "setup-computer");
  press (walk, "other");
  shoot_window (walk, "setup-elsewhere");
  press (walk, "back");
  press (walk, "own");
  shoot_window (walk, "setup-where");
  press (walk, "new_store");
  fill (walk, window, "first", "staple battery");
  fill (walk, window, "again", "staple");
  press (walk, "make");
  shoot_window (walk, "setup-passphrase");
  press (walk, "draw");
  shoot_window (walk, "setup-drawn");
  const char *drawn =
      gtk_label_get_text (GTK_LABEL (window_fixture_find (window, "drawn_text")));
  g_autofree char *copy = g_strdup (drawn);
  fill (walk, window, "again", copy);
  press (walk, "make");
  window_fixture_wait_until (
      gtk_widget_get_mapped (window_fixture_find (window, "written")));
  shoot_window (walk, "setup-recovery");
  press (walk, "written");
  press (walk, "confirm");
  shoot_window (walk, "setup-retype");
  window_fixture_clear (&walk->window);
}

static void
walk_lock_page (Walk *walk)
{
  window_fixture_init_locked (&walk->window);
  SfWindow *window = walk->window.window;
  GtkWidget *problem = window_fixture_find (window, "problem");
  resize (walk, GTK_WIDGET (window));
  shoot_window (walk, "locked");
  fill (walk, window, "passphrase", "not this one");
  press (walk, "unlock");
  window_fixture_wait_until (gtk_widget_get_mapped (problem));
  shoot_window (walk, "wrong-passphrase");
  press (walk, "forgotten");
  shoot_window (walk, "recovery");
  window_fixture_clear (&walk->window);

  window_fixture_init_open (&walk->window);
  resize (walk, GTK_WIDGET (walk->window.window));
  shoot_window (walk, "pledge-empty");
  act (walk, "win.view", "refusals");
  shoot_window (walk, "refusals-empty");
  act (walk, "win.view", "totals");
  shoot_window (walk, "totals-empty");
  window_fixture_clear (&walk->window);
}

static void
walk_around (Walk *walk)
{
  static const char *const pages[] = { "first",  "tiers",    "organisers", "passphrase",
                                       "limits", "keyboard", "glossary" };
  act (walk, "win.preferences", NULL);
  shoot_dialog (walk, "preferences");
  act (walk, "win.show-help-overlay", NULL);
  shoot_dialog (walk, "shortcuts");
  g_action_group_activate_action (G_ACTION_GROUP (walk->window.application), "about",
                                  NULL);
  picture_settle ();
  shoot_dialog (walk, "about");
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strdup_printf ("help-%s", pages[i]);
      sf_help_present (GTK_WINDOW (walk->window.window), NULL, pages[i]);
      shoot_dialog (walk, name);
    }
}

/* Activates a row, which opens a dialog. */
static void
activate (Walk *walk, GtkWidget *row)
{
  (void)walk;
  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activated");
  picture_settle ();
}

static void
walk_pledge (Walk *walk)
{
  static const char *const rows[] = { "save_row", "withdraw_row", "destroy_row" };
  SfWindow *window = walk->window.window;
  act (walk, "win.view", "pledge");
  shoot_window (walk, "pledge");
  GtkWidget *page = window_fixture_find_type (window, SF_TYPE_PLEDGE_PAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("pledge-%s", rows[i]);
      activate (walk, window_fixture_find (page, rows[i]));
      shoot_dialog (walk, name);
    }
  for (GtkWidget *card =
           gtk_widget_get_first_child (window_fixture_find (page, "tiers"));
       card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      GtkWidget *button = window_fixture_find (card, "button");
      if (!gtk_widget_is_visible (button) || !gtk_widget_is_sensitive (button))
        continue;
      window_fixture_click (button);
      picture_settle ();
      shoot_dialog (walk, "pledge-sign");
    }
}

/* ---- the refusals ---- */

static gpointer
page_of (Walk *walk, GType type)
{
  return window_fixture_find_type (walk->window.window, type);
}

/* An action of a view, from within it. */
static void
act_in (gpointer page, const char *action)
{
  gtk_widget_activate_action (page, action, NULL);
  picture_settle ();
}

static void
drop_table (Walk *walk, const char *csv, const char *name)
{
  gpointer page = page_of (walk, SF_TYPE_IMPORT_DIALOG);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "table.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_file_set_contents (path, csv, -1, NULL);
  sf_import_dialog_open (page, file);
  window_fixture_wait_until (
      *gtk_label_get_text (GTK_LABEL (window_fixture_find (page, "verdict"))) != '\0');
  window_fixture_wait_until (
      !gtk_widget_get_visible (window_fixture_find (page, "running")));
  shoot_window (walk, name);
  g_file_delete (file, NULL, NULL);
}

static void
walk_imports (Walk *walk)
{
  gpointer page = page_of (walk, SF_TYPE_IMPORT_DIALOG);
  act_in (page, "refusals.import");
  shoot_window (walk, "import");
  drop_table (walk,
              "week,work,customer,grounds,outcome,code_named,person\n"
              "2025-W06,ticket,military,law,accepted,yes,a\n"
              "2025-W07,cri,weapons,law conscience,waiting,,b\n",
              "import-good");
  drop_table (walk,
              "week,work,customer,grounds,outcome,code_named\n"
              "2026-W35,ticket,military,law,accepted,yes\n",
              "import-more");
  drop_table (walk,
              "week,work,customer,grounds,outcome,code_named\n"
              "2026-W35,tickets,military,law,accepted,yes\n"
              "2026-W36,ticket,army,law conscience,waiting,\n",
              "import-mistakes");
  act_in (page, "refusals.back");
}

static void
walk_form (Walk *walk)
{
  gpointer form = page_of (walk, SF_TYPE_REFUSAL_FORM);
  act (walk, "win.new-refusal", NULL);
  shoot_window (walk, "refusal-form");
  window_fixture_click (window_fixture_find (form, "log"));
  picture_settle ();
  shoot_window (walk, "refusal-form-missing");
  sf_choice_row_set (SF_CHOICE_ROW (window_fixture_find (form, "work")), 0);
  sf_choice_row_set (SF_CHOICE_ROW (window_fixture_find (form, "customer")), 4);
  act_in (form, "refusals.back");
  shoot_window (walk, "refusals-draft");
  act_in (form, "refusals.discard");
}

static void
walk_refusals (Walk *walk)
{
  gpointer list = page_of (walk, SF_TYPE_REFUSAL_LIST);
  gpointer details = page_of (walk, SF_TYPE_REFUSAL_DETAILS);
  act (walk, "win.view", "refusals");
  shoot_window (walk, "refusals");
  walk_form (walk);
  g_signal_emit_by_name (window_fixture_find (list, "list"), "activate", 1u);
  picture_settle ();
  shoot_window (walk, "refusal-details");
  act_in (list, "refusals.trash");
  shoot_window (walk, "trash-empty");
  act_in (list, "refusals.back");
  g_signal_emit_by_name (window_fixture_find (list, "list"), "activate", 1u);
  window_fixture_click (window_fixture_find (details, "delete_button"));
  picture_settle ();
  shoot_window (walk, "refusal-deleted");
  act_in (list, "refusals.trash");
  shoot_window (walk, "trash");
  act_in (list, "refusals.back");
  act (walk, "win.find", NULL);
  fill (walk, list, "search", "nothing like this");
  window_fixture_wait_until (sf_refusal_list_count (list) == 0);
  picture_settle ();
  shoot_window (walk, "refusals-none");
  act_in (list, "refusals.filter");
  shoot_window (walk, "refusals-filter");
  walk_imports (walk);
}

static gpointer
add_refusal (Session **session, gpointer input, GError **error)
{
  const RefusalEntry entry = { .grounds = 1, .outcome = 2 };
  const PersonChoice owner = { .kind = PERSON_UNSAID };
  uint8_t id[ENTRY_ID_BYTES];
  guint64 alike;
  (void)input;
  session_refusals_add (*session, &entry, &owner, id, &alike, error);
  return NULL;
}

/* What one person sees, who is alone in the store. */
static void
walk_own_counts (Walk *walk)
{
  g_autoptr (GError) error = NULL;
  window_fixture_init_open (&walk->window);
  resize (walk, GTK_WIDGET (walk->window.window));
  window_fixture_run (&walk->window, add_refusal, NULL, &error);
  g_assert_no_error (error);
  act (walk, "win.view", "totals");
  shoot_window (walk, "totals-own");
  window_fixture_clear (&walk->window);
}

/* Brings the end of what scrolls below root into sight. */
static void
scroll_down (gpointer root)
{
  GtkScrolledWindow *scrolled =
      GTK_SCROLLED_WINDOW (window_fixture_find_type (root, GTK_TYPE_SCROLLED_WINDOW));
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (scrolled);
  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
  picture_settle ();
}

static void
walk_release_checks (Walk *walk)
{
  GtkWindow *window = GTK_WINDOW (walk->window.window);
  const CheckedRelease good = { .period = { PERIOD_QUARTER, 2026, 3 } };
  char problem[] = "Line 1 is wrong.";
  const CheckedRelease bad = { .form_problem = problem };
  gtk_window_present (GTK_WINDOW (sf_release_check_new (window, &good)));
  picture_settle ();
  shoot_dialog (walk, "totals-check-good");
  gtk_window_present (GTK_WINDOW (sf_release_check_new (window, &bad)));
  picture_settle ();
  shoot_dialog (walk, "totals-check-bad");
}

static void
walk_totals (Walk *walk)
{
  SfWindow *window = walk->window.window;
  act (walk, "win.view", "totals");
  shoot_window (walk, "totals");
  GtkListBox *periods = GTK_LIST_BOX (window_fixture_find (window, "periods"));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (periods, 0);
  for (int i = 0; row != NULL; row = gtk_list_box_get_row_at_index (periods, ++i))
    {
      g_signal_emit_by_name (periods, "row-activated", row);
      picture_settle ();
      shoot_window (walk, "totals-period");
      GtkWidget *close = window_fixture_find (
          window_fixture_find (window, "period_page"), "close_button");
      if (!gtk_widget_get_mapped (close))
        continue;
      window_fixture_click (close);
      picture_settle ();
      GtkWidget *dialog = window_fixture_dialog (&walk->window);
      resize (walk, dialog);
      shoot (walk, dialog, "totals-close");
      scroll_down (dialog);
      shoot (walk, dialog, "totals-close-end");
      gtk_check_button_set_active (
          GTK_CHECK_BUTTON (window_fixture_find (dialog, "confirm")), TRUE);
      window_fixture_click (window_fixture_find (dialog, "close_button"));
      window_fixture_wait_until (window_fixture_dialog (&walk->window) == NULL);
      shoot_window (walk, "totals-closed");
      scroll_down (window_fixture_find (window, "period_page"));
      shoot_window (walk, "totals-closed-end");
      walk_release_checks (walk);
      return;
    }
}

static void
walk_sample (Walk *walk)
{
  window_fixture_init_sample (&walk->window);
  resize (walk, GTK_WIDGET (walk->window.window));
  walk_pledge (walk);
  walk_refusals (walk);
  walk_totals (walk);
  walk_around (walk);
  act (walk, "win.lock", NULL);
  shoot_window (walk, "locked-again");
  window_fixture_clear (&walk->window);
}

int
main (int argc, char **argv)
{
  g_return_val_if_fail (argc == 3, 2);
  g_autofree char *folder = g_build_filename (argv[1], argv[2], NULL);
  const char *variant = argv[2];
  Walk walk = { .folder = folder, .narrow = strcmp (variant, "narrow") == 0 };
  if (g_mkdir_with_parents (folder, 0777) != 0)
    return 1;
  window_fixture_main (&argc, &argv);
  if (strcmp (variant, "large") == 0)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  walk_setup (&walk);
  walk_lock_page (&walk);
  walk_own_counts (&walk);
  walk_sample (&walk);
  return 0;
}
