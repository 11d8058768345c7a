/* See sf-refusal-form.h. */
#include "config.h"

#include "sf-refusal-form.h"

#include <glib/gi18n-lib.h>

#include "bytes.h"
#include "refusal-words.h"
#include "sf-choice-row.h"
#include "sf-week-row.h"
#include "sf-whose-row.h"
#include "sf-window.h"

/* A draft is sealed this long after the first change that is not, which leaves the
 * worker as long again for the disk. */
#define SEAL_MILLISECONDS 1000

struct _SfRefusalForm
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *problem;
  SfChoiceRow *work, *customer, *outcome, *code_named;
  AdwPreferencesGroup *grounds;
  SfWeekRow *week;
  SfWhoseRow *whose;
  AdwPreferencesGroup *passing;
  GtkSwitch *passed;
  GtkBox *hint;
  GtkLabel *hint_text;
  GtkButton *log;

  SfRefusals *refusals;
  GPtrArray *checks; /* of GtkCheckButton, by the place of their ground; borrowed */
  RefusalDraft base; /* what the form began with */
  gboolean filling; /* the form is changed by this program, not by a person */
  gboolean dirty;
  gboolean sure; /* an equal refusal is there, and this is another one */
  guint sealing; /* timeout */
};

enum
{
  PROPERTY_DIRTY = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SfRefusalForm, sf_refusal_form, ADW_TYPE_BIN)

static void
read_form (SfRefusalForm *self, RefusalDraft *draft, Week week)
{
  refusal_draft_init (draft);
  draft->work = sf_choice_row_get (self->work);
  draft->customer = sf_choice_row_get (self->customer);
  draft->outcome = sf_choice_row_get (self->outcome);
  draft->code_named = (CodeNamed)sf_choice_row_get (self->code_named);
  draft->week = week == sf_refusals_now (self->refusals) ? 0 : week;
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      draft->grounds |= 1u << i;
  if (sf_refusals_is_shared (self->refusals))
    sf_whose_row_get (self->whose, &draft->whose);
  else if (gtk_switch_get_active (self->passed))
    draft->whose.kind = PERSON_NEW;
}

/* What is chosen; a week that cannot be read is taken as it was chosen last. */
static void
read_draft (SfRefusalForm *self, RefusalDraft *draft)
{
  read_form (self, draft, sf_week_row_peek (self->week));
}

static void
show_whose (SfRefusalForm *self, const PersonChoice *whose)
{
  gboolean shared = sf_refusals_is_shared (self->refusals);
  gtk_widget_set_visible (GTK_WIDGET (self->whose), shared);
  gtk_widget_set_visible (GTK_WIDGET (self->passing), !shared);
  sf_whose_row_fill (self->whose, self->refusals, SF_WHOSE_REFUSAL, whose);
  gtk_switch_set_active (self->passed, !shared && whose->kind == PERSON_NEW);
}

static void
show_problem (SfRefusalForm *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_hint (SfRefusalForm *self, guint64 alike)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%lu equal refusal of this week is logged already. Is this another "
                   "one? Then log it once more.",
                   "%lu equal refusals of this week are logged already. Is this "
                   "another one? Then log it once more.",
                   (gulong)alike),
      (gulong)alike);
  gtk_label_set_text (self->hint_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), alike > 0);
  gtk_button_set_label (self->log, alike > 0 ? _ ("_Log Another") : _ ("_Log"));
  self->sure = alike > 0;
}

static void
fill_form (SfRefusalForm *self, const RefusalDraft *draft)
{
  Week now = sf_refusals_now (self->refusals);
  self->filling = TRUE;
  sf_choice_row_set (self->work, draft->work);
  sf_choice_row_set (self->customer, draft->customer);
  sf_choice_row_set (self->outcome, draft->outcome);
  sf_choice_row_set (self->code_named, (int)draft->code_named);
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i],
                                 (draft->grounds & 1u << i) != 0);
  if (now != 0)
    {
      sf_week_row_set_now (self->week, now);
      sf_week_row_set (self->week, draft->week != 0 ? draft->week : now);
    }
  show_whose (self, &draft->whose);
  self->filling = FALSE;
}

