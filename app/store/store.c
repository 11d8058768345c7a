/* See store.h. */
#include "config.h"

#include "store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "schema.h"
#include "sql.h"
#include "store-private.h"

/* One campaign a store, so one number; the column is there for a second. */
#define FIRST_CAMPAIGN 1

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static Store *
make_store (sqlite3 *db, const RandomSource *random)
{
  Store *store = g_new0 (Store, 1);
  store->db = db;
  store->random = random;
  store->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize);
  return store;
}

static gboolean
insert_campaign (Store *store, GError **error)
{
  GBytes *file = campaign_bytes (store->campaign);
  gsize size;
  const void *data = g_bytes_get_data (file, &size);
  return sql_run (store, error,
                  "INSERT INTO campaign (number, id, file, shared)"
                  " VALUES (?1, ?2, ?3, 0)",
                  "itb", store->number, campaign_id (store->campaign), data, size);
}

Store *
store_create (sqlite3 *db, Campaign *campaign, const RandomSource *random,
              GError **error)
{
  if (!schema_prepare (db, error))
    return NULL;
  g_autoptr (Store) store = make_store (db, random);
  store->campaign = campaign_ref (campaign);
  store->number = FIRST_CAMPAIGN;
  if (!store_begin (store, error)
      || !store_finish (
          store, schema_create (db, error) && insert_campaign (store, error), error))
    return NULL;
  return g_steal_pointer (&store);
}

/* The stored campaign must be the one its row names: the entries hold places in its
 * lists. */
static gboolean
parse_campaign (Store *store, GBytes *file, const char *id, GError **error)
{
  g_autoptr (GBytes) refreshed = campaign_builtin_refresh (file);
  store->campaign = campaign_parse (refreshed, NULL);
  return (store->campaign != NULL && g_strcmp0 (campaign_id (store->campaign), id) == 0)
         || sql_refuse_damage (error);
}

static gboolean
read_campaign (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, "SELECT number, id, file FROM campaign LIMIT 2", "");
  if (rows == NULL)
    return FALSE;
  SqlStep step = sql_step (store, rows, error);
  if (step != SQL_ROW)
    return step == SQL_DONE && sql_refuse_damage (error);
  store->number = sqlite3_column_int64 (rows, 0);
  g_autofree char *id = g_strdup ((const char *)sqlite3_column_text (rows, 1));
  g_autoptr (GBytes) file = sql_dup_blob (rows, 2);
  step = sql_step (store, rows, error);
  if (step == SQL_ROW)
    return sql_refuse_damage (error);
  return step == SQL_DONE && parse_campaign (store, file, id, error);
}

Store *
store_open (sqlite3 *db, const RandomSource *random, GError **error)
{
  if (!schema_prepare (db, error) || !schema_check (db, error))
    return NULL;
  g_autoptr (Store) store = make_store (db, random);
  return read_campaign (store, error) ? g_steal_pointer (&store) : NULL;
}

void
store_close (Store *store)
{
  if (store == NULL)
    return;
  while (store->depth > 0)
    store_rollback (store);
  g_hash_table_unref (store->statements);
  g_clear_pointer (&store->campaign, campaign_unref);
  g_free (store);
}

void
store_detach (Store *store)
{
  while (store->depth > 0)
    store_rollback (store);
  g_hash_table_remove_all (store->statements);
  store->db = NULL;
  store->broken = TRUE;
}

gboolean
store_is_attached (const Store *store)
{
  return store->db != NULL;
}

Campaign *
store_campaign (const Store *store)
{
  return store->campaign;
}

gboolean
store_is_shared (Store *store, gboolean *shared, GError **error)
{
  gint64 number;
  gboolean read =
      sql_number (store, error, &number, 0,
                  "SELECT shared FROM campaign WHERE number = ?1", "i", store->number);
  *shared = number != 0;
  return read;
}

