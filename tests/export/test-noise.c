/* noise-coins.h exactly, and noise.h by drawing: the sampler against the probabilities
 * of the discrete Laplace distribution, (1 - p) / (1 + p) × p^|z| with p = exp (-1 /
 * scale). What drawing cannot see is in test-noise-exact.c. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "noise.h"

#define DRAWS 2000000
#define REACH 4000 /* further noise is counted in the end bins */

/* splitmix64: a fixed stream for every seed. */
static void
fill_mixed (void *data, void *out, gsize size)
{
  guint64 *state = data;
  guint8 *bytes = out;
  g_assert_cmpuint (size, ==, 8);
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  z ^= z >> 31;
  for (gsize i = 0; i < 8; i++)
    bytes[i] = (guint8)(z >> (56 - 8 * i));
}

/* Words given one after the other. */
typedef struct
{
  guint64 words[2];
  gsize count, used;
} Script;

static void
fill_scripted (void *data, void *out, gsize size)
{
  Script *script = data;
  g_assert_cmpuint (size, ==, 8);
  g_assert_cmpuint (script->used, <, script->count);
  guint64 word = GUINT64_TO_BE (script->words[script->used++]);
  memcpy (out, &word, 8);
}

/* Every word below 128 in every place of its bits: taken as it is where it fits, and
 * otherwise drawn anew. So each number has exactly one word in so many, and is uniform.
 */
static void
test_below (void)
{
  static Script script;
  NoiseSource source = { fill_scripted, &script };
  for (guint64 bound = 2; bound <= 64; bound++)
    {
      guint64 mask = 1;
      while (mask < bound)
        mask *= 2;
      for (guint64 word = 0; word < 128; word++)
        {
          script.count = 2;
          script.used = 0;
          script.words[0] = word | G_GUINT64_CONSTANT (0xa5a5a5a5a5a5a500);
          script.words[1] = 0;
          guint64 low = script.words[0] % mask;
          guint64 value = noise_coins_below (&source, bound);
          g_assert_cmpuint (value, ==, low < bound ? low : 0);
          g_assert_cmpuint (script.used, ==, low < bound ? 1 : 2);
        }
    }
  script.count = script.used = 0;
  g_assert_cmpuint (noise_coins_below (&source, 1), ==, 0); /* takes no word */
}

/* Of the numbers below t, u are heads. */
static void
test_flip (void)
{
  static Script script;
  NoiseSource source = { fill_scripted, &script };
  for (guint64 t = 1; t <= 64; t++)
    for (guint64 u = 0; u <= t; u++)
      {
        guint64 heads = 0;
        for (guint64 word = 0; word < t; word++)
          {
            script.count = 1;
            script.used = 0;
            script.words[0] = word;
            heads += noise_coins_flip (&source, u, t) ? 1 : 0;
          }
        g_assert_cmpuint (heads, ==, u);
      }
}

static void
test_below_large (void)
{
  guint64 state = 5, seen = 0;
  NoiseSource source = { fill_mixed, &state };
  const guint64 bounds[] = { G_MAXUINT64, (G_GUINT64_CONSTANT (1) << 63) + 1,
                             G_GUINT64_CONSTANT (1) << 63, 45000000 };
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    for (guint round = 0; round < 1000; round++)
      {
        guint64 value = noise_coins_below (&source, bounds[i]);
        g_assert_cmpuint (value, <, bounds[i]);
        if (i == 0)
          seen |= value;
      }
  g_assert_cmpuint (seen, ==, G_MAXUINT64);
}

static double
exact_mass (double scale, gint64 z)
{
  double p = exp (-1 / scale);
  return (1 - p) / (1 + p) * pow (p, (double)ABS (z));
}

/* P (|Z| >= z) / 2, for z > 0. */
static double
exact_tail (double scale, gint64 z)
{
  double p = exp (-1 / scale);
  return pow (p, (double)z) / (1 + p);
}

/* Chi-square of the counts for |z| <= edge and both tails, in standard deviations above
 * its mean; edge is where fewer than 50 are expected. */
static double
measure (const guint32 *counts, double scale)
{
  gint64 edge = 1;
  while (edge < REACH - 1 && exact_mass (scale, edge + 1) * DRAWS > 50)
    edge++;
  double sum = 0, freedom = 2 * (double)edge + 2;
  double tails[2] = { 0, 0 }, tail = exact_tail (scale, edge + 1) * DRAWS;
  for (gint64 z = -REACH; z <= REACH; z++)
    {
      double expected = exact_mass (scale, z) * DRAWS, found = counts[z + REACH];
      if (ABS (z) <= edge)
        sum += (found - expected) * (found - expected) / expected;
      else
        tails[z > 0] += found;
    }
  for (int side = 0; side < 2; side++)
    sum += (tails[side] - tail) * (tails[side] - tail) / tail;
  return (sum - freedom) / sqrt (2 * freedom);
}

static void
draw_counts (guint32 *counts, guint64 numerator, guint64 denominator, guint64 seed)
{
  NoiseSource source = { fill_mixed, &seed };
  memset (counts, 0, (2 * REACH + 1) * sizeof *counts);
  for (guint i = 0; i < DRAWS; i++)
    counts[CLAMP (noise_draw (&source, numerator, denominator), -REACH, REACH)
           + REACH]++;
}

static void
test_chi_square (void)
{
  const struct
  {
    guint64 numerator, denominator;
  } scales[] = { { 1, 1 },  { 3, 1 },  { 9, 1 },   { 3, 2 }, { 9, 2 },
                 { 27, 1 }, { 45, 2 }, { 135, 2 }, { 5, 7 } };
  static guint32 counts[2 * REACH + 1];
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      double scale = (double)scales[i].numerator / (double)scales[i].denominator;
      draw_counts (counts, scales[i].numerator, scales[i].denominator, 100 + i);
      double deviation = measure (counts, scale);
      double wrong = measure (counts, scale * 1.02);
      g_test_message ("scale %.4f: %+.2f standard deviations; taken for a scale 2%% "
                      "larger: %+.1f",
                      scale, deviation, wrong);
      g_assert_cmpfloat (fabs (deviation), <, 3.5);
      g_assert_cmpfloat (wrong, >, 7);
    }
}

/* One stream of bytes gives one noise, on every machine. */
static void
test_stream (void)
{
  guint64 state = 42;
  NoiseSource source = { fill_mixed, &state };
  GString *told = g_string_new (NULL);
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (told, "%" G_GINT64_FORMAT " ", noise_draw (&source, 45, 2));
  g_assert_cmpstr (told->str, ==, "55 8 14 -8 11 -45 56 7 -13 -29 23 0 ");
  g_string_free (told, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/noise/below", test_below);
  g_test_add_func ("/noise/below-large", test_below_large);
  g_test_add_func ("/noise/chi-square", test_chi_square);
  g_test_add_func ("/noise/flip", test_flip);
  g_test_add_func ("/noise/stream", test_stream);
  return g_test_run ();
}
