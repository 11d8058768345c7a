/* A bucket that a few people are in, whom reconstruction is after: populations that
 * have one, and how often its count is guessed right by who sees no release, or by who
 * makes the most of a bound. */
#pragma once

#include "crowd.h"

#define FEW_MOST 4 /* the count is from 1 to this, and every guesser is told */

/* How people choose: 2.5 of people are expected in the last bucket, the others are as
 * 1/1, 1/2, 1/3, … */
void few_shares (gint64 people, guint buckets, double *shares);

/* Asks anew until the last bucket holds a few. */
CrowdAnswers few_ask (CrowdStream *stream, gint64 people, guint buckets);

/* The chances of 1 to 4, for who knows how many people there are and how they choose,
 * and sees no release: of a binomial number, given that it is one of these. */
void few_chances (gint64 people, double *chances);

/* The count from 1 to 4 that weighs most. */
gint64 few_name (const double *weights);

/**
 * few_allowed:
 * @chances: see few_chances()
 * @exponent: the release changes the odds between a count and the next by e^exponent at
 *   most
 *
 * Returns: how often the best of all guesses can be right that a release with this
 *   bound makes possible. With q (v) the chance that v is named where it is true, v is
 *   named with q (v) e^(-|v - w| exponent) at least where w is true, and what is named
 *   where w is true adds up to 1 at most: a linear program.
 */
double few_allowed (const double *chances, double exponent);

/* Three standard deviations of how many of tries succeed, where expected would. */
double few_three_sigma (double expected, guint tries);
