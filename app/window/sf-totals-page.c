/* See sf-totals-page.h. Its questions to the session are in total-jobs.h; a period's
 * own page is sf-period-page.h. */
#include "config.h"

#include "sf-totals-page.h"

#include <glib/gi18n-lib.h>

#include "sf-own-page.h"
#include "sf-period-page.h"
#include "sf-release-check.h"
#include "sf-series-page.h"
#include "totals-words.h"

/* On a row: its place among the overview's periods. */
#define PLACE "place"

struct _SfTotalsPage
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  GtkStack *stack; /* "loading", "periods", "empty" or "failed" */
  AdwStatusPage *failed;
  GtkLabel *problem;
  GtkWidget *own_group;
  GtkWidget *open_group, *closed_group, *series_group;
  GtkListBox *open, *closed; /* periods */
  SfPeriodPage *period_page;
  SfOwnPage *own_page;
  SfSeriesPage *series_page;

  Worker *worker;
  TotalsOverview *overview; /* NULL until it was loaded */
  GtkWidget *chosen; /* weak: the row that was opened last */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SfTotalsPage, sf_totals_page, ADW_TYPE_BIN)

static GtkWindow *
get_window (SfTotalsPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
show_problem (SfTotalsPage *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0,
                       "subtitle-lines", 0, "title", title, "subtitle", subtitle, NULL);
}

/* A row that opens a page. */
static GtkWidget *
new_way (const char *title, const char *subtitle)
{
  GtkWidget *row = new_row (title, subtitle);
  GtkWidget *arrow =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/* place: in the overview's list. */
static void
add_period (SfTotalsPage *self, guint place)
{
  const LedgerPeriod *item =
      &g_array_index (self->overview->periods, LedgerPeriod, place);
  g_autofree char *title = totals_words_period (item->period);
  GtkWidget *row = new_way (title, totals_words_state (item->state));
  g_object_set_data (G_OBJECT (row), PLACE, GUINT_TO_POINTER (place));
  gtk_list_box_append (item->state == LEDGER_CLOSED ? self->closed : self->open, row);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
show_list (GtkWidget *group, GtkListBox *list)
{
  gtk_widget_set_visible (group, gtk_list_box_get_row_at_index (list, 0) != NULL);
}

static void
show_periods (SfTotalsPage *self)
{
  clear_list (self->open);
  clear_list (self->closed);
  for (guint i = 0; i < self->overview->periods->len; i++)
    add_period (self, i);
  show_list (self->open_group, self->open);
  show_list (self->closed_group, self->closed);
  gtk_widget_set_visible (self->series_group,
                          gtk_widget_get_visible (self->closed_group));
  gtk_widget_set_visible (
      self->own_group,
      !self->overview->shared && gtk_widget_get_visible (self->open_group));
}

/* Where the focus was before a page was opened. */
static void
focus_chosen (SfTotalsPage *self)
{
  if (self->chosen != NULL)
    gtk_widget_grab_focus (self->chosen);
}

/* The rows are others now; the one in the same place is chosen. */
static void
choose_again (SfTotalsPage *self, GtkListBox *list, int at)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, at);
  if (row != NULL)
    g_set_weak_pointer (&self->chosen, GTK_WIDGET (row));
}

static void
refresh (SfTotalsPage *self)
{
  GtkListBox *list =
      self->chosen != NULL ? GTK_LIST_BOX (gtk_widget_get_parent (self->chosen)) : NULL;
  gboolean renewed = list == self->open || list == self->closed;
  gboolean focused = self->chosen != NULL && gtk_widget_has_focus (self->chosen);
  int at = renewed ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->chosen)) : 0;
  show_periods (self);
  if (renewed)
    choose_again (self, list, at);
  if (focused)
    focus_chosen (self);
}

static void
on_overview (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfTotalsPage *self = SF_TOTALS_PAGE (source);
  g_autoptr (GError) error = NULL;
  TotalsOverview *overview = worker_finish (result, &error);
  if (error != NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);
      adw_status_page_set_description (self->failed, markup);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  g_clear_pointer (&self->overview, total_jobs_overview_free);
  self->overview = overview;
  refresh (self);
  gtk_stack_set_visible_child_name (self->stack,
                                    overview->periods->len > 0 ? "periods" : "empty");
}

