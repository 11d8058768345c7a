/* What closing a period does to the rows; inside this folder only. */
#pragma once

#include "ledger.h"

/* (transfer full) (element-type Week): the weeks in which entries count, without those
 * in the trash; NULL with error set. */
GArray *closing_weeks (Store *store, GError **error);

typedef enum
{
  CLOSING_WIPED,
  CLOSING_BEGUN, /* those with a closed period, and not wiped */
} ClosingYears;

/* (transfer full) (element-type int): ascending; NULL with error set. */
GArray *closing_years (Store *store, ClosingYears which, GError **error);

/* Whether a period could be tallied: STORE_ERROR_NOT_ASKED, STORE_ERROR_CLOSED_PERIOD,
 * STORE_ERROR_EMPTY_PERIOD. */
gboolean closing_check (Store *store, Period period, GError **error);

/* Adds a row to the ledger. */
gboolean closing_insert (Store *store, const LedgerRow *row, GError **error);

/* Marks what counts in a period as counted. */
gboolean closing_mark (Store *store, Period period, GError **error);

/* The same for a period that another store has closed, and what is in the trash too:
 * the other may have counted it before, or after, it lay there. */
gboolean closing_carry (Store *store, Period period, GError **error);

/* Wipes the persons of every year that needs them no longer. */
gboolean closing_wipe (Store *store, Week now, GError **error);

/* Wipes the persons of a year because another store's copy of it was wiped; what counts
 * in it is marked as counted. */
gboolean closing_carry_wiped (Store *store, int year, GError **error);
