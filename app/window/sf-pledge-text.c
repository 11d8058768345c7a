/* See sf-pledge-text.h. */
#include "config.h"

#include "sf-pledge-text.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
struct _SfPledgeText
{
  AdwWindow parent_instance;

  GtkBox *body;
};

G_DEFINE_FINAL_TYPE (SfPledgeText, sf_pledge_text, ADW_TYPE_WINDOW)

static void
sf_pledge_text_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_PLEDGE_TEXT);
  G_OBJECT_CLASS (sf_pledge_text_parent_class)->dispose (object);
}

static void
sf_pledge_text_class_init (SfPledgeTextClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_pledge_text_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-pledge-text.ui");
  gtk_widget_class_bind_template_child (widget_class, SfPledgeText, body);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_pledge_text_init (SfPledgeText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A row of plain text: campaign texts are no markup. */
static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0,
                       "subtitle-lines", 0, "title", title, "subtitle",
                       subtitle != NULL ? subtitle : "", NULL);
}

static AdwPreferencesGroup *
add_group (SfPledgeText *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (description, -1);
  adw_inside_set_group_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (self->body, group);
  return ADW_PREFERENCES_GROUP (group);
}

static const char *
text_of (const CampaignText *text)
{
  return text != NULL ? campaign_text_get (text, NULL) : "";
}

/* Citation, sentence and source, as far as there are such, each on its line. */
static char *
describe_item (const CampaignItem *item)
{
  GString *lines = g_string_new (NULL);
  const CampaignText *const parts[] = { item->when, item->citation, item->summary,
                                        item->source };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "",
                              text_of (parts[i]));
  return g_string_free (lines, FALSE);
}

static void
add_item (AdwPreferencesGroup *group, const CampaignItem *item)
{
  g_autofree char *description = describe_item (item);
  adw_preferences_group_add (group, new_row (text_of (item->name), description));
}

static void
add_list (SfPledgeText *self, const Campaign *campaign, CampaignList list,
          const char *title)
{
  guint count = campaign_count (campaign, list);
  if (count == 0)
    return;
  AdwPreferencesGroup *group = add_group (self, title, "");
  for (guint i = 0; i < count; i++)
    add_item (group, campaign_item (campaign, list, i));
}

/* The instruments or precedents that stand beneath a ground. */
static void
add_beneath (AdwPreferencesGroup *group, const Campaign *campaign, CampaignList list,
             guint ground)
{
  for (guint i = 0; i < campaign_count (campaign, list); i++)
    {
      const CampaignItem *item = campaign_item (campaign, list, i);
      if (item->ground == ground)
        add_item (group, item);
    }
}

static void
add_tiers (SfPledgeText *self, const Campaign *campaign)
{
  AdwPreferencesGroup *group =
      add_group (self, _ ("What is signed"), text_of (campaign_summary (campaign)));
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_TIERS); i++)
    {
      const CampaignItem *item = campaign_item (campaign, CAMPAIGN_TIERS, i);
      adw_preferences_group_add (group,
                                 new_row (text_of (item->name), text_of (item->text)));
    }
}

static void
add_grounds (SfPledgeText *self, const Campaign *campaign)
{
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_GROUNDS); i++)
    {
      const CampaignItem *ground = campaign_item (campaign, CAMPAIGN_GROUNDS, i);
      AdwPreferencesGroup *group =
          add_group (self, text_of (ground->name), text_of (ground->summary));
      add_beneath (group, campaign, CAMPAIGN_INSTRUMENTS, i);
      add_beneath (group, campaign, CAMPAIGN_PRECEDENTS, i);
    }
}

SfPledgeText *
sf_pledge_text_new (GtkWindow *parent, const Campaign *campaign)
{
  SfPledgeText *self =
      g_object_new (SF_TYPE_PLEDGE_TEXT, "transient-for", parent, NULL);
  add_tiers (self, campaign);
  add_grounds (self, campaign);
  add_list (self, campaign, CAMPAIGN_DEMANDS, _ ("What the campaign demands"));
  add_list (self, campaign, CAMPAIGN_DATES, _ ("Dates"));
  add_list (self, campaign, CAMPAIGN_TERMS, _ ("Words"));
  return self;
}
