/* Informed differencing: an attacker who knows every answer to a question but one sees
 * the release and asks whether that person is in it, and with which answer. For two
 * tallies that differ by one person, the chance of every possible release is worked out
 * exactly and compared; no ratio may exceed the printed bound.
 *
 * The releases are release_make()'s own: its random source is scripted so that the
 * noise comes out as wanted, each value in turn, and what is released is added up with
 * the value's exact chance. Noise is taken as far as its chance is above 1e-18; what
 * lies further joins the outermost outcome on its side, by the closed form of the tail.
 * The noise of the people and of each bucket are independent, and test-release.c shows
 * that each moves nothing but its own part: so the largest ratio of a release is the
 * product of the largest ratios of its parts. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "bound.h"
#include "crowd.h"
#include "release.h"

#define SMALLEST_CHANCE 1e-18
#define SLACK 1e-9
#define BUCKETS 4
#define OUTCOMES 400 /* figures of a bucket as multiples of its step; 0 is "below" */
#define WORDS 20000

/* ---- Noise as wanted ---- */

typedef struct
{
  guint64 words[WORDS];
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

static void
put_word (Script *script, guint64 word)
{
  g_assert_cmpuint (script->count, <, WORDS);
  script->words[script->count++] = word;
}

/* The words for which noise_draw() gives z at scale t / s: u, a failed flip of u / t, v
 * times yes, once no, the sign. */
static void
script_noise (Script *script, guint64 t, guint64 s, gint64 z)
{
  guint64 y = (guint64)ABS (z) * s;
  put_word (script, y % t);
  put_word (script, t - 1);
  for (guint64 v = y / t; v > 0; v--)
    {
      put_word (script, 0);
      put_word (script, 1);
    }
  put_word (script, 1);
  put_word (script, z < 0 ? 0 : 1);
}

/* ---- A release whose noise is known ---- */

/* What is released if the people's noise and one bucket's are these, the others' 0. */
static Release *
release_with (const Tally *tally, gint64 people, guint bucket, gint64 noise)
{
  static Script script;
  const NoiseSource source = { fill_scripted, &script };
  const FormQuestion *question = &tally->form->questions[0];
  Rule rule = rule_for (&tally->form->rule, question);
  Release *release = NULL;

  script.count = script.used = 0;
  script_noise (&script, tally->form->rule.scale, 1, people);
  for (guint i = 0; i < question->n_buckets; i++)
    script_noise (&script, rule.numerator, rule.denominator, i == bucket ? noise : 0);
  g_assert_true (release_make (tally, &source, &release, NULL));
  g_assert_cmpuint (script.used, ==, script.count);
  return release;
}

/* ---- Chances ---- */

/* The noise that is meant to be drawn, or a control's. */
typedef struct
{
  double scale;
  gint64 reach; /* the last noise with a chance above SMALLEST_CHANCE */
} Law;

static double
chance_of (const Law *law, gint64 z)
{
  double p = exp (-1 / law->scale);
  double chance = (1 - p) / (1 + p) * pow (p, (double)ABS (z));
  return ABS (z) < law->reach ? chance : chance / (1 - p); /* with all beyond it */
}

static Law
law_of (double scale)
{
  Law law = { scale, G_MAXINT64 };
  gint64 reach = 1;
  while (chance_of (&law, reach) >= SMALLEST_CHANCE)
    reach++;
  law.reach = reach;
  return law;
}

/* Chances of what is released of one world. */
typedef struct
{
  double withheld;
  double published;
  double cells[BUCKETS][OUTCOMES]; /* if published */
} Chances;

static void
sweep_people (const Tally *tally, const Law *law, Chances *chances)
{
  for (gint64 z = -law->reach; z <= law->reach; z++)
    {
      g_autoptr (Release) release = release_with (tally, z, 0, 0);
      *(release->answers[0].withheld ? &chances->withheld : &chances->published) +=
          chance_of (law, z);
    }
}

/* The outcome that all higher ones join: a good way above the count, but within the
 * reach of its noise, and the same in both worlds since it goes by the first's count.
 */
static gsize
choose_last (const Rule *rule, const Law *law, gint64 count)
{
  gsize last = (gsize)((count + (gint64)(35 * law->scale)) / rule->step);
  g_assert_cmpuint (last, <, OUTCOMES);
  return last;
}

static void
sweep_bucket (const Tally *tally, guint bucket, const Law *law, gint64 near,
              Chances *chances)
{
  Rule rule = rule_for (&tally->form->rule, &tally->form->questions[0]);
  gsize last = choose_last (&rule, law, near);
  for (gint64 z = -law->reach; z <= law->reach; z++)
    {
      g_autoptr (Release) release = release_with (tally, 200, bucket, z);
      const ReleaseCell *cell = &release->answers[0].cells[bucket];
      gsize outcome =
          cell->kind == RELEASE_BELOW ? 0 : (gsize)(cell->value / rule.step);
      chances->cells[bucket][MIN (outcome, last)] += chance_of (law, z);
    }
}

/* ---- The attack ---- */

/* more, less: how much noise is really drawn, against what the rule asks for. */
typedef struct
{
  double people, buckets;
} Strength;

static const Strength as_ruled = { 1, 1 };

static Chances *
work_out (const CrowdQuestion *design, const CrowdAnswers *world,
          const CrowdAnswers *near, const Strength *strength)
{
  Rule rule = crowd_rule (design);
  Law people = law_of (strength->people * design->rule.scale);
  Law buckets =
      law_of (strength->buckets * (double)rule.numerator / (double)rule.denominator);
  Chances *chances = g_new0 (Chances, 1);
  Tally *tally = crowd_tally (design, world, FORM_NOISE_NONE);
  sweep_people (tally, &people, chances);
  for (guint i = 0; i < design->buckets; i++)
    sweep_bucket (tally, i, &buckets, near->counts[i], chances);
  tally_free (tally);
  return chances;
}

/* The largest |log (a / b)|; both chances being 0 tells nothing. */
static double
widen (double most, double a, double b)
{
  return a == 0 && b == 0 ? most : fmax (most, fabs (log (a / b)));
}

/* The largest |log ratio| over all releases. Bucket by bucket the largest and the least
 * are kept apart, since they add up with their signs. */
static double
compare (const CrowdQuestion *design, const Chances *a, const Chances *b)
{
  double most = widen (0, a->withheld, b->withheld);
  double high = log (a->published / b->published), low = high;
  if (a->published == 0 && b->published == 0)
    return most;
  for (guint i = 0; i < design->buckets; i++)
    {
      double bucket_high = -INFINITY, bucket_low = INFINITY;
      for (gsize o = 0; o < OUTCOMES; o++)
        if (a->cells[i][o] > 0 || b->cells[i][o] > 0)
          {
            double ratio = log (a->cells[i][o] / b->cells[i][o]);
            bucket_high = fmax (bucket_high, ratio);
            bucket_low = fmin (bucket_low, ratio);
          }
      high += bucket_high;
      low += bucket_low;
    }
  return fmax (most, fmax (fabs (high), fabs (low)));
}

static double
attack (const CrowdQuestion *design, const CrowdAnswers *a, const CrowdAnswers *b,
        const Strength *strength)
{
  g_autofree Chances *of_a = work_out (design, a, a, strength);
  g_autofree Chances *of_b = work_out (design, b, a, strength);
  g_assert_cmpfloat (fabs (of_a->withheld + of_a->published - 1), <, 1e-12);
  for (guint i = 0; i < design->buckets; i++)
    {
      double sum = 0;
      for (gsize o = 0; o < OUTCOMES; o++)
        sum += of_a->cells[i][o];
      g_assert_cmpfloat (fabs (sum - 1), <, 1e-12);
    }
  return compare (design, of_a, of_b);
}

static double
bound_of (const CrowdQuestion *design)
{
  return log (bound_odds (&design->rule, crowd_rule (design).exponent));
}

static const char *
what_is (const Strength *strength)
{
  return strength == &as_ruled ? "" : "control: ";
}

static const FormRule small = { 3, 10, 15, 5, 60 };
static const FormRule large = { 9, 10, 50, 10, 180 };
static const gint64 numbers[] = { 1, 8, 9, 10, 11, 14, 15, 16, 30 };

/* ---- one ---- */

static double
attack_one (const FormRule *rule, const Strength *strength)
{
  const CrowdQuestion design = { FORM_ONE, 0, 3, *rule };
  double most = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64 n = numbers[i];
      const CrowdAnswers whole = { n, { n, 0, 0 } }, added = { n + 1, { n + 1, 0, 0 } };
      const CrowdAnswers other = { n + 1, { n, 1, 0 } }, moved = { n, { n - 1, 1, 0 } };
      double add = attack (&design, &whole, &added, strength);
      double add_other = attack (&design, &whole, &other, strength);
      double exchange = attack (&design, &whole, &moved, strength);
      g_test_message (
          "%sone, b = %u, N = %d: added or removed e^%.4f, elsewhere e^%.4f, "
          "exchanged e^%.4f; bound e^%.4f",
          what_is (strength), rule->scale, (int)n, add, add_other, exchange,
          bound_of (&design));
      most = fmax (most, fmax (add, fmax (add_other, exchange)));
    }
  return most / bound_of (&design);
}

