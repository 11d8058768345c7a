/* See sf-help.h. */
#include "config.h"

#include "sf-help.h"

#include <glib/gi18n-lib.h>

#include "help-text.h"

struct _SfHelp
{
  AdwWindow parent_instance;

  AdwLeaflet *leaflet;
  GtkListBox *list;
  AdwWindowTitle *title;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (SfHelp, sf_help, ADW_TYPE_WINDOW)

/* ---- a page ---- */

static GtkWidget *
add_label (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return label;
}

static void
add_item (GtkBox *box, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *bullet = gtk_label_new ("•");
  gtk_widget_set_valign (bullet, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), bullet);
  gtk_widget_set_hexpand (add_label (GTK_BOX (line), text, NULL), TRUE);
  gtk_box_append (box, line);
}

static void
add_tiers (GtkBox *box, const Campaign *campaign)
{
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_TIERS); i++)
    {
      const CampaignItem *tier = campaign_item (campaign, CAMPAIGN_TIERS, i);
      add_label (box, campaign_text_get (tier->name, NULL), "heading");
      add_label (box, campaign_text_get (tier->summary, NULL), NULL);
      for (guint c = 0; c < campaign_count (campaign, CAMPAIGN_CUSTOMERS); c++)
        if (campaign_tier_covers (campaign, i, c))
          add_item (box,
                    campaign_text_get (
                        campaign_item (campaign, CAMPAIGN_CUSTOMERS, c)->name, NULL));
    }
}

static void
add_terms (GtkBox *box, const Campaign *campaign)
{
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_TERMS); i++)
    {
      const CampaignItem *term = campaign_item (campaign, CAMPAIGN_TERMS, i);
      const char *name = campaign_text_get (term->name, NULL);
      if (term->summary == NULL)
        add_item (box, name);
      else
        {
          /* Translators: a word and what it means. */
          g_autofree char *line = g_strdup_printf (
              _ ("%s: %s"), name, campaign_text_get (term->summary, NULL));
          add_item (box, line);
        }
    }
}

static void
add_literal (GtkBox *box, const char *text)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (label, "sf-literal");
  gtk_widget_add_css_class (scrolled, "card");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), label);
  gtk_box_append (box, scrolled);
}

static void
add_part (GtkBox *box, const HelpPart *part, const Campaign *campaign)
{
  switch (part->kind)
    {
    case HELP_PARAGRAPH:
      add_label (box, _ (part->text), NULL);
      break;
    case HELP_HEADING:
      add_label (box, _ (part->text), "heading");
      break;
    case HELP_ITEM:
      add_item (box, _ (part->text));
      break;
    case HELP_LITERAL:
      add_literal (box, part->text);
      break;
    case HELP_TIERS:
      add_tiers (box, campaign);
      break;
    case HELP_TERMS:
      add_terms (box, campaign);
      break;
    case HELP_END:
    default:
      break;
    }
}

static GtkWidget *
build_page (const HelpPage *page, const Campaign *campaign)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  add_label (GTK_BOX (box), _ (page->title), "title-2");
  for (const HelpPart *part = page->parts; part->kind != HELP_END; part++)
    add_part (GTK_BOX (box), part, campaign);
  GtkWidget *clamp = adw_clamp_new ();
  gtk_widget_add_css_class (clamp, "sf-page");
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

/* ---- the window ---- */

static const HelpPage *
get_page (int index)
{
  gsize count;
  const HelpPage *pages = help_text_pages (&count);
  return index >= 0 && (gsize)index < count ? &pages[index] : NULL;
}

static void
on_row_activated (SfHelp *self, GtkListBoxRow *row)
{
  const HelpPage *page = get_page (gtk_list_box_row_get_index (row));
  if (page == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, page->id);
  adw_window_title_set_title (self->title, _ (page->title));
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_back_clicked (SfHelp *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
add_page (SfHelp *self, const HelpPage *page, const Campaign *campaign)
{
  GtkWidget *label = gtk_label_new (_ (page->title));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_append (self->list, label);
  gtk_stack_add_named (self->stack, build_page (page, campaign), page->id);
}

static void
sf_help_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_HELP);
  G_OBJECT_CLASS (sf_help_parent_class)->dispose (object);
}

static void
sf_help_class_init (SfHelpClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_help_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-help.ui");
  gtk_widget_class_bind_template_child (widget_class, SfHelp, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SfHelp, list);
  gtk_widget_class_bind_template_child (widget_class, SfHelp, title);
  gtk_widget_class_bind_template_child (widget_class, SfHelp, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
sf_help_init (SfHelp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static Campaign *
open_builtin (void)
{
  g_autoptr (GBytes) bytes = campaign_builtin (campaign_builtin_slugs ()[0]);
  return campaign_parse (bytes, NULL);
}

void
sf_help_present (GtkWindow *parent, const Campaign *campaign, const char *page)
{
  gsize count;
  const HelpPage *pages = help_text_pages (&count);
  g_autoptr (Campaign) explained =
      campaign != NULL ? campaign_ref (campaign) : open_builtin ();
  SfHelp *self =
      g_object_new (SF_TYPE_HELP, "transient-for", parent, "modal", TRUE, NULL);
  for (gsize i = 0; i < count; i++)
    add_page (self, &pages[i], explained);
  for (gsize i = 0; i < count; i++)
    if (g_strcmp0 (pages[i].id, page) == 0)
      {
        GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)i);
        gtk_list_box_select_row (self->list, row);
        gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (row));
        on_row_activated (self, row);
      }
  gtk_window_present (GTK_WINDOW (self));
}
