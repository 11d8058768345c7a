/* See sf-release-view.h. */
#include "config.h"

#include "sf-release-view.h"

#include <glib/gi18n-lib.h>

#include "bound.h"
#include "sf-question.h"
#include "totals-words.h"
#include "words-page.h"

struct _SfReleaseView
{
  AdwBin parent_instance;

  GtkLabel *introduction;
  GtkBox *questions;
  AdwActionRow *minimum, *release_bound, *year_bound;
};

G_DEFINE_FINAL_TYPE (SfReleaseView, sf_release_view, ADW_TYPE_BIN)

static void
sf_release_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_RELEASE_VIEW);
  G_OBJECT_CLASS (sf_release_view_parent_class)->dispose (object);
}

static void
sf_release_view_class_init (SfReleaseViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_release_view_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-release-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SfReleaseView, introduction);
  gtk_widget_class_bind_template_child (widget_class, SfReleaseView, questions);
  gtk_widget_class_bind_template_child (widget_class, SfReleaseView, minimum);
  gtk_widget_class_bind_template_child (widget_class, SfReleaseView, release_bound);
  gtk_widget_class_bind_template_child (widget_class, SfReleaseView, year_bound);
}

static void
sf_release_view_init (SfReleaseView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_figures (SfQuestion *shown, const Release *release, gsize at,
              const Catalogue *catalogue)
{
  const Form *form = release->form;
  const FormQuestion *question = &form->questions[at];
  Rule rule = rule_for (&form->rule, question);
  sf_bar_chart_set_within (sf_question_chart (shown), bound_spread (&rule));
  for (gsize i = 0; i < question->n_buckets; i++)
    {
      const FormBucket *bucket = &question->buckets[i];
      const ReleaseCell *cell = &release->answers[at].cells[i];
      sf_bar_chart_add (
          sf_question_chart (shown),
          form_name (form, bucket->names, bucket->id, catalogue_language (catalogue)),
          cell->kind == RELEASE_BELOW ? SF_BAR_BELOW : SF_BAR_FIGURE, cell->value);
    }
  sf_question_take_sentence (shown, words_figures (catalogue, &rule));
}

static GtkWidget *
new_question (const Release *release, gsize at, const Catalogue *catalogue)
{
  const Form *form = release->form;
  const FormQuestion *question = &form->questions[at];
  SfQuestion *shown = sf_question_new (
      form_name (form, question->names, question->id, catalogue_language (catalogue)));
  if (release->answers[at].withheld)
    {
      g_autofree char *withheld = words_withheld (catalogue);
      sf_question_set_withheld (shown, withheld);
    }
  else
    show_figures (shown, release, at, catalogue);
  sf_question_take_sentence (
      shown,
      words_question_bound (catalogue, &form->rule, form_question_exponent (question)));
  return GTK_WIDGET (shown);
}

/* sentence: (transfer full). */
static void
say (AdwActionRow *row, char *sentence)
{
  adw_action_row_set_subtitle (row, sentence);
  g_free (sentence);
}

SfReleaseView *
sf_release_view_new (const Release *release)
{
  SfReleaseView *self = g_object_new (SF_TYPE_RELEASE_VIEW, NULL);
  const Form *form = release->form;
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  gtk_label_set_text (self->introduction,
                      words_page_get (catalogue, WORDS_PAGE_INTRODUCTION));
  for (gsize i = 0; i < form->n_questions; i++)
    gtk_box_append (self->questions, new_question (release, i, catalogue));
  g_autofree char *year = words_year_bound (catalogue, &form->rule);
  g_autofree char *limits = words_limits (catalogue);
  say (self->minimum, words_minimum (catalogue, &form->rule));
  say (self->release_bound,
       words_release_bound (catalogue, &form->rule, form_exponent (form)));
  say (self->year_bound, g_strdup_printf ("%s\n%s", year, limits));
  return self;
}
