/* Text on the clipboard for a short while: marked as a secret for clipboard managers
 * that heed it, and taken back after a time or at a lock, if it is still there. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CLIPBOARD_SECONDS 45

typedef struct _Clipboard Clipboard;

/* (transfer full): at rest, for the clipboard of widget's display. */
Clipboard *clipboard_new (GtkWidget *widget);

/* Takes back what is there, and frees. */
void clipboard_free (Clipboard *clipboard);

/* Puts text there in place of what there is, for CLIPBOARD_SECONDS. */
void clipboard_put (Clipboard *clipboard, const char *text);

/* Takes it back, unless something else was copied since. */
void clipboard_clear (Clipboard *clipboard);

G_END_DECLS
