/* See sf-save-dialog.h. */
#include "config.h"

#include "sf-save-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "totals-words.h"
#include "words.h"

struct _SfSaveDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *formats;
  AdwComboRow *language;
  GtkWidget *sign_row;
  GtkSwitch *sign;
  AdwActionRow *files;
  GtkLabel *problem;
  GtkWidget *save_button;
  GtkSpinner *spinner;

  GtkCheckButton *checks[SAVE_N_FORMATS]; /* NULL where there is no such format */
  GPtrArray *languages; /* of char *: those that can be chosen */
  Worker *worker;
  SaveOrder order; /* language belongs to languages */
  GtkFileChooserNative *chooser;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (SfSaveDialog, sf_save_dialog, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *title, *subtitle;
} formats[SAVE_N_SUBJECTS][SAVE_N_FORMATS] = {
  [SAVE_RELEASE] = {
    [SAVE_PAGE] = { N_ ("A page"), N_ ("To show, post or print: figures, bars, and what "
                                       "protects people. HTML") },
    [SAVE_TABLE] = { N_ ("A table"), N_ ("For spreadsheets. CSV") },
    [SAVE_DESCRIBED_TABLE] = { N_ ("A table and what its columns mean"),
                               N_ ("Two files, for whoever works on with the figures. "
                                   "CSV and CSVW") },
    [SAVE_JSON] = { N_ ("For programs"), N_ ("Figures, rule and bound. JSON") },
    [SAVE_TEXT] = { N_ ("The release itself"), N_ ("The text that the ledger holds, of "
                                                   "which all others are made") },
  },
  [SAVE_SERIES] = {
    [SAVE_PAGE] = { N_ ("A page"), N_ ("To show, post or print: figures, bars, sums and "
                                       "milestones. HTML") },
    [SAVE_TABLE] = { N_ ("A table"), N_ ("For spreadsheets. CSV") },
    [SAVE_JSON] = { N_ ("For programs"), N_ ("Figures, sums and milestones. JSON") },
    [SAVE_TEXT] = { N_ ("Plain text"), N_ ("To read, or to put into a message; it cannot "
                                           "be signed") },
  },
};

/* ---- what is chosen ---- */

static void
read_order (SfSaveDialog *self)
{
  SaveOrder *order = &self->order;
  for (guint i = 0; i < SAVE_N_FORMATS; i++)
    if (self->checks[i] != NULL && gtk_check_button_get_active (self->checks[i]))
      order->format = (SaveFormat)i;
  guint at = adw_combo_row_get_selected (self->language);
  order->language = save_jobs_has_language (order->subject, order->format)
                        ? g_ptr_array_index (self->languages, at)
                        : NULL;
  order->is_signed = gtk_switch_get_active (self->sign)
                     && save_jobs_has_signature (order->subject, order->format);
}

/* File names are written from left to right, each in a line of its own. */
static char *
list_names (char **names)
{
  GString *lines = g_string_new (NULL);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (lines, "%s\u2066%s\u2069", i > 0 ? "\n" : "", names[i]);
  return g_string_free (lines, FALSE);
}

static void
show_state (SfSaveDialog *self)
{
  read_order (self);
  g_auto (GStrv) names = save_jobs_dup_names (&self->order);
  g_autofree char *lines = list_names (names);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->files),
                                 names[1] != NULL ? _ ("Into a folder that you choose")
                                                  : _ ("A file that you choose"));
  adw_action_row_set_subtitle (self->files, lines);
  gtk_widget_set_sensitive (
      GTK_WIDGET (self->language),
      save_jobs_has_language (self->order.subject, self->order.format));
  gtk_widget_set_sensitive (
      self->sign_row,
      save_jobs_has_signature (self->order.subject, self->order.format));
  gtk_widget_set_sensitive (self->save_button, !self->saving);
  gtk_spinner_set_spinning (self->spinner, self->saving);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->saving);
}

