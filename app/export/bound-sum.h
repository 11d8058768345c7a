/* How near a sum of published figures is to the sum of the exact counts behind them:
 * what a series (series.h) prints beside what it adds up. Doubles, to be shown; nothing
 * is drawn, and no release depends on one. */
#pragma once

#include <glib.h>

#include "rule.h"

G_BEGIN_DECLS

#define BOUND_SUM_EXACT_MOST 256 /* figures; of more, a bound that is found at once */

/**
 * bound_sum_spread:
 * @rule: of the question that all the figures belong to
 * @figures: how many are added up, of any periods and buckets
 *
 * For one figure the same as bound_spread(). Counts may be chosen figure by figure by
 * somebody who sees the errors so far, so no independence of the counts is assumed,
 * only of the noises. Where the step is longer than 20 the errors are laid on a lattice
 * of 20 points a step, and the result is a point more. Of more than
 * BOUND_SUM_EXACT_MOST figures it is not the smallest, but Chernoff's bound, wider by a
 * third to a half.
 *
 * Returns: the smallest w such that the sum, whatever the counts, is within ± w of the
 *   exact one with probability 95% or more, roundings included (and taken before hiding
 *   figures below a threshold); 0 for no figure
 */
gint64 bound_sum_spread (const Rule *rule, guint figures);

G_END_DECLS
