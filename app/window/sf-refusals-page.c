/* See sf-refusals-page.h. */
#include "config.h"

#include "sf-refusals-page.h"

#include <glib/gi18n-lib.h>

struct _SfRefusalsPage
{
  AdwBin parent_instance;

  Worker *worker;
  Campaign *campaign;
};

G_DEFINE_FINAL_TYPE (SfRefusalsPage, sf_refusals_page, ADW_TYPE_BIN)

static void
sf_refusals_page_dispose (GObject *object)
{
  SfRefusalsPage *self = SF_REFUSALS_PAGE (object);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_REFUSALS_PAGE);
  g_clear_pointer (&self->campaign, campaign_unref);
  G_OBJECT_CLASS (sf_refusals_page_parent_class)->dispose (object);
}

static void
sf_refusals_page_class_init (SfRefusalsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_refusals_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-refusals-page.ui");
}

static void
sf_refusals_page_init (SfRefusalsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfRefusalsPage *
sf_refusals_page_new (Worker *worker, Campaign *campaign)
{
  SfRefusalsPage *self = g_object_new (SF_TYPE_REFUSALS_PAGE, NULL);
  self->worker = worker;
  self->campaign = campaign_ref (campaign);
  return self;
}
