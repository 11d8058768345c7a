/* Importing refusals and sign-up sheets from comma-separated values: every row checked
 * before any is kept, all rows or none. */
#pragma once

#include "imports.h"
#include "session.h"

G_BEGIN_DECLS

typedef enum
{
  SESSION_IMPORT_DEFAULT = 0,
  SESSION_IMPORT_DRY_RUN = 1 << 0, /* check everything, change nothing */
  SESSION_IMPORT_MORE = 1 << 1, /* a second import into a period is meant */
} SessionImportFlags;

/* What is wrong with a row. */
typedef struct
{
  guint64 line, column; /* from 1; column 0 where no one column is to blame */
  char *message; /* a sentence that names line and column */
} SessionImportProblem;

typedef struct
{
  guint64 rows; /* rows imported, or that would be */
  guint64 late; /* rows of them that count later, since their own period is closed */
  GArray *problems; /* SessionImportProblem, the first of them */
  guint64 n_problems; /* how many there were in all */
} SessionImport;

/* Frees the problems, not the struct. */
void session_import_clear (SessionImport *import);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SessionImport, session_import_clear)

/**
 * session_import_refusals:
 * @csv: the file: header week,work,customer,grounds,outcome,code_named[,person]. A
 *   person's label tells rows of this file apart and is then forgotten
 * @import: (out): to be cleared, on failure too
 * @progress: (nullable): called from this thread; returns FALSE to cancel
 *
 * Returns: FALSE with error set and nothing imported; the rows' problems are in import
 */
gboolean session_import_refusals (Session *session, GBytes *csv,
                                  SessionImportFlags flags, SessionImport *import,
                                  StoreProgress progress, gpointer data,
                                  GError **error);

/* The same for a meeting's sign-up sheet: header week,tier[,role]. Its rows are counts:
 * there is no key, and nothing to save. */
gboolean session_import_signers (Session *session, GBytes *csv,
                                 SessionImportFlags flags, SessionImport *import,
                                 GError **error);

G_END_DECLS
