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
  expect (words_factor (1), "1.00");
  expect (words_factor (1.9477), "1.95");
  expect (words_factor (1.941), "1.95");
  expect (words_factor (1.95), "1.95");
  expect (words_factor (2.7183), "2.72");
  expect (words_factor (9.994), "10.00");
  expect (words_factor (10.31), "10.4");
  expect (words_factor (28.03), "28.1");
  expect (words_factor (316), "316");
  expect (words_factor (316.2), "317");
  expect (words_factor (317313), "318000");
  expect (words_factor (485165195.4), "486000000");
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
          "Over all questions of this release, one person's answers change the odds of "
          "any claim by a factor of at most 10.4.");
  expect (
      words_year_bound (english, &rule),
      "Over a year with every period published, one person's answers change the odds "
      "of any claim by a factor of at most 318000. That is a weak bound: each "
      "question multiplies it by its own factor each time it is published.");
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
  g_test_add_func ("/words/sentences", test_sentences);
  g_test_add_func ("/words/language", test_language);
  return g_test_run ();
}
