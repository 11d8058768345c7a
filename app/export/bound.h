/* What the rule means for people, computed from the distribution of its noise: how near
 * figures are to the truth, how likely a question is to be withheld, what an answer
 * costs. Doubles, to be shown: no release depends on one. tests/attack checks the odds
 * against every outcome. */
#pragma once

#include <glib.h>

#include "rule.h"

G_BEGIN_DECLS

/**
 * bound_spread:
 *
 * Returns: the smallest w such that a figure, whatever the count behind it, is within
 *   ± w of it with probability 95% or more, its rounding included (and taken before
 *   hiding it below a threshold).
 */
gint64 bound_spread (const Rule *rule);

/* How likely a question that people answered is to be withheld: the chance that their
 * number and noise of the rule's scale stay below its minimum. */
double bound_chance_withheld (const FormRule *rule, gint64 people);

/* How likely a bucket of that count is to be hidden below the question's threshold, if
 * the question is not withheld. */
double bound_chance_below (const Rule *rule, gint64 count);

/* e to the power exponent / scale: by how much, at most, one person's answer changes
 * the odds of any claim. Exponents: Rule.exponent for a question, form_exponent() for a
 * release, FormRule.year for a year. */
double bound_odds (const FormRule *rule, guint exponent);

/* P (X <= k) for discrete Laplace noise X of scale numerator / denominator, within a
 * few units of the last place. */
double bound_noise_at_most (guint64 numerator, guint64 denominator, gint64 k);

G_END_DECLS