gboolean
store_set_shared (Store *store, GError **error)
{
  return sql_run (store, error,
                  "UPDATE campaign SET shared = 1 WHERE number = ?1 AND shared = 0",
                  "i", store->number);
}

/* How the transaction at a depth is begun, committed and undone. The outermost one is
 * real, those within are savepoints. Each depth has its own name: a savepoint that was
 * made although making it failed must not be taken for the one around it. */
typedef struct
{
  const char *begin;
  const char *commit;
  const char *undo[2];
} Level;

static const Level levels[] = {
  { "BEGIN IMMEDIATE", "COMMIT", { "ROLLBACK", NULL } },
  { "SAVEPOINT one", "RELEASE one", { "ROLLBACK TO one", "RELEASE one" } },
  { "SAVEPOINT two", "RELEASE two", { "ROLLBACK TO two", "RELEASE two" } },
  { "SAVEPOINT three", "RELEASE three", { "ROLLBACK TO three", "RELEASE three" } },
};

static gboolean
refuse_broken (GError **error)
{
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_IO,
                       _ ("An earlier change could not be undone: lock the store and "
                          "open it again."));
  return FALSE;
}

/* Some failures make SQLite roll back everything by itself. What follows must not then
 * be committed row by row, as if it stood alone. */
static gboolean
check_transaction (Store *store, GError **error)
{
  if (store->broken || (store->depth > 0 && sqlite3_get_autocommit (store->db)))
    return refuse_broken (error);
  return TRUE;
}

/* Undoes what was begun at the present depth. */
static void
undo (Store *store)
{
  for (guint i = 0; i < 2 && store->db && !sqlite3_get_autocommit (store->db); i++)
    {
      const char *text = levels[store->depth].undo[i];
      if (text != NULL && !sql_run (store, NULL, text, ""))
        store->broken = TRUE;
    }
}

gboolean
store_begin (Store *store, GError **error)
{
  g_return_val_if_fail (store->depth < G_N_ELEMENTS (levels), FALSE);
  if (!check_transaction (store, error))
    return FALSE;
  if (sql_run (store, error, levels[store->depth].begin, ""))
    {
      store->depth++;
      return TRUE;
    }
  if (store->depth == 0)
    undo (store);
  return FALSE;
}

gboolean
store_commit (Store *store, GError **error)
{
  g_return_val_if_fail (store->depth > 0, FALSE);
  if (check_transaction (store, error)
      && sql_run (store, error, levels[store->depth - 1].commit, ""))
    {
      store->depth--;
      return TRUE;
    }
  store_rollback (store);
  return FALSE;
}

void
store_rollback (Store *store)
{
  g_return_if_fail (store->depth > 0);
  store->depth--;
  undo (store);
}

gboolean
store_finish (Store *store, gboolean worked, GError **error)
{
  if (worked)
    return store_commit (store, error);
  store_rollback (store);
  return FALSE;
}

gboolean
store_numbers (Store *store, StoreNumbers *numbers, GError **error)
{
  memset (numbers, 0, sizeof *numbers);
  g_autoptr (SqlRows) rows = sql_start (
      store, error,
      "WITH trash AS (SELECT id FROM refusal WHERE trashed IS NOT NULL)"
      "SELECT (SELECT count (*) FROM refusal), (SELECT count (*) FROM trash),"
      " (SELECT count (*) FROM outcome WHERE refusal NOT IN trash),"
      " (SELECT count (*) FROM signer), (SELECT count (*) FROM record),"
      " (SELECT sum (number) FROM sheet), (SELECT count (*) FROM ledger)",
      "");
  if (rows == NULL || sql_step (store, rows, error) != SQL_ROW)
    return FALSE;
  guint64 values[7];
  for (int i = 0; i < 7; i++)
    values[i] = (guint64)sqlite3_column_int64 (rows, i);
  *numbers = (StoreNumbers){ values[0] - values[1],
                             values[1],
                             values[2],
                             values[3],
                             values[4],
                             values[5],
                             values[6] };
  return TRUE;
}
