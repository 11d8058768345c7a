/* See sf-setup.h. */
#include "config.h"

#include "sf-setup.h"

#include <glib/gi18n-lib.h>

#include "sf-menu.h"
#include "sf-new-passphrase.h"
#include "sf-recovery-key.h"
#include "sf-restore-dialog.h"
#include "sf-waiting.h"
#include "store-jobs.h"

struct _SfSetup
{
  AdwBin parent_instance;

  GtkWidget *back;
  GtkStack *steps;
  AdwActionRow *place;
  SfNewPassphrase *passphrase;
  GtkLabel *problem;
  GtkSpinner *spinner; /* of the sample, which is soon there */
  SfWaiting *waiting;
  SfRecoveryKey *recovery;

  SfWindow *window;
  Unlocked *unlocked; /* (nullable): of the store that was made */
};

G_DEFINE_FINAL_TYPE (SfSetup, sf_setup, ADW_TYPE_BIN)

/* Each step, and the one that is before it. */
static const struct
{
  const char *name;
  const char *before; /* NULL: there is no way back */
} steps[] = {
  { "computer", NULL },      { "elsewhere", "computer" }, { "where", "computer" },
  { "passphrase", "where" }, { "working", NULL },         { "recovery", NULL },
};

static const char *
find_before (SfSetup *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->steps);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (steps[i].name, name) == 0)
      return steps[i].before;
  return NULL;
}

static void
show_step (SfSetup *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->steps, name);
}

static void
on_step_changed (SfSetup *self)
{
  gtk_widget_set_visible (self->back, find_before (self) != NULL);
}

static void
on_back_clicked (SfSetup *self)
{
  const char *before = find_before (self);
  if (before != NULL)
    show_step (self, before);
}

static void
on_own_clicked (SfSetup *self)
{
  show_step (self, "where");
}

static void
on_other_clicked (SfSetup *self)
{
  show_step (self, "elsewhere");
}

static void
on_quit_clicked (SfSetup *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
}

static void
on_new_clicked (SfSetup *self)
{
  show_step (self, "passphrase");
  sf_new_passphrase_focus (self->passphrase);
}

static void
on_restore_clicked (SfSetup *self)
{
  gtk_window_present (
      GTK_WINDOW (sf_restore_dialog_new (self->window, GTK_WINDOW (self->window))));
}

static void
on_sample_clicked (SfSetup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  show_step (self, "working");
  sf_window_open_sample (self->window);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfSetup *self = SF_SETUP (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (UnlockedMade) made = worker_finish (result, &error);
  if (made == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      show_step (self, "passphrase");
      sf_new_passphrase_focus (self->passphrase);
      return;
    }
  self->unlocked = g_steal_pointer (&made->unlocked);
  show_step (self, "recovery");
  sf_recovery_key_show (self->recovery, g_steal_pointer (&made->recovery));
}

static void
on_cancelled (SfSetup *self)
{
  show_step (self, "passphrase");
  sf_new_passphrase_focus (self->passphrase);
}

static void
on_make_clicked (SfSetup *self)
{
  Secret *passphrase = sf_new_passphrase_take (self->passphrase);
  if (passphrase == NULL)
    return;
  WorkerOrder order = {
    .job = unlocked_by_making,
    .input = unlocked_input_new (sf_window_path (self->window), passphrase, NULL,
                                 sf_window_env (self->window)),
    .input_free = (GDestroyNotify)unlocked_input_free,
    .result_free = (GDestroyNotify)unlocked_free_made,
  };
  /* The key is derived before the file is made, but both are one call of the session's:
   * what was given up may have made it. */
  WorkerOrder undo = {
    .job = unlocked_unmake,
    .input = unlocked_input_new (sf_window_path (self->window), NULL, NULL,
                                 sf_window_env (self->window)),
    .input_free = (GDestroyNotify)unlocked_input_free,
  };
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  show_step (self, "working");
  sf_waiting_run (self->waiting, sf_window_worker (self->window), order, undo, self,
                  on_made);
}

static void
on_confirmed (SfSetup *self)
{
  worker_run (sf_window_worker (self->window),
              (WorkerOrder){ .job = store_jobs_confirm }, NULL, NULL, NULL);
  if (self->unlocked != NULL)
    sf_window_enter (self->window, g_steal_pointer (&self->unlocked));
}

static void
sf_setup_dispose (GObject *object)
{
  SfSetup *self = SF_SETUP (object);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_SETUP);
  g_clear_pointer (&self->unlocked, unlocked_free);
  G_OBJECT_CLASS (sf_setup_parent_class)->dispose (object);
}

static void
sf_setup_class_init (SfSetupClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_setup_dispose;
  g_type_ensure (SF_TYPE_MENU);
  g_type_ensure (SF_TYPE_NEW_PASSPHRASE);
  g_type_ensure (SF_TYPE_RECOVERY_KEY);
  g_type_ensure (SF_TYPE_WAITING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-setup.ui");
  gtk_widget_class_bind_template_child (widget_class, SfSetup, back);
  gtk_widget_class_bind_template_child (widget_class, SfSetup, steps);
  gtk_widget_class_bind_template_child (widget_class, SfSetup, place);
  gtk_widget_class_bind_template_child (widget_class, SfSetup, passphrase);
  gtk_widget_class_bind_template_child (widget_class, SfSetup, problem);
  gtk_widget_class_bind_template_child (widget_class, SfSetup, spinner);
  gtk_widget_class_bind_template_child (widget_class, SfSetup, waiting);
  gtk_widget_class_bind_template_child (widget_class, SfSetup, recovery);
  gtk_widget_class_bind_template_callback (widget_class, on_step_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_own_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_quit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_new_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_sample_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancelled);
  gtk_widget_class_bind_template_callback (widget_class, on_make_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_confirmed);
}

static void
sf_setup_init (SfSetup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfSetup *
sf_setup_new (SfWindow *window)
{
  SfSetup *self = g_object_new (SF_TYPE_SETUP, NULL);
  g_autofree char *shown = g_filename_display_name (sf_window_path (window));
  g_autofree char *escaped = g_markup_escape_text (shown, -1);
  self->window = window;
  adw_action_row_set_subtitle (self->place, escaped);
  on_step_changed (self);
  return self;
}
