/* See sf-refusal-details.h. */
#include "config.h"

#include "sf-refusal-details.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"
#include "refusal-words.h"
#include "sf-choice-row.h"
#include "sf-week-row.h"
#include "sf-whose-row.h"

struct _SfRefusalDetails
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  AdwActionRow *work, *customer, *grounds, *code_named, *week, *counts;
  AdwPreferencesGroup *outcomes;
  SfChoiceRow *outcome;
  SfWeekRow *learned;
  SfWhoseRow *whose;
  GtkLabel *problem;
  GtkWidget *same_person;

  SfRefusals *refusals;
  GPtrArray *rows; /* of the outcomes; borrowed */
  uint8_t id[ENTRY_ID_BYTES];
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (SfRefusalDetails, sf_refusal_details, ADW_TYPE_BIN)

static void
set_value (AdwActionRow *row, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (row, markup);
}

static void
show_problem (SfRefusalDetails *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
clear_outcomes (SfRefusalDetails *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->outcomes, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_outcomes (SfRefusalDetails *self, const Campaign *campaign, const Refusal *refusal)
{
  clear_outcomes (self);
  for (guint i = 0; i < refusal->n_outcomes; i++)
    {
      const RefusalOutcome *outcome = &refusal->outcomes[i];
      g_autofree char *title = g_markup_escape_text (
          refusal_words_item (campaign, CAMPAIGN_OUTCOMES, outcome->outcome), -1);
      g_autofree char *week = refusal_words_week (outcome->week);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "title-lines",
                                     0, "subtitle", week, NULL);
      adw_preferences_group_add (self->outcomes, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
show_week (SfRefusalDetails *self, const Refusal *refusal)
{
  Week now = sf_refusals_now (self->refusals);
  g_autofree char *week = refusal_words_week (refusal->week);
  g_autofree char *days = refusal_words_days (refusal->week, now);
  g_autofree char *counts = refusal_words_week (refusal->counts);
  /* Translators: a week like 2026-W41, and its days. */
  g_autofree char *text = g_strdup_printf (_ ("%s · %s"), week, days);
  /* Translators: a week like 2026-W41. */
  g_autofree char *other = g_strdup_printf (
      _ ("%s, since the period of its own week was closed before"), counts);
  set_value (self->week, text);
  set_value (self->counts, other);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), refusal->counts != refusal->week);
}

static void
show_refusal (SfRefusalDetails *self, const Refusal *refusal)
{
  const Campaign *campaign = sf_refusals_campaign (self->refusals);
  gboolean shared = sf_refusals_is_shared (self->refusals);
  g_autofree char *grounds = refusal_words_grounds (campaign, refusal->grounds);
  set_value (self->work, refusal_words_item (campaign, CAMPAIGN_WORK, refusal->work));
  set_value (self->customer,
             refusal_words_item (campaign, CAMPAIGN_CUSTOMERS, refusal->customer));
  set_value (self->grounds, grounds);
  set_value (self->code_named, refusal_words_code_named (refusal->code_named));
  show_week (self, refusal);
  show_outcomes (self, campaign, refusal);
  gtk_widget_set_visible (GTK_WIDGET (self->whose), shared);
  gtk_widget_set_visible (self->same_person, shared);
}

/* Nothing chosen yet for the next outcome. */
static void
reset_follow_up (SfRefusalDetails *self)
{
  const PersonChoice unsaid = { .kind = PERSON_UNSAID };
  Week now = sf_refusals_now (self->refusals);
  sf_choice_row_set (self->outcome, -1);
  sf_week_row_set_now (self->learned, now);
  sf_week_row_set (self->learned, now);
  sf_whose_row_fill (self->whose, self->refusals, SF_WHOSE_OUTCOME, &unsaid);
  show_problem (self, NULL);
}

void
sf_refusal_details_show (SfRefusalDetails *self, const uint8_t id[ENTRY_ID_BYTES])
{
  const Refusal *refusal = sf_refusals_find (self->refusals, id);
  if (refusal == NULL)
    return;
  memcpy (self->id, id, ENTRY_ID_BYTES);
  self->shown = TRUE;
  show_refusal (self, refusal);
  reset_follow_up (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->outcome));
}

void
sf_refusal_details_clear (SfRefusalDetails *self)
{
  AdwActionRow *rows[] = { self->work,       self->customer, self->grounds,
                           self->code_named, self->week,     self->counts };
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_action_row_set_subtitle (rows[i], "");
  clear_outcomes (self);
  self->shown = FALSE;
}

static void
on_refusals_changed (SfRefusalDetails *self)
{
  const Refusal *refusal =
      self->shown ? sf_refusals_find (self->refusals, self->id) : NULL;
  if (refusal != NULL)
    show_refusal (self, refusal);
}

static void
on_outcome_added (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfRefusalDetails *self = SF_REFUSAL_DETAILS (source);
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (error != NULL)
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->outcome));
      return;
    }
  reset_follow_up (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->outcome));
  sf_refusals_reload (self->refusals);
}