static void
set_dirty (SfRefusalForm *self, gboolean dirty)
{
  if (self->dirty == dirty)
    return;
  self->dirty = dirty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROPERTY_DIRTY]);
}

/* Nothing is half written; the form begins as draft says. */
static void
begin_with (SfRefusalForm *self, const RefusalDraft *draft)
{
  self->base = *draft;
  fill_form (self, draft);
  /* What the row makes of it: the week, say, as it is chosen now. */
  read_draft (self, &self->base);
  show_problem (self, NULL);
  show_hint (self, 0);
  set_dirty (self, FALSE);
}

static void
begin (SfRefusalForm *self)
{
  RefusalDraft draft;
  sf_refusals_begin (self->refusals, &draft);
  begin_with (self, &draft);
}

static void
on_draft_sealed (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  g_autoptr (GError) error = NULL;
  worker_finish (result, &error);
  /* After a lock there is nobody to tell, and nowhere to show it. */
  if (error != NULL && gtk_widget_get_root (GTK_WIDGET (source)) != NULL)
    show_problem (SF_REFUSAL_FORM (source), error->message);
}

/* Puts what is half written into the store; nothing, if that is what there is. */
static void
seal (SfRefusalForm *self)
{
  RefusalDraft draft;
  g_clear_handle_id (&self->sealing, g_source_remove);
  read_draft (self, &draft);
  sf_refusals_run (self->refusals,
                   (WorkerOrder){
                       .job = refusal_jobs_set_draft,
                       .input = self->dirty ? refusal_draft_print (&draft) : NULL,
                       .input_free = self->dirty ? (GDestroyNotify)g_bytes_unref : NULL,
                   },
                   self, on_draft_sealed);
}

static gboolean
on_sealing_due (gpointer data)
{
  SfRefusalForm *self = data;
  self->sealing = 0;
  seal (self);
  return G_SOURCE_REMOVE;
}

static void
on_form_changed (SfRefusalForm *self)
{
  RefusalDraft draft;
  if (self->filling)
    return;
  read_draft (self, &draft);
  set_dirty (self, !refusal_draft_equal (&draft, &self->base));
  show_problem (self, NULL);
  show_hint (self, 0);
  if (self->sealing == 0)
    self->sealing = g_timeout_add (SEAL_MILLISECONDS, on_sealing_due, self);
}

/* Says what is missing, beside it for the eye and with the focus on it; else FALSE. */
static gboolean
find_missing (SfRefusalForm *self, const RefusalDraft *draft)
{
  const struct
  {
    gboolean missing;
    gpointer widget;
    const char *text;
  } places[] = {
    { draft->work < 0, self->work, _ ("Choose the kind of work.") },
    { draft->customer < 0, self->customer, _ ("Choose the customer group.") },
    { draft->grounds == 0, self->checks->pdata[0],
      _ ("A refusal needs at least one ground.") },
    { draft->outcome < 0, self->outcome, _ ("Choose what came of it so far.") },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].missing)
      {
        show_problem (self, places[i].text);
        gtk_widget_grab_focus (places[i].widget);
        return TRUE;
      }
  return FALSE;
}

static void
say_logged (SfRefusalForm *self, const uint8_t id[ENTRY_ID_BYTES])
{
  char text[REFUSALS_ID_TEXT_BYTES];
  bytes_to_hex (text, id, ENTRY_ID_BYTES);
  gtk_widget_activate_action (GTK_WIDGET (self), "refusals.say-logged", "s", text);
}

