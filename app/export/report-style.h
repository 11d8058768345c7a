/* How a release's page looks. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The style sheet (borrowed), ASCII without < and &: for a screen of any width, in
 * light and dark, with more contrast where it is asked for, and for A4. It names no
 * file and no font that would have to be there. */
const char *report_style_get (void);

G_END_DECLS
