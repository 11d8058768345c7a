/* See sf-totals-page.h. Its questions to the session are in total-jobs.h; a period's
 * own page is sf-period-page.h. */
#include "config.h"

#include "sf-totals-page.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
#include "sf-period-page.h"
#include "sf-release-check.h"
#include "totals-words.h"

struct _SfTotalsPage
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  GtkStack *stack; /* "loading", "periods", "empty" or "failed" */
  AdwStatusPage *failed;
  GtkLabel *problem;
  GtkWidget *own;
  GtkBox *own_periods;
  GtkListBox *periods;
  SfPeriodPage *period_page;

  Worker *worker;
  TotalsOverview *overview; /* NULL until it was loaded */
  guint chosen; /* the place of the period that was opened last */
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

/* What a question counts, a line each; what was not answered is left out. */
static char *
describe_counts (const Tally *tally, gsize at, const char *language)
{
  const FormQuestion *question = &tally->form->questions[at];
  GString *lines = g_string_new (NULL);
  for (gsize i = 0; i < question->n_buckets; i++)
    {
      const FormBucket *bucket = &question->buckets[i];
      g_autofree char *count =
          g_strdup_printf ("%" G_GINT64_FORMAT, tally->counts[at].buckets[i]);
      if (tally->counts[at].buckets[i] == 0)
        continue;
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      /* Translators: a name and its figure. */
      g_string_append_printf (
          lines, _ ("%s: %s"),
          form_name (tally->form, bucket->names, bucket->id, language), count);
    }
  if (lines->len == 0)
    g_string_append (lines, _ ("Nothing of yours counts here yet"));
  return g_string_free (lines, FALSE);
}

static void
add_own_period (SfTotalsPage *self, const Tally *tally, const char *language)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = totals_words_period (tally->form->period);
  adw_inside_set_group_title (ADW_PREFERENCES_GROUP (group), title);
  for (gsize i = 0; i < tally->form->n_questions; i++)
    {
      const FormQuestion *question = &tally->form->questions[i];
      g_autofree char *counts = describe_counts (tally, i, language);
      adw_preferences_group_add (
          ADW_PREFERENCES_GROUP (group),
          new_row (form_name (tally->form, question->names, question->id, language),
                   counts));
    }
  gtk_box_append (self->own_periods, group);
}

static void
show_own (SfTotalsPage *self)
{
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  const GPtrArray *own = self->overview->own;
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->own_periods))) != NULL)
    gtk_box_remove (self->own_periods, child);
  for (guint i = 0; i < own->len; i++)
    add_own_period (self, own->pdata[i], catalogue_language (catalogue));
  gtk_widget_set_visible (self->own, own->len > 0);
}

static void
add_period (SfTotalsPage *self, const LedgerPeriod *item)
{
  g_autofree char *title = totals_words_period (item->period);
  GtkWidget *row = new_row (title, totals_words_state (item->state));
  GtkWidget *arrow =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->periods, row);
}

static void
show_periods (SfTotalsPage *self)
{
  const GArray *periods = self->overview->periods;
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->periods))) != NULL)
    gtk_list_box_remove (self->periods, child);
  for (guint i = 0; i < periods->len; i++)
    add_period (self, &g_array_index (periods, LedgerPeriod, i));
}

/* Where the focus was before a period was opened. */
static void
focus_chosen (SfTotalsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->periods, (int)self->chosen);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
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
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->periods)) != NULL;
  show_own (self);
  show_periods (self);
  if (focused)
    focus_chosen (self);
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

static void
on_period_activated (SfTotalsPage *self, GtkListBoxRow *row)
{
  self->chosen = (guint)gtk_list_box_row_get_index (row);
  const LedgerPeriod *item =
      &g_array_index (self->overview->periods, LedgerPeriod, self->chosen);
  sf_period_page_show (self->period_page, self->worker, item->period);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  gtk_widget_child_focus (GTK_WIDGET (self->period_page), GTK_DIR_TAB_FORWARD);
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  (void)name;
  (void)parameter;
  SfTotalsPage *self = SF_TOTALS_PAGE (widget);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
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
  gtk_widget_class_bind_template_child (class, SfTotalsPage, own);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, own_periods);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, periods);
  gtk_widget_class_bind_template_child (class, SfTotalsPage, period_page);
}

static void
sf_totals_page_class_init (SfTotalsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_totals_page_dispose;
  g_type_ensure (SF_TYPE_PERIOD_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-totals-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_period_activated);
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
