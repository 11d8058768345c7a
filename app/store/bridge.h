/* The one bridge from rows to counts: nothing else in the project counts answers. */
#pragma once

#include "period.h"
#include "store.h"
#include "tally.h"

G_BEGIN_DECLS

/**
 * bridge_tally:
 *
 * @progress: (nullable)
 *
 * The exact counts of an open period, with all that a release of it needs: one answer a
 * person, question and period, however many entries that person has in it. Needs memory
 * for each person, not for each entry.
 *
 * Returns: (transfer full): for tally_free(); NULL with error set:
 * STORE_ERROR_NOT_ASKED, STORE_ERROR_CLOSED_PERIOD, STORE_ERROR_EMPTY_PERIOD,
 * STORE_ERROR_CANCELLED
 */
Tally *bridge_tally (Store *store, Period period, StoreProgress progress, gpointer data,
                     GError **error);

G_END_DECLS
