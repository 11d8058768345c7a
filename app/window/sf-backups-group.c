/* See sf-backups-group.h. */
#include "config.h"

#include "sf-backups-group.h"

#include <glib/gi18n-lib.h>

#include "refusal-words.h"
#include "row-words.h"
#include "sf-restore-dialog.h"

struct _SfBackupsGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *save;
  GtkSpinner *spinner;
  AdwActionRow *restore;

  SfWindow *window;
  GPtrArray *rows; /* of copies beside the store, borrowed */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SfBackupsGroup, sf_backups_group, ADW_TYPE_PREFERENCES_GROUP)

static GtkWindow *
get_parent (SfBackupsGroup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* ---- a copy elsewhere ---- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) file = data;
  SfBackupsGroup *self = SF_BACKUPS_GROUP (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (self->save == NULL)
    return; /* a lock came first */
  gtk_spinner_stop (self->spinner);
  if (error != NULL)
    {
      row_words_warn (self->save, error->message);
      return;
    }
  g_autofree char *shown = g_file_get_parse_name (file);
  g_autofree char *text = g_strdup_printf (
      _ ("The backup is in “%s” and was read again. It opens with the passphrase and "
         "the recovery key that the store has now; changing them does not reach it."),
      shown);
  row_words_say (self->save, text);
}

void
sf_backups_group_save (SfBackupsGroup *self, GFile *file)
{
  WorkerOrder order = {
    .job = store_jobs_save,
    .input = g_object_ref (file),
    .input_free = g_object_unref,
  };
  gtk_spinner_start (self->spinner);
  worker_run (sf_window_worker (self->window), order, self, on_saved,
              g_object_ref (file));
}

static void
on_file_chosen (SfBackupsGroup *self, int response)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT
          ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
          : NULL;
  g_clear_object (&self->chooser);
  if (file != NULL)
    sf_backups_group_save (self, file);
}

static void
on_save_activated (SfBackupsGroup *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (
      _ ("Back Up To"), get_parent (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  /* The name says nothing of what is in it. */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "backup.store");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- putting one back ---- */

static void
on_restore_activated (SfBackupsGroup *self)
{
  gtk_window_present (
      GTK_WINDOW (sf_restore_dialog_new (self->window, get_parent (self))));
}

static void
on_generation_activated (SfBackupsGroup *self, AdwActionRow *row)
{
  guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "number"));
  SfRestoreDialog *dialog = sf_restore_dialog_new (self->window, get_parent (self));
  sf_restore_dialog_use_generation (dialog, number);
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
describe_generation (const SessionBackupGeneration *generation)
{
  if (generation->week == 0)
    return g_strdup (_ ("Another passphrase opens it"));
  g_autofree char *week = refusal_words_week (generation->week);
  /* Translators: %s is a week, as 2026-W41. */
  return g_strdup_printf (_ ("Made in week %s"), week);
}

static void
add_generation (SfBackupsGroup *self, const SessionBackupGeneration *generation)
{
  g_autofree char *title = g_strdup_printf (
      /* Translators: of the copies beside the store, the newest being number 1. */
      _ ("Copy %u"), generation->number);
  g_autofree char *subtitle = describe_generation (generation);
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle,
                    "subtitle-lines", 0, "activatable", TRUE, NULL);
  GtkWidget *arrow =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_object_set_data (G_OBJECT (row), "number", GUINT_TO_POINTER (generation->number));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_generation_activated), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

void
sf_backups_group_show (SfBackupsGroup *self, const StoreState *state)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < state->backups->len; i++)
    add_generation (self, &g_array_index (state->backups, SessionBackupGeneration, i));
}

static void
sf_backups_group_dispose (GObject *object)
{
  SfBackupsGroup *self = SF_BACKUPS_GROUP (object);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_BACKUPS_GROUP);
  G_OBJECT_CLASS (sf_backups_group_parent_class)->dispose (object);
}

static void
sf_backups_group_class_init (SfBackupsGroupClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_backups_group_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-backups-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SfBackupsGroup, save);
  gtk_widget_class_bind_template_child (widget_class, SfBackupsGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, SfBackupsGroup, restore);
  gtk_widget_class_bind_template_callback (widget_class, on_save_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_activated);
}

static void
sf_backups_group_init (SfBackupsGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfBackupsGroup *
sf_backups_group_new (SfWindow *window)
{
  SfBackupsGroup *self = g_object_new (SF_TYPE_BACKUPS_GROUP, NULL);
  self->window = window;
  return self;
}
