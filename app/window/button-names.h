/* What assistive technology calls a button with a mnemonic. GTK 4.8 gives such a button
 * its text as it was written, with the underscore, as its name, and the label inside
 * besides: "_Log Log". Knows no button of the app. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on every button that is shown is called what its label says. Once for a
 * process. */
void button_names_init (void);

G_END_DECLS
