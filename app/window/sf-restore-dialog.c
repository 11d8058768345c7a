/* See sf-restore-dialog.h. */
#include "config.h"

#include "sf-restore-dialog.h"

#include <glib/gi18n-lib.h>

#include "passphrase.h"
#include "refusal-words.h"
#include "restore-jobs.h"
#include "row-words.h"

struct _SfRestoreDialog
{
  AdwWindow parent_instance;

  GtkWidget *cancel;
  GtkStack *steps; /* "choose", "secret", "present", "working" or "preview" */
  AdwPreferencesGroup *copies;
  GtkLabel *choose_problem;
  AdwPasswordEntryRow *secret;
  GtkLabel *secret_problem;
  AdwPasswordEntryRow *own_secret;
  GtkLabel *own_problem;
  GtkSpinner *spinner;
  AdwActionRow *week;
  AdwPreferencesGroup *numbers;
  GtkLabel *effect;
  GtkLabel *warning;
  GtkLabel *preview_problem;
  GtkWidget *restore_button;

  SfWindow *window;
  GFile *file; /* (nullable): what is restored, else: */
  guint number;
  Restore *restore; /* (nullable): while the preview is shown */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SfRestoreDialog, sf_restore_dialog, ADW_TYPE_WINDOW)

/* text: (nullable). */
static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_step (SfRestoreDialog *self, const char *name)
{
  gboolean working = g_strcmp0 (name, "working") == 0;
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_widget_set_visible (self->cancel, !working);
  gtk_stack_set_visible_child_name (self->steps, name);
}

/* problem: (nullable). */
static void
ask_secret (SfRestoreDialog *self, const char *problem)
{
  show_text (self->secret_problem, problem);
  show_step (self, "secret");
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));
}

/* ---- the preview ---- */

static void
add_number (SfRestoreDialog *self, const char *title, guint64 backup, guint64 now)
{
  g_autofree char *text =
      self->restore->knows_present ? g_strdup_printf (
          /* Translators: how many there are of what stands above. */
          _ ("%lu in the backup, %lu in the store now"), (gulong)backup, (gulong)now)
                                   : g_strdup_printf (_ ("%lu in the backup"),
                                                      (gulong)backup);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "title-lines", 0,
                                 "subtitle-lines", 0, NULL);
  row_words_say (ADW_ACTION_ROW (row), text);
  adw_preferences_group_add (self->numbers, row);
}

static void
show_numbers (SfRestoreDialog *self)
{
  const StoreNumbers *backup = &self->restore->summary.numbers;
  const StoreNumbers *now = &self->restore->now;
  g_autofree char *week = refusal_words_week (self->restore->summary.week);
  row_words_say (self->week, week);
  add_number (self, _ ("Refusals"), backup->refusals, now->refusals);
  add_number (self, _ ("Outcomes"), backup->outcomes, now->outcomes);
  add_number (self, _ ("Pledges"), backup->signers, now->signers);
  add_number (self, _ ("Rows of Sign-up Sheets"), backup->sheet, now->sheet);
  add_number (self, _ ("Closed Periods"), backup->releases, now->releases);
}

/* What stays as it is. */
static char *
describe_effect (const Restore *restore)
{
  guint carried = restore->summary.carried;
  const char *kept =
      restore->knows_present
          ? _ ("The backup’s entries take the place of those in the store; its "
               "passphrase and recovery key stay. The present file stays beside "
               "it under another name.")
          : _ ("The backup becomes the store, and opens with the backup’s own "
               "passphrase and recovery key. A file that is there now stays "
               "beside it under another name.");
  if (carried == 0)
    return g_strdup (kept);
  g_autofree char *closed = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u period that was closed after this backup stays closed, with "
                   "what was published.",
                   "%u periods that were closed after this backup stay closed, with "
                   "what was published.",
                   carried),
      carried);
  return g_strconcat (kept, " ", closed, NULL);
}

/* (transfer full): what is not known of what the store has published. */
static char *
describe_danger (const Restore *restore)
{
  const char *danger =
      restore->summary.ledger == SESSION_BACKUP_LEDGER_OF_COPIES
          ? _ ("What the present store has published was read from the copies beside "
               "it: a period that was closed after the last of them can be published "
               "twice. Close none such again.")
          : _ ("What was published after this backup is not known here: periods that "
               "were closed since then can be published twice, and two totals of one "
               "period tell more about the people in it than either does. Close none "
               "of them again.");
  return restore->reason != NULL ? g_strconcat (restore->reason, "\n\n", danger, NULL)
                                 : g_strdup (danger);
}

