/* See sf-refusal-list.h. */
#include "config.h"

#include "sf-refusal-list.h"

#include <glib/gi18n-lib.h>

#include "bytes.h"
#include "refusal-rows.h"
#include "refusal-words.h"

struct _SfRefusalList
{
  AdwBin parent_instance;

  GtkToggleButton *search_button;
  GtkRevealer *search_bar;
  GtkSearchEntry *search;
  GtkBox *summary_box;
  GtkLabel *summary;
  GtkBox *draft;
  GtkStack *stack;
  AdwStatusPage *failed;
  GtkListView *list;

  SfRefusals *refusals;
  SfRefusalModel *model;
  RefusalFilter filter;
};

G_DEFINE_FINAL_TYPE (SfRefusalList, sf_refusal_list, ADW_TYPE_BIN)

static void
append_part (GString *parts, const char *text)
{
  if (parts->len > 0)
    /* Translators: parts what a list is filtered by. */
    g_string_append (parts, _ (" · "));
  g_string_append (parts, text);
}

static void
append_weeks (const RefusalFilter *filter, GString *parts)
{
  g_autofree char *from = filter->from != 0 ? refusal_words_week (filter->from) : NULL;
  g_autofree char *to = filter->to != 0 ? refusal_words_week (filter->to) : NULL;
  g_autofree char *text = NULL;
  if (from != NULL && to != NULL)
    /* Translators: two weeks like 2026-W41. */
    text = g_strdup_printf (_ ("%s to %s"), from, to);
  else if (from != NULL)
    /* Translators: a week like 2026-W41. */
    text = g_strdup_printf (_ ("Since %s"), from);
  else if (to != NULL)
    /* Translators: a week like 2026-W41. */
    text = g_strdup_printf (_ ("Until %s"), to);
  if (text != NULL)
    append_part (parts, text);
}

static void
show_summary (SfRefusalList *self)
{
  const Campaign *campaign = sf_refusals_campaign (self->refusals);
  const RefusalFilter *filter = &self->filter;
  guint count = sf_refusal_model_count (self->model);
  g_autoptr (GString) parts = g_string_new (NULL);
  g_autofree char *numbers = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u refusal", "%u refusals", count), count);
  append_part (parts, numbers);
  append_weeks (filter, parts);
  if (filter->work >= 0)
    append_part (parts,
                 refusal_words_item (campaign, CAMPAIGN_WORK, (guint)filter->work));
  if (filter->customer >= 0)
    append_part (parts, refusal_words_item (campaign, CAMPAIGN_CUSTOMERS,
                                            (guint)filter->customer));
  if (filter->outcome >= 0)
    append_part (parts, refusal_words_item (campaign, CAMPAIGN_OUTCOMES,
                                            (guint)filter->outcome));
  gtk_label_set_text (self->summary, parts->str);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_box),
                          !refusal_filter_is_empty (filter));
}

static const char *
choose_page (SfRefusalList *self, GPtrArray *kept)
{
  if (sf_refusals_problem (self->refusals) != NULL)
    return "failed";
  if (kept == NULL)
    return "loading";
  if (kept->len == 0)
    return "empty";
  return sf_refusal_model_count (self->model) == 0 ? "none" : "list";
}

/* Shows what the filter lets through. */
static void
refresh (SfRefusalList *self)
{
  GPtrArray *kept = sf_refusals_kept (self->refusals);
  const GError *problem = sf_refusals_problem (self->refusals);
  g_autoptr (GArray) places = NULL;
  if (kept != NULL)
    places =
        refusal_filter_run (&self->filter, sf_refusals_campaign (self->refusals), kept);
  sf_refusal_model_set (self->model, kept, places);
  if (problem != NULL)
    adw_status_page_set_description (self->failed, problem->message);
  gtk_stack_set_visible_child_name (self->stack, choose_page (self, kept));
  show_summary (self);
}

const RefusalFilter *
sf_refusal_list_filter (SfRefusalList *self)
{
  return &self->filter;
}

void
sf_refusal_list_set_filter (SfRefusalList *self, const RefusalFilter *filter)
{
  g_autofree char *words = g_steal_pointer (&self->filter.words);
  self->filter = *filter;
  self->filter.words = g_steal_pointer (&words);
  refresh (self);
}

