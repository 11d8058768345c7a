/* See sf-waiting.h. */
#include "sf-waiting.h"

struct _SfWaiting
{
  AdwBin parent_instance;

  GtkSpinner *spinner;
  GtkLabel *queued;
  GtkWidget *cancel;

  Worker *worker;
  GCancellable *cancellable; /* of what is waited for; NULL while nothing is */
  WorkerOrder undo;
  gpointer owner;
  GAsyncReadyCallback callback;
  guint given_up; /* orders that the worker has not come to the end of */
};

G_DEFINE_FINAL_TYPE (SfWaiting, sf_waiting, ADW_TYPE_BIN)

static guint cancelled_signal;

static void
show_state (SfWaiting *self)
{
  gtk_spinner_set_spinning (self->spinner, self->cancellable != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->queued), self->given_up > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->cancellable != NULL);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfWaiting *self = SF_WAITING (source);
  if (g_task_had_error (G_TASK (result)) && self->cancellable == NULL
      && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    self->callback (self->owner, result, NULL);
}

/* FALSE if there was nothing to give up. */
static gboolean
give_up (SfWaiting *self)
{
  if (self->cancellable == NULL)
    return FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->given_up++;
  worker_run (self->worker, self->undo, self, on_undone, NULL);
  show_state (self);
  return TRUE;
}

void
sf_waiting_cancel (SfWaiting *self)
{
  if (give_up (self))
    g_signal_emit (self, cancelled_signal, 0);
}

void
sf_waiting_hide_cancel (SfWaiting *self)
{
  gtk_widget_set_visible (self->cancel, FALSE);
}

static void
on_cancel_clicked (SfWaiting *self)
{
  if (gtk_widget_get_visible (self->cancel))
    sf_waiting_cancel (self);
}

/* What was given up ends here too, at last, however it went. */
static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfWaiting *self = SF_WAITING (source);
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      self->given_up--;
      show_state (self);
      return;
    }
  g_clear_object (&self->cancellable);
  if (self->undo.input_free != NULL)
    self->undo.input_free (self->undo.input);
  show_state (self);
  self->callback (self->owner, result, NULL);
}

void
sf_waiting_run (SfWaiting *self, Worker *worker, WorkerOrder order, WorkerOrder undo,
                gpointer owner, GAsyncReadyCallback callback)
{
  g_return_if_fail (self->cancellable == NULL);
  self->worker = worker;
  self->cancellable = g_cancellable_new ();
  self->undo = undo;
  self->owner = owner;
  self->callback = callback;
  order.cancellable = self->cancellable;
  worker_run (worker, order, self, on_ended, NULL);
  gtk_widget_set_visible (self->cancel, TRUE);
  show_state (self);
}

/* The window closes, or shows something else: nothing goes on unseen. */
static void
sf_waiting_unroot (GtkWidget *widget)
{
  give_up (SF_WAITING (widget));
  GTK_WIDGET_CLASS (sf_waiting_parent_class)->unroot (widget);
}

static void
sf_waiting_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_WAITING);
  G_OBJECT_CLASS (sf_waiting_parent_class)->dispose (object);
}

static void
sf_waiting_class_init (SfWaitingClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_waiting_dispose;
  widget_class->unroot = sf_waiting_unroot;
  cancelled_signal = g_signal_new ("cancelled", SF_TYPE_WAITING, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-waiting.ui");
  gtk_widget_class_bind_template_child (widget_class, SfWaiting, spinner);
  gtk_widget_class_bind_template_child (widget_class, SfWaiting, queued);
  gtk_widget_class_bind_template_child (widget_class, SfWaiting, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
}

static void
sf_waiting_init (SfWaiting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
