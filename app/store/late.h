/* Entries that are made after their own period was closed: where they will count, and
 * how many of them a period holds. See counts.h for the rule. */
#pragma once

#include "period.h"
#include "store.h"
#include "week.h"

G_BEGIN_DECLS

/**
 * late_week:
 * @own: an entry's own week
 * @now: the present week
 * @counts: (out): the week in which it would count if it were made now
 *
 * Returns: FALSE with error set: STORE_ERROR_FUTURE_WEEK, or STORE_ERROR_REFUSED for a
 * week that does not exist
 */
gboolean late_week (Store *store, Week own, Week now, Week *counts, GError **error);

/* (transfer full) (element-type Period): the periods, of the kinds that the campaign
 * asks about, in which an entry counts that counts in that week; the shortest first. */
GArray *late_periods (Store *store, Week counts);

/* Exact, so not anonymous. */
typedef struct
{
  guint64 refusals;
  guint64 outcomes;
  guint64 signers; /* pledges and rows of sheets */
} LateNumbers;

/* How many entries count in a period although their own weeks lie outside of it. What
 * is in the trash or withdrawn is in none. FALSE with error set. */
gboolean late_numbers (Store *store, Period period, LateNumbers *numbers,
                       GError **error);

G_END_DECLS
