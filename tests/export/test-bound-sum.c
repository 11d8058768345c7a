/* bound-sum.h against a slow second statement of it: whole distributions, added up
 * count by count. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "bound-sum.h"
#include "bound.h"

#define SHARE 0.05

static const FormRule small = { 3, 10, 15, 5, 60 };
static const FormRule large = { 9, 10, 50, 10, 114 };

static Rule
rule_of (FormRule rule, FormKind kind, guint cap, gsize buckets)
{
  FormQuestion question = { .kind = kind, .cap = cap, .n_buckets = buckets };
  return rule_for (&rule, &question);
}

/* Chances of whole numbers from -reach to reach. */
typedef struct
{
  gint64 reach;
  double *chance;
} Spread;

static Spread
spread_new (gint64 reach)
{
  return (Spread){ reach, g_new0 (double, 2 * (gsize)reach + 1) };
}

static double
noise_chance (const Rule *rule, gint64 k)
{
  double p = exp (-(double)rule->denominator / (double)rule->numerator);
  return (1 - p) / (1 + p) * pow (p, (double)ABS (k));
}

/* By how much a figure is off whose count has that remainder. */
static Spread
error_of (const Rule *rule, gint64 remainder, gint64 reach)
{
  Spread spread = spread_new (reach + 2 * rule->step);
  gint64 count = 1000000 * rule->step + remainder; /* far from hiding */
  for (gint64 k = -reach; k <= reach; k++)
    spread.chance[rule_round (rule, count + k) - count + spread.reach] +=
        noise_chance (rule, k);
  return spread;
}

static Spread
add (const Spread *a, const Spread *b)
{
  Spread sum = spread_new (a->reach + b->reach);
  for (gint64 i = 0; i <= 2 * a->reach; i++)
    for (gint64 j = 0; j <= 2 * b->reach; j++)
      sum.chance[i + j] += a->chance[i] * b->chance[j];
  return sum;
}

static double
chance_beyond (const Spread *spread, gint64 within)
{
  double chance = 0;
  for (gint64 i = -spread->reach; i <= spread->reach; i++)
    chance += ABS (i) > within ? spread->chance[i + spread->reach] : 0;
  return chance;
}

/* Any two counts, and the same count thrice and five times: never beyond more often
 * than promised; and for two the bound is near what the worst counts reach. */
static void
check_rule (const Rule *rule, gint64 reach)
{
  gint64 two = bound_sum_spread (rule, 2), three = bound_sum_spread (rule, 3);
  gint64 five = bound_sum_spread (rule, 5);
  double worst = 0;
  for (gint64 i = 0; i < rule->step; i++)
    {
      Spread first = error_of (rule, i, reach);
      for (gint64 j = i; j < rule->step; j++)
        {
          Spread second = error_of (rule, j, reach), both = add (&first, &second);
          double chance = chance_beyond (&both, two);
          g_assert_cmpfloat (chance, <=, SHARE);
          worst = MAX (worst, chance_beyond (&both, two - 1 - rule->step / 2));
          if (i == j)
            {
              Spread thrice = add (&both, &first), all = add (&both, &thrice);
              g_assert_cmpfloat (chance_beyond (&thrice, three), <=, SHARE);
              g_assert_cmpfloat (chance_beyond (&all, five), <=, SHARE);
              g_free (thrice.chance);
              g_free (all.chance);
            }
          g_free (both.chance);
          g_free (second.chance);
        }
      g_free (first.chance);
    }
  g_assert_cmpfloat (worst, >, SHARE);
}

static void
test_promise (void)
{
  Rule one = rule_of (small, FORM_ONE, 0, 2), any = rule_of (small, FORM_ANY, 0, 4);
  Rule wide = rule_of (large, FORM_ONE, 0, 3);
  check_rule (&one, 60);
  check_rule (&any, 120);
  check_rule (&wide, 150);
}

/* One figure of a count, as a series takes it in: by how much the lower end is above
 * the count, and the upper end. */
static void
ends_of (const Rule *rule, gint64 count, Spread *lower, Spread *upper)
{
  gint64 reach = 15 * (gint64)rule->numerator / (gint64)rule->denominator;
  *lower = spread_new (reach + count + rule->threshold);
  *upper = spread_new (reach + count + rule->threshold);
  for (gint64 k = -reach; k <= reach; k++)
    {
      gboolean hidden = count + k < rule->threshold;
      gint64 least = hidden ? 0 : rule_round (rule, count + k);
      gint64 most = hidden ? rule->threshold : least;
      lower->chance[least - count + lower->reach] += noise_chance (rule, k);
      upper->chance[most - count + upper->reach] += noise_chance (rule, k);
    }
}

static void
take_in (Spread *sum, Spread *figure)
{
  Spread more = add (sum, figure);
  g_free (sum->chance);
  *sum = more;
}

/* Of n figures, whose counts are a and b in turn, the exact sum is outside of the range
 * by more than the margin no more often than promised. */
