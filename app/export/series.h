/* What a campaign has published, period after period, and its sums: how many in all,
 * and which milestones are passed. Computed from releases alone, so it tells nothing
 * that they do not: no count, no store, nothing drawn. DESIGN.md, section 6, "Over
 * time", says what may be added up and how near a sum is. */
#pragma once

#include <glib.h>

#include "release.h"

G_BEGIN_DECLS

#define SERIES_ERROR series_error_quark ()
GQuark series_error_quark (void);

typedef enum
{
  SERIES_ERROR_DIFFERENT, /* of two campaigns, of other rules, or with other buckets */
  SERIES_ERROR_TWICE, /* two releases of one period */
} SeriesError;

#define SERIES_UNBOUNDED (-1)
#define SERIES_NEVER G_MAXUINT /* no point of the series */

/* Published figures added up. The exact sum is, in 95 of 100 cases, no more than within
 * below at_least and, where there is an upper end, above at_most. */
typedef struct
{
  gint64 at_least; /* a figure hidden below its threshold counts 0, one withheld 0 */
  gint64 at_most; /* one hidden counts its threshold; SERIES_UNBOUNDED if one is
                     withheld */
  gint64 within; /* bound_sum_spread() of all that are not withheld */
  guint figures; /* how many are published as figures, */
  guint hidden; /* as below a threshold, */
  guint withheld; /* and, for a whole period, not at all */
} SeriesSum;

/* A question in one period. */
typedef struct
{
  Period period;
  const ReleaseAnswer *answer; /* of SeriesQuestion's buckets, unless withheld */
  SeriesSum *sums; /* one a bucket: up to this period, it included; NULL if !adds_up */
  SeriesSum total; /* of all buckets; all zero if !adds_up */
} SeriesPoint;

/* How far a total has come. number is 10, 25, 50, 100, 250, 500 and so on. */
typedef struct
{
  gint64 number;
  guint reached; /* the first point whose total.at_least is number or more */
  guint clear; /* the first that stays so less its within; or SERIES_NEVER */
} SeriesMilestone;

typedef struct
{
  const Form *form; /* where names are, with FormQuestion below; of the newest release
                     * in which the question is not withheld, else of the newest */
  const FormQuestion *question; /* no buckets where it was withheld every time */
  Rule rule; /* meaningless without buckets */
  gboolean adds_up; /* whether sums say something true */
  SeriesPoint *points; /* the oldest first */
  guint n_points;
  GArray *missing; /* (element-type Period): those between the first and the last of
                    * which there is no release */
  GArray *milestones; /* (element-type SeriesMilestone): reached ones, ascending */
} SeriesQuestion;

/* Read freely; never changed once made. */
typedef struct
{
  GPtrArray *releases; /* (element-type Release): by period_compare() */
  SeriesQuestion *questions; /* in the order of the first release that has each */
  guint n_questions;
} Series;

/**
 * series_new:
 * @releases: (transfer full) (element-type Release): of one campaign, in any order;
 *   none at all gives a series without questions. Taken on failure too
 * @once: (nullable): NULL-terminated ids of questions that a person answers in one
 *   period only, such as how many hold the pledge. A FORM_COUNT adds up without that;
 *   no other question does, since who answers in two periods would be counted twice
 *
 * Returns: (transfer full): the series, or NULL with SERIES_ERROR set
 */
Series *series_new (GPtrArray *releases, const char *const *once, GError **error);

void series_free (Series *series);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Series, series_free)

/* The form of the newest release, for the campaign's name and the rule; NULL where
 * there is none. */
const Form *series_form (const Series *series);

/* (transfer full): the SHA-256 of a release's text, as hexadecimal digits: what a
 * ledger lists it by. */
char *series_digest (const Release *release);

/* The total over all points; all zero for a question without points or !adds_up. */
SeriesSum series_total (const SeriesQuestion *question);

/* The first milestone above what is reached. */
gint64 series_next_milestone (const SeriesQuestion *question);

G_END_DECLS
