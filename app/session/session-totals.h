/* Exact counts, and the releases made of them. */
#pragma once

#include "bridge.h"
#include "ledger.h"
#include "release.h"
#include "series.h"
#include "session.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tally, tally_free)

/* (transfer full) (element-type LedgerPeriod): see ledger_periods(). */
GArray *session_totals_periods (Session *session, GError **error);

/**
 * session_totals_tally:
 * @progress: (nullable)
 *
 * Returns: (transfer full): the exact counts of an open period, which are not
 * anonymous; NULL with error set for one that is closed, holds nothing or is not asked
 * about
 */
Tally *session_totals_tally (Session *session, Period period, StoreProgress progress,
                             gpointer data, GError **error);

/* FALSE with error set if the period cannot be closed now: it is not over, is closed,
 * holds nothing, or the campaign asks nothing of its kind. */
gboolean session_totals_can_close (Session *session, Period period, GError **error);

/**
 * session_totals_close:
 * @progress: (nullable): of the counting; once that is done nothing can be cancelled
 *
 * Closes a period for good: counts, draws and writes the ledger in one transaction.
 * What was drawn is given out only once it is on the disk; after a failure or a crash
 * the period is open and nothing of it was shown, or closed with its release.
 *
 * Returns: (transfer full): the release, or NULL with error set, also for a copy beside
 * a store that was opened under its own name
 */
Release *session_totals_close (Session *session, Period period, StoreProgress progress,
                               gpointer data, GError **error);

/* (transfer full) (element-type LedgerRow): the closed periods, the oldest first. */
GPtrArray *session_totals_ledger (Session *session, GError **error);

/* (transfer full): the release of a closed period, as it was made. */
Release *session_totals_release (Session *session, Period period, GError **error);

/**
 * session_totals_series:
 *
 * All releases of the ledger side by side, and what they add up to; see series.h. Of
 * open periods nothing goes in. Who holds the pledge, by tier and by role, adds up:
 * each signer is in one period. So do counts.
 *
 * Returns: (transfer full): without questions where no period is closed; NULL with
 *   error set
 */
Series *session_totals_series (Session *session, GError **error);

/**
 * session_totals_verify:
 * @text: a release's text
 *
 * Returns: TRUE if the ledger holds exactly these bytes for the period they name
 */
gboolean session_totals_verify (Session *session, GBytes *text, GError **error);

G_END_DECLS
