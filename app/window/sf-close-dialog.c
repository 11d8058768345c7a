/* See sf-close-dialog.h. */
#include "config.h"

#include "sf-close-dialog.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
#include "bound.h"
#include "totals-words.h"

struct _SfCloseDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *head;
  AdwActionRow *enough;
  AdwActionRow *minimum;
  GtkBox *questions;
  AdwActionRow *release_bound, *year_bound, *limits;
  GtkCheckButton *confirm;
  GtkLabel *problem;
  GtkWidget *cancel, *close_button;
  GtkWidget *running; /* what is shown of it */

  Worker *worker;
  Period period;
  gboolean closing;
};

G_DEFINE_FINAL_TYPE (SfCloseDialog, sf_close_dialog, ADW_TYPE_WINDOW)

enum
{
  PERIOD_CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_state (SfCloseDialog *self)
{
  gboolean confirmed = gtk_check_button_get_active (self->confirm);
  gtk_widget_set_sensitive (self->close_button, confirmed && !self->closing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm), !self->closing);
  gtk_widget_set_sensitive (self->cancel, !self->closing);
  gtk_widget_set_visible (self->running, self->closing);
}

static void
show_problem (SfCloseDialog *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfCloseDialog *self = SF_CLOSE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  self->closing = FALSE;
  show_state (self);
  if (error != NULL)
    {
      show_problem (self, error->message);
      return;
    }
  g_signal_emit (self, signals[PERIOD_CLOSED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_close_clicked (SfCloseDialog *self)
{
  WorkerOrder order = {
    .job = total_jobs_close,
    .input = g_memdup2 (&self->period, sizeof self->period),
    .input_free = g_free,
  };
  self->closing = TRUE;
  show_problem (self, NULL);
  show_state (self);
  worker_run (self->worker, order, self, on_closed, NULL);
}

/* It stays until it is known how the closing went. Nothing in it offers to stop that:
 * by the time that anybody would, the counting is over, and what was drawn stands. */
static gboolean
on_close_request (SfCloseDialog *self)
{
  return self->closing ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
sf_close_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_CLOSE_DIALOG);
  G_OBJECT_CLASS (sf_close_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, SfCloseDialog, head);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, enough);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, minimum);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, questions);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, release_bound);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, year_bound);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, limits);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, confirm);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, problem);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, cancel);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, close_button);
  gtk_widget_class_bind_template_child (class, SfCloseDialog, running);
}

static void
sf_close_dialog_class_init (SfCloseDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_close_dialog_dispose;
  signals[PERIOD_CLOSED] =
      g_signal_new ("period-closed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-close-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_close_dialog_init (SfCloseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* sentence: (transfer full). */
static void
say (AdwActionRow *row, char *sentence)
{
  adw_action_row_set_subtitle (row, sentence);
  g_free (sentence);
}

static void
add_row (AdwPreferencesGroup *group, const char *title, char *sentence)
{
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0,
                    "subtitle-lines", 0, "title", title, NULL);
  say (ADW_ACTION_ROW (row), sentence);
  adw_preferences_group_add (group, row);
}

static char *
list_buckets (const Form *form, const FormQuestion *question, const char *language)
{
  GString *names = g_string_new (NULL);
  for (gsize i = 0; i < question->n_buckets; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " · " : "",
                            form_name (form, question->buckets[i].names,
                                       question->buckets[i].id, language));
  return g_string_free (names, FALSE);
}

static void
add_question (SfCloseDialog *self, const Tally *tally, gsize at,
              const Catalogue *catalogue)
{
  const Form *form = tally->form;
  const FormQuestion *question = &form->questions[at];
  const char *language = catalogue_language (catalogue);
  Rule rule = rule_for (&form->rule, question);
  GtkWidget *widget = adw_preferences_group_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (widget);
  adw_inside_set_group_title (
      group, form_name (form, question->names, question->id, language));
  add_row (group, _ ("What may be published"), list_buckets (form, question, language));
  add_row (group, _ ("How likely it is withheld: for your eyes alone"),
           words_chance_withheld (catalogue, &form->rule, tally->counts[at].people));
  add_row (group, _ ("How exact its figures are"), words_figures (catalogue, &rule));
  add_row (group, _ ("What it tells of one person"),
           words_question_bound (catalogue, &form->rule, rule.exponent));
  gtk_box_append (self->questions, widget);
}

SfCloseDialog *
sf_close_dialog_new (GtkWindow *parent, Worker *worker, const Tally *tally)
{
  SfCloseDialog *self =
      g_object_new (SF_TYPE_CLOSE_DIALOG, "transient-for", parent, NULL);
  const Form *form = tally->form;
  g_autoptr (Catalogue) catalogue = totals_words_catalogue ();
  g_autofree char *period = totals_words_period (form->period);
  self->worker = worker;
  self->period = form->period;
  adw_inside_set_group_title (self->head, period);
  say (self->enough, words_enough (catalogue, &form->rule));
  say (self->minimum, words_minimum (catalogue, &form->rule));
  for (gsize i = 0; i < form->n_questions; i++)
    add_question (self, tally, i, catalogue);
  say (self->release_bound,
       words_release_bound (catalogue, &form->rule, form_exponent (form)));
  say (self->year_bound, words_year_bound (catalogue, &form->rule));
  say (self->limits, words_limits (catalogue));
  show_state (self);
  return self;
}
