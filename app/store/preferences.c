/* See preferences.h. */
#include "config.h"

#include "preferences.h"

#include "sql.h"
#include "store-private.h"

char *
preferences_get (Store *store, const char *key, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, "SELECT value FROM preference WHERE key = ?1", "t", key);
  if (rows == NULL || sql_step (store, rows, error) != SQL_ROW)
    return NULL;
  return g_strdup ((const char *)sqlite3_column_text (rows, 0));
}

static gboolean
write_value (Store *store, const char *key, const char *value, GError **error)
{
  if (value == NULL)
    return sql_run (store, error, "DELETE FROM preference WHERE key = ?1", "t", key);
  return sql_run (store, error,
                  "INSERT INTO preference (key, value) VALUES (?1, ?2)"
                  " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                  "tt", key, value);
}

gboolean
preferences_set (Store *store, const char *key, const char *value, GError **error)
{
  return store_begin (store, error)
         && store_finish (store, write_value (store, key, value, error), error);
}

GBytes *
preferences_get_draft (Store *store, const char *kind, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, "SELECT body FROM draft WHERE kind = ?1", "t", kind);
  if (rows == NULL || sql_step (store, rows, error) != SQL_ROW)
    return NULL;
  return sql_dup_blob (rows, 0);
}

static gboolean
write_draft (Store *store, const char *kind, GBytes *draft, GError **error)
{
  if (draft == NULL)
    return sql_run (store, error, "DELETE FROM draft WHERE kind = ?1", "t", kind);
  gsize size;
  const void *body = g_bytes_get_data (draft, &size);
  return sql_run (store, error,
                  "INSERT INTO draft (kind, body) VALUES (?1, ?2)"
                  " ON CONFLICT (kind) DO UPDATE SET body = excluded.body",
                  "tb", kind, body != NULL ? body : "", size);
}

gboolean
preferences_set_draft (Store *store, const char *kind, GBytes *draft, GError **error)
{
  return store_begin (store, error)
         && store_finish (store, write_draft (store, kind, draft, error), error);
}
