/* store_check(): see store.h. */
#include "config.h"

#include <string.h>

#include "ledger.h"
#include "refusals.h"
#include "signers.h"
#include "sql.h"
#include "store-private.h"

/* integrity_check gives one row, "ok", where nothing is wrong. */
static gboolean
check_structure (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (store, error, "PRAGMA integrity_check (1)", "");
  if (rows == NULL || sql_step (store, rows, error) != SQL_ROW)
    return FALSE;
  return g_strcmp0 ((const char *)sqlite3_column_text (rows, 0), "ok") == 0
         || sql_refuse_damage (error);
}

/* foreign_key_check gives a row for each that points nowhere. */
static gboolean
check_links (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (store, error, "PRAGMA foreign_key_check", "");
  SqlStep step = rows == NULL ? SQL_FAILED : sql_step (store, rows, error);
  return step == SQL_DONE || (step == SQL_ROW && sql_refuse_damage (error));
}

static gboolean
check_refusals (Store *store, RefusalsWhich which, GError **error)
{
  g_autoptr (GPtrArray) list = refusals_list (store, which, error);
  return list != NULL;
}

/* A person is missing exactly where the year is wiped. */
static gboolean
check_persons (Store *store, GError **error)
{
  gint64 wrong;
  if (!sql_number (store, error, &wrong, 0,
                   "SELECT count (*) FROM"
                   " (SELECT person, counts / 100 AS y FROM refusal UNION ALL"
                   "  SELECT person, counts / 100 FROM outcome)"
                   " WHERE (person IS NULL)"
                   " <> (y IN (SELECT year FROM year WHERE owner IS NULL))",
                   ""))
    return FALSE;
  return wrong == 0 || sql_refuse_damage (error);
}

static gboolean
check_records (Store *store, const Signer *signer, GError **error)
{
  g_autoptr (GPtrArray) records = signers_records (store, signer->id, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      gsize size;
      const SignerRecord *record = records->pdata[i];
      uint8_t id[SIGNERS_ID_BYTES];
      const void *data = g_bytes_get_data (record->text, &size);
      signers_id (id, record->record.public_key);
      if (memcmp (id, signer->id, sizeof id) != 0
          || !signatures_check (&record->signatures, data, size, NULL))
        return sql_refuse_damage (error);
    }
  return records != NULL;
}

static gboolean
check_signers (Store *store, GError **error)
{
  g_autoptr (GPtrArray) signers = signers_list (store, error);
  g_autoptr (GArray) sheets = signers == NULL ? NULL : signers_sheets (store, error);
  for (guint i = 0; sheets != NULL && i < signers->len; i++)
    if (!check_records (store, signers->pdata[i], error))
      return FALSE;
  return sheets != NULL;
}

static gboolean
check_ledger (Store *store, GError **error)
{
  g_autoptr (GPtrArray) ledger = ledger_list (store, error);
  return ledger != NULL;
}

gboolean
store_check (Store *store, GError **error)
{
  return check_structure (store, error) && check_links (store, error)
         && check_refusals (store, REFUSALS_KEPT, error)
         && check_refusals (store, REFUSALS_TRASHED, error)
         && check_persons (store, error) && check_signers (store, error)
         && check_ledger (store, error);
}
