/* See sf-slots-dialog.h. */
#include "config.h"

#include "sf-slots-dialog.h"

#include <glib/gi18n-lib.h>

#include "passphrase.h"
#include "sf-new-passphrase.h"
#include "sf-recovery-key.h"

struct _SfSlotsDialog
{
  AdwWindow parent_instance;

  GtkWidget *cancel;
  GtkStack *steps; /* "ask", "working", "recovery" or "done" */
  GtkLabel *explanation;
  AdwPasswordEntryRow *present;
  SfNewPassphrase *fresh;
  GtkLabel *problem;
  GtkButton *change_button;
  GtkSpinner *spinner;
  SfRecoveryKey *recovery;
  GtkLabel *done_text;
  GtkLabel *done_problem;
  GtkWidget *done_button;

  Worker *worker;
  StoreChange change;
};

G_DEFINE_FINAL_TYPE (SfSlotsDialog, sf_slots_dialog, ADW_TYPE_WINDOW)

static guint changed_signal;

/* What each change says of itself. */
typedef struct
{
  const char *title;
  const char *explanation;
  const char *verb;
  const char *done;
  gboolean asks_new;
} Words;

static const Words words[] = {
  [STORE_CHANGE_PASSPHRASE] = {
    N_ ("Change the Passphrase"),
    N_ ("The store, and the copies beside it, open with the new passphrase from then "
        "on. The recovery key stays the same."),
    N_ ("_Change"),
    N_ ("The new passphrase is set, in the copies beside the store too. Copies "
        "elsewhere still open with the old one: if somebody may have such a copy and "
        "the old passphrase, choose “Seal Everything Anew” in the preferences."),
    TRUE,
  },
  [STORE_CHANGE_COST] = {
    N_ ("Make Guessing Slower"),
    N_ ("Your passphrase stays the same. Turning it into a key takes longer from then "
        "on, for you a moment at each unlocking, for whoever guesses at each try."),
    N_ ("_Make It Slower"),
    N_ ("Guessing at the passphrase is slower now."),
    FALSE,
  },
  [STORE_CHANGE_RECOVERY] = {
    N_ ("New Recovery Key"),
    N_ ("The old recovery key opens nothing here any more: not the store, not the "
        "copies beside it. Copies elsewhere still open with it."),
    N_ ("_Make a New Key"),
    N_ ("The new recovery key counts. Destroy what you wrote down of the old one."),
    FALSE,
  },
  [STORE_CHANGE_KEY] = {
    N_ ("Seal Everything Anew"),
    N_ ("This is needed when somebody may have a copy of the store and the passphrase "
        "or recovery key of that time: with these, whatever is written later can be "
        "read too. Everything is sealed with a new key, under a new passphrase and a "
        "new recovery key. The copies beside the store, and the files that "
        "restoring kept, are erased, and a new copy is made. Copies elsewhere stay what they are."),
    N_ ("_Seal Anew"),
    N_ ("Everything is sealed with a new key. Destroy what you wrote down of the old "
        "recovery key, and the copies elsewhere that you can reach."),
    TRUE,
  },
};

static void
show_problem (SfSlotsDialog *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_done (SfSlotsDialog *self)
{
  gtk_label_set_text (self->done_text, _ (words[self->change].done));
  gtk_stack_set_visible_child_name (self->steps, "done");
  gtk_widget_grab_focus (self->done_button);
}

static void
show_changed (SfSlotsDialog *self, StoreChanged *changed)
{
  if (changed->problem != NULL)
    gtk_label_set_text (self->done_problem, changed->problem);
  gtk_widget_set_visible (GTK_WIDGET (self->done_problem), changed->problem != NULL);
  g_signal_emit (self, changed_signal, 0);
  if (changed->recovery == NULL)
    {
      show_done (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->steps, "recovery");
  sf_recovery_key_show (self->recovery, g_steal_pointer (&changed->recovery));
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfSlotsDialog *self = SF_SLOTS_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreChanged) changed = worker_finish (result, &error);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return; /* a lock came first */
  gtk_spinner_stop (self->spinner);
  if (changed != NULL)
    {
      show_changed (self, changed);
      return;
    }
  gtk_widget_set_visible (self->cancel, TRUE);
  gtk_stack_set_visible_child_name (self->steps, "ask");
  show_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->present));
}

static void
run_change (SfSlotsDialog *self, Secret *fresh)
{
  WorkerOrder order = {
    .job = store_jobs_change,
    .input = store_jobs_order_new (
        self->change, passphrase_take (GTK_EDITABLE (self->present)), fresh),
    .input_free = (GDestroyNotify)store_jobs_order_free,
    .result_free = (GDestroyNotify)store_jobs_changed_free,
  };
  show_problem (self, NULL);
  gtk_widget_set_visible (self->cancel, FALSE);
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->steps, "working");
  worker_run (self->worker, order, self, on_changed, NULL);
}

static void
on_change_clicked (SfSlotsDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->present)) == '\0')
    {
      show_problem (self, _ ("Type the present passphrase first."));
      gtk_widget_grab_focus (GTK_WIDGET (self->present));
      return;
    }
  Secret *fresh = NULL;
  if (words[self->change].asks_new)
    {
      fresh = sf_new_passphrase_take (self->fresh);
      if (fresh == NULL)
        return;
    }
  run_change (self, fresh);
}

static void
on_present_entered (SfSlotsDialog *self)
{
  if (words[self->change].asks_new)
    gtk_widget_grab_focus (GTK_WIDGET (self->fresh));
  else
    on_change_clicked (self);
}

static void
on_confirmed (SfSlotsDialog *self)
{
  worker_run (self->worker, (WorkerOrder){ .job = store_jobs_confirm }, NULL, NULL,
              NULL);
  show_done (self);
}

/* It stays until it is known how the change went, and until a new key is written down.
 */
static gboolean
on_close_request (SfSlotsDialog *self)
{
  const char *step = gtk_stack_get_visible_child_name (self->steps);
  return g_strcmp0 (step, "ask") != 0 && g_strcmp0 (step, "done") != 0;
}

static void
sf_slots_dialog_dispose (GObject *object)
{
  SfSlotsDialog *self = SF_SLOTS_DIALOG (object);
  passphrase_release_row (self->present);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_SLOTS_DIALOG);
  G_OBJECT_CLASS (sf_slots_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, cancel);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, steps);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, explanation);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, present);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, fresh);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, problem);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, change_button);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, spinner);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, recovery);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, done_text);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, done_problem);
  gtk_widget_class_bind_template_child (class, SfSlotsDialog, done_button);
}

static void
sf_slots_dialog_class_init (SfSlotsDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_slots_dialog_dispose;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SF_TYPE_NEW_PASSPHRASE);
  g_type_ensure (SF_TYPE_RECOVERY_KEY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-slots-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_change_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_present_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_confirmed);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_slots_dialog_init (SfSlotsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfSlotsDialog *
sf_slots_dialog_new (GtkWindow *parent, Worker *worker, StoreChange change)
{
  SfSlotsDialog *self =
      g_object_new (SF_TYPE_SLOTS_DIALOG, "transient-for", parent, NULL);
  self->worker = worker;
  self->change = change;
  gtk_window_set_title (GTK_WINDOW (self), _ (words[change].title));
  gtk_label_set_text (self->explanation, _ (words[change].explanation));
  gtk_button_set_label (self->change_button, _ (words[change].verb));
  gtk_widget_set_visible (GTK_WIDGET (self->fresh), words[change].asks_new);
  gtk_widget_grab_focus (GTK_WIDGET (self->present));
  return self;
}
