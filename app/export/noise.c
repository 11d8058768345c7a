/* See noise.h. Names of variables are the paper's. */
#include "noise.h"

/* Big-endian, so that one stream of bytes gives the same noise on every machine. */
static guint64
read_word (const NoiseSource *source)
{
  guint8 bytes[8];
  guint64 word = 0;

  source->fill (source->data, bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    word = word << 8 | bytes[i];
  return word;
}

guint64
noise_below (const NoiseSource *source, guint64 bound)
{
  guint64 mask = bound - 1, word;

  if (mask == 0)
    return 0;
  for (guint shift = 1; shift < 64; shift *= 2)
    mask |= mask >> shift;
  do
    word = read_word (source) & mask;
  while (word >= bound);
  return word;
}

/* True with probability u / t, for u <= t. */
static gboolean
flip (const NoiseSource *source, guint64 u, guint64 t)
{
  return noise_below (source, t) < u;
}

/* True with probability exp (-u / t), for u <= t: algorithm 1. A coin of probability
 * (u / t) / k is two coins, u / t and 1 / k, so that no product can overflow. */
static gboolean
flip_exp (const NoiseSource *source, guint64 u, guint64 t)
{
  guint64 k = 1;
  while (flip (source, u, t) && flip (source, 1, k))
    k++;
  return k % 2 == 1;
}

/* One round of algorithm 2 for scale t / s; FALSE where it is to be begun again. */
static gboolean
try_draw (const NoiseSource *source, guint64 t, guint64 s, gint64 *z)
{
  guint64 u = noise_below (source, t), v = 0;

  if (!flip_exp (source, u, t))
    return FALSE;
  while (flip_exp (source, 1, 1))
    v++;
  gint64 y = (gint64)((u + t * v) / s);
  gboolean negative = flip (source, 1, 2);
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
