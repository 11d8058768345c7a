/* Writing comma-separated values: RFC 4180, UTF-8 without a byte order mark, CRLF. What
 * a spreadsheet would take for a formula is made plain text. Reading is in
 * csv-reader.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a spreadsheet may take text for a formula: it begins with = + - @, as such or
 * at full width, or with a tab, CR or LF. An apostrophe in front keeps it from running
 * it. */
gboolean csv_is_formula (const char *text);

/**
 * csv_append_row:
 * @cells: UTF-8, ending with NULL; at least one
 *
 * Appends a row. A cell with a comma, a quote, CR or LF is quoted; one that is a
 * formula gets an apostrophe in front.
 */
void csv_append_row (GString *out, const char *const *cells);

G_END_DECLS
