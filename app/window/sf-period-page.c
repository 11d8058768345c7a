/* See sf-period-page.h. Its questions to the session are in total-jobs.h. */
#include "config.h"

#include "sf-period-page.h"

#include <glib/gi18n-lib.h>

#include "release-printer.h"
#include "sf-close-dialog.h"
#include "sf-counting.h"
#include "sf-counts-saver.h"
#include "sf-counts-view.h"
#include "sf-release-view.h"
#include "sf-save-dialog.h"
#include "sf-window.h"
#include "totals-words.h"

struct _SfPeriodPage
{
  AdwBin parent_instance;

  GtkWidget *back;
  GtkLabel *title;
  GtkLabel *state;
  GtkLabel *problem;
  GtkWidget *close_button;
  AdwBin *figures;
  SfCounting *counting;
  GtkWidget *publish;
  GtkWidget *keep_button;

  Worker *worker; /* NULL until there is a period to show */
  Period period;
  PeriodTotals *totals; /* NULL until they are loaded */
};

G_DEFINE_FINAL_TYPE (SfPeriodPage, sf_period_page, ADW_TYPE_BIN)

static GtkWindow *
get_window (SfPeriodPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
show_problem (SfPeriodPage *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/* Takes away what the page shows of a period. */
static void
clear_totals (SfPeriodPage *self)
{
  g_clear_pointer (&self->totals, total_jobs_totals_free);
  gtk_label_set_text (self->state, "");
  adw_bin_set_child (self->figures, NULL);
  gtk_widget_set_visible (self->close_button, FALSE);
  gtk_widget_set_visible (self->publish, FALSE);
  gtk_widget_set_visible (self->keep_button, FALSE);
  show_problem (self, NULL);
}

static void
show_totals (SfPeriodPage *self)
{
  const PeriodTotals *totals = self->totals;
  LedgerState state = totals->period.state;
  gtk_label_set_text (self->state, totals_words_state (state));
  adw_bin_set_child (self->figures,
                     state == LEDGER_CLOSED
                         ? GTK_WIDGET (sf_release_view_new (totals->release))
                         : GTK_WIDGET (sf_counts_view_new (totals->tally)));
  gtk_widget_set_visible (self->close_button, state == LEDGER_CLOSABLE);
  gtk_widget_set_visible (self->publish, state == LEDGER_CLOSED);
  gtk_widget_set_visible (self->keep_button, state != LEDGER_CLOSED);
}

/* ---- loading ---- */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfPeriodPage *self = SF_PERIOD_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (PeriodTotals) totals = worker_finish (result, &error);
  clear_totals (self);
  if (error != NULL)
    {
      show_problem (self, error->message);
      return;
    }
  self->totals = g_steal_pointer (&totals);
  show_totals (self);
}

static void
load (SfPeriodPage *self)
{
  if (self->worker == NULL)
    return;
  WorkerOrder order = {
    .job = total_jobs_period,
    .input = g_memdup2 (&self->period, sizeof self->period),
    .input_free = g_free,
    .result_free = (GDestroyNotify)total_jobs_totals_free,
  };
  sf_counting_run (self->counting, self->worker, order, GTK_WIDGET (self), on_loaded);
}

void
sf_period_page_show (SfPeriodPage *self, Worker *worker, Period period)
{
  g_autofree char *title = totals_words_period (period);
  self->worker = worker;
  self->period = period;
  clear_totals (self);
  gtk_label_set_text (self->title, title);
  if (gtk_widget_get_mapped (GTK_WIDGET (self))) /* or it is loaded when it is */
    load (self);
}

static void
on_period_closed (SfPeriodPage *self)
{
  sf_window_say (GTK_WIDGET (self), _ ("The period is closed"));
  load (self);
  gtk_widget_grab_focus (self->back);
}

static void
on_close_clicked (SfPeriodPage *self)
{
  SfCloseDialog *dialog =
      sf_close_dialog_new (get_window (self), self->worker, self->totals->tally);
  g_signal_connect_object (dialog, "period-closed", G_CALLBACK (on_period_closed), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_saved (SfPeriodPage *self)
{
  sf_window_say (GTK_WIDGET (self), _ ("The totals are saved"));
}

static void
on_save_clicked (SfPeriodPage *self)
{
  SfSaveDialog *dialog = sf_save_dialog_new (get_window (self), self->worker,
                                             SAVE_RELEASE, self->totals->release->form);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_kept (SfPeriodPage *self, const char *problem)
{
  show_problem (self, problem);
  if (problem == NULL)
    sf_window_say (GTK_WIDGET (self), _ ("The exact counts are saved"));
}

static void
on_keep_clicked (SfPeriodPage *self)
{
  g_autoptr (GArray) periods = g_array_new (FALSE, FALSE, sizeof (Period));
  g_array_append_val (periods, self->period);
  g_autoptr (SfCountsSaver) saver =
      sf_counts_saver_new (get_window (self), self->worker, periods);
  g_signal_connect_object (saver, "done", G_CALLBACK (on_kept), self,
                           G_CONNECT_SWAPPED);
  sf_counts_saver_start (saver);
}

static void
on_print_clicked (SfPeriodPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkPrintOperation) printing = release_printer_new (self->totals->release);
  gtk_print_operation_set_allow_async (printing, TRUE);
  gtk_print_operation_run (printing, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           get_window (self), &error);
  show_problem (self, error != NULL ? error->message : NULL);
}

static void
sf_period_page_dispose (GObject *object)
{
  SfPeriodPage *self = SF_PERIOD_PAGE (object);
  g_clear_pointer (&self->totals, total_jobs_totals_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_PERIOD_PAGE);
  G_OBJECT_CLASS (sf_period_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SfPeriodPage, back);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, title);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, state);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, problem);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, close_button);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, figures);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, counting);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, publish);
  gtk_widget_class_bind_template_child (class, SfPeriodPage, keep_button);
}

/* The keys that go back, as in other apps. */
static void
add_bindings (GtkWidgetClass *class)
{
  gtk_widget_class_add_binding_action (class, GDK_KEY_Left, GDK_ALT_MASK, "totals.back",
                                       NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Escape, 0, "totals.back", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Back, 0, "totals.back", NULL);
}

static void
sf_period_page_class_init (SfPeriodPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_period_page_dispose;
  g_type_ensure (SF_TYPE_COUNTING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-period-page.ui");
  bind_children (widget_class);
  add_bindings (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_clicked);
}

static void
sf_period_page_init (SfPeriodPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
