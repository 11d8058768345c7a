/* tally.h: the canonical text. Accepted texts print back identically, mutated ones too;
 * each named-broken fixture is refused for its own reason at its own line. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"

#define MUTATIONS 200000

typedef struct
{
  const char *name;
  gsize line;
  FormReason reason;
} Broken;

static const Broken broken[] = {
  { "blank-line", 26, FORM_UNEXPECTED_LINE },
  { "bucket-below-a-threshold", 20, FORM_BAD_NUMBER },
  { "bucket-twice", 23, FORM_TWICE },
  { "bucket-with-leading-zero", 20, FORM_BAD_NUMBER },
  { "bucket-with-plus", 20, FORM_BAD_NUMBER },
  { "bucket-with-space-after", 20, FORM_BAD_NUMBER },
  { "bucket-without-number", 20, FORM_BAD_NUMBER },
  { "campaign-in-capitals", 2, FORM_BAD_CAMPAIGN },
  { "campaign-missing", 2, FORM_UNEXPECTED_LINE },
  { "campaign-too-short", 2, FORM_BAD_CAMPAIGN },
  { "carriage-return-within", 3, FORM_NOT_TEXT },
  { "carriage-returns", 1, FORM_OTHER_KIND },
  { "control-character", 8, FORM_NOT_TEXT },
  { "count-above-the-cap", 24, FORM_IMPOSSIBLE },
  { "cut-before-its-end", 26, FORM_NOT_ENDED },
  { "first-line-of-a-release", 1, FORM_OTHER_KIND },
  { "first-line-of-another-version", 1, FORM_OTHER_KIND },
  { "heading-before", 1, FORM_OTHER_KIND },
  { "label-empty", 8, FORM_BAD_NAME },
  { "label-for-no-bucket", 8, FORM_UNKNOWN_NAME },
  { "label-for-no-kind-of-thing", 8, FORM_UNKNOWN_NAME },
  { "label-for-no-question", 7, FORM_UNKNOWN_NAME },
  { "label-language-malformed", 6, FORM_BAD_LANGUAGE },
  { "label-twice", 7, FORM_TWICE },
  { "label-with-space-before", 8, FORM_BAD_NAME },
  { "labels-in-other-order", 8, FORM_WRONG_ORDER },
  { "languages-mixed", 14, FORM_WRONG_ORDER },
  { "more-after-its-end", 27, FORM_AFTER_END },
  { "no-line-end", 26, FORM_NOT_TEXT },
  { "no-questions", 6, FORM_EMPTY },
  { "noise-maybe", 4, FORM_BAD_NOISE },
  { "people-missing", 18, FORM_BAD_NUMBER },
  { "people-negative", 18, FORM_BAD_NUMBER },
  { "people-too-many", 18, FORM_BAD_NUMBER },
  { "people-unlike-the-sum", 18, FORM_IMPOSSIBLE },
  { "period-too-long", 3, FORM_BAD_PERIOD },
  { "period-with-month-13", 3, FORM_BAD_PERIOD },
  { "question-count-with-cap-zero", 24, FORM_BAD_KIND },
  { "question-count-with-two-buckets", 26, FORM_BAD_KIND },
  { "question-count-without-cap", 24, FORM_BAD_KIND },
  { "question-id-malformed", 21, FORM_BAD_ID },
  { "question-of-unknown-kind", 21, FORM_BAD_KIND },
  { "question-one-with-cap", 21, FORM_BAD_NUMBER },
  { "question-twice", 21, FORM_TWICE },
  { "question-withheld", 21, FORM_BAD_KIND },
  { "question-without-buckets", 21, FORM_BAD_KIND },
  { "rule-in-other-order", 5, FORM_BAD_RULE },
  { "rule-minimum-below-floor", 5, FORM_BAD_RULE },
  { "rule-scale-below-floor", 5, FORM_BAD_RULE },
  { "rule-threshold-below-floor", 5, FORM_BAD_RULE },
  { "rule-with-leading-zero", 5, FORM_BAD_RULE },
  { "rule-with-more", 5, FORM_BAD_RULE },
  { "rule-with-space", 5, FORM_WRONG_ORDER },
  { "rule-year-above-cap", 5, FORM_BAD_RULE },
  { "rule-year-below-its-questions", 26, FORM_BAD_RULE },
};

static char *
load (const char *name, gsize *size)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "tally", name, NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &text, size, &error);
  g_assert_no_error (error);
  return text;
}

static Form *
make_form (void)
{
  char campaign[FORM_CAMPAIGN_BYTES] = { 0 };
  for (gsize i = 0; i < 64; i += 2)
    memcpy (campaign + i, "3f", 2);
  FormRule rule = { 3, 10, 15, 5, 38 };
  Form *form =
      form_new (campaign, (Period){ PERIOD_QUARTER, 2026, 4 }, FORM_NOISE_NONE, rule);
  g_assert_nonnull (form);
  g_assert_cmpint (form_add_language (form, "en"), ==, FORM_OK);
  g_assert_cmpint (form_add_language (form, "ar"), ==, FORM_OK);
  g_assert_cmpint (form_add_question (form, "signers", FORM_ONE, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "1"), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "2"), ==, FORM_OK);
  g_assert_cmpint (form_add_question (form, "outcomes", FORM_ONE, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "reassigned"), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "disciplined"), ==, FORM_OK);
  g_assert_cmpint (form_add_question (form, "refusals", FORM_COUNT, 15), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "total"), ==, FORM_OK);
  return form;
}

/* Names in an order that is not the text's. */
static void
add_names (Form *form)
{
  const char *const names[][4] = {
    { "ar", "signers", "1", "المستوى ١" },
    { "en", "refusals", "total", "All kinds" },
    { "en", "refusals", NULL, "Refused work" },
    { "en", "outcomes", "disciplined", "Disciplined" },
    { "en", "outcomes", "reassigned", "Reassigned" },
    { "en", "outcomes", NULL, "What happened next" },
    { "en", "signers", "2", "Tier 2: \"all\", =1+1" },
    { "en", "signers", "1", "Tier 1" },
    { "ar", "signers", NULL, "التعهدات حسب المستوى" },
    { "en", "signers", NULL, "Pledges by tier" },
    { "ar", NULL, NULL, "حملة للتجربة" },
    { "en", NULL, NULL, "A sample campaign" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (
        form_add_name (form, names[i][0], names[i][1], names[i][2], names[i][3]), ==,
        FORM_OK);
}

static Tally *
make_tally (void)
{
  Form *form = make_form ();
  add_names (form);
  Tally *tally = tally_new (form);
  g_assert_nonnull (tally);
  tally->counts[0].people = 57;
  tally->counts[0].buckets[0] = 40;
  tally->counts[0].buckets[1] = 17;
  tally->counts[1].people = 9;
  tally->counts[1].buckets[0] = 9;
  tally->counts[2].people = 31;
  tally->counts[2].buckets[0] = 212;
  return tally;
}

static void
test_golden (void)
{
  gsize size, printed_size;
  g_autofree char *text = load ("good.tally", &size);
  Tally *tally = make_tally ();
  char *printed = tally_print (tally, &printed_size);

  g_assert_cmpmem (printed, printed_size, text, size);
  g_assert_cmpuint (strlen (printed), ==, printed_size);
  free (printed);
  tally_free (tally);
}

/* Whether the text is accepted; if so, it must print back as it is. */
static gboolean
is_accepted (const char *text, gsize size)
{
  FormProblem problem = { 99, FORM_NO_MEMORY };
  Tally *tally = tally_parse (text, size, &problem);
  g_assert_cmpint (tally != NULL, ==, problem.reason == FORM_OK);
  g_assert_cmpint (tally != NULL, ==, problem.line == 0);
  if (tally == NULL)
    return FALSE;
  gsize printed_size;
  char *printed = tally_print (tally, &printed_size);
  g_assert_cmpmem (printed, printed_size, text, size);
  free (printed);
  tally_free (tally);
  return TRUE;
}

static void
test_round_trip (void)
{
  const char *const names[] = { "good.tally", "added.tally" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize size;
      g_autofree char *text = load (names[i], &size);
      g_assert_true (is_accepted (text, size));
      for (gsize cut = 0; cut < size; cut++)
        {
          g_autofree char *part = g_memdup2 (text, cut);
          g_assert_false (is_accepted (cut > 0 ? part : "", cut));
        }
    }
}

static void
test_parsed (void)
{
  gsize size;
  g_autofree char *text = load ("good.tally", &size);
  Tally *tally = tally_parse (text, size, NULL);
  g_assert_nonnull (tally);
  const Form *form = tally->form;
  g_assert_cmpint (form->period.kind, ==, PERIOD_QUARTER);
  g_assert_cmpuint (form->rule.year, ==, 38);
  g_assert_cmpuint (form->n_questions, ==, 3);
  g_assert_cmpint (form->questions[2].kind, ==, FORM_COUNT);
  g_assert_cmpuint (form->questions[2].cap, ==, 15);
  g_assert_cmpint (tally->counts[0].people, ==, 57);
  g_assert_cmpint (tally->counts[0].buckets[1], ==, 17);
  g_assert_cmpint (tally->counts[2].buckets[0], ==, 212);
  g_assert_cmpstr (form_name (form, form->names, "?", "ar_EG"), ==, "حملة للتجربة");
  tally_free (tally);

  g_autofree char *added = load ("added.tally", &size);
  tally = tally_parse (added, size, NULL);
  g_assert_nonnull (tally);
  g_assert_cmpint (tally->form->noise, ==, FORM_NOISE_ADDED);
  g_assert_cmpint (tally->counts[0].people, ==, -3);
  g_assert_cmpint (tally->counts[0].buckets[1], ==, -4);
  tally_free (tally);
}

static void
test_broken (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      gsize size;
      FormProblem problem;
      g_autofree char *name = g_strdup_printf ("broken-%s.tally", broken[i].name);
      g_autofree char *text = load (name, &size);
      g_test_message ("%s", name);
      g_assert_null (tally_parse (text, size, &problem));
      g_assert_cmpint (problem.reason, ==, broken[i].reason);
      g_assert_cmpuint (problem.line, ==, broken[i].line);
    }
}

/* One change at random: a byte set, taken out or put in, or a line moved or repeated.
 */
static GString *
mutate (GRand *random, const char *text, gsize size)
{
  static const char bytes[] = "0123456789-+<= \n\r\t:.abeoxZ_\"\x80\xc3\xff";
  GString *out = g_string_new_len (text, (gssize)size);
  gsize at = (gsize)g_rand_int_range (random, 0, (gint32)size);
  char byte = bytes[g_rand_int_range (random, 0, sizeof bytes)];
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      out->str[at] = byte;
      break;
    case 1:
      g_string_erase (out, (gssize)at, 1);
      break;
    case 2:
      g_string_insert_c (out, (gssize)at, byte);
      break;
    default:
      {
        gsize line = at;
        while (line > 0 && text[line - 1] != '\n')
          line--;
        const char *end = memchr (text + line, '\n', size - line);
        gsize length = end != NULL ? (gsize)(end - text) - line + 1 : size - line;
        gsize to = (gsize)g_rand_int_range (random, 0, (gint32)size);
        while (to > 0 && text[to - 1] != '\n')
          to--;
        g_string_insert_len (out, (gssize)to, text + line, (gssize)length);
        if (g_rand_boolean (random))
          g_string_erase (out, (gssize)(line >= to ? line + length : line),
                          (gssize)length);
      }
    }
  return out;
}

