/* release.h: the rule against an independent reading of it, fed with the same noise;
 * the canonical text, mutated and broken. */
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bound.h"
#include "release.h"

#define MUTATIONS 100000

typedef struct
{
  const char *name;
  guint line; /* 0: the message names none */
  const char *reason; /* a part of the message */
} Broken;

static const Broken broken[] = {
  { "bad-utf8", 12, "UTF-8" },
  { "below-another-threshold", 18, "cannot be right" },
  { "below-the-campaigns-threshold", 25, "cannot be right" },
  { "below-with-space", 18, "malformed" },
  { "count-off-its-own-step", 22, "cannot be right" },
  { "cut-short", 28, "cut short" },
  { "figure-below-threshold", 17, "cannot be right" },
  { "figure-negative", 17, "malformed" },
  { "figure-off-its-own-step", 24, "cannot be right" },
  { "figure-off-its-step", 17, "cannot be right" },
  { "figure-too-large", 17, "malformed" },
  { "label-of-a-withheld-bucket", 11, "not there" },
  { "label-order", 14, "order" },
  { "no-buckets", 19, "Another line" },
  { "noise-none", 4, "noise" },
  { "people", 16, "Another line" },
  { "scale-below-floor", 5, "rule" },
  { "version", 0, "must be “release: v1”" },
  { "withheld-twice", 21, "Another line" },
  { "withheld-with-buckets", 21, "Another line" },
  { "year-too-small", 28, "rule" },
};

typedef struct
{
  guint64 state;
  guint64 words;
} Stream;

/* splitmix64, counted. */
static void
fill_counted (void *data, void *out, gsize size)
{
  Stream *stream = data;
  stream->words++;
  guint64 z = stream->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  z ^= z >> 31;
  memcpy (out, &z, size);
}

static void
fill_never (void *data, void *out, gsize size)
{
  (void)data, (void)out, (void)size;
  g_error ("randomness was asked for");
}

/* Three questions, one of each kind, and what was counted in them. */
static Tally *
make_tally (FormNoise noise, const gint64 people[3], const gint64 counts[3][3])
{
  static const char campaign[] =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  static const guint buckets[3] = { 3, 2, 1 };
  FormRule rule = { 3, 10, 15, 5, 60 };
  Form *form = form_new (campaign, (Period){ PERIOD_QUARTER, 2026, 4 }, noise, rule);
  g_assert_nonnull (form);
  for (guint q = 0; q < 3; q++)
    {
      const char id[] = { (char)('a' + q), '\0' };
      g_assert_cmpint (form_add_question (form, id, (FormKind)q, q == 2 ? 15 : 0), ==,
                       FORM_OK);
      for (guint b = 0; b < buckets[q]; b++)
        {
          const char bucket[] = { (char)('x' + b), '\0' };
          g_assert_cmpint (form_add_bucket (form, bucket), ==, FORM_OK);
        }
    }
  Tally *tally = tally_new (form);
  g_assert_nonnull (tally);
  for (guint q = 0; q < 3; q++)
    {
      tally->counts[q].people = people[q];
      for (guint b = 0; b < buckets[q]; b++)
        tally->counts[q].buckets[b] = counts[q][b];
    }
  return tally;
}

static Release *
make_release (const Tally *tally, const NoiseSource *source)
{
  Release *release = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (release_make (tally, source, &release, &error));
  g_assert_no_error (error);
  return release;
}

/* Section 6, said again: step and threshold of the three questions, worked out by hand.
 */
static const struct
{
  guint64 numerator, denominator;
  gint64 step, threshold;
} by_hand[3] = { { 3, 1, 5, 15 }, { 6, 2, 5, 15 }, { 45, 2, 25, 100 } };

static void
check_cell (guint q, gint64 noisy, const ReleaseCell *cell)
{
  if (noisy < by_hand[q].threshold)
    {
      g_assert_cmpint (cell->kind, ==, RELEASE_BELOW);
      g_assert_cmpint (cell->value, ==, by_hand[q].threshold);
      return;
    }
  gint64 down = noisy - noisy % by_hand[q].step, up = down + by_hand[q].step;
  g_assert_cmpint (cell->kind, ==, RELEASE_FIGURE);
  g_assert_cmpint (cell->value, ==, up - noisy <= noisy - down ? up : down);
}

/* Draws the noise again in the same order. Returns how many questions are withheld. */
static guint
check_release (const Tally *tally, const Release *release, NoiseSource *again)
{
  guint withheld = 0;
  for (guint q = 0; q < 3; q++)
    {
      const TallyCounts *counts = &tally->counts[q];
      gsize n = tally->form->questions[q].n_buckets;
      gboolean passes = counts->people + noise_draw (again, 3, 1) >= 10;
      g_assert_cmpint (release->answers[q].withheld, ==, !passes);
      g_assert_cmpuint (release->form->questions[q].n_buckets, ==, passes ? n : 0);
      withheld += !passes;
      for (gsize b = 0; b < n; b++)
        {
          gint64 noisy =
              counts->buckets[b]
              + noise_draw (again, by_hand[q].numerator, by_hand[q].denominator);
          if (passes)
            check_cell (q, noisy, &release->answers[q].cells[b]);
        }
    }
  return withheld;
}

