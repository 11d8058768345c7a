/* See sf-filter-page.h. */
#include "config.h"

#include "sf-filter-page.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
#include "sf-choice-row.h"
#include "sf-week-row.h"

struct _SfFilterPage
{
  AdwBin parent_instance;

  SfChoiceRow *work, *customer, *outcome;
  AdwExpanderRow *weeks;
  SfWeekRow *from, *to;
  GtkLabel *count;

  SfRefusals *refusals;
  SfRefusalList *list;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SfFilterPage, sf_filter_page, ADW_TYPE_BIN)

static void
show_count (SfFilterPage *self)
{
  guint count = sf_refusal_list_count (self->list);
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u refusal", "%u refusals", count), count);
  gtk_label_set_text (self->count, text);
}

static void
on_filter_changed (SfFilterPage *self)
{
  RefusalFilter filter;
  if (self->filling)
    return;
  refusal_filter_init (&filter);
  filter.work = sf_choice_row_get (self->work);
  filter.customer = sf_choice_row_get (self->customer);
  filter.outcome = sf_choice_row_get (self->outcome);
  if (adw_expander_row_get_enable_expansion (self->weeks))
    {
      filter.from = sf_week_row_peek (self->from);
      filter.to = sf_week_row_peek (self->to);
    }
  sf_refusal_list_set_filter (self->list, &filter);
  show_count (self);
}

static void
on_show_all (SfFilterPage *self)
{
  RefusalFilter filter;
  refusal_filter_init (&filter);
  sf_refusal_list_set_filter (self->list, &filter);
  sf_filter_page_open (self);
}

/* The week of the earliest entry: where a range begins before it is narrowed. */
static Week
find_earliest (SfFilterPage *self)
{
  GPtrArray *kept = sf_refusals_kept (self->refusals);
  if (kept == NULL || kept->len == 0)
    return sf_refusals_now (self->refusals);
  return ((const Refusal *)kept->pdata[kept->len - 1])->week;
}

void
sf_filter_page_open (SfFilterPage *self)
{
  const RefusalFilter *filter = sf_refusal_list_filter (self->list);
  Week now = sf_refusals_now (self->refusals);
  if (now == 0)
    return;
  self->filling = TRUE;
  sf_choice_row_set (self->work, filter->work);
  sf_choice_row_set (self->customer, filter->customer);
  sf_choice_row_set (self->outcome, filter->outcome);
  sf_week_row_set_now (self->from, now);
  sf_week_row_set_now (self->to, now);
  sf_week_row_set (self->from, filter->from != 0 ? filter->from : find_earliest (self));
  sf_week_row_set (self->to, filter->to != 0 ? filter->to : now);
  gboolean limited = filter->from != 0 || filter->to != 0;
  adw_expander_row_set_enable_expansion (self->weeks, limited);
  adw_expander_row_set_expanded (self->weeks, limited);
  self->filling = FALSE;
  show_count (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->work));
}

static void
sf_filter_page_dispose (GObject *object)
{
  SfFilterPage *self = SF_FILTER_PAGE (object);
  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_FILTER_PAGE);
  g_clear_object (&self->refusals);
  G_OBJECT_CLASS (sf_filter_page_parent_class)->dispose (object);
}

static void
sf_filter_page_class_init (SfFilterPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_filter_page_dispose;
  g_type_ensure (SF_TYPE_CHOICE_ROW);
  g_type_ensure (SF_TYPE_WEEK_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-filter-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfFilterPage, work);
  gtk_widget_class_bind_template_child (widget_class, SfFilterPage, customer);
  gtk_widget_class_bind_template_child (widget_class, SfFilterPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, SfFilterPage, weeks);
  gtk_widget_class_bind_template_child (widget_class, SfFilterPage, from);
  gtk_widget_class_bind_template_child (widget_class, SfFilterPage, to);
  gtk_widget_class_bind_template_child (widget_class, SfFilterPage, count);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
}

static void
sf_filter_page_init (SfFilterPage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_inside_name_switch (self->weeks);
}

SfFilterPage *
sf_filter_page_new (SfRefusals *refusals, SfRefusalList *list)
{
  SfFilterPage *self = g_object_new (SF_TYPE_FILTER_PAGE, NULL);
  const Campaign *campaign = sf_refusals_campaign (refusals);
  self->refusals = g_object_ref (refusals);
  self->list = list;
  /* Translators: a filter that lets every choice through. */
  const char *any = _ ("Any");
  sf_choice_row_fill (self->work, campaign, CAMPAIGN_WORK, any);
  sf_choice_row_fill (self->customer, campaign, CAMPAIGN_CUSTOMERS, any);
  sf_choice_row_fill (self->outcome, campaign, CAMPAIGN_OUTCOMES, any);
  self->filling = FALSE;
  return self;
}