static void
test_mutated (void)
{
  GRand *random = g_rand_new_with_seed (1);
  gsize size, accepted = 0;
  g_autofree char *text = load ("good.tally", &size);
  for (guint i = 0; i < MUTATIONS; i++)
    {
      GString *changed = mutate (random, text, size);
      if (g_rand_boolean (random))
        {
          GString *again = mutate (random, changed->str, changed->len);
          g_string_free (changed, TRUE);
          changed = again;
        }
      accepted += is_accepted (changed->str, changed->len);
      g_string_free (changed, TRUE);
    }
  g_test_message ("%" G_GSIZE_FORMAT " of %d were accepted", accepted, MUTATIONS);
  g_assert_cmpuint (accepted, >, MUTATIONS / 200);
  g_rand_free (random);
}

static void
test_check (void)
{
  Tally *tally = make_tally ();
  g_assert_cmpint (tally_check (tally), ==, FORM_OK);
  tally->counts[0].buckets[0]++;
  g_assert_cmpint (tally_check (tally), ==, FORM_IMPOSSIBLE);
  gsize size = 5;
  g_assert_null (tally_print (tally, &size));
  g_assert_cmpuint (size, ==, 0);
  tally->counts[0].buckets[0]--;
  tally->counts[2].buckets[0] = 31 * 15;
  g_assert_cmpint (tally_check (tally), ==, FORM_OK);
  tally->counts[2].buckets[0]++;
  g_assert_cmpint (tally_check (tally), ==, FORM_IMPOSSIBLE);
  tally->counts[2].buckets[0] = -1;
  g_assert_cmpint (tally_check (tally), ==, FORM_IMPOSSIBLE);
  form_mark_noised (tally->form);
  g_assert_cmpint (tally_check (tally), ==, FORM_OK);
  tally->counts[2].buckets[0] = TALLY_COUNT_MAX + 1;
  g_assert_cmpint (tally_check (tally), ==, FORM_IMPOSSIBLE);
  tally->counts[2].buckets[0] = 0;
  tally->counts[2].people = -TALLY_PEOPLE_MAX - 1;
  g_assert_cmpint (tally_check (tally), ==, FORM_IMPOSSIBLE);
  tally->counts[2].people = 0;
  tally->form->rule.scale = 2;
  g_assert_cmpint (tally_check (tally), ==, FORM_BAD_RULE);
  tally_free (tally);
}

