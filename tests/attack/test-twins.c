/* What a release may depend on: totals, and the noise. Stores that differ in all else,
 * under the same noise, publish files that are equal byte for byte in every format. One
 * person with fifty refusals moves what one with 5,000 moves. And whether a question is
 * withheld goes by noise, never by the exact number of people: measured with 1, 9, 10,
 * 11 and 20 of them. */
#include "bound.h"
#include "crowd.h"
#include "fixture.h"
#include "formats.h"
#include "session-import.h"
#include "session-refusals.h"
#include "session-totals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOISE 7 /* the seed of what is drawn */
#define CLOSINGS 100

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };
static const Period whole_year = { PERIOD_YEAR, 2026, 1 };

/* ---- A store whose randomness is a stream ---- */

static void
fill_from_stream (void *data, void *out, gsize size)
{
  NoiseSource source = crowd_source (data);
  for (guint8 *at = out; size > 0;)
    {
      guint8 word[8];
      gsize part = MIN (size, sizeof word);
      source.fill (source.data, word, sizeof word);
      memcpy (at, word, part);
      at += part;
      size -= part;
    }
}

typedef struct
{
  Fixture fixture;
  CrowdStream stream;
  RandomSource random;
} Twin;

static void
twin_init (Twin *twin, guint64 seed)
{
  fixture_init (&twin->fixture);
  twin->stream.state = seed;
  twin->random = (RandomSource){ fill_from_stream, &twin->stream };
  twin->fixture.env.random = &twin->random;
  fixture_reopen (&twin->fixture);
}

static Release *
close_with_noise (Twin *twin, Period period, guint64 noise)
{
  g_autoptr (GError) error = NULL;
  twin->stream.state = noise;
  Release *release =
      session_totals_close (twin->fixture.session, period, NULL, NULL, &error);
  g_assert_no_error (error);
  return release;
}

