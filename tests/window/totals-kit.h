/* Earlier periods for the Totals view, so that it has something to show over time. */
#pragma once

#include "window-fixture.h"

/* Job: imports refusals into two earlier quarters and closes them: one in which all is
 * published, and one of a single person, in which all is withheld. Between them there
 * is a quarter without a release. Input: none. */
gpointer totals_kit_close_past (Session **session, gpointer input, GError **error);
