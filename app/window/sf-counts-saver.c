/* See sf-counts-saver.h. */
#include "config.h"

#include "sf-counts-saver.h"

#include <glib/gi18n-lib.h>

struct _SfCountsSaver
{
  GObject parent_instance;

  GtkWindow *parent; /* weak */
  GtkFileChooserNative *chooser;
  Worker *worker; /* while the parent is there */
  GArray *periods;
};

G_DEFINE_FINAL_TYPE (SfCountsSaver, sf_counts_saver, G_TYPE_OBJECT)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  g_signal_emit (source, signals[DONE], 0, error != NULL ? error->message : NULL);
}

void
sf_counts_saver_save_to (SfCountsSaver *self, GFile *file)
{
  if (self->parent == NULL)
    return;
  WorkerOrder order = {
    .job = counts_jobs_save,
    .input = counts_jobs_order_new (self->periods, file),
    .input_free = (GDestroyNotify)counts_jobs_order_free,
  };
  worker_run (self->worker, order, self, on_saved, NULL);
}

static void
on_file_chosen (SfCountsSaver *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file =
          gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      sf_counts_saver_save_to (self, file);
    }
  g_clear_object (&self->chooser);
  g_object_unref (self);
}

static void
choose_file (SfCountsSaver *self)
{
  g_autofree char *name = counts_jobs_dup_file_name (self->periods);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save exact counts, NOT ANONYMOUS"), self->parent,
                                   GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_file_chosen),
                            g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_confirmed (SfCountsSaver *self)
{
  if (self->parent != NULL)
    choose_file (self);
}

/* With the dialog. */
static void
let_go (gpointer saver, GClosure *closure)
{
  (void)closure;
  g_object_unref (saver);
}

void
sf_counts_saver_start (SfCountsSaver *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      self->parent, _ ("Save What Is Not Anonymous?"),
      _ ("These counts are exact. Whoever reads the file can learn what single people "
         "did, and it is not encrypted. Keep it to yourself, and publish nothing of "
         "it: "
         "only what closing a period gives is made for that."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "save",
                                    _ ("_Save Exact Counts…"), NULL);
  adw_message_dialog_set_response_appearance (message, "save",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog, "response::save", G_CALLBACK (on_confirmed),
                         g_object_ref (self), let_go, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sf_counts_saver_dispose (GObject *object)
{
  SfCountsSaver *self = SF_COUNTS_SAVER (object);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->periods, g_array_unref);
  G_OBJECT_CLASS (sf_counts_saver_parent_class)->dispose (object);
}

static void
sf_counts_saver_class_init (SfCountsSaverClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sf_counts_saver_dispose;
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sf_counts_saver_init (SfCountsSaver *self)
{
  (void)self;
}

SfCountsSaver *
sf_counts_saver_new (GtkWindow *parent, Worker *worker, GArray *periods)
{
  SfCountsSaver *self = g_object_new (SF_TYPE_COUNTS_SAVER, NULL);
  g_set_weak_pointer (&self->parent, parent);
  self->worker = worker;
  self->periods = g_array_ref (periods);
  return self;
}
