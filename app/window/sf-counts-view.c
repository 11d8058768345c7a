/* See sf-counts-view.h. */
#include "config.h"

#include "sf-counts-view.h"

#include <glib/gi18n-lib.h>

#include "sf-question.h"
#include "totals-words.h"

struct _SfCountsView
{
  AdwBin parent_instance;

  GtkBox *questions;
};

G_DEFINE_FINAL_TYPE (SfCountsView, sf_counts_view, ADW_TYPE_BIN)

static void
sf_counts_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_COUNTS_VIEW);
  G_OBJECT_CLASS (sf_counts_view_parent_class)->dispose (object);
}

static void
sf_counts_view_class_init (SfCountsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_counts_view_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-counts-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SfCountsView, questions);
}

static void
sf_counts_view_init (SfCountsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_people (gint64 people)
{
  gulong number = (gulong)people;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu person answered.",
                                       "%lu people answered.", number),
                          number);
}

static GtkWidget *
new_question (const Tally *tally, gsize at, const char *language)
{
  const Form *form = tally->form;
  const FormQuestion *question = &form->questions[at];
  SfQuestion *shown =
      sf_question_new (form_name (form, question->names, question->id, language));
  for (gsize i = 0; i < question->n_buckets; i++)
    {
      const FormBucket *bucket = &question->buckets[i];
      sf_bar_chart_add (sf_question_chart (shown),
                        form_name (form, bucket->names, bucket->id, language),
                        SF_BAR_FIGURE, tally->counts[at].buckets[i]);
    }
  sf_question_take_sentence (shown, describe_people (tally->counts[at].people));
  return GTK_WIDGET (shown);
}

SfCountsView *
sf_counts_view_new (const Tally *tally)
{
  SfCountsView *self = g_object_new (SF_TYPE_COUNTS_VIEW, NULL);
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  for (gsize i = 0; i < tally->form->n_questions; i++)
    gtk_box_append (self->questions,
                    new_question (tally, i, catalogue_language (catalogue)));
  return self;
}
