/* A picture of a widget, taken in this process. */
#pragma once

#include <gtk/gtk.h>

/* Writes what widget shows, which was drawn before, to a PNG file; aborts if it cannot.
 */
void picture_take (GtkWidget *widget, const char *path);
