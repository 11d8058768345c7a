/* See few.h. */
#include "few.h"

#include <glpk.h>
#include <math.h>

#define EXPECTED 2.5

void
few_shares (gint64 people, guint buckets, double *shares)
{
  double sum = 0, last = EXPECTED / (double)people;
  for (guint i = 0; i + 1 < buckets; i++)
    sum += 1.0 / (i + 1);
  for (guint i = 0; i + 1 < buckets; i++)
    shares[i] = (1 - last) / (i + 1) / sum;
  shares[buckets - 1] = last;
}

CrowdAnswers
few_ask (CrowdStream *stream, gint64 people, guint buckets)
{
  double shares[CROWD_BUCKETS];
  few_shares (people, buckets, shares);
  for (;;)
    {
      CrowdAnswers answers = crowd_ask (stream, people, shares, buckets);
      if (answers.counts[buckets - 1] >= 1 && answers.counts[buckets - 1] <= FEW_MOST)
        return answers;
    }
}

void
few_chances (gint64 people, double *chances)
{
  double n = (double)people, share = EXPECTED / n, sum = 0;
  for (int v = 1; v <= FEW_MOST; v++)
    sum += chances[v - 1] = exp (lgamma (n + 1) - lgamma (n - v + 1) - lgamma (v + 1)
                                 + v * log (share) + (n - v) * log1p (-share));
  for (int v = 0; v < FEW_MOST; v++)
    chances[v] /= sum;
}

gint64
few_name (const double *weights)
{
  gint64 best = 1;
  for (gint64 v = 2; v <= FEW_MOST; v++)
    if (weights[v - 1] > weights[best - 1])
      best = v;
  return best;
}

static void
add_truth (glp_prob *program, int truth, double exponent)
{
  int columns[FEW_MOST + 1];
  double values[FEW_MOST + 1];
  for (int v = 1; v <= FEW_MOST; v++)
    {
      columns[v] = v;
      values[v] = exp (-exponent * ABS (v - truth));
    }
  glp_set_row_bnds (program, truth, GLP_UP, 0, 1);
  glp_set_mat_row (program, truth, FEW_MOST, columns, values);
}

double
few_allowed (const double *chances, double exponent)
{
  glp_prob *program = glp_create_prob ();
  glp_smcp options;
  glp_set_obj_dir (program, GLP_MAX);
  glp_add_rows (program, FEW_MOST);
  glp_add_cols (program, FEW_MOST);
  for (int v = 1; v <= FEW_MOST; v++)
    {
      glp_set_col_bnds (program, v, GLP_LO, 0, 0);
      glp_set_obj_coef (program, v, chances[v - 1]);
      add_truth (program, v, exponent);
    }
  glp_init_smcp (&options);
  options.msg_lev = GLP_MSG_OFF;
  g_assert_cmpint (glp_simplex (program, &options), ==, 0);
  double most = glp_get_obj_val (program);
  glp_delete_prob (program);
  return most;
}

double
few_three_sigma (double expected, guint tries)
{
  return 3 * sqrt (expected * (1 - expected / tries));
}