static void
import_refusals (Twin *twin, GString *rows)
{
  g_autoptr (GError) error = NULL;
  g_auto (SessionImport) import = { 0 };
  g_string_prepend (rows, "week,work,customer,grounds,outcome,code_named,person\n");
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (rows);
  session_import_refusals (twin->fixture.session, bytes, SESSION_IMPORT_MORE, &import,
                           NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
import_signers (Twin *twin, const char *rows)
{
  g_autoptr (GError) error = NULL;
  g_auto (SessionImport) import = { 0 };
  g_autofree char *csv = g_strconcat ("week,tier,role\n", rows, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));
  session_import_signers (twin->fixture.session, bytes, SESSION_IMPORT_MORE, &import,
                          &error);
  g_assert_no_error (error);
}

/* One person, twice: with the first kind of work and an outcome that goes by the
 * number, in a week that is the teller's choice. */
static void
add_person (GString *rows, guint number, guint week, const char *label)
{
  static const char *const outcomes[] = { "waiting", "accepted", "disciplined" };
  static const char *const customers[] = { "military", "weapons" };
  for (guint i = 0; i < 2; i++)
    g_string_append_printf (rows, "2026-W%u,ticket,%s,law,%s,yes,%s%u\n", week,
                            customers[number % 2], outcomes[number % 3], label, number);
}

/* ---- Twins ---- */

static void
fill_first (Twin *twin)
{
  GString *rows = g_string_new (NULL);
  for (guint i = 0; i < 90; i++)
    add_person (rows, i, 28 + i % 3, "p");
  import_refusals (twin, rows);
  import_signers (twin, "2026-W28,1,support\n2026-W28,2,other\n2026-W29,2,other\n");
}

/* The same totals: other order, weeks, labels and imports, something in the trash, and
 * months later. */
static void
fill_second (Twin *twin)
{
  g_autoptr (GError) error = NULL;
  import_signers (twin, "2026-W39,2,other\n2026-W31,2,other\n");
  for (guint part = 3; part > 0; part--)
    {
      GString *rows = g_string_new (NULL);
      for (guint i = 30 * part; i > 30 * (part - 1); i--)
        add_person (rows, i - 1, 38 - i % 7, "canary-");
      import_refusals (twin, rows);
      fixture_wait (&twin->fixture, 3);
      fixture_reopen (&twin->fixture);
    }
  fixture_add_refusal (&twin->fixture, 202630);
  g_autoptr (GPtrArray) list =
      session_refusals_list (twin->fixture.session, REFUSALS_KEPT, &error);
  for (guint i = 0; i < list->len; i++)
    {
      const Refusal *refusal = list->pdata[i];
      if (refusal->imported)
        continue;
      session_refusals_delete (twin->fixture.session, refusal->id, &error);
      g_assert_no_error (error);
    }
  import_signers (twin, "2026-W35,1,support\n");
}

static void
assert_equal_files (const Release *a, const Release *b)
{
  for (guint i = 0; i < FORMATS; i++)
    {
      g_autoptr (GBytes) of_a = formats_print (a, i);
      g_autoptr (GBytes) of_b = formats_print (b, i);
      g_assert_true (g_bytes_equal (of_a, of_b));
    }
}

/* The text with every figure and every threshold blotted out. */
static char *
blot_out (const Release *release)
{
  g_autofree char *text = release_print (release, NULL);
  g_autoptr (GRegex) figure =
      g_regex_new ("^(bucket: \\S+) <?[0-9]+$", G_REGEX_MULTILINE, 0, NULL);
  return g_regex_replace (figure, text, -1, 0, "\\1", 0, NULL);
}

/* Rounding could hide that totals differ. */
static void
assert_equal_tallies (const Twin *a, const Twin *b, Period period)
{
  Tally *of_a = session_totals_tally (a->fixture.session, period, NULL, NULL, NULL);
  Tally *of_b = session_totals_tally (b->fixture.session, period, NULL, NULL, NULL);
  char *text_a = tally_print (of_a, NULL), *text_b = tally_print (of_b, NULL);
  g_assert_cmpstr (text_a, ==, text_b);
  free (text_a);
  free (text_b);
  tally_free (of_a);
  tally_free (of_b);
}

static void
test_twins (void)
{
  Twin first, second;
  const Period periods[] = { quarter, whole_year };
  twin_init (&first, 1);
  twin_init (&second, 2);
  fill_first (&first);
  fill_second (&second);
  fixture_wait (&first.fixture, 20);
  fixture_wait (&second.fixture, 40);
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      assert_equal_tallies (&first, &second, periods[i]);
      g_autoptr (Release) a = close_with_noise (&first, periods[i], NOISE);
      g_autoptr (Release) b = close_with_noise (&second, periods[i], NOISE);
      assert_equal_files (a, b);
    }
  fixture_clear (&first.fixture);
  fixture_clear (&second.fixture);
}

/* Under other noise the figures differ, and nothing else. */
static void
test_other_noise (void)
{
  Twin first, second;
  twin_init (&first, 1);
  twin_init (&second, 2);
  fill_first (&first);
  fill_second (&second);
  g_autoptr (Release) a = close_with_noise (&first, quarter, NOISE);
  g_autoptr (Release) b = close_with_noise (&second, quarter, NOISE + 1);
  g_autofree char *text_a = release_print (a, NULL), *text_b = release_print (b, NULL);
  g_autofree char *blotted_a = blot_out (a), *blotted_b = blot_out (b);
  g_assert_cmpstr (text_a, !=, text_b);
  g_assert_cmpstr (blotted_a, ==, blotted_b);
  fixture_clear (&first.fixture);
  fixture_clear (&second.fixture);
}

/* ---- One person with many refusals ---- */

/* The quarter's and the year's release, with one person who has so many refusals among
 * ninety others. entries: (out): what a naive exporter would publish, the number of
 * entries. */