/* (transfer full) (nullable): what should be read before it is restored. */
static char *
describe_warning (const Restore *restore)
{
  if (!restore->knows_present)
    return describe_danger (restore);
  if (restore->summary.other_key)
    return g_strdup (_ ("The backup is sealed with another key than the store: it is "
                        "of another store, or from before this one was given a new "
                        "key. Look at the week and the numbers."));
  if (restore->opened_by_copy)
    return g_strdup (_ ("What was given does not open the store, but the backup’s key "
                        "does: the store keeps the passphrase and the recovery key "
                        "that it has now."));
  return NULL;
}

static void
show_preview (SfRestoreDialog *self)
{
  g_autofree char *effect = describe_effect (self->restore);
  g_autofree char *warning = describe_warning (self->restore);
  show_numbers (self);
  show_text (self->effect, effect);
  show_text (self->warning, warning);
  show_text (self->preview_problem, NULL);
  show_step (self, "preview");
  gtk_widget_grab_focus (self->restore_button);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfRestoreDialog *self = SF_RESTORE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Unlocked) unlocked = worker_finish (result, &error);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      /* A lock came first: the restored store is locked by now. */
      g_clear_pointer (&self->restore, restore_jobs_free);
      return;
    }
  if (unlocked != NULL)
    {
      g_clear_pointer (&self->restore, restore_jobs_free);
      sf_window_replace (self->window, g_steal_pointer (&unlocked));
      return;
    }
  show_step (self, "preview");
  show_text (self->preview_problem, error->message);
}

static void
on_restore_clicked (SfRestoreDialog *self)
{
  WorkerOrder order = {
    .job = restore_jobs_restore,
    .input = self->restore,
    .result_free = (GDestroyNotify)unlocked_free,
  };
  show_step (self, "working");
  worker_run (sf_window_worker (self->window), order, self, on_restored, NULL);
}

/* ---- a store that something else opens ---- */

/* problem: (nullable). */
static void
ask_own (SfRestoreDialog *self, const char *problem)
{
  show_text (self->own_problem, problem);
  show_step (self, "present");
  gtk_widget_grab_focus (GTK_WIDGET (self->own_secret));
}

static void
on_present_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfRestoreDialog *self = SF_RESTORE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    g_clear_pointer (&self->restore, restore_jobs_free); /* a lock came first */
  else if (error != NULL)
    ask_own (self, error->message);
  else
    show_preview (self);
}

static void
on_own_entered (SfRestoreDialog *self)
{
  WorkerOrder order = { .job = restore_jobs_open_present, .input = self->restore };
  self->restore->own = passphrase_take (GTK_EDITABLE (self->own_secret));
  show_step (self, "working");
  worker_run (sf_window_worker (self->window), order, self, on_present_opened, NULL);
}

static void
on_lost_clicked (SfRestoreDialog *self)
{
  show_preview (self);
}

/* ---- opening the copy ---- */

static void
show_failure (SfRestoreDialog *self, const GError *error, const char *from)
{
  gboolean asks = g_error_matches (error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY);
  if (asks && g_strcmp0 (from, "secret") == 0)
    ask_secret (self, error->message);
  else if (asks)
    ask_secret (self, NULL);
  else
    {
      show_text (self->choose_problem, error->message);
      show_step (self, "choose");
    }
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer from)
{
  SfRestoreDialog *self = SF_RESTORE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Restore) restore = worker_finish (result, &error);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return; /* a lock came first */
  if (restore == NULL)
    {
      show_failure (self, error, from);
      return;
    }
  self->restore = g_steal_pointer (&restore);
  if (self->restore->locked)
    ask_own (self, NULL);
  else
    show_preview (self);
}