guint
sf_refusal_list_count (SfRefusalList *self)
{
  return sf_refusal_model_count (self->model);
}

void
sf_refusal_list_offer_draft (SfRefusalList *self, gboolean offered)
{
  gtk_widget_set_visible (GTK_WIDGET (self->draft), offered);
}

static void
clear_filter (SfRefusalList *self)
{
  refusal_filter_clear (&self->filter);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  refresh (self);
}

static void
on_search_changed (SfRefusalList *self)
{
  g_free (self->filter.words);
  self->filter.words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  refresh (self);
}

static void
on_search_toggled (SfRefusalList *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->search_button);
  gtk_revealer_set_reveal_child (self->search_bar, shown);
  if (shown)
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else
    clear_filter (self);
}

static void
on_search_stopped (SfRefusalList *self)
{
  gtk_toggle_button_set_active (self->search_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_button));
}

void
sf_refusal_list_find (SfRefusalList *self)
{
  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
on_activated (SfRefusalList *self, guint position)
{
  g_autoptr (SfRefusalItem) item =
      g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const Refusal *refusal = item != NULL ? sf_refusal_item_refusal (item) : NULL;
  char id[REFUSALS_ID_TEXT_BYTES];
  if (refusal == NULL)
    return;
  bytes_to_hex (id, refusal->id, ENTRY_ID_BYTES);
  gtk_widget_activate_action (GTK_WIDGET (self), "refusals.open", "s", id);
}

static void
on_cell_bound (SfRefusalList *self, GtkListItem *row)
{
  SfRefusalItem *item = gtk_list_item_get_item (row);
  gtk_list_item_set_activatable (row, sf_refusal_item_refusal (item) != NULL);
  sf_refusal_cell_show (SF_REFUSAL_CELL (gtk_list_item_get_child (row)),
                        sf_refusals_campaign (self->refusals), item,
                        sf_refusals_now (self->refusals));
}

static void
sf_refusal_list_dispose (GObject *object)
{
  SfRefusalList *self = SF_REFUSAL_LIST (object);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_REFUSAL_LIST);
  g_clear_object (&self->model);
  g_clear_object (&self->refusals);
  refusal_filter_clear (&self->filter);
  G_OBJECT_CLASS (sf_refusal_list_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (
      class, "/page/codeberg/steadfast/Steadfast/ui/sf-refusal-list.ui");
  gtk_widget_class_bind_template_child (class, SfRefusalList, search_button);
  gtk_widget_class_bind_template_child (class, SfRefusalList, search_bar);
  gtk_widget_class_bind_template_child (class, SfRefusalList, search);
  gtk_widget_class_bind_template_child (class, SfRefusalList, summary_box);
  gtk_widget_class_bind_template_child (class, SfRefusalList, summary);
  gtk_widget_class_bind_template_child (class, SfRefusalList, draft);
  gtk_widget_class_bind_template_child (class, SfRefusalList, stack);
  gtk_widget_class_bind_template_child (class, SfRefusalList, failed);
  gtk_widget_class_bind_template_child (class, SfRefusalList, list);
  gtk_widget_class_bind_template_callback (class, clear_filter);
  gtk_widget_class_bind_template_callback (class, on_activated);
  gtk_widget_class_bind_template_callback (class, on_search_changed);
  gtk_widget_class_bind_template_callback (class, on_search_stopped);
  gtk_widget_class_bind_template_callback (class, on_search_toggled);
}

static void
sf_refusal_list_class_init (SfRefusalListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sf_refusal_list_dispose;
  bind_template (GTK_WIDGET_CLASS (class));
}

static void
sf_refusal_list_init (SfRefusalList *self)
{
  refusal_filter_init (&self->filter);
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfRefusalList *
sf_refusal_list_new (SfRefusals *refusals)
{
  SfRefusalList *self = g_object_new (SF_TYPE_REFUSAL_LIST, NULL);
  self->refusals = g_object_ref (refusals);
  self->model = sf_refusal_model_new ();
  refusal_rows_set_up (self->list, self->model, G_CALLBACK (on_cell_bound), self);
  g_signal_connect_object (refusals, "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}