static void
test_any (void)
{
  Form *form = make_form ();
  g_assert_cmpint (form_add_question (form, "any", FORM_ANY, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "a"), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "b"), ==, FORM_OK);
  g_assert_null (tally_new (form)); /* 4 × 10 exponents a year, and year is 38 */

  form = make_form ();
  form->rule.year = 40;
  g_assert_cmpint (form_add_question (form, "any", FORM_ANY, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "a"), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "b"), ==, FORM_OK);
  Tally *tally = tally_new (form);
  g_assert_nonnull (tally);
  tally->counts[3].people = 4;
  tally->counts[3].buckets[0] = 4;
  tally->counts[3].buckets[1] = 4;
  g_assert_cmpint (tally_check (tally), ==, FORM_OK);
  tally->counts[3].buckets[1] = 5;
  g_assert_cmpint (tally_check (tally), ==, FORM_IMPOSSIBLE);
  tally_free (tally);
}

static void
test_new (void)
{
  Form *form = make_form ();
  g_assert_cmpint (form_add_question (form, "bare", FORM_ONE, 0), ==, FORM_OK);
  form->rule.year = 40;
  g_assert_null (tally_new (form)); /* a question without buckets */
  tally_free (NULL);
}

static void
test_size (void)
{
  FormProblem problem;
  gsize size = FORM_TEXT_MAX_BYTES + 1;
  g_autofree char *text = g_malloc (size);
  memset (text, 'a', size);
  memcpy (text, "tally: v1\n", 10);
  g_assert_null (tally_parse (text, size, &problem));
  g_assert_cmpint (problem.reason, ==, FORM_TOO_LARGE);
  g_assert_null (tally_parse ("", 0, &problem));
  g_assert_cmpint (problem.reason, ==, FORM_OTHER_KIND);
}

static void
test_is_text (void)
{
  g_assert_true (tally_is_text ("tally: v1\n", 10));
  g_assert_true (tally_is_text ("tally: v9\nx", 11));
  g_assert_true (tally_is_text (TALLY_HEADING, strlen (TALLY_HEADING)));
  g_assert_false (tally_is_text ("release: v1\n", 12));
  g_assert_false (tally_is_text ("tal", 3));
  g_assert_false (tally_is_text ("", 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tally/golden", test_golden);
  g_test_add_func ("/tally/round-trip", test_round_trip);
  g_test_add_func ("/tally/parsed", test_parsed);
  g_test_add_func ("/tally/broken", test_broken);
  g_test_add_func ("/tally/mutated", test_mutated);
  g_test_add_func ("/tally/check", test_check);
  g_test_add_func ("/tally/any", test_any);
  g_test_add_func ("/tally/new", test_new);
  g_test_add_func ("/tally/size", test_size);
  g_test_add_func ("/tally/is-text", test_is_text);
  return g_test_run ();
}
