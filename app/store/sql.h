/* Running SQL, inside this folder only: prepared once a store, bound by a string of
 * types, and every failure turned into a GError here and nowhere else. */
#pragma once

#include "secret.h"
#include "store.h"

/* A prepared statement that was started and not yet ended. */
typedef sqlite3_stmt SqlRows;

/**
 * sql_start:
 * @text: one statement, a constant: prepared at its first use and kept
 * @types: one letter for each parameter, ?1 first, with its arguments:
 *   i gint64 · b const void *, gsize: a copy of the bytes · t const char * · n nothing,
 *   NULL
 *
 * A statement that is running must not be started again before it is ended.
 *
 * Returns: (transfer full): for sql_end(); NULL with error set
 */
SqlRows *sql_start (Store *store, GError **error, const char *text, const char *types,
                    ...);

/* Resets the statement and forgets what was bound to it. */
void sql_end (SqlRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SqlRows, sql_end)

typedef enum
{
  SQL_ROW,
  SQL_DONE,
  SQL_FAILED, /* error is set */
} SqlStep;

/* Goes to the next row. */
SqlStep sql_step (Store *store, SqlRows *rows, GError **error);

/* Starts a statement as sql_start() does, runs it to its end and drops its rows. */
gboolean sql_run (Store *store, GError **error, const char *text, const char *types,
                  ...);

/* The same for a statement that gives at most one number: fallback if it gives no row
 * or NULL. */
gboolean sql_number (Store *store, GError **error, gint64 *number, gint64 fallback,
                     const char *text, const char *types, ...);

/* Runs constant text of any number of statements, unprepared: the schema, pragmas. */
gboolean sql_script (sqlite3 *db, const char *text, GError **error);

/* Sets error from the database's last failure. */
void sql_set_error (sqlite3 *db, GError **error);

/* Sets STORE_ERROR_DAMAGED: rows hold what this program cannot have written. Always
 * FALSE. */
gboolean sql_refuse_damage (GError **error);

/* A column's number; G_MININT, which is no week and no place, if it does not fit an
 * int. */
int sql_int (SqlRows *rows, int column);

/* A blob of exactly size bytes in a column, or NULL if it is anything else. Valid until
 * the next step. */
const void *sql_blob (SqlRows *rows, int column, gsize size);

/* (transfer full): a column's blob of any size. */
GBytes *sql_dup_blob (SqlRows *rows, int column);

/* (transfer full): a column's blob of size bytes in guarded memory; NULL with error
 * set.
 */
Secret *sql_dup_secret (SqlRows *rows, int column, gsize size, GError **error);
