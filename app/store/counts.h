/* In which week an entry counts, and which weeks a period has; inside this folder
 * only. */
#pragma once

#include "period.h"
#include "store.h"
#include "week.h"

/* What is closed, read once; says nothing of what is closed afterwards. */
typedef struct _Counts Counts;

/* (transfer full): NULL with error set. */
Counts *counts_new (Store *store, GError **error);
void counts_free (Counts *counts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Counts, counts_free)

/* Whether a period is closed: it is in the ledger, or its year is wiped. */
gboolean counts_is_closed (const Counts *counts, Period period);

/* Whether the persons of a year are wiped. */
gboolean counts_is_wiped (const Counts *counts, int year);

/**
 * counts_fix:
 * @own: an entry's own week
 * @now: the present week
 * @week: (out): the week in which the entry counts: its own, or where that lies in a
 *   closed period, the first week from now on that lies in none
 *
 * Returns: FALSE with STORE_ERROR_FUTURE_WEEK if own is after now, STORE_ERROR_REFUSED
 *   if one of them does not exist or no open week is left
 */
gboolean counts_fix (const Counts *counts, Week own, Week now, Week *week,
                     GError **error);

/* The same for an entry that was taken before: a clock that was set back since must not
 * keep it from being restored. */
gboolean counts_fix_again (const Counts *counts, Week own, Week now, Week *week,
                           GError **error);

/* Whether the campaign asks anything in periods of a kind. */
gboolean counts_is_asked (Store *store, PeriodKind kind);

/* The period of a kind that a week belongs to: its Thursday's. */
Period counts_period (PeriodKind kind, Week week);

/* The first and last week of a valid period. */
void counts_weeks (Period period, Week *first, Week *last);
