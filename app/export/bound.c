/* See bound.h. */
#include "bound.h"

#include <math.h>

#define SPREAD_SHARE 0.95

/* With p = exp (-1 / s): p^-k / (1 + p) up to -1, and 1 - p^(k + 1) / (1 + p) from 0.
 */
double
bound_noise_at_most (guint64 numerator, guint64 denominator, gint64 k)
{
  double rate = (double)denominator / (double)numerator;
  double whole = 1 + exp (-rate);

  if (k < 0)
    return exp (rate * (double)k) / whole;
  return 1 - exp (-rate * (double)(k + 1)) / whole;
}

static gint64
floor_divide (gint64 value, gint64 by)
{
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

/* The least integer that rounds to multiple × step. */
static gint64
least_rounding_to (gint64 multiple, gint64 step)
{
  return multiple * step - floor_divide (step, 2);
}

/* The chance that a count of remainder (mod step) is published within ± width. */
static double
chance_within (const Rule *rule, gint64 remainder, gint64 width)
{
  gint64 first = -floor_divide (width - remainder, rule->step);
  gint64 last = floor_divide (remainder + width, rule->step);
  if (first > last)
    return 0;
  gint64 low = least_rounding_to (first, rule->step) - remainder;
  gint64 high = least_rounding_to (last + 1, rule->step) - 1 - remainder;
  return bound_noise_at_most (rule->numerator, rule->denominator, high)
         - bound_noise_at_most (rule->numerator, rule->denominator, low - 1);
}

/* The smallest width no less than width that suffices for that remainder. */
static gint64
widen (const Rule *rule, gint64 remainder, gint64 width)
{
  while (chance_within (rule, remainder, width) < SPREAD_SHARE)
    width++;
  return width;
}

gint64
bound_spread (const Rule *rule)
{
  gint64 width = 0;
  for (gint64 remainder = 0; remainder < rule->step; remainder++)
    width = widen (rule, remainder, width);
  return width;
}

double
bound_chance_withheld (const FormRule *rule, gint64 people)
{
  return bound_noise_at_most (rule->scale, 1, (gint64)rule->minimum - 1 - people);
}

double
bound_chance_below (const Rule *rule, gint64 count)
{
  return bound_noise_at_most (rule->numerator, rule->denominator,
                              rule->threshold - 1 - count);
}

double
bound_odds (const FormRule *rule, guint exponent)
{
  return exp ((double)exponent / rule->scale);
}