static void
show_problem (SfSaveDialog *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/* ---- saving ---- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfSaveDialog *self = SF_SAVE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (self->files == NULL)
    return; /* a lock came first */
  self->saving = FALSE;
  show_state (self);
  show_problem (self, error != NULL ? error->message : NULL);
  if (error != NULL)
    return;
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

void
sf_save_dialog_save_to (SfSaveDialog *self, GFile *place)
{
  read_order (self);
  WorkerOrder order = {
    .job = save_jobs_save,
    .input = save_jobs_order_dup (&self->order, place),
    .input_free = (GDestroyNotify)save_jobs_order_free,
  };
  self->saving = TRUE;
  show_problem (self, NULL);
  show_state (self);
  worker_run (self->worker, order, self, on_saved, NULL);
}

static void
on_place_chosen (SfSaveDialog *self, int response)
{
  g_autoptr (GFile) place =
      response == GTK_RESPONSE_ACCEPT
          ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
          : NULL;
  g_clear_object (&self->chooser);
  if (place != NULL)
    sf_save_dialog_save_to (self, place);
}

static void
on_save_clicked (SfSaveDialog *self)
{
  g_auto (GStrv) names = save_jobs_dup_names (&self->order);
  gboolean several = names[1] != NULL;
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (
      several ? _ ("Folder for the files") : _ ("Save the totals"), GTK_WINDOW (self),
      several ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_SAVE,
      NULL, NULL);
  if (!several)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), names[0]);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_place_chosen),
                           self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* It stays until it is known how the saving went. */
static gboolean
on_close_request (SfSaveDialog *self)
{
  return self->saving ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* ---- the dialog ---- */

static void
sf_save_dialog_dispose (GObject *object)
{
  SfSaveDialog *self = SF_SAVE_DIALOG (object);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->languages, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_SAVE_DIALOG);
  G_OBJECT_CLASS (sf_save_dialog_parent_class)->dispose (object);
}

static void
sf_save_dialog_class_init (SfSaveDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_save_dialog_dispose;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-save-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, formats);
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, language);
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, sign_row);
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, sign);
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, files);
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, SfSaveDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

/* A row is what the focus is on and what is read out. */
static void
show_checked (GtkCheckButton *check, GParamSpec *property, GtkWidget *row)
{
  (void)property;
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                               gtk_check_button_get_active (check)
                                   ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                   : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static void
add_format (SfSaveDialog *self, SaveFormat format)
{
  SaveSubject subject = self->order.subject;
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, "can-focus", FALSE,
                                   "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO,
                    "title", _ (formats[subject][format].title), "subtitle",
                    _ (formats[subject][format].subtitle), "title-lines", 0,
                    "subtitle-lines", 0, "activatable-widget", check, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->formats, row);
  self->checks[format] = GTK_CHECK_BUTTON (check);
  if (format != SAVE_PAGE)
    gtk_check_button_set_group (self->checks[format], self->checks[SAVE_PAGE]);
  g_signal_connect (check, "notify::active", G_CALLBACK (show_checked), row);
  show_checked (self->checks[format], NULL, row);
}

static void
add_formats (SfSaveDialog *self)
{
  for (guint i = 0; i < SAVE_N_FORMATS; i++)
    if (save_jobs_has_format (self->order.subject, (SaveFormat)i))
      add_format (self, (SaveFormat)i);
  gtk_check_button_set_active (self->checks[SAVE_PAGE], TRUE);
  for (guint i = 0; i < SAVE_N_FORMATS; i++)
    if (self->checks[i] != NULL)
      g_signal_connect_swapped (self->checks[i], "toggled", G_CALLBACK (show_state),
                                self);
}

static void
sf_save_dialog_init (SfSaveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->languages = g_ptr_array_new_with_free_func (g_free);
}

static void
add_language (SfSaveDialog *self, GtkStringList *names, const char *language)
{
  g_autofree char *name = words_dup_language_name (language);
  gtk_string_list_append (names, name);
  g_ptr_array_add (self->languages, g_strdup (language));
}

/* The campaign's languages, and that of the screen, which is chosen at first. */
static void
fill_languages (SfSaveDialog *self, const Form *form)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  const char *screen = words_language (catalogue);
  guint chosen = (guint)form->n_languages;
  for (gsize i = 0; i < form->n_languages; i++)
    {
      add_language (self, names, form->languages[i]);
      if (strcmp (form->languages[i], screen) == 0)
        chosen = (guint)i;
    }
  if (chosen == form->n_languages)
    add_language (self, names, screen);
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language, chosen);
}

SfSaveDialog *
sf_save_dialog_new (GtkWindow *parent, Worker *worker, SaveSubject subject,
                    const Form *form)
{
  SfSaveDialog *self =
      g_object_new (SF_TYPE_SAVE_DIALOG, "transient-for", parent, NULL);
  self->worker = worker;
  self->order.subject = subject;
  self->order.period = form->period;
  fill_languages (self, form);
  add_formats (self);
  show_state (self);
  return self;
}
