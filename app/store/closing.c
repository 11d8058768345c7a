/* See closing.h. */
#include "config.h"

#include "closing.h"

#include <glib/gi18n-lib.h>

#include "counts.h"
#include "sql.h"
#include "store-private.h"
#include "whose.h"

#define NOT_TRASHED                                                                    \
  " AND refusal NOT IN (SELECT id FROM refusal WHERE trashed IS NOT NULL)"
/* The numbers in a statement's first column. */
static GArray *
read_numbers (Store *store, const char *text, GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (store, error, text, "i", store->number);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (int));
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (store, rows, error)) == SQL_ROW)
    {
      int number = sql_int (rows, 0);
      g_array_append_val (list, number);
    }
  return step == SQL_DONE ? g_steal_pointer (&list) : NULL;
}

GArray *
closing_weeks (Store *store, GError **error)
{
  g_autoptr (GArray) list =
      read_numbers (store,
                    "SELECT counts FROM refusal WHERE campaign = ?1 AND trashed IS NULL"
                    " UNION SELECT counts FROM outcome WHERE campaign = ?1" NOT_TRASHED
                    " UNION SELECT counts FROM record WHERE campaign = ?1"
                    " UNION SELECT counts FROM sheet WHERE campaign = ?1",
                    error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!week_is_valid (g_array_index (list, Week, i)))
      {
        sql_refuse_damage (error);
        return NULL;
      }
  return g_steal_pointer (&list);
}

GArray *
closing_years (Store *store, ClosingYears which, GError **error)
{
  if (which == CLOSING_WIPED)
    return read_numbers (
        store,
        "SELECT year FROM year WHERE campaign = ?1 AND owner IS NULL ORDER BY year",
        error);
  return read_numbers (
      store,
      "SELECT DISTINCT CAST (substr (period, 1, 4) AS INTEGER) FROM ledger"
      " WHERE campaign = ?1 EXCEPT"
      " SELECT year FROM year WHERE campaign = ?1 AND owner IS NULL ORDER BY 1",
      error);
}

/* Whether an entry counts in a period: found at the first one, without a list of all
 * weeks. */
static gboolean
is_held (Store *store, Period period, gboolean *held, GError **error)
{
  Week first, last;
  gint64 found;
  counts_weeks (period, &first, &last);
  if (!sql_number (store, error, &found, 0,
                   "SELECT EXISTS (SELECT 1 FROM record WHERE campaign = ?1"
                   "  AND counts BETWEEN ?2 AND ?3)"
                   " OR EXISTS (SELECT 1 FROM sheet WHERE campaign = ?1"
                   "  AND counts BETWEEN ?2 AND ?3)"
                   " OR EXISTS (SELECT 1 FROM refusal WHERE campaign = ?1"
                   "  AND counts BETWEEN ?2 AND ?3 AND trashed IS NULL)"
                   " OR EXISTS (SELECT 1 FROM outcome WHERE campaign = ?1"
                   "  AND counts BETWEEN ?2 AND ?3" NOT_TRASHED ")",
                   "iii", store->number, (gint64)first, (gint64)last))
    return FALSE;
  *held = found != 0;
  return TRUE;
}

gboolean
closing_check (Store *store, Period period, GError **error)
{
  char text[PERIOD_TEXT_BYTES];
  period_print (text, period);
  if (!counts_is_asked (store, period.kind))
    {
      g_set_error (error, STORE_ERROR, STORE_ERROR_NOT_ASKED,
                   _ ("The campaign asks nothing about periods like %s."), text);
      return FALSE;
    }
  gboolean held;
  g_autoptr (Counts) closed = counts_new (store, error);
  if (closed == NULL || !is_held (store, period, &held, error))
    return FALSE;
  if (counts_is_closed (closed, period))
    g_set_error (error, STORE_ERROR, STORE_ERROR_CLOSED_PERIOD,
                 _ ("The period %s is closed, and a period is counted only once."),
                 text);
  else if (!held)
    g_set_error (error, STORE_ERROR, STORE_ERROR_EMPTY_PERIOD,
                 _ ("No entry counts in the period %s."), text);
  else
    return TRUE;
  return FALSE;
}

