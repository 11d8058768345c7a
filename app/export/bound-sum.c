/* See bound-sum.h. DESIGN.md, section 6, "Over time", derives it: V_n (s) is the
 * largest chance that n more figures end beyond the margin when their errors add up to
 * s so far,
 *
 *   V_0 (s) = 1 if |s| > w, else 0;  V_n (s) = max over r of E V_(n-1) (s + e_r),
 *
 * e_r being the error of a figure whose count has the remainder r by the step. */
#include "bound-sum.h"

#include <math.h>
#include <string.h>

#include "bound.h"

#define SHARE_BEYOND 0.05
#define POINTS_MOST 20 /* of the lattice, a step */
#define REACH 2 /* margins from 0 at which a sum is given up as lost */

/* The errors of one figure, on a lattice of points to a step. From a count of remainder
 * r, counted from the multiple that it rounds to, a figure is off by -r, by one step
 * more or less, and so on in a geometric progression. */
typedef struct
{
  gint64 points;
  double unit; /* how much a point is */
  double ratio; /* from one step to the next */
  double deviation; /* the standard one of noise and rounding, in points */
  double stay[POINTS_MOST], up[POINTS_MOST], down[POINTS_MOST]; /* by remainder */
} Errors;

/* P (X <= k) for noise whose scale is counted in points. */
static double
noise_at_most (const Errors *errors, const Rule *rule, gint64 k)
{
  return bound_noise_at_most (rule->numerator * (guint64)errors->points,
                              rule->denominator * (guint64)rule->step, k);
}

static void
init_errors (Errors *errors, const Rule *rule)
{
  gint64 points = MIN (rule->step, POINTS_MOST), half = points / 2;
  *errors = (Errors){ .points = points, .unit = (double)rule->step / (double)points };
  double scale = (double)rule->numerator / (double)rule->denominator / errors->unit;
  double one = exp (-1 / scale);
  errors->ratio = exp (-(double)points / scale);
  errors->deviation =
      sqrt (2 * one / ((1 - one) * (1 - one)) + (double)(points * points - 1) / 12);
  for (gint64 i = 0; i < points; i++)
    {
      gint64 remainder = i - half; /* so that it rounds to 0: halves go up */
      gint64 first = -half - remainder, next = first + points;
      double below = noise_at_most (errors, rule, first - 1);
      double within = noise_at_most (errors, rule, next - 1) - below;
      errors->stay[i] = within;
      errors->down[i] = below * (1 - errors->ratio);
      errors->up[i] = (1 - below - within) * (1 - errors->ratio);
    }
}

/* Chances by sum, from -reach to reach, with a margin on each side in which all is
 * lost: as wide as an index can go astray, so that none is checked. */
typedef struct
{
  gint64 reach, first, end; /* of the indices between the margins */
  double *chance, *next; /* of ending beyond the margin; those of one figure more */
  double *above, *under; /* discounted sums of chance, a step apart, upwards and down */
} Layer;

static double *
new_row (gint64 size, double value)
{
  double *row = g_new (double, (gsize)size);
  for (gint64 i = 0; i < size; i++)
    row[i] = value;
  return row;
}

static void
layer_init (Layer *layer, const Errors *errors, gint64 width)
{
  double lost = 1 / (1 - errors->ratio);
  layer->reach = REACH * width + 1;
  layer->first = 2 * errors->points;
  layer->end = layer->first + 2 * layer->reach + 1;
  gint64 size = layer->end + layer->first;
  layer->chance = new_row (size, 1);
  layer->next = new_row (size, 1);
  layer->above = new_row (size, lost);
  layer->under = new_row (size, lost);
  gint64 zero = layer->first + layer->reach;
  for (gint64 i = zero - width; i <= zero + width; i++)
    layer->chance[i] = 0;
}

static void
layer_clear (Layer *layer)
{
  g_free (layer->chance);
  g_free (layer->next);
  g_free (layer->above);
  g_free (layer->under);
}