static void
test_one (void)
{
  g_assert_cmpfloat (attack_one (&small, &as_ruled), <=, 1 + SLACK);
  g_assert_cmpfloat (attack_one (&large, &as_ruled), <=, 1 + SLACK);
}

/* ---- any ---- */

/* Sets of answers that one person may give, all among them, added, or exchanged for
 * none. */
static double
attack_any (guint buckets, const Strength *strength)
{
  const CrowdQuestion design = { FORM_ANY, 0, buckets, small };
  double most = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i += 2)
    {
      gint64 n = numbers[i];
      const CrowdAnswers without = { n, { n, n / 2, 1, 0 } };
      double add = 0, exchange = 0;
      for (guint answer = 0; answer<1U << buckets; answer += buckets> 1 ? 3 : 1)
        {
          CrowdAnswers with = without, base = without;
          with.people = base.people = n + 1;
          for (guint b = 0; b < buckets; b++)
            with.counts[b] += answer >> b & 1;
          add = fmax (add, attack (&design, &without, &with, strength));
          exchange = fmax (exchange, attack (&design, &base, &with, strength));
        }
      g_test_message ("%sany of %u, b = %u, N = %d: added or removed e^%.4f, exchanged "
                      "e^%.4f; bound e^%.4f",
                      what_is (strength), buckets, small.scale, (int)n, add, exchange,
                      bound_of (&design));
      most = fmax (most, fmax (add, exchange));
    }
  return most / bound_of (&design);
}

