/* Informed differencing, measured: test-differencing.c works the chances of releases
 * out; this runs release_make() itself, 100,000 times in each of two worlds that differ
 * by one person, and looks how well the best test tells the worlds apart. The attacker
 * knows everything but in which world it is, and the chance of every figure in each: so
 * the best test (Neyman and Pearson) goes by the ratio of the two, and where to draw
 * the line is tried out on releases of its own. What it then finds, with another seed,
 * is held against the printed bound: the lower end of a 99.9% interval (Clopper and
 * Pearson) of how many times as often the test says yes in one world as in the other.
 *
 * Control: the 10-5 rule of statistical offices. */
#include <math.h>

#include "bound.h"
#include "exporter.h"

#define RUNS 100000
#define TRIALS 20000 /* to find where to draw the line */
#define TAIL 0.0005 /* of each of the two shares: 99.9% for both */
#define LARGEST 50.0 /* stands for an infinite logarithm */

/* clang-format off */
#define RULE { 3, 10, 15, 5, 60 }
/* clang-format on */
static const FormRule rule = RULE;

/* ---- The interval ---- */

/* The continued fraction of the incomplete beta function (Abramowitz and Stegun,
 * 26.5.8), by Lentz's method. */
static double
continue_fraction (double a, double b, double x)
{
  const double tiny = 1e-300;
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  d = 1 / (fabs (d) < tiny ? tiny : d);
  double value = d;
  for (int m = 1; m <= 10000; m++)
    {
      const double terms[2] = {
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      };
      double before = value;
      for (int i = 0; i < 2; i++)
        {
          d = 1 + terms[i] * d;
          d = 1 / (fabs (d) < tiny ? tiny : d);
          c = 1 + terms[i] / c;
          c = fabs (c) < tiny ? tiny : c;
          value *= c * d;
        }
      if (fabs (value - before) < 1e-14 * fabs (value))
        break;
    }
  return value;
}

/* P (X >= hits) for X binomial of runs and p: the incomplete beta function. */
static double
chance_of_more (double hits, double runs, double p)
{
  double a = hits, b = runs - hits + 1;
  if (hits <= 0 || p >= 1)
    return 1;
  if (p <= 0)
    return 0;
  double front =
      exp (lgamma (a + b) - lgamma (a) - lgamma (b) + a * log (p) + b * log1p (-p));
  return p < (a + 1) / (a + b + 2) ? front * continue_fraction (a, b, p) / a
                                   : 1 - front * continue_fraction (b, a, 1 - p) / b;
}

/* The share that hits or more of runs have with the chance TAIL. */
static double
find_share (double hits, double runs)
{
  double low = 0, high = 1;
  for (int i = 0; i < 100; i++)
    {
      double middle = (low + high) / 2;
      *(chance_of_more (hits, runs, middle) < TAIL ? &low : &high) = middle;
    }
  return low;
}

static double
least_share (double hits, double runs)
{
  return hits <= 0 ? 0 : find_share (hits, runs);
}

static double
largest_share (double hits, double runs)
{
  return 1 - least_share (runs - hits, runs);
}

/* Against sums of the binomial chances, by another program. */
static void
test_interval (void)
{
  g_assert_cmpfloat (fabs (least_share (5, 10) - 0.0773253549272), <, 1e-9);
  g_assert_cmpfloat (fabs (largest_share (5, 10) - 0.9226746450728), <, 1e-9);
  g_assert_cmpfloat (fabs (least_share (3, 40) - 0.0038320721643), <, 1e-9);
  g_assert_cmpfloat (fabs (least_share (37, 40) - 0.6959332157929), <, 1e-9);
  g_assert_cmpfloat (fabs (largest_share (0, 1000) - (1 - pow (TAIL, 1e-3))), <, 1e-9);
  g_assert_cmpfloat (fabs (least_share (1000, 1000) - pow (TAIL, 1e-3)), <, 1e-9);
}

/* ---- Two worlds ---- */

typedef struct
{
  const char *what;
  CrowdQuestion question;
  CrowdAnswers worlds[2];
} Case;

static const Case cases[] = {
  { "one, nine people or ten",
    { FORM_ONE, 0, 3, RULE },
    { { 10, { 10, 0, 0 } }, { 9, { 9, 0, 0 } } } },
  { "one, an answer or another",
    { FORM_ONE, 0, 3, RULE },
    { { 30, { 18, 12, 0 } }, { 30, { 17, 13, 0 } } } },
  { "any of four, nine people or one more with every answer",
    { FORM_ANY, 0, 4, RULE },
    { { 10, { 10, 5, 2, 1 } }, { 9, { 9, 4, 1, 0 } } } },
  { "any of four, every answer or none",
    { FORM_ANY, 0, 4, RULE },
    { { 30, { 30, 29, 28, 15 } }, { 30, { 29, 28, 27, 14 } } } },
  { "any of one, nineteen people or twenty",
    { FORM_ANY, 0, 1, RULE },
    { { 20, { 20 } }, { 19, { 19 } } } },
  { "count up to 15, nine people or one more with 15",
    { FORM_COUNT, 15, 1, RULE },
    { { 10, { 110 } }, { 9, { 95 } } } },
  { "count up to 15, 15 or nothing",
    { FORM_COUNT, 15, 1, RULE },
    { { 30, { 115 } }, { 30, { 100 } } } },
};