/* The largest chance over all remainders, for sums i. */
static void
choose_worst (Layer *layer, const Errors *errors, gint64 r)
{
  gint64 points = errors->points, shift = points / 2 - r;
  const double *chance = layer->chance + shift;
  const double *above = layer->above + shift + points;
  const double *under = layer->under + shift - points;
  double stay = errors->stay[r], up = errors->up[r], down = errors->down[r];
  for (gint64 i = layer->first; i < layer->end; i++)
    {
      double value = stay * chance[i] + up * above[i] + down * under[i];
      layer->next[i] = MAX (layer->next[i], value);
    }
}

/* One figure more. */
static void
layer_step (Layer *layer, const Errors *errors)
{
  gint64 points = errors->points;
  double *chance = layer->chance;

  for (gint64 i = layer->first; i < layer->end; i++)
    layer->under[i] = chance[i] + errors->ratio * layer->under[i - points];
  for (gint64 i = layer->end - 1; i >= layer->first; i--)
    layer->above[i] = chance[i] + errors->ratio * layer->above[i + points];
  for (gint64 i = layer->first; i < layer->end; i++)
    layer->next[i] = 0;
  for (gint64 r = 0; r < points; r++)
    choose_worst (layer, errors, r);
  layer->chance = layer->next;
  layer->next = chance;
}

/* In points. */
static double
find_chance (const Errors *errors, guint figures, gint64 width)
{
  Layer layer;
  layer_init (&layer, errors, width);
  for (guint i = 0; i < figures; i++)
    layer_step (&layer, errors);
  double chance = layer.chance[layer.first + layer.reach];
  layer_clear (&layer);
  return chance;
}

static gboolean
suffices (const Errors *errors, guint figures, gint64 width)
{
  return width >= 0 && find_chance (errors, figures, width) <= SHARE_BEYOND;
}

/* The least width that suffices, sought from where a normal distribution has it. */
static gint64
find_width (const Errors *errors, guint figures)
{
  double spread = errors->deviation * sqrt (figures);
  gint64 enough = (gint64)(1.96 * spread), stride = 1 + (gint64)(spread / 32);
  gint64 lacking = enough;

  for (; !suffices (errors, figures, enough); stride *= 2)
    {
      lacking = enough;
      enough += stride;
    }
  for (; lacking == enough || suffices (errors, figures, lacking); stride *= 2)
    {
      enough = lacking;
      lacking -= stride;
    }
  while (enough - lacking > 1)
    {
      gint64 middle = lacking + (enough - lacking) / 2;
      *(suffices (errors, figures, middle) ? &enough : &lacking) = middle;
    }
  return enough;
}

/* ln of the largest E exp (rate × e_r) of all remainders; beyond what a geometric tail
 * allows, infinity. */
static double
log_moment (const Errors *errors, double rate)
{
  double whole = exp (rate * (double)errors->points), most = 0;
  if (errors->ratio * whole >= 1 || errors->ratio / whole >= 1)
    return INFINITY;
  for (gint64 i = 0; i < errors->points; i++)
    {
      double moment = errors->stay[i]
                      + errors->up[i] * whole / (1 - errors->ratio * whole)
                      + errors->down[i] / (whole - errors->ratio);
      gint64 remainder = i - errors->points / 2;
      most = MAX (most, moment * exp (-rate * (double)remainder));
    }
  return log (most);
}

/* Chernoff's bound: P (|sum| > w) is at most 2 exp (n log_moment (rate) - rate × w) for
 * every rate, whatever is chosen on the way. Wider than the exact width by a third to
 * a half, and found at once. */
static gint64
bound_width (const Errors *errors, guint figures)
{
  double least = INFINITY, unit = 1 / (errors->deviation * sqrt (figures));
  for (guint i = 1; i <= 200; i++)
    {
      double rate = i * unit / 20;
      double moment = MAX (log_moment (errors, rate), log_moment (errors, -rate));
      least = MIN (least, (figures * moment + log (2 / SHARE_BEYOND)) / rate);
    }
  return (gint64)ceil (least);
}

gint64
bound_sum_spread (const Rule *rule, guint figures)
{
  if (figures <= 1)
    return figures == 0 ? 0 : bound_spread (rule);
  Errors errors;
  init_errors (&errors, rule);
  gint64 width = figures <= BOUND_SUM_EXACT_MOST ? find_width (&errors, figures)
                                                 : bound_width (&errors, figures);
  return (gint64)ceil ((double)(width + (errors.unit > 1 ? 1 : 0)) * errors.unit);
}
