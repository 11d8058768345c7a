/* Parts of libadwaita's widgets that need something for which libadwaita 1.2 has no
 * property. Where a later version has another part there, nothing is done. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A group's title, as plain text, which goes on over more lines where it is long: by
 * itself it would end in an ellipsis. */
void adw_inside_set_group_title (AdwPreferencesGroup *group, const char *text);

/* Gives the switch of an expander row, a control of its own, the row's name. */
void adw_inside_name_switch (AdwExpanderRow *row);

/* Puts libadwaita's own words for the parts of an about window into the language of
 * this program, in which libadwaita may not be; those that are not English stay. */
void adw_inside_translate (GtkWidget *root);

G_END_DECLS