static gboolean is_accepted (const char *text, gsize size);

static void
test_rule (void)
{
  const gint64 people[3] = { 33, 9, 12 };
  const gint64 counts[3][3] = { { 2, 11, 20 }, { 9, 4 }, { 101 } };
  Tally *tally = make_tally (FORM_NOISE_NONE, people, counts);
  guint withheld = 0;
  for (guint64 seed = 0; seed < 20000; seed++)
    {
      Stream stream = { seed * 7919, 0 }, same = stream;
      NoiseSource source = { fill_counted, &stream }, again = { fill_counted, &same };
      g_autoptr (Release) release = make_release (tally, &source);
      withheld += check_release (tally, release, &again);
      g_assert_cmpuint (stream.words, ==, same.words);
      g_assert_cmpint (release->form->noise, ==, FORM_NOISE_ADDED);
      if (seed % 20 > 0)
        continue;
      gsize size;
      g_autofree char *text = release_print (release, &size);
      g_assert_true (is_accepted (text, size));
    }
  double expected = 0;
  for (guint q = 0; q < 3; q++)
    expected += 20000 * bound_chance_withheld (&tally->form->rule, people[q]);
  g_test_message ("%u withheld; %.0f expected", withheld, expected);
  g_assert_cmpfloat (fabs (withheld - expected), <, 4 * sqrt (expected));
  tally_free (tally);
}

/* Counts neither decide how much randomness is used nor which noise is drawn. */
static void
test_randomness (void)
{
  const gint64 people[2][3] = { { 9, 9, 9 }, { 4000, 10, 0 } };
  const gint64 counts[2][3][3] = { { { 9, 0, 0 }, { 9, 9 }, { 9 } },
                                   { { 0, 4000, 0 }, { 0, 0 }, { 0 } } };
  for (guint64 seed = 0; seed < 2000; seed++)
    {
      Stream streams[2];
      for (guint i = 0; i < 2; i++)
        {
          streams[i] = (Stream){ seed, 0 };
          NoiseSource source = { fill_counted, &streams[i] };
          Tally *tally = make_tally (FORM_NOISE_NONE, people[i], counts[i]);
          release_free (make_release (tally, &source));
          tally_free (tally);
        }
      g_assert_cmpuint (streams[0].words, ==, streams[1].words);
      g_assert_cmpuint (streams[0].words, >, 9);
    }
}

static void
test_noise_added (void)
{
  const gint64 people[3] = { -4, 3, 2 };
  const gint64 counts[3][3] = { { 14, 15, 18 }, { -7, 22 }, { 112 } };
  Tally *tally = make_tally (FORM_NOISE_ADDED, people, counts);
  const NoiseSource never = { fill_never, NULL };
  g_autoptr (Release) release = make_release (tally, &never);
  const ReleaseCell expected[3][3] = {
    { { RELEASE_BELOW, 15 }, { RELEASE_FIGURE, 15 }, { RELEASE_FIGURE, 20 } },
    { { RELEASE_BELOW, 15 }, { RELEASE_FIGURE, 20 } },
    { { RELEASE_FIGURE, 100 } },
  };
  for (guint q = 0; q < 3; q++)
    {
      g_assert_false (release->answers[q].withheld);
      for (gsize b = 0; b < release->form->questions[q].n_buckets; b++)
        {
          g_assert_cmpint (release->answers[q].cells[b].kind, ==, expected[q][b].kind);
          g_assert_cmpint (release->answers[q].cells[b].value, ==,
                           expected[q][b].value);
        }
    }
  tally_free (tally);
}

static void
test_refused (void)
{
  const gint64 people[3] = { 33, 9, 12 };
  const gint64 counts[3][3] = { { 2, 11, 20 }, { 9, 4 }, { 101 } };
  const NoiseSource never = { fill_never, NULL };
  const FormRule below[] = { { 2, 10, 15, 5, 40 }, { 3, 9, 15, 5, 60 },
                             { 3, 10, 14, 5, 60 }, { 3, 10, 15, 5, 61 },
                             { 3, 10, 15, 0, 60 }, { 3, 10, 15, 5, 31 } };
  for (gsize i = 0; i <= G_N_ELEMENTS (below); i++)
    {
      Tally *tally = make_tally (FORM_NOISE_NONE, people, counts);
      Release *release = NULL;
      g_autoptr (GError) error = NULL;
      if (i < G_N_ELEMENTS (below))
        tally->form->rule = below[i];
      else
        tally->counts[0].people++;
      g_assert_false (release_make (tally, &never, &release, &error));
      g_assert_error (error, RELEASE_ERROR, RELEASE_ERROR_COUNTS);
      g_assert_null (release);
      tally_free (tally);
    }
}

