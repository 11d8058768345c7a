/* See ledger.h. */
#include "config.h"

#include "ledger.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "closing.h"
#include "counts.h"
#include "sign.h"
#include "sql.h"
#include "store-private.h"

static void
append_period (GArray *list, const Counts *closed, Period period, Week now)
{
  for (guint i = 0; i < list->len; i++)
    if (period_compare (g_array_index (list, LedgerPeriod, i).period, period) == 0)
      return;
  Week first, last;
  counts_weeks (period, &first, &last);
  LedgerState state = counts_is_closed (closed, period) ? LEDGER_CLOSED
                      : last < now                      ? LEDGER_CLOSABLE
                                                        : LEDGER_RUNNING;
  LedgerPeriod row = { period, state };
  g_array_append_val (list, row);
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  return period_compare (((const LedgerPeriod *)a)->period,
                         ((const LedgerPeriod *)b)->period);
}

static gboolean
append_closed (Store *store, GArray *list, const Counts *closed, Week now,
               GError **error)
{
  g_autoptr (GPtrArray) rows = ledger_list (store, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    append_period (list, closed, ((LedgerRow *)rows->pdata[i])->period, now);
  return rows != NULL;
}

GArray *
ledger_periods (Store *store, Week now, GError **error)
{
  g_autoptr (Counts) closed = counts_new (store, error);
  g_autoptr (GArray) weeks = closed == NULL ? NULL : closing_weeks (store, error);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (LedgerPeriod));
  if (weeks == NULL || !append_closed (store, list, closed, now, error))
    return NULL;
  for (guint i = 0; i < weeks->len; i++)
    for (int kind = 0; kind < PERIOD_KINDS; kind++)
      if (counts_is_asked (store, (PeriodKind)kind))
        append_period (list, closed,
                       counts_period ((PeriodKind)kind, g_array_index (weeks, Week, i)),
                       now);
  g_array_sort (list, compare_periods);
  return g_steal_pointer (&list);
}

void
ledger_row_free (LedgerRow *row)
{
  if (row == NULL)
    return;
  g_bytes_unref (row->release);
  g_free (row);
}

static LedgerRow *
read_row (SqlRows *rows, GError **error)
{
  g_autoptr (LedgerRow) row = g_new0 (LedgerRow, 1);
  const char *period = (const char *)sqlite3_column_text (rows, 0);
  const void *digest = sql_blob (rows, 1, DIGEST_SHA256_BYTES);
  row->exponent = (guint32)sqlite3_column_int64 (rows, 2);
  row->scale = (guint32)sqlite3_column_int64 (rows, 3);
  row->release = sql_dup_blob (rows, 4);
  gsize size;
  const void *release = g_bytes_get_data (row->release, &size);
  digest_sha256 (row->digest, release != NULL ? release : "", size);
  if (period == NULL || period_parse (&row->period, period) != PERIOD_OK
      || digest == NULL || memcmp (digest, row->digest, DIGEST_SHA256_BYTES) != 0)
    {
      sql_refuse_damage (error);
      return NULL;
    }
  return g_steal_pointer (&row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const LedgerRow *first = *(const LedgerRow *const *)a;
  const LedgerRow *second = *(const LedgerRow *const *)b;
  return period_compare (first->period, second->period);
}

GPtrArray *
ledger_list (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (
      store, error,
      "SELECT period, digest, exponent, scale, release FROM ledger WHERE campaign = ?1",
      "i", store->number);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify)ledger_row_free);
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (store, rows, error)) == SQL_ROW)
    {
      LedgerRow *row = read_row (rows, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (list, row);
    }
  g_ptr_array_sort (list, compare_rows);
  return step == SQL_DONE ? g_steal_pointer (&list) : NULL;
}

