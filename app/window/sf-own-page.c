/* See sf-own-page.h. */
#include "config.h"

#include "sf-own-page.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
#include "sf-counting.h"
#include "sf-counts-saver.h"
#include "sf-window.h"
#include "total-jobs.h"
#include "totals-words.h"

struct _SfOwnPage
{
  AdwBin parent_instance;

  GtkLabel *problem;
  SfCounting *counting;
  GtkBox *periods;
  GtkWidget *save_button;

  Worker *worker; /* NULL until it was shown */
  GArray *shown; /* of Period */
};

G_DEFINE_FINAL_TYPE (SfOwnPage, sf_own_page, ADW_TYPE_BIN)

static void
show_problem (SfOwnPage *self, const char *text)
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
add_period (SfOwnPage *self, const Tally *tally, const char *language)
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
  gtk_box_append (self->periods, group);
}

/* Takes away what the page shows. */
static void
clear_periods (SfOwnPage *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->periods))) != NULL)
    gtk_box_remove (self->periods, child);
  g_array_set_size (self->shown, 0);
  gtk_widget_set_visible (self->save_button, FALSE);
  show_problem (self, NULL);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfOwnPage *self = SF_OWN_PAGE (source);
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tallies = worker_finish (result, &error);
  clear_periods (self);
  show_problem (self, error != NULL ? error->message : NULL);
  for (guint i = 0; tallies != NULL && i < tallies->len; i++)
    {
      const Tally *tally = tallies->pdata[i];
      add_period (self, tally, catalogue_language (catalogue));
      g_array_append_val (self->shown, tally->form->period);
    }
  gtk_widget_set_visible (self->save_button, self->shown->len > 0);
}

static void
load (SfOwnPage *self)
{
  if (self->worker == NULL)
    return;
  WorkerOrder order = {
    .job = total_jobs_own,
    .result_free = (GDestroyNotify)g_ptr_array_unref,
  };
  sf_counting_run (self->counting, self->worker, order, GTK_WIDGET (self), on_loaded);
}

void
sf_own_page_show (SfOwnPage *self, Worker *worker)
{
  self->worker = worker;
  clear_periods (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self))) /* or it is loaded when it is */
    load (self);
}

static void
on_saved (SfOwnPage *self, const char *problem)
{
  show_problem (self, problem);
  if (problem == NULL)
    sf_window_say (GTK_WIDGET (self), _ ("The exact counts are saved"));
}

static void
on_save_clicked (SfOwnPage *self)
{
  g_autoptr (GArray) periods = g_array_copy (self->shown);
  g_autoptr (SfCountsSaver) saver = sf_counts_saver_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->worker, periods);
  g_signal_connect_object (saver, "done", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  sf_counts_saver_start (saver);
}

static void
sf_own_page_dispose (GObject *object)
{
  SfOwnPage *self = SF_OWN_PAGE (object);
  g_clear_pointer (&self->shown, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_OWN_PAGE);
  G_OBJECT_CLASS (sf_own_page_parent_class)->dispose (object);
}

static void
sf_own_page_class_init (SfOwnPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_own_page_dispose;
  g_type_ensure (SF_TYPE_COUNTING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-own-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfOwnPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SfOwnPage, counting);
  gtk_widget_class_bind_template_child (widget_class, SfOwnPage, periods);
  gtk_widget_class_bind_template_child (widget_class, SfOwnPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "totals.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "totals.back",
                                       NULL);
}

static void
sf_own_page_init (SfOwnPage *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (Period));
  gtk_widget_init_template (GTK_WIDGET (self));
}
