/* The about window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows it above parent (nullable). */
void sf_about_present (GtkWindow *parent);

G_END_DECLS