static void
load (SfTotalsPage *self)
{
  WorkerOrder order = {
    .job = total_jobs_load,
    .result_free = (GDestroyNotify)total_jobs_overview_free,
  };
  worker_run (self->worker, order, self, on_overview, NULL);
}

/* Whatever was read of it last, a page begins where it begins. */
static void
scroll_to_top (GtkWidget *page)
{
  GtkWidget *scrolled = adw_bin_get_child (ADW_BIN (page));
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), 0);
}

/* row: where the focus comes back to. */
static void
open_page (SfTotalsPage *self, GtkWidget *page, GtkWidget *row)
{
  scroll_to_top (page);
  g_set_weak_pointer (&self->chosen, row);
  adw_leaflet_set_visible_child (self->leaflet, page);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
on_period_activated (SfTotalsPage *self, GtkListBoxRow *row)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), PLACE));
  sf_period_page_show (
      self->period_page, self->worker,
      g_array_index (self->overview->periods, LedgerPeriod, place).period);
  open_page (self, GTK_WIDGET (self->period_page), GTK_WIDGET (row));
}

static void
on_own_activated (SfTotalsPage *self, GtkWidget *row)
{
  sf_own_page_show (self->own_page, self->worker);
  open_page (self, GTK_WIDGET (self->own_page), row);
}

static void
on_series_activated (SfTotalsPage *self, GtkWidget *row)
{
  sf_series_page_show (self->series_page, self->worker);
  open_page (self, GTK_WIDGET (self->series_page), row);
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfTotalsPage *self = SF_TOTALS_PAGE (widget);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->stack));
  focus_chosen (self);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfTotalsPage *self = SF_TOTALS_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (CheckedRelease) checked = worker_finish (result, &error);
  show_problem (self, error != NULL ? error->message : NULL);
  if (checked != NULL && get_window (self) != NULL)
    gtk_window_present (GTK_WINDOW (sf_release_check_new (get_window (self), checked)));
}

void
sf_totals_page_check (SfTotalsPage *self, GListModel *files)
{
  WorkerOrder order = {
    .job = total_jobs_check,
    .input = g_object_ref (files),
    .input_free = g_object_unref,
    .result_free = (GDestroyNotify)total_jobs_checked_free,
  };
  if (g_list_model_get_n_items (files) > 0)
    worker_run (self->worker, order, self, on_checked, NULL);
}

static void
on_file_chosen (SfTotalsPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files =
          gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));
      sf_totals_page_check (self, files);
    }
  g_clear_object (&self->chooser);
}

static void
on_check_activated (SfTotalsPage *self)
{
  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("The saved release"), get_window (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  /* Its signature and key can be chosen with it, which a portal hands over no other
   * way. */
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_dropped (SfTotalsPage *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *at = dropped; at != NULL; at = at->next)
    g_list_store_append (files, at->data);
  sf_totals_page_check (self, G_LIST_MODEL (files));
  return dropped != NULL;
}

static void
sf_totals_page_dispose (GObject *object)
{
  SfTotalsPage *self = SF_TOTALS_PAGE (object);
  g_clear_object (&self->chooser);
  g_clear_weak_pointer (&self->chosen);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_TOTALS_PAGE);
  g_clear_pointer (&self->overview, total_jobs_overview_free);
  G_OBJECT_CLASS (sf_totals_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SfTotalsPage, leaflet);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, stack);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, failed);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, problem);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, own_group);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, open_group);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, closed_group);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, series_group);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, open);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, closed);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, period_page);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, own_page);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, series_page);
}

static void
sf_totals_page_class_init (SfTotalsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_totals_page_dispose;
  g_type_ensure (SF_TYPE_PERIOD_PAGE);
  g_type_ensure (SF_TYPE_OWN_PAGE);
  g_type_ensure (SF_TYPE_SERIES_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-totals-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_period_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_own_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_series_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_check_activated);
  gtk_widget_class_install_action (widget_class, "totals.back", NULL, go_back);
}

static void
sf_totals_page_init (SfTotalsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_dropped), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

SfTotalsPage *
sf_totals_page_new (Worker *worker)
{
  SfTotalsPage *self = g_object_new (SF_TYPE_TOTALS_PAGE, NULL);
  self->worker = worker;
  return self;
}
