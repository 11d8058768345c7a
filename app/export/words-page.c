/* See words-page.h. Messages are marked with N_() for extraction and translated by the
 * catalogue. */
#include "words-page.h"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "words.h"

static const char *const constants[] = {
  [WORDS_PAGE_INTRODUCTION] = N_ (
      "These are totals, with random noise in every figure, so that they can be shown "
      "to everybody. A bar is a figure; the thin line on it is how far noise and "
      "rounding move a figure in 95 of 100 cases; a dashed box is a figure too low to "
      "be shown."),
  [WORDS_PAGE_ANSWER] = N_ ("Answer"),
  [WORDS_PAGE_FIGURE] = N_ ("Figure"),
  [WORDS_PAGE_PROTECTS] = N_ ("What protects people here"),
  [WORDS_PAGE_DOES_NOT] = N_ ("What does not"),
  [WORDS_PAGE_ORIGIN] = N_ ("This page was made of a release text with the SHA-256 "
                            "below. The organisers can tell whether it is theirs."),
  [WORDS_PAGE_TEXT] = N_ ("The release text"),
};

const char *
words_page_get (const Catalogue *catalogue, WordsPageConstant constant)
{
  return catalogue_get (catalogue, constants[constant]);
}

char *
words_page_caption (const Catalogue *catalogue, const FormQuestion *question,
                    const Rule *rule)
{
  if (question->kind == FORM_COUNT)
    return g_strdup_printf (
        catalogue_get (catalogue, N_ ("How often, to the nearest %ld")),
        (glong)rule->step);
  return g_strdup_printf (
      catalogue_get (catalogue, N_ ("How many people, to the nearest %ld")),
      (glong)rule->step);
}

char *
words_page_withheld (const Catalogue *catalogue, const FormRule *rule)
{
  return g_strdup_printf (
      catalogue_get (catalogue,
                     N_ ("Withheld: the number of people who answered, with random "
                         "noise added, did not reach %u. Nothing of this question is "
                         "published, now or later.")),
      rule->minimum);
}

char *
words_page_heard_below (const Catalogue *catalogue, gint64 threshold)
{
  /* Translators: for a screen reader, in place of the sign in “<15”. */
  return g_strdup_printf (catalogue_get (catalogue, N_ ("below %ld")),
                          (glong)threshold);
}

GStrv
words_page_protects (const Catalogue *catalogue, const Form *form)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_autofree char *minimum = words_minimum (catalogue, &form->rule);
  g_autofree char *bound =
      words_release_bound (catalogue, &form->rule, form_exponent (form));
  g_strv_builder_add_many (
      sentences,
      catalogue_get (catalogue,
                     N_ ("No line is about one person, and nobody's answer can be read "
                         "from these figures with certainty.")),
      minimum, bound, NULL);
  return g_strv_builder_end (sentences);
}

GStrv
words_page_does_not (const Catalogue *catalogue, const Form *form)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_autofree char *year = words_year_bound (catalogue, &form->rule);
  g_autofree char *limits = words_limits (catalogue);
  g_strv_builder_add_many (
      sentences, year, limits,
      catalogue_get (catalogue,
                     N_ ("That these totals exist shows that somebody made an entry.")),
      catalogue_get (catalogue,
                     N_ ("The figures count what was entered: they do not prove that "
                         "every entry is true, or that each comes from another "
                         "person.")),
      NULL);
  return g_strv_builder_end (sentences);
}
