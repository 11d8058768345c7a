/* See sf-series-page.h. What is shown comes from export/series.h, and its sentences
 * from words-series.h, as in files. */
#include "config.h"

#include "sf-series-page.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
#include "bound.h"
#include "sf-counting.h"
#include "sf-question.h"
#include "sf-save-dialog.h"
#include "sf-window.h"
#include "total-jobs.h"
#include "totals-words.h"
#include "words-series.h"

struct _SfSeriesPage
{
  AdwBin parent_instance;

  GtkLabel *span, *introduction, *problem;
  SfCounting *counting;
  GtkWidget *shown; /* all that is about the series */
  AdwComboRow *question;
  GtkBox *buckets;
  AdwPreferencesGroup *total;
  AdwPreferencesGroup *notes;

  Worker *worker; /* NULL until it was shown */
  Series *series; /* NULL until it is loaded */
  GPtrArray *total_rows, *note_rows; /* borrowed */
};

G_DEFINE_FINAL_TYPE (SfSeriesPage, sf_series_page, ADW_TYPE_BIN)

static const char *
get_name (const SeriesQuestion *question, char *const *names, const char *id,
          const Catalogue *catalogue)
{
  return form_name (question->form, names, id, catalogue_language (catalogue));
}

/* ---- rows of sentences ---- */

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

/* title, subtitle: (transfer full); the latter may be NULL. */
static void
take_row (AdwPreferencesGroup *group, GPtrArray *rows, char *title, char *subtitle)
{
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0,
                    "subtitle-lines", 0, "title", title, "subtitle", subtitle, NULL);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
  g_free (title);
  g_free (subtitle);
}

/* ---- a bucket ---- */

static void
add_point (SfBarChart *chart, const SeriesPoint *point, gsize bucket,
           const Catalogue *catalogue)
{
  g_autofree char *period = totals_words_period (point->period);
  if (point->answer->withheld)
    {
      g_autofree char *withheld = words_withheld (catalogue);
      sf_bar_chart_add_withheld (chart, period, withheld);
      return;
    }
  const ReleaseCell *cell = &point->answer->cells[bucket];
  sf_bar_chart_add (chart, period,
                    cell->kind == RELEASE_BELOW ? SF_BAR_BELOW : SF_BAR_FIGURE,
                    cell->value);
}

/* (transfer full): "In all: 80 to 95. In 95 of 100 …" */
static char *
describe_sum (const Catalogue *catalogue, SeriesSum sum)
{
  g_autofree char *range = words_series_sum (catalogue, sum);
  g_autofree char *within = words_series_within (catalogue, sum);
  g_autofree char *head =
      /* Translators: what a figure is of, and the figure. */
      g_strdup_printf (_ ("%s: %s"), words_series_get (catalogue, WORDS_SERIES_IN_ALL),
                       range);
  return within != NULL ? g_strdup_printf ("%s\n%s", head, within)
                        : g_steal_pointer (&head);
}

/* The largest that any bar of the question shows, so that all are to one scale. */
static gint64
find_largest (const SeriesQuestion *question, gint64 within)
{
  gint64 largest = 0;
  for (guint i = 0; i < question->n_points; i++)
    for (gsize j = 0;
         !question->points[i].answer->withheld && j < question->question->n_buckets;
         j++)
      largest = MAX (largest, question->points[i].answer->cells[j].value + within);
  return largest;
}

static GtkWidget *
new_bucket (const SeriesQuestion *question, gsize at, const Catalogue *catalogue)
{
  const FormBucket *bucket = &question->question->buckets[at];
  SfQuestion *shown =
      sf_question_new (get_name (question, bucket->names, bucket->id, catalogue));
  SfBarChart *chart = sf_question_chart (shown);
  gint64 within = bound_spread (&question->rule);
  sf_bar_chart_set_within (chart, within);
  for (guint i = 0; i < question->n_points; i++)
    add_point (chart, &question->points[i], at, catalogue);
  sf_bar_chart_compare (chart, find_largest (question, within));
  if (question->adds_up)
    sf_question_take_sentence (
        shown,
        describe_sum (catalogue, question->points[question->n_points - 1].sums[at]));
  return GTK_WIDGET (shown);
}

/* Of a question that was withheld each time there are no buckets to be shown. */
static GtkWidget *
new_withheld (const SeriesQuestion *question, const Catalogue *catalogue)
{
  SfQuestion *shown = sf_question_new (get_name (question, question->question->names,
                                                 question->question->id, catalogue));
  for (guint i = 0; i < question->n_points; i++)
    add_point (sf_question_chart (shown), &question->points[i], 0, catalogue);
  return GTK_WIDGET (shown);
}

/* ---- a question ---- */

