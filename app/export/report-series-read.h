/* Telling a file that a series was written to. Unlike a release's (report-read.h) it
 * holds no release text: whether it is right, only whoever has the releases can say, by
 * writing it again. */
#pragma once

#include <glib.h>

#include "series.h"

G_BEGIN_DECLS

/* Whether size bytes begin as a table, an object or a page that report-series.h writes;
 * says nothing of the rest. */
gboolean report_series_read_is (const char *data, gsize size);

/* Whether they are, byte for byte, what a writer makes of this series, in any language
 * that it has names in or that the file says it is in. */
gboolean report_series_read_again (const Series *series, const char *data, gsize size);

G_END_DECLS
