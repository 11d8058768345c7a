/* See sf-import-dialog.h. */
#include "config.h"

#include "sf-import-dialog.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
#include "import-jobs.h"
#include "sf-window.h"

#define PROBLEMS_SHOWN 100
#define METER_MILLISECONDS 100
#define CELL_CHARACTERS 24 /* of the first rows; a longer cell is cut */

struct _SfImportDialog
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkButton *act;
  GtkLabel *failed;
  AdwPreferencesGroup *preview;
  GtkGrid *cells;
  GtkLabel *persons, *verdict;
  GtkListBox *problems;
  GtkBox *running;
  GtkProgressBar *bar;

  SfRefusals *refusals;
  GtkFileChooserNative *chooser; /* while it is open */
  ImportFile *file;
  ImportMeter *meter; /* while a job runs */
  guint reading; /* files that were chosen and are not read yet */
  SessionImportFlags flags; /* what the button would import with */
  guint64 rows; /* good ones, by the trial */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (SfImportDialog, sf_import_dialog, ADW_TYPE_BIN)

static void
clear_problems (SfImportDialog *self)
{
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->problems))) != NULL)
    gtk_list_box_remove (self->problems, row);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), FALSE);
}

static void
clear_cells (SfImportDialog *self)
{
  GtkWidget *cell;
  while ((cell = gtk_widget_get_first_child (GTK_WIDGET (self->cells))) != NULL)
    gtk_grid_remove (self->cells, cell);
}

/* Nothing runs any more; what runs all the same is cancelled and imports nothing. */
static void
stop (SfImportDialog *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->meter != NULL)
    import_jobs_meter_cancel (self->meter);
  g_clear_pointer (&self->meter, import_jobs_meter_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->running), FALSE);
}

void
sf_import_dialog_reset (SfImportDialog *self)
{
  stop (self);
  g_clear_pointer (&self->file, import_jobs_file_free);
  clear_problems (self);
  clear_cells (self);
  gtk_widget_set_visible (GTK_WIDGET (self->act), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->failed), FALSE);
  gtk_label_set_text (self->verdict, "");
  gtk_stack_set_visible_child_name (self->stack, "choose");
}

static void
show_failed (SfImportDialog *self, const char *message)
{
  gtk_label_set_text (self->failed, message);
  gtk_widget_set_visible (GTK_WIDGET (self->failed), TRUE);
}

static void
show_verdict (SfImportDialog *self, const char *text)
{
  gtk_label_set_text (self->verdict, text);
}

static void
offer_import (SfImportDialog *self, SessionImportFlags flags, const char *label)
{
  self->flags = flags;
  gtk_button_set_label (self->act, label);
  gtk_widget_set_visible (GTK_WIDGET (self->act), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->act));
}

static void
show_problems (SfImportDialog *self, const SessionImport *import)
{
  clear_problems (self);
  for (guint i = 0; i < MIN (import->problems->len, PROBLEMS_SHOWN); i++)
    {
      const SessionImportProblem *problem =
          &g_array_index (import->problems, SessionImportProblem, i);
      g_autofree char *title = g_markup_escape_text (problem->message, -1);
      gtk_list_box_append (
          self->problems,
          g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "title-lines", 0, NULL));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problems), import->problems->len > 0);
}

static void
show_good (SfImportDialog *self, guint64 rows)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu row is good; nothing was changed yet.",
                   "%lu rows are good; nothing was changed yet.", (gulong)rows),
      (gulong)rows);
  self->rows = rows;
  show_verdict (self, text);
  if (rows > 0)
    offer_import (self, SESSION_IMPORT_DEFAULT, _ ("_Import"));
}

static void
show_needs_more (SfImportDialog *self, const char *reason)
{
  g_autofree char *text = g_strdup_printf (
      "%s\n\n%s", reason,
      _ ("If this is another table, import it too. If it is the same one, or one that "
         "holds the same refusals, leave it."));
  show_verdict (self, text);
  offer_import (self, SESSION_IMPORT_MORE, _ ("_Import More"));
}

static void
show_imported (SfImportDialog *self, guint64 rows)
{
  g_autofree char *text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu row was imported.",
                                    "%lu rows were imported.", (gulong)rows),
                       (gulong)rows);
  sf_window_say (GTK_WIDGET (self), text);
  sf_refusals_reload (self->refusals);
  sf_import_dialog_reset (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "refusals.back", NULL);
}

static void
show_report (SfImportDialog *self, const ImportReport *report)
{
  gboolean trial = (self->flags & SESSION_IMPORT_DRY_RUN) != 0;
  switch (report->outcome)
    {
    case IMPORT_DONE:
      if (trial)
        show_good (self, report->import.rows);
      else
        show_imported (self, report->import.rows);
      break;
    case IMPORT_NEEDS_MORE:
      show_needs_more (self, report->reason);
      break;
    case IMPORT_CANCELLED:
      show_verdict (self, report->reason);
      if (!trial)
        offer_import (self, self->flags, _ ("_Import"));
      break;
    case IMPORT_REFUSED:
    default:
      show_verdict (self, report->reason);
      show_problems (self, &report->import);
    }
}

static void
on_run_done (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfImportDialog *self = SF_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (ImportReport) report = worker_finish (result, &error);
  /* Left meanwhile, for another page, another file or a lock: then it was cancelled.
   * An import that was too far to be is there when the list is read. */
  if (self->meter == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  g_clear_pointer (&self->meter, import_jobs_meter_unref);
  stop (self);
  if (report != NULL)
    show_report (self, report);
  else
    show_failed (self, error->message);
}

static gboolean
on_meter_due (gpointer data)
{
  SfImportDialog *self = data;
  gsize done = import_jobs_meter_done (self->meter);
  if (done == 0 || self->rows == 0)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar,
                                   MIN (1.0, (double)done / (double)self->rows));
  return G_SOURCE_CONTINUE;
}

