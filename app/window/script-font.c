/* See script-font.h. */
#include "config.h"

#include "script-font.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* (transfer full): the family of the first letter's font. */
static char *
read_family (GtkWidget *widget, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoLayoutIter *place = pango_layout_get_iter (layout);
  PangoLayoutRun *run = pango_layout_iter_get_run_readonly (place);
  PangoFontDescription *font = pango_font_describe (run->item->analysis.font);
  char *family = g_strdup (pango_font_description_get_family (font));
  pango_font_description_free (font);
  pango_layout_iter_free (place);
  return family;
}

char *
script_font_find (GtkWidget *widget, const char *text)
{
  g_autofree char *own = read_family (widget, "a");
  g_autofree char *needed = read_family (widget, text);
  return g_strcmp0 (own, needed) != 0 ? g_steal_pointer (&needed) : NULL;
}

void
script_font_use (GtkWidget *widget)
{
  g_autofree char *family = script_font_find (widget, _ ("Refusals"));
  if (family == NULL || strchr (family, '"') != NULL)
    return;
  g_autofree char *rule = g_strdup_printf ("window { font-family: \"%s\"; }", family);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, rule, -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (widget),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
