/* See sql.h. */
#include "config.h"

#include "sql.h"

#include <glib/gi18n-lib.h>

#include "store-private.h"

static StoreError
find_code (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return STORE_ERROR_FULL;
    case SQLITE_INTERRUPT:
      return STORE_ERROR_CANCELLED;
    case SQLITE_NOMEM:
      return STORE_ERROR_MEMORY;
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PERM:
      return STORE_ERROR_IO;
    default:
      return STORE_ERROR_DAMAGED;
    }
}

static const char *
find_sentence (StoreError code)
{
  if (code == STORE_ERROR_FULL)
    return _ ("There is no space left for this change, and nothing was changed: make "
              "room on the disk, then try again.");
  if (code == STORE_ERROR_MEMORY)
    return _ ("There is not enough memory for this, and nothing was changed: close "
              "other programs, then try again.");
  if (code == STORE_ERROR_CANCELLED)
    return _ ("This was cancelled, and nothing was changed.");
  if (code == STORE_ERROR_IO)
    return _ ("The store could not be read or written, and nothing was changed: close "
              "it, look at the disk, then open it again.");
  return _ ("The store holds something that this program cannot have written: do not "
            "use it further, and restore a backup.");
}

void
sql_set_error (sqlite3 *db, GError **error)
{
  StoreError code = find_code (sqlite3_errcode (db));
  g_set_error_literal (error, STORE_ERROR, code, find_sentence (code));
}

gboolean
sql_refuse_damage (GError **error)
{
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_DAMAGED,
                       find_sentence (STORE_ERROR_DAMAGED));
  return FALSE;
}

/* Bytes are copied where they may go before the statement ends: everywhere. */
static void
bind_list (SqlRows *rows, const char *types, va_list list)
{
  for (int i = 0; types[i] != '\0'; i++)
    if (types[i] == 'i')
      sqlite3_bind_int64 (rows, i + 1, va_arg (list, gint64));
    else if (types[i] == 't')
      sqlite3_bind_text (rows, i + 1, va_arg (list, const char *), -1,
                         SQLITE_TRANSIENT);
    else if (types[i] == 'b')
      {
        const void *data = va_arg (list, const void *);
        sqlite3_bind_blob64 (rows, i + 1, data, va_arg (list, gsize), SQLITE_TRANSIENT);
      }
    else
      sqlite3_bind_null (rows, i + 1);
}

static SqlRows *
prepare (Store *store, const char *text, GError **error)
{
  SqlRows *rows = g_hash_table_lookup (store->statements, text);
  if (rows != NULL)
    return rows;
  if (store->db == NULL)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_IO,
                           find_sentence (STORE_ERROR_IO));
      return NULL;
    }
  if (sqlite3_prepare_v3 (store->db, text, -1, SQLITE_PREPARE_PERSISTENT, &rows, NULL)
      != SQLITE_OK)
    {
      sql_set_error (store->db, error);
      return NULL;
    }
  g_hash_table_insert (store->statements, (char *)text, rows);
  return rows;
}

static SqlRows *
start_list (Store *store, GError **error, const char *text, const char *types,
            va_list list)
{
  SqlRows *rows = prepare (store, text, error);
  if (rows != NULL)
    bind_list (rows, types, list);
  return rows;
}

SqlRows *
sql_start (Store *store, GError **error, const char *text, const char *types, ...)
{
  va_list list;
  va_start (list, types);
  SqlRows *rows = start_list (store, error, text, types, list);
  va_end (list);
  return rows;
}

void
sql_end (SqlRows *rows)
{
  if (rows == NULL)
    return;
  sqlite3_reset (rows);
  sqlite3_clear_bindings (rows);
}

SqlStep
sql_step (Store *store, SqlRows *rows, GError **error)
{
  int result = sqlite3_step (rows);
  if (result == SQLITE_ROW)
    return SQL_ROW;
  if (result == SQLITE_DONE)
    return SQL_DONE;
  sql_set_error (store->db, error);
  return SQL_FAILED;
}

gboolean
sql_run (Store *store, GError **error, const char *text, const char *types, ...)
{
  va_list list;
  va_start (list, types);
  g_autoptr (SqlRows) rows = start_list (store, error, text, types, list);
  va_end (list);
  if (rows == NULL)
    return FALSE;
  SqlStep step = SQL_ROW;
  while (step == SQL_ROW)
    step = sql_step (store, rows, error);
  return step == SQL_DONE;
}

gboolean
sql_number (Store *store, GError **error, gint64 *number, gint64 fallback,
            const char *text, const char *types, ...)
{
  *number = fallback;
  va_list list;
  va_start (list, types);
  g_autoptr (SqlRows) rows = start_list (store, error, text, types, list);
  va_end (list);
  if (rows == NULL)
    return FALSE;
  SqlStep step = sql_step (store, rows, error);
  if (step == SQL_ROW && sqlite3_column_type (rows, 0) != SQLITE_NULL)
    *number = sqlite3_column_int64 (rows, 0);
  return step != SQL_FAILED;
}

gboolean
sql_script (sqlite3 *db, const char *text, GError **error)
{
  if (sqlite3_exec (db, text, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sql_set_error (db, error);
  return FALSE;
}

int
sql_int (SqlRows *rows, int column)
{
  gint64 number = sqlite3_column_int64 (rows, column);
  return number >= G_MININT && number <= G_MAXINT ? (int)number : G_MININT;
}

const void *
sql_blob (SqlRows *rows, int column, gsize size)
{
  const void *data = sqlite3_column_blob (rows, column);
  return data != NULL && (gsize)sqlite3_column_bytes (rows, column) == size ? data
                                                                            : NULL;
}

GBytes *
sql_dup_blob (SqlRows *rows, int column)
{
  const void *data = sqlite3_column_blob (rows, column);
  return g_bytes_new (data, (gsize)sqlite3_column_bytes (rows, column));
}

Secret *
sql_dup_secret (SqlRows *rows, int column, gsize size, GError **error)
{
  const void *data = sql_blob (rows, column, size);
  Secret *secret = data == NULL ? NULL : secret_new_copy (data, size);
  if (data == NULL)
    sql_refuse_damage (error);
  else if (secret == NULL)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MEMORY,
                         find_sentence (STORE_ERROR_MEMORY));
  return secret;
}
