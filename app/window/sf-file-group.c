/* See sf-file-group.h. */
#include "config.h"

#include "sf-file-group.h"

#include <glib/gi18n-lib.h>

#include "row-words.h"
#include "store-jobs.h"

struct _SfFileGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *place;
  AdwActionRow *check;
  GtkSpinner *spinner;

  SfWindow *window;
};

G_DEFINE_FINAL_TYPE (SfFileGroup, sf_file_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfFileGroup *self = SF_FILE_GROUP (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (self->check == NULL)
    return; /* a lock came first */
  gtk_spinner_stop (self->spinner);
  if (error != NULL)
    row_words_warn (self->check, error->message);
  else
    row_words_say (self->check, _ ("Everything was read again and is whole."));
}

static void
on_check_activated (SfFileGroup *self)
{
  gtk_spinner_start (self->spinner);
  row_words_say (self->check, _ ("Reading everything again"));
  worker_run (sf_window_worker (self->window), (WorkerOrder){ .job = store_jobs_check },
              self, on_checked, NULL);
}

/* ---- erasing ---- */

static gboolean
is_word (const char *typed)
{
  /* Translators: the word that has to be typed before everything is erased. */
  g_autofree char *word = g_utf8_casefold (_ ("erase"), -1);
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);
  return g_utf8_collate (word, folded) == 0;
}

static void
on_word_changed (AdwMessageDialog *dialog, GtkEditable *entry)
{
  adw_message_dialog_set_response_enabled (dialog, "erase",
                                           is_word (gtk_editable_get_text (entry)));
}

static GtkWidget *
new_word_entry (GtkWidget *dialog)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *title =
      /* Translators: %s is the word “erase” as you translate it. */
      g_strdup_printf (_ ("Type “%s”"), _ ("erase"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_enable_emoji_completion (ADW_ENTRY_ROW (row), FALSE);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_word_changed), dialog,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

static void
on_erase_confirmed (SfFileGroup *self)
{
  sf_window_erase (self->window);
}

static void
on_erase_activated (SfFileGroup *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Erase Everything?"),
      _ ("The store, the copies beside it and what restoring kept are erased, and "
         "nothing brings them back. Copies elsewhere and files that you saved are not "
         "reached, and the disk may keep old bytes for a while; they are encrypted."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "erase",
                                    _ ("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (message, "erase",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (message, "erase", FALSE);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  adw_message_dialog_set_extra_child (message, new_word_entry (dialog));
  g_signal_connect_object (dialog, "response::erase", G_CALLBACK (on_erase_confirmed),
                           self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sf_file_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_FILE_GROUP);
  G_OBJECT_CLASS (sf_file_group_parent_class)->dispose (object);
}

static void
sf_file_group_class_init (SfFileGroupClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_file_group_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-file-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SfFileGroup, place);
  gtk_widget_class_bind_template_child (widget_class, SfFileGroup, check);
  gtk_widget_class_bind_template_child (widget_class, SfFileGroup, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_check_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_erase_activated);
}

static void
sf_file_group_init (SfFileGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfFileGroup *
sf_file_group_new (SfWindow *window)
{
  SfFileGroup *self = g_object_new (SF_TYPE_FILE_GROUP, NULL);
  g_autofree char *shown = g_filename_display_name (sf_window_path (window));
  /* A path is read from left to right in every language. */
  g_autofree char *isolated = g_strconcat ("\u2066", shown, "\u2069", NULL);
  self->window = window;
  row_words_say (self->place, isolated);
  return self;
}
