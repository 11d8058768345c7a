/* Reconstruction by likelihood: an attacker who knows exactly how many people answered
 * a question reads all its figures together and names the count of a bucket that holds
 * one to four of them. Two attackers: the most likely table, by the figures alone; and
 * the best there can be, who knows besides how people choose (the very shares that they
 * are drawn from) and names what is most probable. Both are exact: all tables are gone
 * through, bucket by bucket. Both are told that the count lies between 1 and 4.
 *
 * What they are measured against is told the same, knows the number of people and the
 * shares, and sees no release: blind guessing. The best guess is right a little more
 * often than that, or a release would say nothing; how much more is what the bound
 * limits. With the number of people known, a count of v + 1 instead of v is one
 * person's answer exchanged, so that a release moves the odds between the two by
 * e^(2/b) at most, and by twice the exponent where the question is asked by quarter and
 * by year: each attack's odds are held against that, and its success against the best
 * guess that such a bound leaves. */
#include <math.h>
#include <string.h>

#include "exporter.h"
#include "few.h"

#define MOST_PEOPLE 2000
#define REACH 45 /* noise that no attacker thinks of: e^-15 */
#define TRIES 1000
#define SLACK 1e-6

static const FormRule rule = { 3, 10, 15, 5, 60 };
static const gint64 sizes[] = { 20, 50, 100, 300, 1000, 2000 };

/* ---- All tables ---- */

/* How the weights of tables with an equal rest are joined: added, or the largest. */
typedef double (*Join) (double a, double b);

static double
add (double a, double b)
{
  return a + b;
}

typedef struct
{
  const Exporter *exporter;
  const CrowdQuestion *question;
  gint64 people;
  const double *shares; /* NULL: every table is as likely */
  Join join;
} Attack;

/* People who choose for themselves, given how many there are, are as independent
 * Poisson numbers given their sum. */
static double
weigh_choice (const Attack *attack, guint bucket, gint64 count)
{
  if (attack->shares == NULL)
    return 1;
  double mean = attack->shares[bucket] * (double)attack->people;
  return exp ((double)count * log (mean) - mean - lgamma ((double)count + 1));
}

static double
weigh_figure (const Attack *attack, const ExporterPage *page, guint bucket,
              gint64 count)
{
  return page->withheld ? 1
                        : attack->exporter->chance (attack->question,
                                                    page->figures[bucket], count);
}

static ExporterRange
counts_to_try (const Attack *attack, const ExporterPage *page, guint bucket)
{
  if (page->withheld)
    return (ExporterRange){ 0, attack->people };
  ExporterRange range =
      attack->exporter->range (attack->question, page->figures[bucket]);
  return (ExporterRange){ MAX (range.least - REACH, 0),
                          MIN (range.most + REACH, attack->people) };
}

/* Weights of sums of counts: weights[s] is that of s in all so far; of is what another
 * count from range.least on weighs. */
static void
add_count (Join join, ExporterRange range, const double *of, double *weights)
{
  static double after[MOST_PEOPLE + 1];
  memset (after, 0, sizeof after);
  for (gint64 sum = 0; sum <= MOST_PEOPLE; sum++)
    for (gint64 count = range.least;
         weights[sum] > 0 && count <= MIN (range.most, MOST_PEOPLE - sum); count++)
      after[sum + count] =
          join (after[sum + count], weights[sum] * of[count - range.least]);
  memcpy (weights, after, sizeof after);
}

/* One question: what a last bucket of 1, 2, 3 and 4 weighs, the others holding the
 * rest.
 */
static void
weigh_targets (const Attack *attack, const ExporterPage *page, double *targets)
{
  static double weights[MOST_PEOPLE + 1], of[MOST_PEOPLE + 1];
  guint last = attack->question->buckets - 1;
  memset (weights, 0, sizeof weights);
  weights[0] = 1;
  for (guint i = 0; i < last; i++)
    {
      ExporterRange range = counts_to_try (attack, page, i);
      for (gint64 c = range.least; c <= range.most; c++)
        of[c - range.least] =
            weigh_figure (attack, page, i, c) * weigh_choice (attack, i, c);
      add_count (attack->join, range, of, weights);
    }
  for (gint64 v = 1; v <= FEW_MOST; v++)
    targets[v - 1] = weigh_figure (attack, page, last, v)
                     * weigh_choice (attack, last, v) * weights[attack->people - v];
}

