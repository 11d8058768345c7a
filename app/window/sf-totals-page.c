/* See sf-totals-page.h. */
#include "config.h"

#include "sf-totals-page.h"

#include <glib/gi18n-lib.h>

struct _SfTotalsPage
{
  AdwBin parent_instance;

  Worker *worker;
  Campaign *campaign;
};

G_DEFINE_FINAL_TYPE (SfTotalsPage, sf_totals_page, ADW_TYPE_BIN)

static void
sf_totals_page_dispose (GObject *object)
{
  SfTotalsPage *self = SF_TOTALS_PAGE (object);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_TOTALS_PAGE);
  g_clear_pointer (&self->campaign, campaign_unref);
  G_OBJECT_CLASS (sf_totals_page_parent_class)->dispose (object);
}

static void
sf_totals_page_class_init (SfTotalsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_totals_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-totals-page.ui");
}

static void
sf_totals_page_init (SfTotalsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfTotalsPage *
sf_totals_page_new (Worker *worker, Campaign *campaign)
{
  SfTotalsPage *self = g_object_new (SF_TYPE_TOTALS_PAGE, NULL);
  self->worker = worker;
  self->campaign = campaign_ref (campaign);
  return self;
}
