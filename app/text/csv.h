/* Writing comma-separated values: RFC 4180, UTF-8 without a byte order mark, CRLF. What
 * a spreadsheet would take for a formula is made plain text. Reading is in
 * csv-reader.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * csv_append_row:
 * @cells: UTF-8, ending with NULL; at least one
 *
 * Appends a row. A cell with a comma, a quote, CR or LF is quoted. One that begins with
 * = + - @, tab or CR gets an apostrophe in front, which keeps spreadsheets from running
 * it.
 */
void csv_append_row (GString *out, const char *const *cells);

G_END_DECLS
