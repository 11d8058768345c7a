/* Reconstruction by linear programming: an attacker who knows exactly how many people
 * answered writes every figure as inequalities over the counts behind it, and asks how
 * small and how large one count can be. What is attacked is a question, or one that is
 * asked in each quarter and over the year, so that its figures have to add up. Two
 * attackers: one takes the figures for counts that were only hidden and rounded; one
 * allows each figure the noise that 99 of 100 stay within. Where no counts satisfy all,
 * the figures are stretched, as little as possible in sum.
 *
 * The count attacked is one of one to four people, which the attacker is told. What is
 * named is the middle of what is possible; certain is what alone is possible. Of one
 * question it may be right no more often than blind guessing, which knows the number of
 * people and how they choose, and sees no release; of a question asked by quarter and
 * year, no more often than the best guess that the bound leaves (see few.h). */
#include <glpk.h>
#include <math.h>

#include "bound.h"
#include "exporter.h"
#include "few.h"

#define QUARTERS 4
#define TRIES 300
#define ALMOST 1e-6

static const FormRule rule = { 3, 10, 15, 5, 60 };
static const gint64 sizes[] = { 20, 50, 100, 300, 1000, 2000 };

/* ---- A year ---- */

typedef struct
{
  const Exporter *exporter;
  CrowdQuestion question;
  gint64 people; /* in each quarter */
  guint quarters; /* 1: the question is asked once and no year is published */
  ExporterPage pages[QUARTERS + 1]; /* the last is the year's */
  gint64 truth; /* how many chose the last bucket in the first quarter */
} Year;

static guint
count_pages (const Year *year)
{
  return year->quarters == 1 ? 1 : year->quarters + 1;
}

/* The first quarter has few in its last bucket. */
static CrowdAnswers
ask_quarter (const Year *year, guint quarter, CrowdStream *stream)
{
  double shares[CROWD_BUCKETS];
  if (quarter == 0)
    return few_ask (stream, year->people, year->question.buckets);
  few_shares (year->people, year->question.buckets, shares);
  return crowd_ask (stream, year->people, shares, year->question.buckets);
}

static void
live_through (Year *year, CrowdStream *stream)
{
  guint buckets = year->question.buckets;
  CrowdAnswers all = { 0 };
  for (guint q = 0; q < year->quarters; q++)
    {
      CrowdAnswers answers = ask_quarter (year, q, stream);
      if (q == 0)
        year->truth = answers.counts[buckets - 1];
      all.people += year->people;
      for (guint i = 0; i < buckets; i++)
        all.counts[i] += answers.counts[i];
      year->exporter->publish (&year->question, &answers, stream, &year->pages[q]);
    }
  if (year->quarters > 1)
    year->exporter->publish (&year->question, &all, stream,
                             &year->pages[year->quarters]);
}

/* ---- The program: a column for each count, and one for how far each figure is
 * stretched ---- */

typedef struct
{
  glp_prob *lp;
  int target; /* its column */
  int stretch; /* the row that adds up the stretching */
} Program;

static int
count_column (const Year *year, guint quarter, guint bucket)
{
  return (int)(quarter * year->question.buckets + bucket) + 1;
}

/* A row: the counts in columns, with the stretch times sign, from least or up to most.
 */
static void
add_row (Program *program, int n, const int *columns, int stretch, int type,
         double bound)
{
  int all[CROWD_BUCKETS + QUARTERS + 2];
  double values[CROWD_BUCKETS + QUARTERS + 2];
  int row = glp_add_rows (program->lp, 1);
  for (int i = 1; i <= n; i++)
    {
      all[i] = columns[i - 1];
      values[i] = 1;
    }
  if (stretch > 0)
    {
      all[++n] = stretch;
      values[n] = type == GLP_LO ? 1 : -1;
    }
  glp_set_row_bnds (program->lp, row, type, bound, bound);
  glp_set_mat_row (program->lp, row, n, all, values);
}