static void
test_any (void)
{
  g_assert_cmpfloat (attack_any (1, &as_ruled), <=, 1 + SLACK);
  g_assert_cmpfloat (attack_any (2, &as_ruled), <=, 1 + SLACK);
  g_assert_cmpfloat (attack_any (BUCKETS, &as_ruled), <=, 1 + SLACK);
}

/* ---- count ---- */

static double
attack_count (guint cap, const Strength *strength)
{
  const CrowdQuestion design = { FORM_COUNT, cap, 1, small };
  double most = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64 n = numbers[i], others = n * cap / 2;
      const gint64 answers[] = { 0, 1, cap / 2, cap };
      double add = 0, exchange = 0;
      for (gsize j = 0; j < G_N_ELEMENTS (answers); j++)
        {
          gint64 answer = answers[j];
          const CrowdAnswers without = { n, { others } };
          const CrowdAnswers with = { n + 1, { others + answer } };
          const CrowdAnswers least = { n + 1, { others } };
          add = fmax (add, attack (&design, &without, &with, strength));
          exchange = fmax (exchange, attack (&design, &least, &with, strength));
        }
      g_test_message (
          "%scount up to %u, b = %u, N = %d: added or removed e^%.4f, exchanged "
          "e^%.4f; bound e^%.4f",
          what_is (strength), cap, small.scale, (int)n, add, exchange,
          bound_of (&design));
      most = fmax (most, fmax (add, exchange));
    }
  return most / bound_of (&design);
}

