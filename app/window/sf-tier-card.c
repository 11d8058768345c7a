/* See sf-tier-card.h. */
#include "config.h"

#include "sf-tier-card.h"

#include <glib/gi18n-lib.h>

struct _SfTierCard
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *summary;
  GtkBox *covered;
  GtkLabel *held;
  GtkButton *button;

  guint tier;
};

G_DEFINE_FINAL_TYPE (SfTierCard, sf_tier_card, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_button_clicked (SfTierCard *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
sf_tier_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_TIER_CARD);
  G_OBJECT_CLASS (sf_tier_card_parent_class)->dispose (object);
}

static void
sf_tier_card_class_init (SfTierCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_tier_card_dispose;
  signals[CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-tier-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SfTierCard, title);
  gtk_widget_class_bind_template_child (widget_class, SfTierCard, summary);
  gtk_widget_class_bind_template_child (widget_class, SfTierCard, covered);
  gtk_widget_class_bind_template_child (widget_class, SfTierCard, held);
  gtk_widget_class_bind_template_child (widget_class, SfTierCard, button);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
}

static void
sf_tier_card_init (SfTierCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_covered (SfTierCard *self, const char *name)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *label = gtk_label_new (name);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->covered, row);
}

SfTierCard *
sf_tier_card_new (const Campaign *campaign, guint tier)
{
  SfTierCard *self = g_object_new (SF_TYPE_TIER_CARD, NULL);
  const CampaignItem *item = campaign_item (campaign, CAMPAIGN_TIERS, tier);
  self->tier = tier;
  gtk_label_set_text (self->title, campaign_text_get (item->name, NULL));
  if (item->summary != NULL)
    gtk_label_set_text (self->summary, campaign_text_get (item->summary, NULL));
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_CUSTOMERS); i++)
    if (campaign_tier_covers (campaign, tier, i))
      add_covered (self,
                   campaign_text_get (
                       campaign_item (campaign, CAMPAIGN_CUSTOMERS, i)->name, NULL));
  return self;
}

guint
sf_tier_card_tier (SfTierCard *self)
{
  return self->tier;
}

void
sf_tier_card_set_action (SfTierCard *self, const char *label)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->button, label);
}

void
sf_tier_card_set_held (SfTierCard *self, gboolean held)
{
  gtk_widget_set_visible (GTK_WIDGET (self->held), held);
}