/* What a figure says of the sum of the counts in columns. */
static void
add_figure (Program *program, const Year *year, ExporterFigure figure, gint64 band,
            int n, const int *columns)
{
  ExporterRange range = year->exporter->range (&year->question, figure);
  int stretch = glp_add_cols (program->lp, 1);
  glp_set_col_bnds (program->lp, stretch, GLP_LO, 0, 0);
  glp_set_obj_coef (program->lp, stretch, 1);
  add_row (program, n, columns, stretch, GLP_UP, (double)(range.most + band));
  if (range.least > 0)
    add_row (program, n, columns, stretch, GLP_LO,
             (double)(figure.hidden ? range.least : range.least - band));
}

/* A quarter's figures are of its own counts, the year's of all quarters'. */
static void
add_page (Program *program, const Year *year, guint page, gint64 band)
{
  guint first = page < year->quarters ? page : 0;
  guint after = page < year->quarters ? page + 1 : year->quarters;
  for (guint i = 0; i < year->question.buckets && !year->pages[page].withheld; i++)
    {
      int columns[QUARTERS];
      for (guint q = first; q < after; q++)
        columns[q - first] = count_column (year, q, i);
      add_figure (program, year, year->pages[page].figures[i], band,
                  (int)(after - first), columns);
    }
}

static void
add_people (Program *program, const Year *year, guint quarter)
{
  int columns[CROWD_BUCKETS];
  for (guint i = 0; i < year->question.buckets; i++)
    columns[i] = count_column (year, quarter, i);
  add_row (program, (int)year->question.buckets, columns, 0, GLP_FX,
           (double)year->people);
}

static Program
write_down (const Year *year, gint64 band)
{
  Program program = { .lp = glp_create_prob () };
  glp_add_cols (program.lp, (int)(year->quarters * year->question.buckets));
  for (int i = 1; i <= glp_get_num_cols (program.lp); i++)
    glp_set_col_bnds (program.lp, i, GLP_LO, 0, 0);
  program.target = count_column (year, 0, year->question.buckets - 1);
  glp_set_col_bnds (program.lp, program.target, GLP_DB, 1, FEW_MOST);
  for (guint q = 0; q < year->quarters; q++)
    add_people (&program, year, q);
  for (guint page = 0; page < count_pages (year); page++)
    add_page (&program, year, page, band);
  return program;
}

static double
solve (Program *program)
{
  glp_smcp options;
  glp_init_smcp (&options);
  options.msg_lev = GLP_MSG_OFF;
  g_assert_cmpint (glp_simplex (program->lp, &options), ==, 0);
  g_assert_cmpint (glp_get_status (program->lp), ==, GLP_OPT);
  return glp_get_obj_val (program->lp);
}

/* From now on the figures are stretched no further than they must be, and the target is
 * what is asked for. */
static void
settle (Program *program, double stretched)
{
  int n = glp_get_num_cols (program->lp), first = n;
  int *columns = g_new (int, n + 1);
  double *values = g_new (double, n + 1);
  int used = 0;
  for (first = 1; first <= n; first++)
    if (glp_get_obj_coef (program->lp, first) > 0)
      {
        columns[++used] = first;
        values[used] = 1;
        glp_set_obj_coef (program->lp, first, 0);
      }
  int row = glp_add_rows (program->lp, 1);
  glp_set_row_bnds (program->lp, row, GLP_UP, 0, stretched + ALMOST);
  glp_set_mat_row (program->lp, row, used, columns, values);
  glp_set_obj_coef (program->lp, program->target, 1);
  g_free (columns);
  g_free (values);
}

/* How small and how large the target can be. */
static void
reconstruct (const Year *year, gint64 band, double *least, double *most)
{
  Program program = write_down (year, band);
  settle (&program, solve (&program));
  *least = solve (&program);
  glp_set_obj_dir (program.lp, GLP_MAX);
  *most = solve (&program);
  glp_delete_prob (program.lp);
}

/* ---- The attack ---- */

typedef struct
{
  guint tries, right, certain, certain_and_right;
  double blind, allowed; /* expected */
} Score;

