/* Periods and their closing. A period is closed once, after its last week, in any
 * order; its release is kept for good. */
#pragma once

#include "digest.h"
#include "period.h"
#include "secret.h"
#include "store.h"
#include "week.h"

G_BEGIN_DECLS

typedef enum
{
  LEDGER_RUNNING, /* its last week is not over */
  LEDGER_CLOSABLE,
  LEDGER_CLOSED,
} LedgerState;

typedef struct
{
  Period period;
  LedgerState state;
} LedgerPeriod;

/**
 * ledger_periods:
 *
 * The periods, of the kinds that the campaign asks about, in which an entry counts or
 * that are closed.
 *
 * Returns: (transfer full) (element-type LedgerPeriod): in the order of
 * period_compare(), the oldest first; or NULL with error set
 */
GArray *ledger_periods (Store *store, Week now, GError **error);

/* A closed period. */
typedef struct
{
  Period period;
  GBytes *release; /* the release's exact text */
  uint8_t digest[DIGEST_SHA256_BYTES]; /* SHA-256 of it */
  guint32 exponent; /* what it cost, in units of 1 / scale */
  guint32 scale;
} LedgerRow;

void ledger_row_free (LedgerRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LedgerRow, ledger_row_free)

/* (transfer full) (element-type LedgerRow): the closed periods, the oldest first; NULL
 * with error set. STORE_ERROR_DAMAGED if a digest is not that of its release. */
GPtrArray *ledger_list (Store *store, GError **error);

/* (transfer full): one of them; NULL with error set, STORE_ERROR_NOT_FOUND if the
 * period is not closed. */
LedgerRow *ledger_get (Store *store, Period period, GError **error);

/**
 * ledger_check:
 *
 * Whether a period may be closed now. No count is looked at, only whether there is an
 * entry at all.
 *
 * Returns: FALSE with STORE_ERROR_NOT_ASKED, STORE_ERROR_CLOSED_PERIOD,
 * STORE_ERROR_NOT_OVER or STORE_ERROR_EMPTY_PERIOD
 */
gboolean ledger_check (Store *store, Period period, Week now, GError **error);

/**
 * ledger_close:
 * @release: the release's text
 * @exponent: what it cost, in units of 1 / scale
 *
 * Closes a period: writes the ledger's row, marks what was counted, and wipes the
 * persons of the year if it, and every shorter period of it in which an entry counts,
 * is now closed (where the campaign asks nothing about years: if it is over). To be
 * used as
 *
 *   store_begin → ledger_check → bridge_tally → (the release is made) → ledger_close →
 *   store_commit
 *
 * so that nothing can come between counting and closing. Nothing of the release may be
 * shown before the commit has returned.
 *
 * Returns: FALSE with error set, as ledger_check()
 */
gboolean ledger_close (Store *store, Period period, GBytes *release, guint32 exponent,
                       guint32 scale, Week now, GError **error);

/* (transfer full) (element-type int): the years whose persons are wiped, ascending;
 * NULL with error set. */
GArray *ledger_wiped_years (Store *store, GError **error);

/**
 * ledger_carry:
 * @rows: (element-type LedgerRow): the ledger of the store that is in use
 * @wiped: (element-type int): its wiped years
 *
 * Carries closings over to a store that is restored in place of another: closed stays
 * closed, what counts in a closed period is marked as counted, wiped stays wiped. A
 * period of a wiped year that is open can no longer be closed.
 *
 * Returns: FALSE with error set and nothing changed: STORE_ERROR_LEDGERS_DIFFER if a
 * period has another release in this store
 */
gboolean ledger_carry (Store *store, const GPtrArray *rows, const GArray *wiped,
                       GError **error);

/* The organiser's own key, with which saved releases are signed; never a signer's.
 * (transfer full): NULL with error unset if there is none yet. */
Secret *ledger_get_key (Store *store, GError **error);

/* Keeps a release key: the only one, for good. STORE_ERROR_REFUSED if there is one. */
gboolean ledger_set_key (Store *store, const Secret *key, GError **error);

G_END_DECLS
