/* A picture of a widget, taken in this process. */
#pragma once

#include <gtk/gtk.h>

/* Lets the main loop run until nothing moves. */
void picture_settle (void);

/* Writes what the window of widget shows to a PNG file; aborts if it cannot. */
void picture_take (GtkWidget *widget, const char *path);
