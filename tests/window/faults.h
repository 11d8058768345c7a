/* What can be wrong with a window that can be measured: too wide, cut off, not
 * translated, without a name for a screen reader. Each check adds a sentence for each
 * fault that it finds below root, and returns how many things it has looked at. */
#pragma once

#include <gtk/gtk.h>

/* Pixels of a window's own edge, to its left and right together, where it draws one. */
int faults_frame (GtkWidget *root);

/* The least width of root is at most so many pixels. */
guint faults_find_width (GtkWidget *root, int pixels, GPtrArray *faults);

/* Each label shows its whole text, and lies within root. */
guint faults_find_cut (GtkWidget *root, GPtrArray *faults);

/* Each widget that takes the focus has a name that a screen reader can say, and what
 * shows only an icon, or takes text, has one of its own. */
guint faults_find_unnamed (GtkWidget *root, GPtrArray *faults);

/* (transfer full): the sentences of a compiled catalogue (.mo) whose translation is
 * another text; NULL if there is no such file. */
GHashTable *faults_read_catalogue (const char *path);

/* Each text, tooltip and name is translated: it is none of catalogue's sentences, and
 * has no word of two Latin letters or more that is not among those that stay as they
 * are. kept: lists of words, parted by blanks; NULL ends them. */
guint faults_find_untranslated (GtkWidget *root, GHashTable *catalogue,
                                const char *const *kept, GPtrArray *faults);
