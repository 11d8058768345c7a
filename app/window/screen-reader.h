/* Mends what GTK 4.8 and libadwaita 1.2 tell assistive technology wrong, or not at all:
 * they call a button with a mnemonic by its text as it was written, and the label
 * inside besides ("_Log Log"); some of their own buttons, switches and lists have no
 * name. Knows no widget of the app. tests/e2e/test-audit.py shows what is left. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on whatever is shown is mended first. Once for a process. */
void screen_reader_init (void);

G_END_DECLS
