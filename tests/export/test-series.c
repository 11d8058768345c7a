/* series.h: what is added up and what is not, as ranges; milestones; and releases that
 * do not belong together. bound-sum.h is in test-bound-sum.c. */
#include <glib.h>
#include <string.h>

#include "bound-sum.h"
#include "series.h"

#define CAMPAIGN "3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f"
#define OTHER "4f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f"

static const char *const once[] = { "signers", NULL };

/* A release of three questions; each is given by its lines below the question's. */
static Release *
make (const char *campaign, const char *period, const char *signers,
      const char *outcomes, const char *refusals)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      g_strdup_printf ("release: v1\ncampaign: %s\nperiod: %s\nnoise: added\n"
                       "rule: scale=3 minimum=10 threshold=15 step=5 year=60\n"
                       "question: signers one\n%squestion: outcomes one\n%s"
                       "question: refusals count cap=15\n%send\n",
                       campaign, period, signers, outcomes, refusals);
  Release *release = release_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  return release;
}

static GPtrArray *
new_releases (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)release_free);
}

/* Three quarters of four, given out of order. */
static GPtrArray *
make_year (void)
{
  GPtrArray *releases = new_releases ();
  g_ptr_array_add (releases,
                   make (CAMPAIGN, "2026-Q4", "withheld\n",
                         "bucket: fine 20\nbucket: bad 15\n", "bucket: total 500\n"));
  g_ptr_array_add (releases,
                   make (CAMPAIGN, "2026-Q1", "bucket: 1 40\nbucket: 2 <15\n",
                         "bucket: fine 30\nbucket: bad <15\n", "bucket: total <100\n"));
  g_ptr_array_add (releases, make (CAMPAIGN, "2026-Q2", "bucket: 1 25\nbucket: 2 15\n",
                                   "withheld\n", "bucket: total 225\n"));
  return releases;
}

static void
assert_sum (SeriesSum sum, gint64 at_least, gint64 at_most, guint figures, guint hidden,
            guint withheld)
{
  g_assert_cmpint (sum.at_least, ==, at_least);
  g_assert_cmpint (sum.at_most, ==, at_most);
  g_assert_cmpuint (sum.figures, ==, figures);
  g_assert_cmpuint (sum.hidden, ==, hidden);
  g_assert_cmpuint (sum.withheld, ==, withheld);
}

/* Worked out by hand. */
static void
test_sums (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Series) series = series_new (make_year (), once, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_questions, ==, 3);
  const SeriesQuestion *signers = &series->questions[0];
  g_assert_true (signers->adds_up);
  g_assert_cmpuint (signers->n_points, ==, 3);
  g_assert_cmpint (signers->points[0].period.index, ==, 1);
  assert_sum (signers->points[0].sums[0], 40, 40, 1, 0, 0);
  assert_sum (signers->points[0].sums[1], 0, 15, 0, 1, 0);
  assert_sum (signers->points[0].total, 40, 55, 1, 1, 0);
  assert_sum (signers->points[1].sums[0], 65, 65, 2, 0, 0);
  assert_sum (signers->points[1].sums[1], 15, 30, 1, 1, 0);
  assert_sum (signers->points[1].total, 80, 95, 3, 1, 0);
  assert_sum (signers->points[2].sums[1], 15, SERIES_UNBOUNDED, 1, 1, 1);
  assert_sum (signers->points[2].total, 80, SERIES_UNBOUNDED, 3, 1, 1);
  g_assert_cmpint (signers->points[2].total.within, ==,
                   bound_sum_spread (&signers->rule, 4));
  g_assert_cmpint (signers->points[0].sums[0].within, ==, 10);
  const SeriesQuestion *refusals = &series->questions[2];
  assert_sum (series_total (refusals), 725, 825, 2, 1, 0);
}

/* Who answers in two periods would be counted twice. */
static void
test_alone (void)
{
  g_autoptr (Series) series = series_new (make_year (), once, NULL);
  const SeriesQuestion *outcomes = &series->questions[1];
  g_assert_false (outcomes->adds_up);
  g_assert_null (outcomes->points[0].sums);
  assert_sum (series_total (outcomes), 0, 0, 0, 0, 0);
  g_assert_cmpuint (outcomes->milestones->len, ==, 0);
  g_assert_cmpint (outcomes->points[0].answer->cells[0].value, ==, 30);
  g_assert_true (outcomes->points[1].answer->withheld);
  g_assert_cmpuint (outcomes->question->n_buckets, ==, 2);

  g_autoptr (Series) unsaid = series_new (make_year (), NULL, NULL);
  g_assert_false (unsaid->questions[0].adds_up);
  g_assert_true (unsaid->questions[2].adds_up);
}

static void
test_missing (void)
{
  g_autoptr (GPtrArray) releases = make_year ();
  g_ptr_array_add (
      releases, make (CAMPAIGN, "2027-Q2", "withheld\n", "withheld\n", "withheld\n"));
  g_autoptr (Series) series = series_new (g_steal_pointer (&releases), once, NULL);
  const GArray *missing = series->questions[0].missing;
  g_assert_cmpuint (missing->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      char text[PERIOD_TEXT_BYTES];
      period_print (text, g_array_index (missing, Period, i));
      g_assert_cmpstr (text, ==, i == 0 ? "2026-Q3" : "2027-Q1");
    }
  /* Names and buckets come from where there are some. */
  g_assert_cmpuint (series->questions[0].question->n_buckets, ==, 2);
}

