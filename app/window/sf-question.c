/* See sf-question.h. */
#include "sf-question.h"

struct _SfQuestion
{
  AdwBin parent_instance;

  GtkLabel *name;
  SfBarChart *chart;
  GtkLabel *withheld;
  GtkBox *sentences;
};

G_DEFINE_FINAL_TYPE (SfQuestion, sf_question, ADW_TYPE_BIN)

SfBarChart *
sf_question_chart (SfQuestion *question)
{
  return question->chart;
}

void
sf_question_set_withheld (SfQuestion *question, const char *text)
{
  gtk_label_set_text (question->withheld, text);
  gtk_widget_set_visible (GTK_WIDGET (question->withheld), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (question->chart), FALSE);
}

void
sf_question_take_sentence (SfQuestion *question, char *text)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (question->sentences, label);
  g_free (text);
}

static void
sf_question_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_QUESTION);
  G_OBJECT_CLASS (sf_question_parent_class)->dispose (object);
}

static void
sf_question_class_init (SfQuestionClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_question_dispose;
  g_type_ensure (SF_TYPE_BAR_CHART);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-question.ui");
  gtk_widget_class_bind_template_child (widget_class, SfQuestion, name);
  gtk_widget_class_bind_template_child (widget_class, SfQuestion, chart);
  gtk_widget_class_bind_template_child (widget_class, SfQuestion, withheld);
  gtk_widget_class_bind_template_child (widget_class, SfQuestion, sentences);
}

static void
sf_question_init (SfQuestion *question)
{
  gtk_widget_init_template (GTK_WIDGET (question));
}

SfQuestion *
sf_question_new (const char *name)
{
  SfQuestion *question = g_object_new (SF_TYPE_QUESTION, NULL);
  gtk_label_set_text (question->name, name);
  sf_bar_chart_set_title (question->chart, name);
  return question;
}