/* secret: (transfer full) (nullable). */
static void
open_copy (SfRestoreDialog *self, Secret *secret)
{
  WorkerOrder order = {
    .job = restore_jobs_open,
    .input = restore_jobs_source_new (sf_window_path (self->window),
                                      sf_window_env (self->window), self->file,
                                      self->number, secret),
    .input_free = (GDestroyNotify)restore_jobs_source_free,
    .result_free = (GDestroyNotify)restore_jobs_free,
  };
  show_step (self, "working");
  worker_run (sf_window_worker (self->window), order, self, on_opened,
              secret != NULL ? "secret" : "choose");
}

static void
on_secret_entered (SfRestoreDialog *self)
{
  open_copy (self, passphrase_take (GTK_EDITABLE (self->secret)));
}

/* The key of an open store opens its own copies. */
static void
begin (SfRestoreDialog *self)
{
  show_text (self->choose_problem, NULL);
  if (sf_window_is_open (self->window))
    open_copy (self, NULL);
  else
    ask_secret (self, NULL);
}

void
sf_restore_dialog_use_file (SfRestoreDialog *self, GFile *file)
{
  g_set_object (&self->file, file);
  begin (self);
}

void
sf_restore_dialog_use_generation (SfRestoreDialog *self, guint number)
{
  g_clear_object (&self->file);
  self->number = number;
  begin (self);
}

/* ---- choosing ---- */

static void
on_file_chosen (SfRestoreDialog *self, int response)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT
          ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
          : NULL;
  g_clear_object (&self->chooser);
  if (file != NULL)
    sf_restore_dialog_use_file (self, file);
}

static void
on_file_activated (SfRestoreDialog *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (
      _ ("The backup"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_copy_activated (SfRestoreDialog *self, AdwActionRow *row)
{
  sf_restore_dialog_use_generation (
      self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "number")));
}

static void
add_copy (SfRestoreDialog *self, guint number)
{
  g_autofree char *title = g_strdup_printf (_ ("Copy %u"), number);
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "title", title, "subtitle",
      number == 1 ? _ ("The newest one beside the store") : _ ("Beside the store"),
      "subtitle-lines", 0, "activatable", TRUE, NULL);
  GtkWidget *arrow =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_object_set_data (G_OBJECT (row), "number", GUINT_TO_POINTER (number));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_copy_activated), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->copies, row);
}

static void
list_copies (SfRestoreDialog *self)
{
  for (guint number = 1; number <= BACKUP_GENERATIONS; number++)
    {
      g_autofree char *path =
          session_backup_dup_path (sf_window_path (self->window), number);
      if (session_exists (path, sf_window_env (self->window)))
        add_copy (self, number);
    }
}

/* ---- the dialog ---- */

/* It stays until it is known how it went. */
static gboolean
on_close_request (SfRestoreDialog *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->steps), "working") == 0;
}

/* What was opened is closed where a slow disk holds up nobody. While a job has it, that
 * job's end frees it. */
static void
drop_restore (SfRestoreDialog *self)
{
  if (self->restore == NULL || self->steps == NULL
      || g_strcmp0 (gtk_stack_get_visible_child_name (self->steps), "working") == 0)
    return;
  WorkerOrder order = {
    .job = restore_jobs_drop,
    .input = g_steal_pointer (&self->restore),
    .input_free = (GDestroyNotify)restore_jobs_free,
  };
  worker_run (sf_window_worker (self->window), order, NULL, NULL, NULL);
}

static void
sf_restore_dialog_dispose (GObject *object)
{
  SfRestoreDialog *self = SF_RESTORE_DIALOG (object);
  drop_restore (self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  passphrase_release_row (self->secret);
  passphrase_release_row (self->own_secret);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_RESTORE_DIALOG);
  G_OBJECT_CLASS (sf_restore_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, cancel);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, steps);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, copies);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, choose_problem);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, secret);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, secret_problem);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, own_secret);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, own_problem);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, spinner);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, week);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, numbers);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, effect);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, warning);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, preview_problem);
  gtk_widget_class_bind_template_child (class, SfRestoreDialog, restore_button);
}

static void
sf_restore_dialog_class_init (SfRestoreDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_restore_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-restore-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_file_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_secret_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_own_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_lost_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_restore_dialog_init (SfRestoreDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfRestoreDialog *
sf_restore_dialog_new (SfWindow *window, GtkWindow *parent)
{
  SfRestoreDialog *self =
      g_object_new (SF_TYPE_RESTORE_DIALOG, "transient-for", parent, NULL);
  self->window = window;
  list_copies (self);
  return self;
}
