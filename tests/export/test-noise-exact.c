/* The distribution that noise.c draws from, worked out and not drawn: linked with coins
 * of this test's own, which take every turn a round can take, one after the other, each
 * with its exact probability. So a formula that is wrong shows, however little. That
 * the real coins have these probabilities is in test-noise.c. */
#include <glib.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#include "noise.h"

#define TURNS_MOST 4096 /* of one round */
#define REACH 20000

/* A way through a round: what was chosen at each turn, of how many, and how likely all
 * up to it is. */
typedef struct
{
  struct
  {
    guint64 chosen, choices;
    double chance;
  } turns[TURNS_MOST];
  gsize n_turns, at;
  guint rounds; /* begun on this way */
  double least; /* what is less likely is left open */
  jmp_buf stop;
} Way;

typedef struct
{
  double mass[2 * REACH + 1]; /* of each number, by one round */
  double again; /* the round gives none */
  double open; /* not followed */
  guint64 ways;
} Found;

static Way way;

typedef enum
{
  ENDED,
  AGAIN,
  OPEN,
} Stop;

/* The next turn of the way: the one chosen last time, or the first of a new one. */
static guint64
take_turn (guint64 choices, double chance_of_first)
{
  double before = way.at > 0 ? way.turns[way.at - 1].chance : 1;

  g_assert_cmpuint (way.at, <, TURNS_MOST);
  if (way.at == way.n_turns)
    {
      way.turns[way.at].chosen = 0;
      way.turns[way.at].choices = choices;
      way.n_turns++;
    }
  g_assert_cmpuint (way.turns[way.at].choices, ==, choices);
  guint64 chosen = way.turns[way.at].chosen;
  double chance =
      chosen == 0 ? chance_of_first : (1 - chance_of_first) / (double)(choices - 1);
  way.turns[way.at].chance = before * chance;
  if (way.turns[way.at++].chance < way.least)
    longjmp (way.stop, OPEN);
  return chosen;
}

/* A round begins with the only uniform number of it. */
guint64
noise_coins_below (const NoiseSource *source, guint64 bound)
{
  (void)source;
  if (way.rounds++ > 0)
    longjmp (way.stop, AGAIN);
  return bound == 1 ? 0 : take_turn (bound, 1 / (double)bound);
}

gboolean
noise_coins_flip (const NoiseSource *source, guint64 u, guint64 t)
{
  (void)source;
  g_assert_cmpuint (u, <=, t);
  if (u == 0 || u == t)
    return u == t;
  return take_turn (2, (double)u / (double)t) == 0;
}

static double
chance_of_way (void)
{
  return way.at > 0 ? way.turns[way.at - 1].chance : 1;
}

static void
follow (Found *found, guint64 numerator, guint64 denominator)
{
  way.at = way.rounds = 0;
  int stop = setjmp (way.stop);
  if (stop == AGAIN)
    found->again += chance_of_way ();
  else if (stop == OPEN)
    found->open += chance_of_way ();
  else
    {
      gint64 z = noise_draw (NULL, numerator, denominator);
      g_assert_cmpint (ABS (z), <=, REACH);
      found->mass[z + REACH] += chance_of_way ();
    }
  found->ways++;
}

/* To the way that comes after; FALSE after the last. */
static gboolean
go_on (void)
{
  way.n_turns = way.at;
  while (way.n_turns > 0)
    {
      if (++way.turns[way.n_turns - 1].chosen < way.turns[way.n_turns - 1].choices)
        return TRUE;
      way.n_turns--;
    }
  return FALSE;
}

static void
explore (Found *found, guint64 numerator, guint64 denominator, double least)
{
  memset (found, 0, sizeof *found);
  way.n_turns = 0;
  way.least = least;
  do
    follow (found, numerator, denominator);
  while (go_on ());
}

static double
exact_mass (double scale, gint64 z)
{
  double p = exp (-1 / scale);
  return (1 - p) / (1 + p) * pow (p, (double)ABS (z));
}

/* Rounds are repeated until one gives a number: so each has its share of what rounds
 * give, and what was left open is all that can be amiss. */
static void
test_distribution (void)
{
  static const guint64 scales[][2] = { { 1, 1 },  { 3, 1 }, { 9, 1 },  { 27, 1 },
                                       { 3, 2 },  { 9, 2 }, { 45, 2 }, { 135, 2 },
                                       { 12, 2 }, { 5, 7 }, { 2, 3 } };
  static Found found;
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      double scale = (double)scales[i][0] / (double)scales[i][1], given = 0;
      explore (&found, scales[i][0], scales[i][1], 1e-10 / (double)scales[i][0]);
      for (gint64 z = -REACH; z <= REACH; z++)
        given += found.mass[z + REACH];
      g_assert_cmpfloat (fabs (given + found.again + found.open - 1), <, 1e-9);
      double open = found.open / given, worst = 0;
      for (gint64 z = -REACH; z <= REACH; z++)
        worst =
            MAX (worst, fabs (found.mass[z + REACH] / given - exact_mass (scale, z)));
      g_test_message ("scale %.4f: %" G_GUINT64_FORMAT " ways, %.1e left open, %.1e "
                      "from the exact chances at most",
                      scale, found.ways, open, worst);
      g_assert_cmpfloat (open, <, 5e-6);
      g_assert_cmpfloat (worst, <=, open + 1e-12);
    }
}

/* The ratio of neighbours is what the bound rests on: exp (1 / scale), no more. */
static void
test_ratios (void)
{
  static const guint64 scales[][2] = { { 3, 1 }, { 9, 1 }, { 45, 2 } };
  static Found found;
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      double step = exp ((double)scales[i][1] / (double)scales[i][0]);
      explore (&found, scales[i][0], scales[i][1], 1e-10 / (double)scales[i][0]);
      for (gint64 z = -20; z < 20; z++)
        {
          double ratio = found.mass[z + REACH] / found.mass[z + 1 + REACH];
          double expected = z < 0 ? 1 / step : step;
          g_assert_cmpfloat (fabs (ratio / expected - 1), <, 1e-3);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/noise-exact/distribution", test_distribution);
  g_test_add_func ("/noise-exact/ratios", test_ratios);
  return g_test_run ();
}
