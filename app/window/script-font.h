/* One font for all of a text in a script that the desktop's own font lacks.
 *
 * Where only the letters of such a text are of another font, and its full stops and
 * digits are not, its lines are not of one height. GTK 4.8 then asks for less height
 * than a wrapped label needs, and makes up for it with a width that the window does not
 * have: the text is cut off. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * script_font_find:
 * @widget: whose font it is about
 * @text: some word of the language that is shown
 *
 * Returns: (transfer full) (nullable): the family of the font that text falls back to;
 * NULL where the widget's own font has its letters
 */
char *script_font_find (GtkWidget *widget, const char *text);

/* Uses that font for all of widget's display, with the language that is shown. */
void script_font_use (GtkWidget *widget);

G_END_DECLS