gboolean
closing_insert (Store *store, const LedgerRow *row, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (row->release, &size);
  char text[PERIOD_TEXT_BYTES];
  period_print (text, row->period);
  return sql_run (store, error,
                  "INSERT INTO ledger (campaign, period, digest, exponent, scale,"
                  " release) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                  "itbiib", store->number, text, row->digest, sizeof row->digest,
                  (gint64)row->exponent, (gint64)row->scale, data != NULL ? data : "",
                  size);
}

gboolean
closing_mark (Store *store, Period period, GError **error)
{
  Week first, last;
  counts_weeks (period, &first, &last);
  return sql_run (store, error,
                  "UPDATE refusal SET counted = 1 WHERE campaign = ?1"
                  " AND counts BETWEEN ?2 AND ?3 AND counted = 0 AND trashed IS NULL",
                  "iii", store->number, (gint64)first, (gint64)last)
         && sql_run (store, error,
                     "UPDATE outcome SET counted = 1 WHERE campaign = ?1"
                     " AND counts BETWEEN ?2 AND ?3 AND counted = 0" NOT_TRASHED,
                     "iii", store->number, (gint64)first, (gint64)last);
}

static gboolean
mark_all (Store *store, Week first, Week last, GError **error)
{
  return sql_run (store, error,
                  "UPDATE refusal SET counted = 1 WHERE campaign = ?1"
                  " AND counts BETWEEN ?2 AND ?3 AND counted = 0",
                  "iii", store->number, (gint64)first, (gint64)last)
         && sql_run (store, error,
                     "UPDATE outcome SET counted = 1 WHERE campaign = ?1"
                     " AND counts BETWEEN ?2 AND ?3 AND counted = 0",
                     "iii", store->number, (gint64)first, (gint64)last);
}

gboolean
closing_carry (Store *store, Period period, GError **error)
{
  Week first, last;
  counts_weeks (period, &first, &last);
  return mark_all (store, first, last, error);
}

/* Whether no question is left that the persons of a year could answer: the year is
 * closed (or over, where nothing is asked about years), and so is every shorter period
 * of it in which an entry counts. Nothing new can count in such a year. */
static gboolean
is_spent (Store *store, const Counts *closed, const GArray *weeks, int year, Week now)
{
  Week first, last;
  Period whole = { PERIOD_YEAR, year, 1 };
  counts_weeks (whole, &first, &last);
  if (counts_is_asked (store, PERIOD_YEAR) ? !counts_is_closed (closed, whole)
                                           : last >= now)
    return FALSE;
  for (guint i = 0; i < weeks->len; i++)
    for (int kind = 0; kind < PERIOD_KINDS; kind++)
      {
        Week week = g_array_index (weeks, Week, i);
        if (week_year (week) == year && counts_is_asked (store, (PeriodKind)kind)
            && !counts_is_closed (closed, counts_period ((PeriodKind)kind, week)))
          return FALSE;
      }
  return TRUE;
}

gboolean
closing_wipe (Store *store, Week now, GError **error)
{
  g_autoptr (Counts) closed = counts_new (store, error);
  g_autoptr (GArray) weeks = closed == NULL ? NULL : closing_weeks (store, error);
  g_autoptr (GArray) years =
      weeks == NULL ? NULL : closing_years (store, CLOSING_BEGUN, error);
  if (years == NULL)
    return FALSE;
  for (guint i = 0; i < years->len; i++)
    {
      int year = g_array_index (years, int, i);
      if (is_spent (store, closed, weeks, year, now)
          && !whose_wipe (store, year, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
closing_carry_wiped (Store *store, int year, GError **error)
{
  return mark_all (store, year * 100, year * 100 + 99, error)
         && whose_wipe (store, year, error);
}