static double
bound_of (const Case *of)
{
  return bound_odds (&rule, crowd_rule (&of->question).exponent);
}

/* What is looked at: the whole page, or whether it is withheld. */
typedef enum
{
  LOOK_AT_ALL,
  LOOK_AT_DECISION,
} Look;

typedef struct
{
  const Exporter *exporter;
  const Case *of;
  Look look;
} Attack;

static double
chance_of_page (const Attack *attack, guint world, const ExporterPage *page)
{
  const Exporter *exporter = attack->exporter;
  const Case *of = attack->of;
  double withheld = exporter->withheld (&of->question, of->worlds[world].people);
  double chance = page->withheld ? withheld : 1 - withheld;
  if (attack->look == LOOK_AT_DECISION || page->withheld)
    return chance;
  for (guint i = 0; i < of->question.buckets; i++)
    chance *=
        exporter->chance (&of->question, page->figures[i], of->worlds[world].counts[i]);
  return chance;
}

/* ---- The attack ---- */

/* The logarithm of how many times as likely in the first world. */
static double
score (const Attack *attack, const ExporterPage *page)
{
  double first = chance_of_page (attack, 0, page);
  double second = chance_of_page (attack, 1, page);
  return CLAMP (log (first / second), -LARGEST, LARGEST);
}

static double *
run (const Attack *attack, guint world, guint64 seed, guint runs)
{
  CrowdStream stream = { seed + world };
  double *scores = g_new (double, runs);
  for (guint i = 0; i < runs; i++)
    {
      ExporterPage page;
      attack->exporter->publish (&attack->of->question, &attack->of->worlds[world],
                                 &stream, &page);
      scores[i] = score (attack, &page);
    }
  return scores;
}

/* How many scores lie at or beyond the line, to the side of sign. */
static guint
count_beyond (const double *scores, guint runs, double line, double sign)
{
  guint count = 0;
  for (guint i = 0; i < runs; i++)
    count += sign * scores[i] >= sign * line - 1e-9;
  return count;
}

typedef struct
{
  double line;
  guint world; /* in which the test says yes more often */
  double ratio; /* the lower end of the interval */
} Test;

static double
measure (double *const scores[2], guint runs, double line, guint world)
{
  double sign = world == 0 ? 1 : -1;
  guint yes = count_beyond (scores[world], runs, line, sign);
  guint other = count_beyond (scores[1 - world], runs, line, sign);
  return least_share (yes, runs) / largest_share (other, runs);
}

static int
order (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Tries lines at every fiftieth of what came out, and takes the best. */
static Test
choose (const Attack *attack)
{
  double *scores[2] = { run (attack, 0, 17, TRIALS), run (attack, 1, 17, TRIALS) };
  Test best = { 0 };
  g_autofree double *lines = g_memdup2 (scores[0], TRIALS * sizeof (double));
  qsort (lines, TRIALS, sizeof (double), order);
  for (guint world = 0; world < 2; world++)
    for (guint i = 0; i < TRIALS; i += TRIALS / 50)
      {
        double ratio = measure (scores, TRIALS, lines[i], world);
        if (ratio > best.ratio)
          best = (Test){ lines[i], world, ratio };
      }
  g_free (scores[0]);
  g_free (scores[1]);
  return best;
}

static double
attack (const Exporter *exporter, const Case *of, Look look)
{
  const Attack attack = { exporter, of, look };
  Test test = choose (&attack);
  double *scores[2] = { run (&attack, 0, 1000, RUNS), run (&attack, 1, 1000, RUNS) };
  double ratio = measure (scores, RUNS, test.line, test.world);
  double sign = test.world == 0 ? 1 : -1;
  g_test_message (
      "%s, %s%s: %u and %u of %u, with 99.9%% certainty %.3f times as often "
      "or more; bound %.3f",
      exporter->name, of->what, look == LOOK_AT_DECISION ? ", withheld or not" : "",
      count_beyond (scores[test.world], RUNS, test.line, sign),
      count_beyond (scores[1 - test.world], RUNS, test.line, sign), RUNS, ratio,
      bound_of (of));
  g_free (scores[0]);
  g_free (scores[1]);
  return ratio / bound_of (of);
}

/* ---- Ours ---- */

static void
test_ours (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat (attack (&exporter_ours, &cases[i], LOOK_AT_ALL), <=, 1);
}

static void
test_decision (void)
{
  g_assert_cmpfloat (attack (&exporter_ours, &cases[0], LOOK_AT_DECISION), <=, 1);
}

/* ---- Controls ---- */

static void
test_control_ten_five (void)
{
  for (gsize i = 0; i < 2; i++)
    g_assert_cmpfloat (attack (&exporter_ten_five, &cases[i], LOOK_AT_ALL), >, 100);
  g_assert_cmpfloat (attack (&exporter_ten_five, &cases[0], LOOK_AT_DECISION), >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measured/interval", test_interval);
  g_test_add_func ("/measured/ours", test_ours);
  g_test_add_func ("/measured/decision", test_decision);
  g_test_add_func ("/measured/control-ten-five", test_control_ten_five);
  return g_test_run ();
}
