/* See sf-pledge-page.h. */
#include "config.h"

#include "sf-pledge-page.h"

#include <glib/gi18n-lib.h>

struct _SfPledgePage
{
  AdwBin parent_instance;

  Worker *worker;
  Campaign *campaign;
};

G_DEFINE_FINAL_TYPE (SfPledgePage, sf_pledge_page, ADW_TYPE_BIN)

static void
sf_pledge_page_dispose (GObject *object)
{
  SfPledgePage *self = SF_PLEDGE_PAGE (object);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_PLEDGE_PAGE);
  g_clear_pointer (&self->campaign, campaign_unref);
  G_OBJECT_CLASS (sf_pledge_page_parent_class)->dispose (object);
}

static void
sf_pledge_page_class_init (SfPledgePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_pledge_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-pledge-page.ui");
}

static void
sf_pledge_page_init (SfPledgePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SfPledgePage *
sf_pledge_page_new (Worker *worker, Campaign *campaign)
{
  SfPledgePage *self = g_object_new (SF_TYPE_PLEDGE_PAGE, NULL);
  self->worker = worker;
  self->campaign = campaign_ref (campaign);
  return self;
}