static void
run (SfImportDialog *self, SessionImportFlags flags)
{
  stop (self);
  self->flags = flags;
  self->meter = import_jobs_meter_new ();
  self->timeout = g_timeout_add (METER_MILLISECONDS, on_meter_due, self);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->running), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->act), FALSE);
  show_verdict (self, (flags & SESSION_IMPORT_DRY_RUN) != 0
                          ? _ ("Checking every row; nothing is changed yet.")
                          : _ ("Importing. All rows are kept, or none."));
  sf_refusals_run (
      self->refusals,
      (WorkerOrder){ .job = import_jobs_run,
                     .input =
                         import_jobs_order_new (self->file->csv, flags, self->meter),
                     .input_free = (GDestroyNotify)import_jobs_order_free,
                     .result_free = (GDestroyNotify)import_jobs_report_free },
      self, on_run_done);
}

static void
on_act (SfImportDialog *self)
{
  run (self, self->flags & ~SESSION_IMPORT_DRY_RUN);
}

/* The job ends soon after, and says that nothing was added. */
static void
on_cancel (SfImportDialog *self)
{
  if (self->meter != NULL)
    import_jobs_meter_cancel (self->meter);
}

static void
show_row (SfImportDialog *self, char **cells, int row)
{
  for (int i = 0; cells[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (cells[i]);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      if (g_utf8_strlen (cells[i], -1) > CELL_CHARACTERS)
        {
          gtk_label_set_width_chars (GTK_LABEL (label), CELL_CHARACTERS);
          gtk_label_set_max_width_chars (GTK_LABEL (label), CELL_CHARACTERS);
          gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
        }
      gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "caption");
      gtk_grid_attach (self->cells, label, i, row, 1, 1);
    }
}

static void
show_file (SfImportDialog *self)
{
  adw_inside_set_group_title (self->preview, self->file->name);
  clear_cells (self);
  for (guint i = 0; i < self->file->head->len; i++)
    show_row (self, self->file->head->pdata[i], (int)i);
  gtk_widget_set_visible (
      GTK_WIDGET (self->persons),
      self->file->persons && !sf_refusals_is_shared (self->refusals));
  gtk_stack_set_visible_child_name (self->stack, "file");
}

static void
on_file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfImportDialog *self = SF_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  ImportFile *file = worker_finish (result, &error);
  /* Of files chosen in quick succession the last one counts. The others are not even
   * checked: what came of that would be taken for the last one's. */
  if (--self->reading > 0)
    {
      import_jobs_file_free (file);
      return;
    }
  if (file == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      import_jobs_file_free (file);
      if (error != NULL)
        show_failed (self, error->message);
      return;
    }
  sf_import_dialog_reset (self);
  self->file = file;
  self->rows = 0;
  show_file (self);
  run (self, SESSION_IMPORT_DRY_RUN);
}

void
sf_import_dialog_open (SfImportDialog *self, GFile *file)
{
  sf_import_dialog_reset (self);
  self->reading++;
  sf_refusals_run (
      self->refusals,
      (WorkerOrder){ .job = import_jobs_read,
                     .input = g_object_ref (file),
                     .input_free = g_object_unref,
                     .result_free = (GDestroyNotify)import_jobs_file_free },
      self, on_file_read);
}

static void
on_chosen (SfImportDialog *self, int response)
{
  g_autoptr (GFile) file = NULL;
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    sf_import_dialog_open (self, file);
}

static void
on_choose (SfImportDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  if (self->chooser != NULL)
    return;
  self->chooser =
      gtk_file_chooser_native_new (_ ("Choose a Table"), GTK_WINDOW (root),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_file_filter_set_name (tables, _ ("Tables (CSV)"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_mime_type (tables, "text/csv");
  gtk_file_filter_add_mime_type (tables, "text/tab-separated-values");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), tables);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* The window locks, or another page is shown: nothing goes on unseen. */
static void
sf_import_dialog_unmap (GtkWidget *widget)
{
  sf_import_dialog_reset (SF_IMPORT_DIALOG (widget));
  GTK_WIDGET_CLASS (sf_import_dialog_parent_class)->unmap (widget);
}

static void
sf_import_dialog_dispose (GObject *object)
{
  SfImportDialog *self = SF_IMPORT_DIALOG (object);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->meter != NULL)
    import_jobs_meter_cancel (self->meter);
  g_clear_pointer (&self->meter, import_jobs_meter_unref);
  g_clear_pointer (&self->file, import_jobs_file_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->refusals);
  G_OBJECT_CLASS (sf_import_dialog_parent_class)->dispose (object);
}

static void
sf_import_dialog_class_init (SfImportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_import_dialog_dispose;
  widget_class->unmap = sf_import_dialog_unmap;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, act);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, cells);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, persons);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, problems);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, running);
  gtk_widget_class_bind_template_child (widget_class, SfImportDialog, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_act);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
}

static void
sf_import_dialog_init (SfImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfImportDialog *
sf_import_dialog_new (SfRefusals *refusals)
{
  SfImportDialog *self = g_object_new (SF_TYPE_IMPORT_DIALOG, NULL);
  self->refusals = g_object_ref (refusals);
  return self;
}
