/* Reading what report.h writes: a file is accepted if it is, byte for byte, what a
 * writer makes of the release text that is in it. So nothing that it shows can have
 * been altered alone; whether the release was ever drawn, only a ledger can say. */
#pragma once

#include <glib.h>

#include "release.h"

G_BEGIN_DECLS

typedef enum
{
  REPORT_READ_TEXT,
  REPORT_READ_CSV,
  REPORT_READ_CSVW,
  REPORT_READ_JSON,
  REPORT_READ_HTML,
} ReportReadKind;

/* What a file begins as; _TEXT if as nothing else. */
ReportReadKind report_read_kind (const char *data, gsize size);

/* "text", "csv", "csvw", "json" or "html". */
const char *report_read_kind_name (ReportReadKind kind);

/**
 * report_read_release:
 * @data: size bytes of a file from anywhere, of any kind but REPORT_READ_CSV
 *
 * A page is compared with what the translations that are installed give; one of another
 * version of the program, with other sentences, is refused.
 *
 * Returns: (transfer full): the release in it, or NULL with RELEASE_ERROR set
 */
Release *report_read_release (const char *data, gsize size, GError **error);

/**
 * report_read_csv:
 * @period: (out): which it is of
 *
 * A table holds no release text, so it is only compared with its form: header, one
 * period, ids, and figures that some rule could have given.
 *
 * Returns: FALSE with RELEASE_ERROR_TEXT
 */
gboolean report_read_csv (const char *data, gsize size, Period *period, GError **error);

G_END_DECLS