static void
attack_once (Year *year, gint64 band, CrowdStream *stream, Score *score)
{
  double least, most, chances[FEW_MOST];
  live_through (year, stream);
  reconstruct (year, band, &least, &most);
  gint64 named = (gint64)floor ((least + most) / 2 + 0.5);
  gboolean certain = floor (most + ALMOST) - ceil (least - ALMOST) < 0.5;
  few_chances (year->people, chances);
  score->tries++;
  score->right += named == year->truth;
  score->certain += certain;
  score->certain_and_right += certain && named == year->truth;
  score->blind += chances[few_name (chances) - 1];
  score->allowed +=
      few_allowed (chances, (year->quarters > 1 ? 4.0 : 2.0) / rule.scale);
}

typedef struct
{
  guint buckets, quarters;
} Case;

static const Case cases[] = { { 2, 1 },        { 3, 1 },        { 6, 1 },
                              { 2, QUARTERS }, { 3, QUARTERS }, { 6, QUARTERS } };

static Score
attack (const Exporter *exporter, const Case *of, gint64 band)
{
  CrowdStream stream = { 20261122 };
  Score score = { 0 };
  for (guint i = 0; i < TRIES; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        Year year = { .exporter = exporter,
                      .question = { FORM_ONE, 0, of->buckets, rule },
                      .people = sizes[j],
                      .quarters = of->quarters };
        attack_once (&year, band, &stream, &score);
      }
  double all = score.tries / 100.0;
  g_test_message (
      "%s, %u buckets%s, noise of up to %d thought possible, %u tries: named "
      "right %.1f%%; blind %.1f%%, the bound's %.1f%%; said to be certain %u, "
      "right of them %u",
      exporter->name, of->buckets, of->quarters > 1 ? " by quarter and year" : "",
      (int)band, score.tries, score.right / all, score.blind / all, score.allowed / all,
      score.certain, score.certain_and_right);
  return score;
}

/* The least width that 99 of 100 noises are within. */
static gint64
find_band (void)
{
  gint64 band = 0;
  while (bound_noise_at_most (rule.scale, 1, band)
             - bound_noise_at_most (rule.scale, 1, -band - 1)
         < 0.99)
    band++;
  return band;
}

static void
assert_fails (gint64 band)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Score score = attack (&exporter_ours, &cases[i], band);
      double limit = cases[i].quarters > 1 ? score.allowed : score.blind;
      g_assert_cmpfloat (score.right, <=, limit + few_three_sigma (limit, score.tries));
    }
}

static void
test_no_noise_assumed (void)
{
  assert_fails (0);
}

static void
test_band_assumed (void)
{
  assert_fails (find_band ());
}

/* ---- Controls: the same attackers ---- */

/* Hiding and rounding alone: in a small question what is named is right too often, and
 * what is called certain always. */
static void
test_control_without_noise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Score score = attack (&exporter_without_noise, &cases[i], 0);
      g_assert_cmpuint (score.certain_and_right, ==, score.certain);
      if (cases[i].buckets == 2)
        g_assert_cmpfloat (score.right, >,
                           score.blind + few_three_sigma (score.blind, score.tries));
    }
}

static void
test_control_suppressing (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Score score = attack (&exporter_suppressing, &cases[i], 0);
      g_assert_cmpuint (score.certain_and_right, ==, score.certain);
      g_assert_cmpuint (score.certain, >=, score.tries / 10);
      g_assert_cmpfloat (score.right, >,
                         score.allowed + few_three_sigma (score.allowed, score.tries));
    }
}

/* Too little noise: what the band allows holds the truth, and is too narrow. */
static void
test_control_band (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].buckets == 2)
      {
        Score score = attack (&exporter_little_noise, &cases[i], 1);
        g_assert_cmpfloat (score.right, >,
                           score.blind + few_three_sigma (score.blind, score.tries));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  glp_term_out (GLP_OFF);
  g_test_add_func ("/linear/no-noise-assumed", test_no_noise_assumed);
  g_test_add_func ("/linear/band-assumed", test_band_assumed);
  g_test_add_func ("/linear/control-without-noise", test_control_without_noise);
  g_test_add_func ("/linear/control-suppressing", test_control_suppressing);
  g_test_add_func ("/linear/control-band", test_control_band);
  return g_test_run ();
}
