/* rule.h and bound.h: the figures that DESIGN.md promises, and the exact distribution
 * against sums. */
#include <glib.h>
#include <math.h>

#include "bound.h"
#include "rule.h"

static const FormRule small = { 3, 10, 15, 5, 38 };
static const FormRule large = { 9, 10, 50, 10, 114 };

static Rule
rule_of (FormRule rule, FormKind kind, guint cap, gsize buckets)
{
  FormQuestion question = { .kind = kind, .cap = cap, .n_buckets = buckets };
  return rule_for (&rule, &question);
}

static void
test_for (void)
{
  const struct
  {
    FormRule rule;
    FormKind kind;
    guint cap;
    gsize buckets;
    Rule expected;
  } cases[] = {
    { small, FORM_ONE, 0, 6, { 3, 1, 5, 15, 2 } },
    { small, FORM_ANY, 0, 1, { 3, 2, 5, 15, 3 } },
    { small, FORM_ANY, 0, 4, { 12, 2, 10, 30, 3 } },
    { small, FORM_ANY, 0, 6, { 18, 2, 10, 40, 3 } },
    { small, FORM_COUNT, 15, 1, { 45, 2, 25, 100, 3 } },
    { small, FORM_COUNT, 1, 1, { 3, 2, 5, 15, 3 } },
    { large, FORM_ONE, 0, 3, { 9, 1, 10, 50, 2 } },
    { large, FORM_COUNT, 15, 1, { 135, 2, 70, 280, 3 } },
    { { 3, 10, 15, 7, 38 }, FORM_ONE, 0, 2, { 3, 1, 10, 20, 2 } },
    { { 3, 10, 16, 1, 38 }, FORM_ONE, 0, 2, { 3, 1, 5, 20, 2 } },
    { { 5, 10, 20, 5, 38 }, FORM_ONE, 0, 2, { 5, 1, 5, 20, 2 } },
    { { 6, 10, 20, 5, 38 }, FORM_ONE, 0, 2, { 6, 1, 10, 30, 2 } },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Rule rule =
          rule_of (cases[i].rule, cases[i].kind, cases[i].cap, cases[i].buckets);
      g_assert_cmpuint (rule.numerator, ==, cases[i].expected.numerator);
      g_assert_cmpuint (rule.denominator, ==, cases[i].expected.denominator);
      g_assert_cmpint (rule.step, ==, cases[i].expected.step);
      g_assert_cmpint (rule.threshold, ==, cases[i].expected.threshold);
      g_assert_cmpuint (rule.exponent, ==, cases[i].expected.exponent);
    }
}

/* Nothing overflows at the limits. */
static void
test_for_limits (void)
{
  FormRule most = { FORM_SCALE_MAX, FORM_RULE_MAX, FORM_RULE_MAX, FORM_RULE_MAX,
                    20000 };
  g_assert_true (form_rule_is_allowed (most));
  Rule rule = rule_of (most, FORM_COUNT, FORM_CAP_MAX, 1);
  g_assert_cmpuint (rule.numerator, ==, 10000000);
  g_assert_cmpint (rule.step, ==, 5000000);
  g_assert_cmpint (rule.threshold, ==, 20000000);
}

static void
test_round (void)
{
  for (gint64 step = 5; step <= 35; step += 5)
    {
      Rule rule = { 3, 1, step, 3 * step, 2 };
      for (gint64 value = 3 * step; value < 12 * step; value++)
        {
          gint64 rounded = rule_round (&rule, value);
          g_assert_cmpint (rounded % step, ==, 0);
          g_assert_cmpint (2 * (rounded - value), <=, step); /* a half goes up */
          g_assert_cmpint (2 * (rounded - value), >, -step);
          g_assert_cmpint (rounded, >=, rule.threshold);
        }
    }
}

static double
mass (double scale, gint64 z)
{
  double p = exp (-1 / scale);
  return (1 - p) / (1 + p) * pow (p, (double)ABS (z));
}