static void
check_range (const Rule *rule, gint64 a, gint64 b, guint n)
{
  Spread lower = spread_new (0), upper = spread_new (0);
  gint64 within = bound_sum_spread (rule, n);
  double beyond = 0;

  lower.chance[0] = upper.chance[0] = 1;
  for (guint i = 0; i < n; i++)
    {
      Spread low, high;
      ends_of (rule, i % 2 == 0 ? a : b, &low, &high);
      take_in (&lower, &low);
      take_in (&upper, &high);
      g_free (low.chance);
      g_free (high.chance);
    }
  for (gint64 i = within + 1; i <= lower.reach; i++)
    beyond += lower.chance[i + lower.reach];
  for (gint64 i = -upper.reach; i < -within; i++)
    beyond += upper.chance[i + upper.reach];
  g_assert_cmpfloat (beyond, <=, SHARE);
  g_free (lower.chance);
  g_free (upper.chance);
}

/* Whatever is hidden of them. */
static void
test_range (void)
{
  Rule one = rule_of (small, FORM_ONE, 0, 2), wide = rule_of (large, FORM_ONE, 0, 2);
  for (gint64 count = 0; count <= one.threshold + 2 * one.step; count++)
    for (guint n = 1; n <= 8; n++)
      check_range (&one, count, count, n);
  for (gint64 a = 0; a <= one.threshold + one.step; a++)
    for (gint64 b = 0; b < a; b++)
      check_range (&one, a, b, 2);
  for (gint64 a = 0; a <= wide.threshold + wide.step; a += 6)
    for (gint64 b = 0; b <= a; b += 12)
      check_range (&wide, a, b, 4);
}

/* The figures that DESIGN.md has. */
static void
test_figures (void)
{
  Rule one = rule_of (small, FORM_ONE, 0, 2),
       count = rule_of (small, FORM_COUNT, 15, 1);
  Rule wide = rule_of (large, FORM_ONE, 0, 2);
  const struct
  {
    const Rule *rule;
    guint figures;
    gint64 expected;
  } cases[] = {
    { &one, 0, 0 },     { &one, 1, 10 },    { &one, 2, 15 },     { &one, 4, 20 },
    { &one, 8, 27 },    { &one, 40, 61 },   { &count, 1, 75 },   { &count, 2, 107 },
    { &count, 4, 144 }, { &count, 8, 198 }, { &count, 40, 429 }, { &wide, 1, 30 },
    { &wide, 2, 42 },   { &wide, 4, 57 },   { &wide, 8, 78 },    { &wide, 40, 174 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bound_sum_spread (cases[i].rule, cases[i].figures), ==,
                     cases[i].expected);
}

/* More figures, more doubt; a long step, of which a lattice is laid, loses little. */
static void
test_shape (void)
{
  Rule one = rule_of (small, FORM_ONE, 0, 2);
  Rule rough = { 3, 1, 1000, 1000, 2 };
  for (guint n = 1; n < 40; n++)
    g_assert_cmpint (bound_sum_spread (&one, n + 1), >=, bound_sum_spread (&one, n));
  /* Rounding to thousands with hardly any noise: each figure can be off by 500. */
  g_assert_cmpint (bound_sum_spread (&rough, 4), >=, 4 * 499);
  g_assert_cmpint (bound_sum_spread (&rough, 4), <=, 4 * 550);
}

/* Beyond what is computed exactly: wider, by less than a half, and at once. */
static void
test_many (void)
{
  const Rule rules[] = { rule_of (small, FORM_ONE, 0, 2),
                         rule_of (small, FORM_COUNT, 15, 1),
                         rule_of (large, FORM_ONE, 0, 2) };
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gint64 exact = bound_sum_spread (&rules[i], BOUND_SUM_EXACT_MOST);
      gint64 more = bound_sum_spread (&rules[i], BOUND_SUM_EXACT_MOST + 1);
      g_test_message ("%" G_GINT64_FORMAT " of %d figures, %" G_GINT64_FORMAT
                      " of one more",
                      exact, BOUND_SUM_EXACT_MOST, more);
      g_assert_cmpint (more, >, exact);
      g_assert_cmpint (2 * more, <, 3 * exact);
      g_assert_cmpint (bound_sum_spread (&rules[i], 1000000), <,
                       1000 * bound_sum_spread (&rules[i], 10000));
    }
  /* Of a step that is long against the noise, each figure can be off by half of it. */
  Rule rough = { 3, 1, 1000, 1000, 2 };
  g_assert_cmpint (bound_sum_spread (&rough, 1000), >=, 490 * 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bound-sum/promise", test_promise);
  g_test_add_func ("/bound-sum/range", test_range);
  g_test_add_func ("/bound-sum/figures", test_figures);
  g_test_add_func ("/bound-sum/shape", test_shape);
  g_test_add_func ("/bound-sum/many", test_many);
  return g_test_run ();
}
