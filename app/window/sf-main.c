/* See sf-main.h. */
#include "config.h"

#include "sf-main.h"

#include <glib/gi18n-lib.h>

#include "sf-menu.h"
#include "sf-pledge-page.h"
#include "sf-refusals-page.h"
#include "sf-totals-page.h"

struct _SfMain
{
  AdwBin parent_instance;

  AdwViewStack *views;
  SfRefusalsPage *refusals;
  GtkInfoBar *notice;
  GtkLabel *notice_text;

  Unlocked *unlocked;
};

G_DEFINE_FINAL_TYPE (SfMain, sf_main, ADW_TYPE_BIN)

void
sf_main_show (SfMain *self, const char *view)
{
  adw_view_stack_set_visible_child_name (self->views, view);
}

void
sf_main_log_refusal (SfMain *self)
{
  sf_main_show (self, "refusals");
  sf_refusals_page_log (self->refusals);
}

void
sf_main_find_refusal (SfMain *self)
{
  sf_main_show (self, "refusals");
  sf_refusals_page_find (self->refusals);
}

const Campaign *
sf_main_campaign (SfMain *self)
{
  return self->unlocked->campaign;
}

static void
on_notice_response (SfMain *self)
{
  gtk_info_bar_set_revealed (self->notice, FALSE);
}

static void
show_notice (SfMain *self, const char *text)
{
  gtk_label_set_text (self->notice_text, text);
  gtk_info_bar_set_revealed (self->notice, TRUE);
}

static void
sf_main_dispose (GObject *object)
{
  SfMain *self = SF_MAIN (object);
  gtk_widget_dispose_template (GTK_WIDGET (self), SF_TYPE_MAIN);
  g_clear_pointer (&self->unlocked, unlocked_free);
  G_OBJECT_CLASS (sf_main_parent_class)->dispose (object);
}

static void
sf_main_class_init (SfMainClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = sf_main_dispose;
  g_type_ensure (SF_TYPE_MENU);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/page/codeberg/steadfast/Steadfast/ui/sf-main.ui");
  gtk_widget_class_bind_template_child (widget_class, SfMain, views);
  gtk_widget_class_bind_template_child (widget_class, SfMain, notice);
  gtk_widget_class_bind_template_child (widget_class, SfMain, notice_text);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_response);
}

static void
sf_main_init (SfMain *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_view (SfMain *self, GtkWidget *page, const char *name, const char *title,
          const char *icon)
{
  AdwViewStackPage *added = adw_view_stack_add_titled (self->views, page, name, title);
  adw_view_stack_page_set_icon_name (added, icon);
}

SfMain *
sf_main_new (Worker *worker, Unlocked *unlocked, SfStoreKind kind)
{
  SfMain *self = g_object_new (SF_TYPE_MAIN, NULL);
  self->unlocked = unlocked;
  Campaign *campaign = unlocked->campaign;
  add_view (self, GTK_WIDGET (sf_pledge_page_new (worker, campaign)), "pledge",
            _ ("Pledge"), "text-x-generic-symbolic");
  self->refusals = sf_refusals_page_new (worker, campaign);
  add_view (self, GTK_WIDGET (self->refusals), "refusals", _ ("Refusals"),
            "view-list-symbolic");
  add_view (self, GTK_WIDGET (sf_totals_page_new (worker)), "totals", _ ("Totals"),
            "view-grid-symbolic");
  if (kind == SF_STORE_SAMPLE)
    {
      show_notice (self,
                   _ ("These are invented entries, kept in memory only. Nothing you "
                      "do here is saved."));
      gtk_info_bar_set_show_close_button (self->notice, FALSE);
    }
  else if (unlocked->notice != NULL)
    show_notice (self, unlocked->notice);
  return self;
}