static void
test_at_most (void)
{
  const guint64 scales[][2] = { { 3, 1 }, { 9, 1 }, { 45, 2 }, { 3, 2 } };
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      double scale = (double)scales[i][0] / (double)scales[i][1], sum = 0;
      for (gint64 z = -2000; z <= 500; z++)
        {
          sum += mass (scale, z);
          if (z >= -200)
            g_assert_cmpfloat (
                fabs (bound_noise_at_most (scales[i][0], scales[i][1], z) - sum), <,
                1e-13);
        }
    }
}

static void
test_withheld (void)
{
  const struct
  {
    gint64 people;
    double passes;
  } promised[] = { { 1, 0.03 }, { 9, 0.42 }, { 10, 0.58 }, { 20, 0.985 } };
  for (gsize i = 0; i < G_N_ELEMENTS (promised); i++)
    {
      double passes = 1 - bound_chance_withheld (&small, promised[i].people);
      g_test_message ("N = %d passes in %.2f%%", (int)promised[i].people, 100 * passes);
      g_assert_cmpfloat (fabs (passes - promised[i].passes), <, 0.005);
    }
  for (gint64 people = 0; people < 40; people++)
    {
      double sum = 0;
      for (gint64 z = -2000; people + z < 10; z++)
        sum += mass (3, z);
      g_assert_cmpfloat (fabs (bound_chance_withheld (&small, people) - sum), <, 1e-13);
    }
}

static void
test_below (void)
{
  Rule rule = rule_of (small, FORM_ONE, 0, 2);
  for (gint64 count = 0; count < 40; count++)
    {
      double sum = 0;
      for (gint64 z = -2000; count + z < rule.threshold; z++)
        sum += mass (3, z);
      g_assert_cmpfloat (fabs (bound_chance_below (&rule, count) - sum), <, 1e-13);
    }
}

/* The chance that a count is published within ± width, summed over the noise. */
static double
sum_within (const Rule *rule, gint64 count, gint64 width)
{
  double scale = (double)rule->numerator / (double)rule->denominator, sum = 0;
  for (gint64 z = -count; z < count; z++)
    if (ABS (rule_round (rule, count + z) - count) <= width)
      sum += mass (scale, z);
  return sum;
}

static void
test_spread (void)
{
  const Rule rules[] = { rule_of (small, FORM_ONE, 0, 2),
                         rule_of (small, FORM_ANY, 0, 4),
                         rule_of (small, FORM_COUNT, 15, 1),
                         rule_of (large, FORM_ONE, 0, 2),
                         { 7, 1, 15, 30, 2 } };
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];
      gint64 width = bound_spread (rule);
      gboolean needed = FALSE;
      for (gint64 rest = 0; rest < rule->step; rest++)
        {
          gint64 count = 400 * rule->step + rest;
          g_assert_cmpfloat (sum_within (rule, count, width), >=, 0.95);
          needed |= sum_within (rule, count, width - 1) < 0.95;
        }
      g_assert_true (needed);
      g_test_message ("scale %g, step %d: ±%d",
                      (double)rule->numerator / (double)rule->denominator,
                      (int)rule->step, (int)width);
    }
}

static void
test_odds (void)
{
  g_assert_cmpfloat (fabs (bound_odds (&small, 2) - 1.9477), <, 1e-4);
  g_assert_cmpfloat (fabs (bound_odds (&small, 3) - 2.7183), <, 1e-4);
  g_assert_cmpfloat (fabs (bound_odds (&large, 2) - 1.2488), <, 1e-4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/for", test_for);
  g_test_add_func ("/rule/for-limits", test_for_limits);
  g_test_add_func ("/rule/round", test_round);
  g_test_add_func ("/bound/at-most", test_at_most);
  g_test_add_func ("/bound/withheld", test_withheld);
  g_test_add_func ("/bound/below", test_below);
  g_test_add_func ("/bound/spread", test_spread);
  g_test_add_func ("/bound/odds", test_odds);
  return g_test_run ();
}