/* ---- A year: two buckets, asked in each quarter and over the year ---- */

#define QUARTERS 4

typedef struct
{
  ExporterPage quarters[QUARTERS], year;
} Year;

/* That count people of a quarter chose the second bucket, and so the others the first.
 */
static double
weigh_quarter (const Attack *attack, const ExporterPage *page, gint64 count)
{
  return weigh_figure (attack, page, 0, attack->people - count)
         * weigh_figure (attack, page, 1, count)
         * weigh_choice (attack, 0, attack->people - count)
         * weigh_choice (attack, 1, count);
}

/* What 1, 2, 3 and 4 in the first quarter weigh, by all figures of the year. */
static void
weigh_targets_of_year (const Attack *attack, const Year *year, double *targets)
{
  static double weights[MOST_PEOPLE + 1], of[MOST_PEOPLE + 1];
  memset (weights, 0, sizeof weights);
  weights[0] = 1;
  for (guint q = 1; q < QUARTERS; q++)
    {
      ExporterRange range = counts_to_try (attack, &year->quarters[q], 1);
      for (gint64 c = range.least; c <= range.most; c++)
        of[c - range.least] = weigh_quarter (attack, &year->quarters[q], c);
      add_count (attack->join, range, of, weights);
    }
  for (gint64 v = 1; v <= FEW_MOST; v++)
    {
      double rest = 0;
      for (gint64 sum = 0; sum + v <= QUARTERS * attack->people && sum <= MOST_PEOPLE;
           sum++)
        if (weights[sum] > 0)
          rest = attack->join (
              rest, weights[sum] * weigh_figure (attack, &year->year, 1, sum + v)
                        * weigh_figure (attack, &year->year, 0,
                                        QUARTERS * attack->people - sum - v));
      targets[v - 1] = rest * weigh_quarter (attack, &year->quarters[0], v);
    }
}

/* ---- The attack ---- */

typedef struct
{
  guint tries, likeliest, best, certain, certain_and_wrong;
  double blind, allowed; /* expected */
  double shift; /* the largest change of odds between a count and the next */
} Score;

/* By how much a release has changed the odds between v and v + 1. */
static double
shift_of (const double *chances, const double *targets)
{
  double most = 0;
  for (guint v = 0; v + 1 < FEW_MOST; v++)
    most = fmax (most, fabs (log (targets[v] / targets[v + 1])
                             - log (chances[v] / chances[v + 1])));
  return most;
}

/* What the two attackers make of it: what 1 to 4 weigh for each. */
typedef struct
{
  double by_figures[FEW_MOST], best[FEW_MOST];
} Opinion;

static void
judge (const Opinion *opinion, gint64 truth, const double *chances, double exponent,
       Score *score)
{
  const double *best = opinion->best;
  gint64 named = few_name (best);
  double sum = best[0] + best[1] + best[2] + best[3];
  gboolean certain = best[named - 1] > (1 - 1e-9) * sum;

  score->tries++;
  score->likeliest += few_name (opinion->by_figures) == truth;
  score->best += named == truth;
  score->certain += certain;
  score->certain_and_wrong += certain && named != truth;
  score->blind += chances[few_name (chances) - 1];
  score->allowed += few_allowed (chances, exponent);
  score->shift = fmax (score->shift, shift_of (chances, best));
}

static void
attack_question (const Exporter *exporter, const CrowdQuestion *question, gint64 people,
                 CrowdStream *stream, Score *score)
{
  double shares[CROWD_BUCKETS], chances[FEW_MOST];
  ExporterPage page;
  Opinion opinion;
  guint last = question->buckets - 1;
  few_shares (people, question->buckets, shares);
  CrowdAnswers answers = few_ask (stream, people, question->buckets);
  exporter->publish (question, &answers, stream, &page);
  Attack likeliest = { exporter, question, people, NULL, fmax };
  Attack informed = { exporter, question, people, shares, add };
  weigh_targets (&likeliest, &page, opinion.by_figures);
  weigh_targets (&informed, &page, opinion.best);
  few_chances (people, chances);
  judge (&opinion, answers.counts[last], chances, 2.0 / question->rule.scale, score);
}