static void
release_with_refusals (guint refusals, Release *releases[2], guint64 *entries)
{
  Twin twin;
  StoreNumbers numbers;
  gboolean shared;
  GString *rows = g_string_new (NULL);
  twin_init (&twin, 3);
  fill_first (&twin);
  for (guint i = 0; i < refusals; i++)
    g_string_append (rows, "2026-W30,cri,weapons,policy,questioned,no,busy\n");
  import_refusals (&twin, rows);
  fixture_wait (&twin.fixture, 20);
  session_numbers (twin.fixture.session, &numbers, &shared, NULL);
  *entries = numbers.refusals;
  releases[0] = close_with_noise (&twin, quarter, NOISE);
  releases[1] = close_with_noise (&twin, whole_year, NOISE);
  fixture_clear (&twin.fixture);
}

/* The figure of a release's question that counts refusals. */
static gint64
refusals_of (const Release *release)
{
  for (gsize i = 0; i < release->form->n_questions; i++)
    if (release->form->questions[i].kind == FORM_COUNT)
      return release->answers[i].cells[0].value;
  g_assert_not_reached ();
}

static void
test_one_person (void)
{
  const guint numbers[] = { 1, 50, 5000 };
  Release *releases[3][2];
  guint64 entries[3];
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    release_with_refusals (numbers[i], releases[i], &entries[i]);

  g_assert_cmpint (refusals_of (releases[1][0]) - refusals_of (releases[0][0]), <=, 25);
  assert_equal_files (releases[0][1], releases[1][1]);
  assert_equal_files (releases[1][0], releases[2][0]);
  assert_equal_files (releases[1][1], releases[2][1]);
  g_test_message ("1, 50 and 5,000 refusals: published %d, %d, %d; a naive exporter "
                  "would say %d, %d, %d",
                  (int)refusals_of (releases[0][0]), (int)refusals_of (releases[1][0]),
                  (int)refusals_of (releases[2][0]), (int)entries[0], (int)entries[1],
                  (int)entries[2]);
  g_assert_cmpuint (entries[2] - entries[1], ==, 4950); /* the control */
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      release_free (releases[i][0]);
      release_free (releases[i][1]);
    }
}

/* ---- Few people ---- */

static guint
count_withheld (const Release *release)
{
  guint withheld = 0;
  for (gsize i = 1; i < release->form->n_questions; i++) /* without the signers */
    withheld += release->answers[i].withheld;
  return withheld;
}

/* Closing is never refused for too few people, and how often a question is withheld is
 * what the noise alone makes of their number. */
static void
check_few (guint people)
{
  const FormRule rule = { 3, 10, 15, 5, 60 };
  guint withheld = 0;
  for (guint i = 0; i < CLOSINGS; i++)
    {
      Twin twin;
      GString *rows = g_string_new (NULL);
      twin_init (&twin, 4);
      for (guint j = 0; j < people; j++)
        add_person (rows, j, 30, "p");
      import_refusals (&twin, rows);
      g_autoptr (Release) release =
          close_with_noise (&twin, quarter, 1000 * people + i);
      withheld += count_withheld (release);
      fixture_clear (&twin.fixture);
    }
  double chance = bound_chance_withheld (&rule, people), tries = 2 * CLOSINGS;
  g_test_message (
      "%u people: withheld %u times of %.0f, %.0f expected; an exact minimum "
      "of 10 would withhold %s",
      people, withheld, tries, tries * chance, people < 10 ? "every one" : "none");
  g_assert_cmpfloat (fabs (withheld - tries * chance), <=,
                     1 + 4 * sqrt (tries * chance * (1 - chance)));
}

static void
test_few (void)
{
  const guint people[] = { 1, 9, 10, 11, 20 };
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    check_few (people[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/twins/equal", test_twins);
  g_test_add_func ("/twins/other-noise", test_other_noise);
  g_test_add_func ("/twins/one-person", test_one_person);
  g_test_add_func ("/twins/few", test_few);
  return g_test_run ();
}
