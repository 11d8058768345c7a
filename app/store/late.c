/* See late.h. */
#include "late.h"

#include "counts.h"
#include "signers.h"
#include "sql.h"
#include "store-private.h"

gboolean
late_week (Store *store, Week own, Week now, Week *counts, GError **error)
{
  *counts = 0;
  g_autoptr (Counts) closed = counts_new (store, error);
  return closed != NULL && counts_fix (closed, own, now, counts, error);
}

GArray *
late_periods (Store *store, Week counts)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (Period));
  for (int kind = 0; kind < PERIOD_KINDS; kind++)
    if (counts_is_asked (store, (PeriodKind)kind))
      {
        Period period = counts_period ((PeriodKind)kind, counts);
        g_array_append_val (periods, period);
      }
  return periods;
}

static gboolean
count_refusals (Store *store, Week first, Week last, LateNumbers *numbers,
                GError **error)
{
  gint64 refusals, outcomes;
  if (!sql_number (store, error, &refusals, 0,
                   "SELECT count (*) FROM refusal WHERE campaign = ?1"
                   " AND counts BETWEEN ?2 AND ?3 AND trashed IS NULL"
                   " AND week NOT BETWEEN ?2 AND ?3",
                   "iii", store->number, (gint64)first, (gint64)last)
      || !sql_number (store, error, &outcomes, 0,
                      "SELECT count (*) FROM outcome JOIN refusal"
                      " ON refusal.id = outcome.refusal WHERE outcome.campaign = ?1"
                      " AND outcome.counts BETWEEN ?2 AND ?3 AND trashed IS NULL"
                      " AND outcome.week NOT BETWEEN ?2 AND ?3",
                      "iii", store->number, (gint64)first, (gint64)last))
    return FALSE;
  numbers->refusals = (guint64)refusals;
  numbers->outcomes = (guint64)outcomes;
  return TRUE;
}

static gboolean
lies_between (Week week, Week first, Week last)
{
  return week >= first && week <= last;
}

static gboolean
count_signers (Store *store, Week first, Week last, LateNumbers *numbers,
               GError **error)
{
  gint64 rows;
  g_autoptr (GPtrArray) signers = signers_list (store, error);
  if (signers == NULL
      || !sql_number (store, error, &rows, 0,
                      "SELECT sum (number) FROM sheet WHERE campaign = ?1"
                      " AND counts BETWEEN ?2 AND ?3"
                      " AND week NOT BETWEEN ?2 AND ?3",
                      "iii", store->number, (gint64)first, (gint64)last))
    return FALSE;
  numbers->signers = (guint64)rows;
  for (guint i = 0; i < signers->len; i++)
    {
      const Signer *signer = signers->pdata[i];
      if (!chain_is_withdrawn (&signer->state)
          && lies_between (signer->counts, first, last)
          && !lies_between (signer->state.take.week, first, last))
        numbers->signers++;
    }
  return TRUE;
}

gboolean
late_numbers (Store *store, Period period, LateNumbers *numbers, GError **error)
{
  Week first, last;
  *numbers = (LateNumbers){ 0 };
  counts_weeks (period, &first, &last);
  return count_refusals (store, first, last, numbers, error)
         && count_signers (store, first, last, numbers, error);
}
