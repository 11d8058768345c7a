/* See noise-coins.h. */
#include "noise-coins.h"

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
noise_coins_below (const NoiseSource *source, guint64 bound)
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

gboolean
noise_coins_flip (const NoiseSource *source, guint64 u, guint64 t)
{
  return noise_coins_below (source, t) < u;
}
