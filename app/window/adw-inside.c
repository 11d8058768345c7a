/* See adw-inside.h. */
#include "config.h"

#include "adw-inside.h"

#include <glib/gi18n-lib.h>

/* Depth first; NULL if there is none. */
static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

void
adw_inside_set_group_title (AdwPreferencesGroup *group, const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);
  adw_preferences_group_set_title (group, title);
  GtkWidget *label = find (GTK_WIDGET (group), GTK_TYPE_LABEL);
  if (label == NULL || g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    return;
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
}

void
adw_inside_name_switch (AdwExpanderRow *row)
{
  GtkWidget *enable = find (GTK_WIDGET (row), GTK_TYPE_SWITCH);
  if (enable != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (enable),
                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
}

/* NULL for what is none of libadwaita's words. */
static const char *
translate_word (const char *text)
{
  /* Translators: titles in the about window. */
  static const char *const words[] = { N_ ("About"),   N_ ("Details"),
                                       N_ ("Credits"), N_ ("Legal"),
                                       N_ ("Back"),    N_ ("Translated by") };
  if (text != NULL && *text == '_')
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (text, words[i]) == 0)
      return _ (words[i]);
  return NULL;
}

static void
translate_title (GtkWidget *widget)
{
  if (GTK_IS_WINDOW (widget))
    {
      const char *word = translate_word (gtk_window_get_title (GTK_WINDOW (widget)));
      if (word != NULL)
        gtk_window_set_title (GTK_WINDOW (widget), word);
    }
  else if (ADW_IS_PREFERENCES_ROW (widget))
    {
      AdwPreferencesRow *row = ADW_PREFERENCES_ROW (widget);
      const char *word = translate_word (adw_preferences_row_get_title (row));
      if (word != NULL)
        adw_preferences_row_set_title (row, word);
    }
}

void
adw_inside_translate (GtkWidget *root)
{
  const char *tooltip = translate_word (gtk_widget_get_tooltip_text (root));
  const char *text = GTK_IS_LABEL (root)
                         ? translate_word (gtk_label_get_text (GTK_LABEL (root)))
                         : NULL;
  translate_title (root);
  if (tooltip != NULL)
    gtk_widget_set_tooltip_text (root, tooltip);
  if (text != NULL)
    gtk_label_set_text (GTK_LABEL (root), text);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    adw_inside_translate (child);
}
