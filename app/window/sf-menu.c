/* See sf-menu.h. */
#include "sf-menu.h"

struct _SfMenu
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SfMenu, sf_menu, ADW_TYPE_BIN)

static void
sf_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SF_TYPE_MENU);
  G_OBJECT_CLASS (sf_menu_parent_class)->dispose (object);
}

static void
sf_menu_class_init (SfMenuClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sf_menu_dispose;
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (class), "/page/codeberg/steadfast/Steadfast/ui/sf-menu.ui");
}

static void
sf_menu_init (SfMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
