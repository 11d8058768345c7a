/* See sf-pledge-saver.h. */
#include "config.h"

#include "sf-pledge-saver.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "small-file.h"

struct _SfPledgeSaver
{
  GObject parent_instance;

  GtkWindow *parent; /* weak */
  GtkFileChooserNative *chooser;
  GFile *folder;
  Worker *worker; /* while the parent is there */
  WorkerJob job;
  PledgeOrder order;
};

G_DEFINE_FINAL_TYPE (SfPledgeSaver, sf_pledge_saver, G_TYPE_OBJECT)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
finish (SfPledgeSaver *self, const char *problem)
{
  g_signal_emit (self, signals[DONE], 0, problem);
}

/* A file that holds something else already is not replaced: it may be another signer's.
 */
static gboolean
write_file (GFile *folder, const SavedFile *saved, GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (folder, saved->name);
  g_autoptr (GBytes) bytes = g_bytes_new (saved->text, strlen (saved->text));
  return small_file_check_free (file, bytes, error)
         && small_file_write (file, bytes, error);
}

static void
on_files (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfPledgeSaver *self = SF_PLEDGE_SAVER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SavedFiles) saved = worker_finish (result, &error);
  for (guint i = 0; saved != NULL && i < SAVED_FILES; i++)
    if (!write_file (self->folder, &saved->files[i], &error))
      break;
  finish (self, error != NULL ? error->message : NULL);
}

void
sf_pledge_saver_save_into (SfPledgeSaver *self, GFile *folder)
{
  if (self->parent == NULL)
    return;
  g_set_object (&self->folder, folder);
  WorkerOrder errand = {
    .job = self->job,
    .input = g_memdup2 (&self->order, sizeof self->order),
    .input_free = g_free,
    .result_free = (GDestroyNotify)saved_free,
  };
  worker_run (self->worker, errand, self, on_files, NULL);
}

static void
on_folder_chosen (SfPledgeSaver *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) folder =
          gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      sf_pledge_saver_save_into (self, folder);
    }
  g_clear_object (&self->chooser);
  g_object_unref (self);
}

void
sf_pledge_saver_start (SfPledgeSaver *self)
{
  self->chooser =
      gtk_file_chooser_native_new (_ ("Folder for the files"), self->parent,
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (on_folder_chosen),
                            g_object_ref (self));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
sf_pledge_saver_dispose (GObject *object)
{
  SfPledgeSaver *self = SF_PLEDGE_SAVER (object);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->chooser);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (sf_pledge_saver_parent_class)->dispose (object);
}

static void
sf_pledge_saver_class_init (SfPledgeSaverClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sf_pledge_saver_dispose;
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sf_pledge_saver_init (SfPledgeSaver *self)
{
  (void)self;
}

SfPledgeSaver *
sf_pledge_saver_new (GtkWindow *parent, Worker *worker, WorkerJob job,
                     const PledgeOrder *order)
{
  SfPledgeSaver *self = g_object_new (SF_TYPE_PLEDGE_SAVER, NULL);
  g_set_weak_pointer (&self->parent, parent);
  self->worker = worker;
  self->job = job;
  self->order = *order;
  return self;
}