/* Each person answers once in a quarter and is counted there and in the year. */
static void
attack_year (const Exporter *exporter, const CrowdQuestion *question, gint64 people,
             CrowdStream *stream, Score *score)
{
  double shares[CROWD_BUCKETS], chances[FEW_MOST];
  Year year;
  Opinion opinion;
  CrowdAnswers first, all = { 0 };
  few_shares (people, 2, shares);
  for (guint q = 0; q < QUARTERS; q++)
    {
      CrowdAnswers answers =
          q == 0 ? few_ask (stream, people, 2) : crowd_ask (stream, people, shares, 2);
      if (q == 0)
        first = answers;
      all.people += people;
      all.counts[0] += answers.counts[0];
      all.counts[1] += answers.counts[1];
      exporter->publish (question, &answers, stream, &year.quarters[q]);
    }
  exporter->publish (question, &all, stream, &year.year);
  Attack likeliest = { exporter, question, people, NULL, fmax };
  Attack informed = { exporter, question, people, shares, add };
  weigh_targets_of_year (&likeliest, &year, opinion.by_figures);
  weigh_targets_of_year (&informed, &year, opinion.best);
  few_chances (people, chances);
  judge (&opinion, first.counts[1], chances, 4.0 / question->rule.scale, score);
}

typedef struct
{
  const char *what;
  guint buckets;
  void (*once) (const Exporter *exporter, const CrowdQuestion *question, gint64 people,
                CrowdStream *stream, Score *score);
  double exponent; /* that one answer costs, b being 3 */
} Case;

static const Case cases[] = {
  { "a question of 2", 2, attack_question, 2 / 3.0 },
  { "a question of 3", 3, attack_question, 2 / 3.0 },
  { "a question of 6", 6, attack_question, 2 / 3.0 },
  { "2 by quarter and year", 2, attack_year, 4 / 3.0 },
};

static Score
attack (const Exporter *exporter, const Case *of)
{
  const CrowdQuestion question = { FORM_ONE, 0, of->buckets, rule };
  CrowdStream stream = { 20261122 };
  Score score = { 0 };
  for (guint i = 0; i < TRIES; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sizes); j++)
      of->once (exporter, &question, sizes[j], &stream, &score);
  double all = score.tries / 100.0;
  g_test_message ("%s, %s, %u tries: named right by the likeliest table %.1f%%, by the "
                  "best guess %.1f%%; blind %.1f%%, the bound's %.1f%%; certain in "
                  "%.1f%%; odds moved by e^%.4f at most, bound e^%.4f",
                  exporter->name, of->what, score.tries, score.likeliest / all,
                  score.best / all, score.blind / all, score.allowed / all,
                  score.certain / all, score.shift, of->exponent);
  return score;
}

static void
test_ours (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Score score = attack (&exporter_ours, &cases[i]);
      if (cases[i].once == attack_question)
        g_assert_cmpfloat (score.likeliest, <=,
                           score.blind + few_three_sigma (score.blind, score.tries));
      g_assert_cmpfloat (MAX (score.likeliest, score.best), <=,
                         score.allowed + few_three_sigma (score.allowed, score.tries));
      g_assert_cmpfloat (score.shift, <=, cases[i].exponent + SLACK);
      g_assert_cmpuint (score.certain, ==, 0);
    }
}

/* ---- Controls: the same attackers ---- */

/* Hiding and rounding alone: what is published rules counts out, and in a small
 * question more is named than the bound allows. */
static void
test_control_without_noise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Score score = attack (&exporter_without_noise, &cases[i]);
      g_assert_cmpfloat (score.shift, >, cases[i].exponent);
      g_assert_cmpuint (score.certain_and_wrong, ==, 0);
      if (cases[i].buckets == 2)
        g_assert_cmpfloat (score.best, >,
                           score.blind + few_three_sigma (score.blind, score.tries));
    }
}

static void
test_control_suppressing (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Score score = attack (&exporter_suppressing, &cases[i]);
      g_assert_cmpuint (score.certain_and_wrong, ==, 0);
      g_assert_cmpuint (score.certain, >=, score.tries / 10);
      g_assert_cmpfloat (score.likeliest, >,
                         score.blind + few_three_sigma (score.blind, score.tries));
      g_assert_cmpfloat (score.best, >,
                         score.allowed + few_three_sigma (score.allowed, score.tries));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likelihood/ours", test_ours);
  g_test_add_func ("/likelihood/control-without-noise", test_control_without_noise);
  g_test_add_func ("/likelihood/control-suppressing", test_control_suppressing);
  return g_test_run ();
}