static void
assert_milestone (const SeriesQuestion *question, guint at, gint64 number,
                  guint reached, guint clear)
{
  const SeriesMilestone *milestone =
      &g_array_index (question->milestones, SeriesMilestone, at);
  g_assert_cmpint (milestone->number, ==, number);
  g_assert_cmpuint (milestone->reached, ==, reached);
  g_assert_cmpuint (milestone->clear, ==, clear);
}

/* The lower end counts, and less the margin once it is clear. */
static void
test_milestones (void)
{
  g_autoptr (Series) series = series_new (make_year (), once, NULL);
  const SeriesQuestion *signers = &series->questions[0];
  g_assert_cmpuint (signers->milestones->len, ==, 3);
  assert_milestone (signers, 0, 10, 0, 0);
  assert_milestone (signers, 1, 25, 0, 0);
  assert_milestone (signers, 2, 50, 1, 1);
  g_assert_cmpint (series_next_milestone (signers), ==, 100);
  const SeriesQuestion *refusals = &series->questions[2];
  g_assert_cmpuint (refusals->milestones->len, ==, 6);
  assert_milestone (refusals, 3, 100, 1, 1); /* 225, less 105 */
  assert_milestone (refusals, 4, 250, 2, 2);
  assert_milestone (refusals, 5, 500, 2, 2); /* 725, less 125 */
  g_assert_cmpint (series_next_milestone (refusals), ==, 1000);

  g_autoptr (GPtrArray) one = new_releases ();
  g_ptr_array_add (one, make (CAMPAIGN, "2026-Q1", "bucket: 1 25\nbucket: 2 25\n",
                              "withheld\n", "withheld\n"));
  g_autoptr (Series) close = series_new (g_steal_pointer (&one), once, NULL);
  assert_milestone (&close->questions[0], 2, 50, 0, SERIES_NEVER);
}

static void
test_withheld (void)
{
  g_autoptr (GPtrArray) releases = new_releases ();
  g_ptr_array_add (
      releases, make (CAMPAIGN, "2026-Q1", "withheld\n", "withheld\n", "withheld\n"));
  g_autoptr (Series) series = series_new (g_steal_pointer (&releases), once, NULL);
  assert_sum (series_total (&series->questions[0]), 0, SERIES_UNBOUNDED, 0, 0, 1);
  g_assert_cmpint (series_total (&series->questions[0]).within, ==, 0);
  g_assert_cmpuint (series->questions[0].milestones->len, ==, 0);
  g_assert_cmpint (series_next_milestone (&series->questions[0]), ==, 10);

  g_autoptr (Series) none = series_new (new_releases (), once, NULL);
  g_assert_cmpuint (none->n_questions, ==, 0);
}

/* No sum leaves what a reader of JSON holds. */
static void
test_most (void)
{
  g_autoptr (GPtrArray) releases = new_releases ();
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *period = g_strdup_printf ("2026-Q%u", i + 1);
      g_ptr_array_add (releases, make (CAMPAIGN, period, "withheld\n", "withheld\n",
                                       "bucket: total 9000000000000000\n"));
    }
  g_autoptr (Series) series = series_new (g_steal_pointer (&releases), once, NULL);
  assert_sum (series_total (&series->questions[2]), RELEASE_VALUE_MAX, SERIES_UNBOUNDED,
              3, 0, 0);
}

static void
assert_refused (Release *added, SeriesError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *releases = make_year ();
  g_ptr_array_add (releases, added);
  g_assert_null (series_new (releases, once, &error));
  g_assert_error (error, SERIES_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_refused (void)
{
  assert_refused (make (OTHER, "2026-Q3", "withheld\n", "withheld\n", "withheld\n"),
                  SERIES_ERROR_DIFFERENT, "different campaigns");
  assert_refused (make (CAMPAIGN, "2026-Q1", "withheld\n", "withheld\n", "withheld\n"),
                  SERIES_ERROR_TWICE, "2026-Q1");
  assert_refused (make (CAMPAIGN, "2026-Q3", "bucket: 1 20\nbucket: 3 20\n",
                        "withheld\n", "withheld\n"),
                  SERIES_ERROR_DIFFERENT, "“signers”");
  assert_refused (
      make (CAMPAIGN, "2026-Q3", "bucket: 1 20\n", "withheld\n", "withheld\n"),
      SERIES_ERROR_DIFFERENT, "“signers”");
  assert_refused (make (CAMPAIGN, "2027", "withheld\n", "withheld\n", "withheld\n"),
                  SERIES_ERROR_DIFFERENT, "“signers”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/sums", test_sums);
  g_test_add_func ("/series/alone", test_alone);
  g_test_add_func ("/series/missing", test_missing);
  g_test_add_func ("/series/milestones", test_milestones);
  g_test_add_func ("/series/withheld", test_withheld);
  g_test_add_func ("/series/most", test_most);
  g_test_add_func ("/series/refused", test_refused);
  return g_test_run ();
}
