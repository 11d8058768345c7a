/* See sf-counting.h. */
#include "config.h"

#include "sf-counting.h"

#include <glib/gi18n-lib.h>

#define PATIENCE 500 /* milliseconds */

struct _SfCounting
{
  AdwBin parent_instance;

  GtkLabel *counted;

  Worker *worker;
  GtkWidget *page; /* which this is on; NULL until the first run */
  GAsyncReadyCallback callback;
  GCancellable *cancellable; /* of what is counted; NULL while nothing is */
  guint timer; /* of the same */
};

G_DEFINE_FINAL_TYPE (SfCounting, sf_counting, ADW_TYPE_BIN)

static void
rest (SfCounting *self)
{
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
give_up (SfCounting *self)
{
  g_cancellable_cancel (self->cancellable);
  rest (self);
}

/* It takes long enough for somebody to wonder. */
static gboolean
show_waiting (gpointer data)
{
  SfCounting *self = data;
  gulong done = (gulong)worker_done (self->worker);
  g_autofree char *text = g_strdup_printf (_ ("Entries read: %lu"), done);
  gtk_label_set_text (self->counted, text);
  gtk_widget_set_visible (GTK_WIDGET (self->counted), done > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_CONTINUE;
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfCounting *self = SF_COUNTING (source);
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* it was given up */
  rest (self);
  self->callback (G_OBJECT (self->page), result, NULL);
}

void
sf_counting_run (SfCounting *self, Worker *worker, WorkerOrder order, GtkWidget *page,
                 GAsyncReadyCallback callback)
{
  give_up (self);
  if (self->page == NULL)
    g_signal_connect_object (page, "unmap", G_CALLBACK (give_up), self,
                             G_CONNECT_SWAPPED);
  self->worker = worker;
  self->page = page;
  self->callback = callback;
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add (PATIENCE, show_waiting, self);
  order.cancellable = self->cancellable;
  worker_run (worker, order, self, on_ended, NULL);
}

/* As at a lock: the page goes, and the worker may still hold this. */
static void
sf_counting_unroot (GtkWidget *widget)
{
  give_up (SF_COUNTING (widget));
  GTK_WIDGET_CLASS (sf_counting_parent_class)->unroot (widget);
}

static void
sf_counting_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_COUNTING);
  G_OBJECT_CLASS (sf_counting_parent_class)->dispose (object);
}

static void
sf_counting_class_init (SfCountingClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_counting_dispose;
  widget_class->unroot = sf_counting_unroot;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-counting.ui");
  gtk_widget_class_bind_template_child (widget_class, SfCounting, counted);
}

static void
sf_counting_init (SfCounting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