static void
on_logged (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfRefusalForm *self = SF_REFUSAL_FORM (source);
  g_autoptr (GError) error = NULL;
  g_autofree RefusalAdded *added = worker_finish (result, &error);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (added == NULL)
    show_problem (self, error->message);
  else if (!added->logged)
    show_hint (self, added->alike);
  if (added == NULL || !added->logged)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->log));
      return;
    }
  RefusalDraft logged;
  read_draft (self, &logged);
  sf_refusals_remember (self->refusals, &logged, added->id);
  begin (self);
  sf_refusal_form_focus (self);
  say_logged (self, added->id);
  sf_refusals_reload (self->refusals);
}

static void
on_log (SfRefusalForm *self)
{
  RefusalDraft draft;
  Week week;
  show_problem (self, NULL);
  if (!sf_week_row_get (self->week, &week))
    return;
  read_form (self, &draft, week);
  if (find_missing (self, &draft))
    return;
  RefusalAdding adding = {
    .entry = { .week = week,
               .work = (guint)draft.work,
               .customer = (guint)draft.customer,
               .grounds = draft.grounds,
               .code_named = draft.code_named,
               .outcome = (guint)draft.outcome },
    .whose = draft.whose,
    .alike = self->sure ? REFUSAL_ADD_ANYWAY : REFUSAL_ASK_IF_ALIKE,
  };
  if (self->sealing != 0)
    seal (self);
  /* Until it is answered; typing into what is being logged would be lost. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  sf_refusals_run (self->refusals,
                   (WorkerOrder){ .job = refusal_jobs_add,
                                  .input = g_memdup2 (&adding, sizeof adding),
                                  .input_free = g_free,
                                  .result_free = g_free },
                   self, on_logged);
}

static gboolean
on_log_keys (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  (void)arguments;
  (void)data;
  on_log (SF_REFUSAL_FORM (widget));
  return GDK_EVENT_STOP;
}

void
sf_refusal_form_focus (SfRefusalForm *self)
{
  RefusalDraft draft;
  GtkWidget *place = GTK_WIDGET (self->work);
  read_draft (self, &draft);
  if (draft.work >= 0)
    place = GTK_WIDGET (self->customer);
  if (draft.work >= 0 && draft.customer >= 0)
    place = self->checks->pdata[0];
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_widget_grab_focus (place);
}

void
sf_refusal_form_restore (SfRefusalForm *self, const RefusalDraft *draft)
{
  begin (self);
  fill_form (self, draft);
  set_dirty (self, TRUE);
}

void
sf_refusal_form_discard (SfRefusalForm *self)
{
  begin (self);
  seal (self);
}

void
sf_refusal_form_set_whose (SfRefusalForm *self, const PersonChoice *whose)
{
  RefusalDraft draft;
  refusal_draft_init (&draft);
  begin (self);
  draft.whose = *whose;
  fill_form (self, &draft);
  on_form_changed (self);
}

gboolean
sf_refusal_form_is_dirty (SfRefusalForm *self)
{
  return self->dirty;
}

/* The entries were read: the present week and the persons may be others. */
static void
on_refusals_changed (SfRefusalForm *self)
{
  RefusalDraft draft;
  if (sf_refusals_kept (self->refusals) == NULL)
    return;
  if (!self->dirty)
    {
      begin (self);
      return;
    }
  read_draft (self, &draft);
  self->filling = TRUE;
  sf_week_row_set_now (self->week, sf_refusals_now (self->refusals));
  show_whose (self, &draft.whose);
  self->filling = FALSE;
}

static void
add_ground (SfRefusalForm *self, const Campaign *campaign, guint place)
{
  const char *name = refusal_words_item (campaign, CAMPAIGN_GROUNDS, place);
  g_autofree char *title = g_markup_escape_text (name, -1);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "title-lines", 0,
                                 "subtitle-lines", 0, "activatable-widget", check,
                                 "focusable", FALSE, NULL);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->grounds, row);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_form_changed), self);
  g_ptr_array_add (self->checks, check);
}

