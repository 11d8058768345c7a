/* What the Totals view asks of the session: jobs for the worker. They know no widget;
 * files that a person chose are read and written here, where a slow disk holds up
 * nobody. */
#pragma once

#include "session-release.h"
#include "session-totals.h"
#include "worker.h"

G_BEGIN_DECLS

/* What the list of periods shows. */
typedef struct
{
  gboolean shared; /* entries of more than one person */
  GArray *periods; /* of LedgerPeriod, the newest first */
} TotalsOverview;

void total_jobs_overview_free (TotalsOverview *overview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TotalsOverview, total_jobs_overview_free)

/* One period with what is known of it. */
typedef struct
{
  LedgerPeriod period;
  Tally *tally; /* of an open period: exact, not anonymous; else NULL */
  Release *release; /* of a closed one, else NULL */
} PeriodTotals;

void total_jobs_totals_free (PeriodTotals *totals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeriodTotals, total_jobs_totals_free)

/* Result: TotalsOverview. Input: none. */
gpointer total_jobs_load (Session **session, gpointer input, GError **error);

/* Result: GPtrArray of Tally: one person's own counts of each open period, the newest
 * first; none where the store is shared. Input: none. */
gpointer total_jobs_own (Session **session, gpointer input, GError **error);

/* Result: PeriodTotals. Input: Period. */
gpointer total_jobs_period (Session **session, gpointer input, GError **error);

/* Result: Series of all closed periods. Input: none. */
gpointer total_jobs_series (Session **session, gpointer input, GError **error);

/* Closes a period for good, and cannot be cancelled. Result: none. Input: Period. */
gpointer total_jobs_close (Session **session, gpointer input, GError **error);

/* What checking a file found. */
typedef struct
{
  char *form_problem; /* NULL if it is a release in its exact form, or a series */
  gboolean is_series; /* of which only the ledger can say whether its form is right */
  ReportReadKind kind; /* of a release */
  Period period; /* of a release */
  char *ledger_problem; /* NULL if it is what the ledger holds, or adds up to */
  gboolean is_signed; /* a signature lies beside it */
  char *signature_problem; /* NULL if it is good and made with the store's own key */
} CheckedRelease;

void total_jobs_checked_free (CheckedRelease *checked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CheckedRelease, total_jobs_checked_free)

/* Result: CheckedRelease; an error only where the file cannot be read. Input:
 * GListModel of GFile, one or more: the file, and its signature and key, which are
 * looked for beside it where they are not among them. */
gpointer total_jobs_check (Session **session, gpointer input, GError **error);

G_END_DECLS