static void
on_add_outcome (SfRefusalDetails *self)
{
  int outcome = sf_choice_row_get (self->outcome);
  RefusalFollowUp follow_up = { 0 };
  show_problem (self, NULL);
  if (outcome < 0)
    {
      show_problem (self, _ ("Choose what came of it."));
      gtk_widget_grab_focus (GTK_WIDGET (self->outcome));
      return;
    }
  if (!sf_week_row_get (self->learned, &follow_up.week))
    return;
  memcpy (follow_up.id, self->id, ENTRY_ID_BYTES);
  follow_up.outcome = (guint)outcome;
  if (sf_refusals_is_shared (self->refusals))
    sf_whose_row_get (self->whose, &follow_up.whose);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  sf_refusals_run (self->refusals,
                   (WorkerOrder){ .job = refusal_jobs_add_outcome,
                                  .input = g_memdup2 (&follow_up, sizeof follow_up),
                                  .input_free = g_free },
                   self, on_outcome_added);
}

static gboolean
on_add_keys (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  (void)arguments;
  (void)data;
  on_add_outcome (SF_REFUSAL_DETAILS (widget));
  return GDK_EVENT_STOP;
}

static void
on_delete (SfRefusalDetails *self)
{
  char id[REFUSALS_ID_TEXT_BYTES];
  bytes_to_hex (id, self->id, ENTRY_ID_BYTES);
  gtk_widget_activate_action (GTK_WIDGET (self), "refusals.delete", "s", id);
}

static void
on_same_person (SfRefusalDetails *self)
{
  char id[REFUSALS_ID_TEXT_BYTES];
  bytes_to_hex (id, self->id, ENTRY_ID_BYTES);
  gtk_widget_activate_action (GTK_WIDGET (self), "refusals.same-person", "s", id);
}

static void
sf_refusal_details_dispose (GObject *object)
{
  SfRefusalDetails *self = SF_REFUSAL_DETAILS (object);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_REFUSAL_DETAILS);
  g_clear_object (&self->refusals);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (sf_refusal_details_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (
      class, "/page/codeberg/steadfast/Steadfast/ui/sf-refusal-details.ui");
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, scroller);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, work);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, customer);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, grounds);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, code_named);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, week);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, counts);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, outcomes);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, outcome);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, learned);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, whose);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, problem);
  gtk_widget_class_bind_template_child (class, SfRefusalDetails, same_person);
  gtk_widget_class_bind_template_callback (class, on_add_outcome);
  gtk_widget_class_bind_template_callback (class, on_delete);
  gtk_widget_class_bind_template_callback (class, on_same_person);
}

static void
sf_refusal_details_class_init (SfRefusalDetailsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_refusal_details_dispose;
  g_type_ensure (SF_TYPE_CHOICE_ROW);
  g_type_ensure (SF_TYPE_WEEK_ROW);
  g_type_ensure (SF_TYPE_WHOSE_ROW);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                on_add_keys, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                on_add_keys, NULL);
}

static void
sf_refusal_details_init (SfRefusalDetails *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfRefusalDetails *
sf_refusal_details_new (SfRefusals *refusals)
{
  SfRefusalDetails *self = g_object_new (SF_TYPE_REFUSAL_DETAILS, NULL);
  self->refusals = g_object_ref (refusals);
  sf_choice_row_fill (self->outcome, sf_refusals_campaign (refusals), CAMPAIGN_OUTCOMES,
                      _ ("Choose…"));
  g_signal_connect_object (refusals, "changed", G_CALLBACK (on_refusals_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