static void
show_total (SfSeriesPage *self, const SeriesQuestion *question,
            const Catalogue *catalogue)
{
  clear_rows (self->total, self->total_rows);
  char *missing = words_series_missing (catalogue, question);
  if (question->adds_up && question->question->n_buckets > 0)
    {
      SeriesSum total = series_total (question);
      g_auto (GStrv) milestones = words_series_milestones (catalogue, question);
      g_autofree char *range = words_series_sum (catalogue, total);
      take_row (self->total, self->total_rows,
                g_strdup_printf (
                    _ ("%s: %s"),
                    words_series_get (catalogue, question->question->n_buckets > 1
                                                     ? WORDS_SERIES_ALL_ANSWERS
                                                     : WORDS_SERIES_IN_ALL),
                    range),
                words_series_within (catalogue, total));
      for (guint i = 0; milestones[i] != NULL; i++)
        take_row (self->total, self->total_rows, g_strdup (_ ("A milestone")),
                  g_strdup (milestones[i]));
    }
  take_row (self->total, self->total_rows, g_strdup (_ ("What is added up")),
            words_series_meaning (catalogue, question));
  if (missing != NULL)
    take_row (self->total, self->total_rows, g_strdup (_ ("What is missing")), missing);
}

static void
show_question (SfSeriesPage *self)
{
  guint at = adw_combo_row_get_selected (self->question);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buckets))) != NULL)
    gtk_box_remove (self->buckets, child);
  if (self->series == NULL || at >= self->series->n_questions)
    return;
  const SeriesQuestion *question = &self->series->questions[at];
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  if (question->question->n_buckets == 0)
    gtk_box_append (self->buckets, new_withheld (question, catalogue));
  for (gsize i = 0; i < question->question->n_buckets; i++)
    gtk_box_append (self->buckets, new_bucket (question, i, catalogue));
  show_total (self, question, catalogue);
}

/* ---- the series ---- */

static void
show_problem (SfSeriesPage *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_notes (SfSeriesPage *self, const Catalogue *catalogue)
{
  g_auto (GStrv) notes = words_series_notes (catalogue, self->series);
  clear_rows (self->notes, self->note_rows);
  adw_inside_set_group_title (self->notes,
                              words_series_get (catalogue, WORDS_SERIES_CONCLUSIONS));
  for (guint i = 0; notes[i] != NULL; i++)
    take_row (self->notes, self->note_rows, g_strdup (notes[i]), NULL);
}

/* The same question as before, if it is still there. */
static void
fill_questions (SfSeriesPage *self, const Catalogue *catalogue)
{
  guint before = adw_combo_row_get_selected (self->question);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  for (guint i = 0; i < self->series->n_questions; i++)
    {
      const SeriesQuestion *question = &self->series->questions[i];
      gtk_string_list_append (names, get_name (question, question->question->names,
                                               question->question->id, catalogue));
    }
  adw_combo_row_set_model (self->question, G_LIST_MODEL (names));
  if (before < self->series->n_questions)
    adw_combo_row_set_selected (self->question, before);
}

static void
show_series (SfSeriesPage *self)
{
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  const GPtrArray *releases = self->series->releases;
  gtk_widget_set_visible (self->shown, releases->len > 0);
  if (releases->len == 0)
    return;
  const Release *first = releases->pdata[0], *last = releases->pdata[releases->len - 1];
  g_autofree char *span =
      words_series_span (catalogue, first->form->period, last->form->period);
  gtk_label_set_text (self->span, span);
  gtk_label_set_text (self->introduction,
                      words_series_get (catalogue, WORDS_SERIES_INTRODUCTION));
  fill_questions (self, catalogue);
  show_notes (self, catalogue);
  show_question (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfSeriesPage *self = SF_SERIES_PAGE (source);
  g_autoptr (GError) error = NULL;
  Series *series = worker_finish (result, &error);
  g_clear_pointer (&self->series, series_free);
  self->series = series;
  show_problem (self, error != NULL ? error->message : NULL);
  if (series != NULL)
    show_series (self);
}

static void
load (SfSeriesPage *self)
{
  if (self->worker == NULL)
    return;
  WorkerOrder order = {
    .job = total_jobs_series,
    .result_free = (GDestroyNotify)series_free,
  };
  sf_counting_run (self->counting, self->worker, order, GTK_WIDGET (self), on_loaded);
}

void
sf_series_page_show (SfSeriesPage *self, Worker *worker)
{
  self->worker = worker;
  if (gtk_widget_get_mapped (GTK_WIDGET (self))) /* or it is loaded when it is */
    load (self);
}

/* ---- saving ---- */

static void
on_saved (SfSeriesPage *self)
{
  sf_window_say (GTK_WIDGET (self), _ ("The totals are saved"));
}

static void
on_save_clicked (SfSeriesPage *self)
{
  SfSaveDialog *dialog =
      sf_save_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                          self->worker, SAVE_SERIES, series_form (self->series));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- the class ---- */

static void
sf_series_page_dispose (GObject *object)
{
  SfSeriesPage *self = SF_SERIES_PAGE (object);
  g_clear_pointer (&self->series, series_free);
  g_clear_pointer (&self->total_rows, g_ptr_array_unref);
  g_clear_pointer (&self->note_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_SERIES_PAGE);
  G_OBJECT_CLASS (sf_series_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SfSeriesPage, span);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, introduction);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, problem);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, counting);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, shown);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, question);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, buckets);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, total);
  gtk_widget_class_bind_template_child (class, SfSeriesPage, notes);
}

static void
sf_series_page_class_init (SfSeriesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_series_page_dispose;
  g_type_ensure (SF_TYPE_COUNTING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-series-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, show_question);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "totals.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "totals.back",
                                       NULL);
}

static void
sf_series_page_init (SfSeriesPage *self)
{
  self->total_rows = g_ptr_array_new ();
  self->note_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