static void
test_count (void)
{
  g_assert_cmpfloat (attack_count (1, &as_ruled), <=, 1 + SLACK);
  g_assert_cmpfloat (attack_count (15, &as_ruled), <=, 1 + SLACK);
  g_assert_cmpfloat (attack_count (100, &as_ruled), <=, 1 + SLACK);
}

/* ---- Controls: the attack finds what is wrong ---- */

/* Too little noise, in the people or in the buckets, for each kind. */
static void
test_control_noise (void)
{
  const Strength half_buckets = { 1, 0.5 }, half_people = { 0.5, 1 };
  const struct
  {
    const char *what;
    double found;
  } controls[] = {
    { "one, half the buckets' noise", attack_one (&small, &half_buckets) },
    { "one, half the people's noise", attack_one (&small, &half_people) },
    { "any, half the buckets' noise", attack_any (BUCKETS, &half_buckets) },
    { "count, half the buckets' noise", attack_count (15, &half_buckets) },
    { "count, half the people's noise", attack_count (15, &half_people) },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_test_message ("control: %s: %.2f times the bound's exponent", controls[i].what,
                      controls[i].found);
      g_assert_cmpfloat (controls[i].found, >, 1.05);
    }
}

/* The same release with the exact number of people held against the minimum. */
static void
decide_exactly (const CrowdAnswers *world, Chances *chances)
{
  chances->published = world->people >= 10;
  chances->withheld = 1 - chances->published;
}

/* How often the better guess between two worlds is right, each being as likely as the
 * other; bucket is the one in which they differ. */
static double
guess (const Chances *a, const Chances *b, guint bucket)
{
  double right = fmax (a->withheld, b->withheld);
  for (gsize o = 0; o < OUTCOMES; o++)
    right +=
        fmax (a->published * a->cells[bucket][o], b->published * b->cells[bucket][o]);
  return right / 2;
}

static void
test_control_minimum (void)
{
  const CrowdQuestion design = { FORM_ONE, 0, 3, small };
  const CrowdAnswers nine = { 9, { 9, 0, 0 } }, ten = { 10, { 10, 0, 0 } };
  g_autofree Chances *of_nine = work_out (&design, &nine, &nine, &as_ruled);
  g_autofree Chances *of_ten = work_out (&design, &ten, &nine, &as_ruled);
  double found = compare (&design, of_nine, of_ten),
         guessed = guess (of_nine, of_ten, 0);
  decide_exactly (&nine, of_nine);
  decide_exactly (&ten, of_ten);
  double exactly = compare (&design, of_nine, of_ten);
  double guessed_exactly = guess (of_nine, of_ten, 0);
  double odds = exp (bound_of (&design));

  g_test_message ("nine people or ten: e^%.4f, guessed right in %.1f%%; with an exact "
                  "minimum: e^%g, %.1f%%; bound e^%.4f, %.1f%%",
                  found, 100 * guessed, exactly, 100 * guessed_exactly, log (odds),
                  100 * odds / (1 + odds));
  g_assert_cmpfloat (found, <=, log (odds) + SLACK);
  g_assert_cmpfloat (guessed, <=, odds / (1 + odds));
  g_assert_cmpfloat (exactly, >, log (odds));
  g_assert_cmpfloat (guessed_exactly, >, odds / (1 + odds));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/differencing/one", test_one);
  g_test_add_func ("/differencing/any", test_any);
  g_test_add_func ("/differencing/count", test_count);
  g_test_add_func ("/differencing/control-noise", test_control_noise);
  g_test_add_func ("/differencing/control-minimum", test_control_minimum);
  return g_test_run ();
}