LedgerRow *
ledger_get (Store *store, Period period, GError **error)
{
  char text[PERIOD_TEXT_BYTES];
  period_print (text, period);
  g_autoptr (SqlRows) rows =
      sql_start (store, error,
                 "SELECT period, digest, exponent, scale, release FROM ledger"
                 " WHERE campaign = ?1 AND period = ?2",
                 "it", store->number, text);
  SqlStep step = rows == NULL ? SQL_FAILED : sql_step (store, rows, error);
  if (step == SQL_ROW)
    return read_row (rows, error);
  if (step == SQL_DONE)
    g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                 _ ("The period %s is not closed, so there is no release of it."),
                 text);
  return NULL;
}

gboolean
ledger_check (Store *store, Period period, Week now, GError **error)
{
  Week first, last;
  char text[PERIOD_TEXT_BYTES];
  period_print (text, period);
  counts_weeks (period, &first, &last);
  if (!closing_check (store, period, error))
    return FALSE;
  if (last < now)
    return TRUE;
  g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_OVER,
               _ ("The period %s is not over: it can be closed after its last week."),
               text);
  return FALSE;
}

gboolean
ledger_close (Store *store, Period period, GBytes *release, guint32 exponent,
              guint32 scale, Week now, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (release, &size);
  LedgerRow row = { period, release, { 0 }, exponent, scale };
  digest_sha256 (row.digest, data != NULL ? data : "", size);
  return store_begin (store, error)
         && store_finish (store,
                          ledger_check (store, period, now, error)
                              && closing_insert (store, &row, error)
                              && closing_mark (store, period, error)
                              && closing_wipe (store, now, error),
                          error);
}

GArray *
ledger_wiped_years (Store *store, GError **error)
{
  return closing_years (store, CLOSING_WIPED, error);
}

/* A period that both have closed must have one release. */
static gboolean
carry_row (Store *store, const LedgerRow *row, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (LedgerRow) own = ledger_get (store, row->period, &problem);
  if (own == NULL && !g_error_matches (problem, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (own == NULL)
    return closing_insert (store, row, error)
           && closing_carry (store, row->period, error);
  if (g_bytes_equal (own->release, row->release))
    return TRUE;
  char text[PERIOD_TEXT_BYTES];
  period_print (text, row->period);
  g_set_error (error, STORE_ERROR, STORE_ERROR_LEDGERS_DIFFER,
               _ ("The period %s was published from each of the two stores, with other "
                  "figures: one cannot take the place of the other."),
               text);
  return FALSE;
}

static gboolean
carry_rows (Store *store, const GPtrArray *rows, const GArray *wiped, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (!carry_row (store, rows->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < wiped->len; i++)
    if (!closing_carry_wiped (store, g_array_index (wiped, int, i), error))
      return FALSE;
  return TRUE;
}

gboolean
ledger_carry (Store *store, const GPtrArray *rows, const GArray *wiped, GError **error)
{
  return store_begin (store, error)
         && store_finish (store, carry_rows (store, rows, wiped, error), error);
}

Secret *
ledger_get_key (Store *store, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, "SELECT seed FROM release_key WHERE campaign = ?1", "i",
                 store->number);
  if (rows == NULL || sql_step (store, rows, error) != SQL_ROW)
    return NULL;
  return sql_dup_secret (rows, 0, SIGN_SEED_BYTES, error);
}

static gboolean
insert_key (Store *store, const Secret *key, GError **error)
{
  gint64 known;
  if (!sql_number (store, error, &known, 0, "SELECT count (*) FROM release_key", ""))
    return FALSE;
  if (known == 0)
    return sql_run (store, error,
                    "INSERT INTO release_key (campaign, seed) VALUES (?1, ?2)", "ib",
                    store->number, secret_peek (key), secret_size (key));
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                       _ ("This store has a key for its releases already."));
  return FALSE;
}

gboolean
ledger_set_key (Store *store, const Secret *key, GError **error)
{
  return store_begin (store, error)
         && store_finish (store, insert_key (store, key, error), error);
}