static void
fill_choices (SfRefusalForm *self)
{
  const Campaign *campaign = sf_refusals_campaign (self->refusals);
  /* Translators: what stands in place of a choice that has not been made yet. */
  const char *none = _ ("Choose…");
  sf_choice_row_fill (self->work, campaign, CAMPAIGN_WORK, none);
  sf_choice_row_fill (self->customer, campaign, CAMPAIGN_CUSTOMERS, none);
  sf_choice_row_fill (self->outcome, campaign, CAMPAIGN_OUTCOMES, none);
  sf_choice_row_clear (self->code_named, NULL);
  for (CodeNamed answer = CODE_NAMED_NO; answer <= CODE_NAMED_UNKNOWN; answer++)
    sf_choice_row_append (self->code_named, refusal_words_code_named (answer));
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_GROUNDS); i++)
    add_ground (self, campaign, i);
}

/* The window locks: what is half written goes to the worker before the session ends. */
static void
sf_refusal_form_unroot (GtkWidget *widget)
{
  SfRefusalForm *self = SF_REFUSAL_FORM (widget);
  if (self->sealing != 0)
    seal (self);
  GTK_WIDGET_CLASS (sf_refusal_form_parent_class)->unroot (widget);
}

static void
sf_refusal_form_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sf_refusal_form_parent_class)->map (widget);
  gtk_window_set_default_widget (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 GTK_WIDGET (SF_REFUSAL_FORM (widget)->log));
}

static void
sf_refusal_form_unmap (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  if (root != NULL)
    gtk_window_set_default_widget (GTK_WINDOW (root), NULL);
  GTK_WIDGET_CLASS (sf_refusal_form_parent_class)->unmap (widget);
}

static void
sf_refusal_form_get_property (GObject *object, guint id, GValue *value,
                              GParamSpec *pspec)
{
  if (id == PROPERTY_DIRTY)
    g_value_set_boolean (value, SF_REFUSAL_FORM (object)->dirty);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sf_refusal_form_dispose (GObject *object)
{
  SfRefusalForm *self = SF_REFUSAL_FORM (object);
  g_clear_handle_id (&self->sealing, g_source_remove);
  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_REFUSAL_FORM);
  g_clear_object (&self->refusals);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (sf_refusal_form_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (
      class, "/page/codeberg/steadfast/Steadfast/ui/sf-refusal-form.ui");
  gtk_widget_class_bind_template_child (class, SfRefusalForm, scroller);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, problem);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, work);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, customer);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, outcome);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, code_named);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, grounds);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, week);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, whose);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, passing);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, passed);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, hint);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, hint_text);
  gtk_widget_class_bind_template_child (class, SfRefusalForm, log);
  gtk_widget_class_bind_template_callback (class, on_form_changed);
  gtk_widget_class_bind_template_callback (class, on_log);
  gtk_widget_class_bind_template_callback (class, sf_refusal_form_discard);
}

static void
sf_refusal_form_class_init (SfRefusalFormClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  object_class->dispose = sf_refusal_form_dispose;
  object_class->get_property = sf_refusal_form_get_property;
  widget_class->unroot = sf_refusal_form_unroot;
  widget_class->map = sf_refusal_form_map;
  widget_class->unmap = sf_refusal_form_unmap;
  properties[PROPERTY_DIRTY] = g_param_spec_boolean (
      "dirty", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  g_type_ensure (SF_TYPE_CHOICE_ROW);
  g_type_ensure (SF_TYPE_WEEK_ROW);
  g_type_ensure (SF_TYPE_WHOSE_ROW);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                on_log_keys, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                on_log_keys, NULL);
}

static void
sf_refusal_form_init (SfRefusalForm *self)
{
  self->checks = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfRefusalForm *
sf_refusal_form_new (SfRefusals *refusals)
{
  SfRefusalForm *self = g_object_new (SF_TYPE_REFUSAL_FORM, NULL);
  self->refusals = g_object_ref (refusals);
  fill_choices (self);
  begin (self);
  g_signal_connect_object (refusals, "changed", G_CALLBACK (on_refusals_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
