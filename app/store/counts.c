/* See counts.h. */
#include "config.h"

#include "counts.h"

#include <glib/gi18n-lib.h>

#include "sql.h"
#include "store-private.h"

_Static_assert((int)PERIOD_MONTH == (int)CAMPAIGN_PERIOD_MONTH
                   && (int)PERIOD_QUARTER == (int)CAMPAIGN_PERIOD_QUARTER
                   && (int)PERIOD_YEAR == (int)CAMPAIGN_PERIOD_YEAR,
               "a campaign's period kinds are the tally's");

struct _Counts
{
  GArray *closed; /* of Period */
  GArray *wiped; /* of int */
};

void
counts_free (Counts *counts)
{
  if (counts == NULL)
    return;
  g_array_unref (counts->closed);
  g_array_unref (counts->wiped);
  g_free (counts);
}

static gboolean
read_closed (Store *store, GArray *closed, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (store, error, "SELECT period FROM ledger WHERE campaign = ?1", "i",
                 store->number);
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (store, rows, error)) == SQL_ROW)
    {
      Period period;
      const char *text = (const char *)sqlite3_column_text (rows, 0);
      if (text == NULL || period_parse (&period, text) != PERIOD_OK)
        return sql_refuse_damage (error);
      g_array_append_val (closed, period);
    }
  return step == SQL_DONE;
}

static gboolean
read_wiped (Store *store, GArray *wiped, GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (
      store, error, "SELECT year FROM year WHERE campaign = ?1 AND owner IS NULL", "i",
      store->number);
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (store, rows, error)) == SQL_ROW)
    {
      int year = sql_int (rows, 0);
      g_array_append_val (wiped, year);
    }
  return step == SQL_DONE;
}

Counts *
counts_new (Store *store, GError **error)
{
  g_autoptr (Counts) counts = g_new0 (Counts, 1);
  counts->closed = g_array_new (FALSE, FALSE, sizeof (Period));
  counts->wiped = g_array_new (FALSE, FALSE, sizeof (int));
  if (!read_closed (store, counts->closed, error)
      || !read_wiped (store, counts->wiped, error))
    return NULL;
  return g_steal_pointer (&counts);
}

gboolean
counts_is_wiped (const Counts *counts, int year)
{
  for (guint i = 0; i < counts->wiped->len; i++)
    if (g_array_index (counts->wiped, int, i) == year)
      return TRUE;
  return FALSE;
}

gboolean
counts_is_closed (const Counts *counts, Period period)
{
  for (guint i = 0; i < counts->closed->len; i++)
    if (period_compare (g_array_index (counts->closed, Period, i), period) == 0)
      return TRUE;
  return counts_is_wiped (counts, period.year);
}

static gboolean
is_week_closed (const Counts *counts, Week week)
{
  int year = week_year (week), month = week_month (week);
  for (guint i = 0; i < counts->closed->len; i++)
    if (period_has_month (g_array_index (counts->closed, Period, i), year, month))
      return TRUE;
  return counts_is_wiped (counts, year);
}

/* 0 if there is none. */
static Week
find_open_week (const Counts *counts, Week from)
{
  Week week = from;
  while (is_week_closed (counts, week))
    {
      if (week == WEEK_LAST)
        return 0;
      week = week_add (week, 1);
    }
  return week;
}

gboolean
counts_fix_again (const Counts *counts, Week own, Week now, Week *week, GError **error)
{
  *week = is_week_closed (counts, own) ? find_open_week (counts, now) : own;
  if (*week == 0)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                         _ ("Every week from the present one on lies in a closed "
                            "period: look at this computer's date."));
  return *week != 0;
}

gboolean
counts_fix (const Counts *counts, Week own, Week now, Week *week, GError **error)
{
  *week = 0;
  if (!week_is_valid (own) || !week_is_valid (now))
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                         _ ("There is no such week."));
  else if (own > now)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_FUTURE_WEEK,
                         _ ("That week has not begun yet: name the present week or an "
                            "earlier one."));
  else
    return counts_fix_again (counts, own, now, week, error);
  return FALSE;
}

gboolean
counts_is_asked (Store *store, PeriodKind kind)
{
  const CampaignQuestion *question;
  for (guint i = 0; (question = campaign_question (store->campaign, i)) != NULL; i++)
    if ((int)question->period == (int)kind)
      return TRUE;
  return FALSE;
}

Period
counts_period (PeriodKind kind, Week week)
{
  return period_of (kind, week_year (week), week_month (week));
}

void
counts_weeks (Period period, Week *first, Week *last)
{
  Week week = period.year * 100 + 1;
  while (week_month (week) < period_first_month (period))
    week = week_add (week, 1);
  *first = week;
  while (*last = week, week != WEEK_LAST)
    {
      week = week_add (week, 1);
      if (!period_has_month (period, week_year (week), week_month (week)))
        return;
    }
}
