/* A release as a file, in any format: made, and checked. */
#pragma once

#include "report-read.h"
#include "series.h"
#include "session.h"

G_BEGIN_DECLS

/**
 * session_release_print:
 * @language: (nullable): of the names and sentences, where the format has any; NULL is
 *   the campaign's own, and in JSON none
 * @name: (nullable): what the file will be called, which tells a table's description
 *   what it describes: see report_csvw_dup_url()
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *session_release_print (const Release *release, ReportReadKind kind,
                               const char *language, const char *name);

/**
 * session_release_print_series:
 * @series: of one release at least
 * @kind: any but REPORT_READ_CSVW, which a series has not
 * @language: (nullable): as of session_release_print()
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *session_release_print_series (const Series *series, ReportReadKind kind,
                                      const char *language);

/* What a file turned out to be. */
typedef struct
{
  GBytes *bytes;
  ReportReadKind kind;
  Period period;
  Release *release; /* NULL of a table, which does not hold one */
} SessionReleaseFile;

/* All zeros is nothing. */
void session_release_clear (SessionReleaseFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SessionReleaseFile, session_release_clear)

/**
 * session_release_read:
 * @file: (out): for session_release_clear()
 *
 * Needs no store: the form alone.
 *
 * Returns: FALSE with error set, and file cleared, if it is no release in its exact
 * form
 */
gboolean session_release_read (SessionReleaseFile *file, GBytes *bytes, GError **error);

/* Whether the ledger's release, written as this file is, has its very bytes. FALSE with
 * error set. */
gboolean session_release_is_held (Session *session, const SessionReleaseFile *file,
                                  GError **error);

/* Whether a file is one that a series was written to. Needs no store, and says nothing
 * of its figures. */
gboolean session_release_is_series (GBytes *bytes);

/* Whether it is, byte for byte, what the ledger's releases add up to, all of them.
 * FALSE with error set. */
gboolean session_release_is_held_series (Session *session, GBytes *bytes,
                                         GError **error);

G_END_DECLS
