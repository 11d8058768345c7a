/* words.h: the sentences, and their numbers. */
#include <glib.h>
#include <string.h>

#include "words.h"

static const FormRule rule = { 3, 10, 15, 5, 38 };

static void
expect (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

/* Three digits, never rounded down. */
static void
test_factor (void)
{
  static const struct
  {
    double factor;
    const char *text;
  } cases[] = {
    { 1, "1.00" },
    { 1.9477, "1.95" },
    { 1.941, "1.95" },
    { 1.95, "1.95" },
    { 2.7183, "2.72" },
    { 9.994, "10.00" },
    { 10.31, "10.4" },
    { 28.03, "28.1" },
    { 99.95, "100.0" },
    { 316, "316" },
    { 316.2, "317" },
    { 999.5, "1,000" },
    { 1005, "1,010" },
    { 12345, "12,400" },
    { 317313, "318,000" },
    { 4561234, "4,570,000" },
    { 485165195.4, "486,000,000" },
  };
  g_autoptr (Catalogue) english = catalogue_new ("en", NULL, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    expect (words_factor (english, cases[i].factor), cases[i].text);
}

#define OVER                                                                           \
  "Over all questions of this release, one person's answers change the odds "          \
  "of any claim by a factor of at most "
#define MEANS                                                                          \
  " For one person that means: whoever knows all other people's answers, "             \
  "and holds a claim about this person as likely as not, "

/* What the factor means is one of three, and changes where even odds become three to
 * one and ninety-nine to one: in units of 1/1000, ln 3 is 1098.6 and ln 99 4595.1. */
static void
test_meaning (void)
{
  static const FormRule fine = { 1000, 10, 15, 5, 38 };
  static const struct
  {
    guint exponent;
    const char *text;
  } cases[] = {
    { 0, "1.00." MEANS "stays in doubt, at most 50% sure of it." },
    { 667, "1.95." MEANS "stays in doubt, at most 67% sure of it." },
    { 1098, "3.00." MEANS "stays in doubt, at most 75% sure of it." },
    { 1099, "3.01." MEANS "can at worst come to suspect it strongly, at most 76% sure "
            "of it, and not be certain." },
    { 4595, "99.0." MEANS "can at worst come to suspect it strongly, at most 99% sure "
            "of it, and not be certain." },
    { 4596, "99.1." MEANS "can at worst become all but certain of it. Expect no "
            "protection from so weak a bound." },
    { 20000, "486,000,000." MEANS "can at worst become all but certain of it. Expect "
             "no protection from so weak a bound." },
  };
  g_autoptr (Catalogue) english = catalogue_new ("en", NULL, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected = g_strconcat (OVER, cases[i].text, NULL);
      expect (words_release_bound (english, &fine, cases[i].exponent), expected);
    }
}

static void
test_sentences (void)
{
  g_autoptr (Catalogue) english = catalogue_new ("en", NULL, 0);
  const Rule own = { 3, 1, 5, 15, 2 };
  expect (words_minimum (english, &rule),
          "A question is published only if the number of people who answered it, with "
          "random noise added, reaches 10; otherwise it is withheld for good. That "
          "number is never published.");
  expect (
      words_figures (english, &own),
      "Each figure holds random noise and is rounded to a multiple of 5; below 15 it "
      "is shown as <15. 95 of 100 figures are within ±10 of the exact count.");
  expect (words_cap (english, 15), "Of each person, at most 15 are counted.");
  expect (words_question_bound (english, &rule, 2),
          "Adding, removing or exchanging one person's answer to this question changes "
          "the odds of any claim by a factor of at most 1.95.");
  expect (words_release_bound (english, &rule, 7),
          OVER "10.4." MEANS "can at worst come to suspect it strongly, at most 92% "
               "sure of it, and not be certain.");
  expect (words_year_bound (english, &rule),
          "Over a year with every period published, one person's answers change the "
          "odds of any claim by a factor of at most 318,000: each question multiplies "
          "it by its own factor each time it is published." MEANS
          "can at worst become all but certain of it. Expect no protection from so "
          "weak a bound.");
  expect (words_sum_bound (english, &rule, 2),
          "Over all these releases together, one person's answers change the odds of "
          "any claim by a factor of at most 1.95." MEANS
          "stays in doubt, at most 67% sure of it.");
  expect (words_limits (english),
          "What weakens these bounds: many questions, many periods, people who act "
          "together, and people who are counted twice.");
  expect (words_chance_withheld (english, &rule, 40),
          "The chance that this question is withheld is below 1%.");
  expect (words_chance_withheld (english, &rule, 10),
          "The chance that this question is withheld is 42%.");
  expect (words_below (english, 15), "<15");
  expect (words_withheld (english), "withheld");
}

static void
test_language (void)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "data", "text", "locale", NULL);
  g_autoptr (Catalogue) portuguese = catalogue_open (folder, "pt_PT");
  expect (words_withheld (portuguese), "retido");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/factor", test_factor);
  g_test_add_func ("/words/meaning", test_meaning);
  g_test_add_func ("/words/sentences", test_sentences);
  g_test_add_func ("/words/language", test_language);
  return g_test_run ();
}
