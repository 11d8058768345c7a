/* See noise.h. Names of variables are the paper's. */
#include "noise.h"

/* True with probability exp (-u / t), for u <= t: algorithm 1. A coin of probability
 * (u / t) / k is two coins, u / t and 1 / k, so that no product can overflow. */
static gboolean
flip_exp (const NoiseSource *source, guint64 u, guint64 t)
{
  guint64 k = 1;
  while (noise_coins_flip (source, u, t) && noise_coins_flip (source, 1, k))
    k++;
  return k % 2 == 1;
}

/* One round of algorithm 2 for scale t / s; FALSE where it is to be begun again. */
static gboolean
try_draw (const NoiseSource *source, guint64 t, guint64 s, gint64 *z)
{
  guint64 u = noise_coins_below (source, t), v = 0;

  if (!flip_exp (source, u, t))
    return FALSE;
  while (flip_exp (source, 1, 1))
    v++;
  gint64 y = (gint64)((u + t * v) / s);
  gboolean negative = noise_coins_flip (source, 1, 2);
  *z = negative ? -y : y;
  return !negative || y != 0;
}

gint64
noise_draw (const NoiseSource *source, guint64 numerator, guint64 denominator)
{
  gint64 z;
  while (!try_draw (source, numerator, denominator, &z))
    ;
  return z;
}