/* Whether the text is accepted; if so, it must print back as it is. */
static gboolean
is_accepted (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Release) release = release_parse (text, size, &error);
  g_assert_cmpint (release == NULL, ==, error != NULL);
  if (release == NULL)
    return FALSE;
  gsize printed_size;
  g_autofree char *printed = release_print (release, &printed_size);
  g_assert_cmpmem (printed, printed_size, text, size);
  return TRUE;
}

static char *
load (const char *folder, const char *name, gsize *size)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", folder, name, NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &text, size, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_parsed (void)
{
  gsize size;
  g_autofree char *text = load ("export", "good.release", &size);
  g_autoptr (GError) error = NULL;
  g_autoptr (Release) release = release_parse (text, size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (release->form->n_questions, ==, 4);
  g_assert_cmpint (release->answers[0].cells[0].value, ==, 40);
  g_assert_cmpint (release->answers[0].cells[1].kind, ==, RELEASE_BELOW);
  g_assert_cmpint (release->answers[0].cells[1].value, ==, 15);
  g_assert_true (release->answers[1].withheld);
  g_assert_cmpint (release->answers[2].cells[0].value, ==, 225);
  g_assert_true (is_accepted (text, size));
  for (gsize cut = 0; cut < size; cut++)
    g_assert_false (is_accepted (text, cut));
}

static void
test_broken (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      gsize size;
      g_autoptr (GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("broken-%s.release", broken[i].name);
      g_autofree char *text = load ("export", name, &size);
      g_autofree char *line = g_strdup_printf ("line %u:", broken[i].line);
      g_assert_null (release_parse (text, size, &error));
      g_test_message ("%s: %s", name, error->message);
      g_assert_error (error, RELEASE_ERROR, RELEASE_ERROR_TEXT);
      g_assert_nonnull (strstr (error->message, broken[i].reason));
      if (broken[i].line > 0)
        g_assert_nonnull (strstr (error->message, line));
    }
}

static void
test_tally_refused (void)
{
  const char *const names[] = { "good.tally", "added.tally",
                                "broken-heading-before.tally",
                                "broken-cut-before-its-end.tally" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize size;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = load ("tally", names[i], &size);
      g_assert_null (release_parse (text, size, &error));
      g_assert_error (error, RELEASE_ERROR, RELEASE_ERROR_TALLY);
    }
}

/* A byte set, taken out or put in, or a line repeated elsewhere. */
static void
mutate (GRand *random, GString *text)
{
  static const char bytes[] = "0123456789-<= \n\r:.abeox_\x80\xc3";
  if (text->len == 0)
    return;
  gint32 at = g_rand_int_range (random, 0, (gint32)text->len);
  char byte = bytes[g_rand_int_range (random, 0, sizeof bytes)];
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      text->str[at] = byte;
      break;
    case 1:
      g_string_erase (text, at, 1);
      break;
    case 2:
      g_string_insert_c (text, at, byte);
      break;
    default:
      {
        g_auto (GStrv) lines = g_strsplit (text->str, "\n", -1);
        guint n = g_strv_length (lines);
        if (n == 0)
          return;
        guint one = (guint)g_rand_int_range (random, 0, (gint32)n);
        guint two = (guint)g_rand_int_range (random, 0, (gint32)n);
        char *kept = lines[one];
        lines[one] = lines[two];
        lines[two] = kept;
        g_autofree char *joined = g_strjoinv ("\n", lines);
        g_string_assign (text, joined);
      }
    }
}

static void
test_mutated (void)
{
  GRand *random = g_rand_new_with_seed (3);
  gsize size, accepted = 0;
  g_autofree char *text = load ("export", "good.release", &size);
  for (guint i = 0; i < MUTATIONS; i++)
    {
      GString *changed = g_string_new_len (text, (gssize)size);
      for (gint n = g_rand_int_range (random, 1, 4); n > 0; n--)
        mutate (random, changed);
      accepted += is_accepted (changed->str, changed->len);
      g_string_free (changed, TRUE);
    }
  g_test_message ("%" G_GSIZE_FORMAT " of %d were accepted", accepted, MUTATIONS);
  g_assert_cmpuint (accepted, >, MUTATIONS / 500);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/release/rule", test_rule);
  g_test_add_func ("/release/randomness", test_randomness);
  g_test_add_func ("/release/noise-added", test_noise_added);
  g_test_add_func ("/release/refused", test_refused);
  g_test_add_func ("/release/parsed", test_parsed);
  g_test_add_func ("/release/broken", test_broken);
  g_test_add_func ("/release/tally-refused", test_tally_refused);
  g_test_add_func ("/release/mutated", test_mutated);
  return g_test_run ();
}
