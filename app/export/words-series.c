/* See words-series.h. Messages are marked with N_() for extraction and translated by
 * the catalogue. */
#include "words-series.h"
#include "config.h"

#include <glib/gi18n-lib.h>

#include "words.h"

static const char *const constants[] = {
  [WORDS_SERIES_INTRODUCTION] =
      N_ ("These are the published totals of all periods, and what they add up to. "
          "There is random noise in every figure. A bar is a figure; the thin line on "
          "it is how far noise and rounding move a figure in 95 of 100 cases; a dashed "
          "box is a figure too low to be shown."),
  [WORDS_SERIES_PERIOD] = N_ ("Period"),
  [WORDS_SERIES_IN_ALL] = N_ ("In all"),
  [WORDS_SERIES_ALL_ANSWERS] = N_ ("All answers together"),
  [WORDS_SERIES_CONCLUSIONS] = N_ ("How to read the sums"),
  [WORDS_SERIES_ORIGIN] = N_ ("The sums were made of the releases with these SHA-256 "
                              "and of nothing else. The organisers can tell whether "
                              "they are theirs."),
};

const char *
words_series_get (const Catalogue *catalogue, WordsSeriesConstant constant)
{
  return catalogue_get (catalogue, constants[constant]);
}

char *
words_series_span (const Catalogue *catalogue, Period first, Period last)
{
  char from[PERIOD_TEXT_BYTES], to[PERIOD_TEXT_BYTES];
  period_print (from, first);
  period_print (to, last);
  if (g_str_equal (from, to))
    return g_strdup (from);
  /* Translators: two periods, such as 2026-Q1 and 2027-Q3. */
  return g_strdup_printf (catalogue_get (catalogue, N_ ("%s to %s")), from, to);
}

char *
words_series_sum (const Catalogue *catalogue, SeriesSum sum)
{
  if (sum.figures + sum.hidden == 0)
    return words_withheld (catalogue);
  if (sum.at_most == SERIES_UNBOUNDED)
    /* Translators: a sum of which a part is withheld. */
    return g_strdup_printf (catalogue_get (catalogue, N_ ("%ld or more")),
                            (glong)sum.at_least);
  if (sum.at_most == sum.at_least)
    return g_strdup_printf ("%" G_GINT64_FORMAT, sum.at_least);
  return g_strdup_printf (
      /* Translators: the lower and the upper end of a sum, a part of which is hidden.
       */
      catalogue_get (catalogue, N_ ("%ld to %ld")), (glong)sum.at_least,
      (glong)sum.at_most);
}

char *
words_series_within (const Catalogue *catalogue, SeriesSum sum)
{
  if (sum.figures + sum.hidden == 0)
    return NULL;
  glong lowest = (glong)MAX (0, sum.at_least - sum.within);
  if (sum.at_most == SERIES_UNBOUNDED)
    return g_strdup_printf (
        catalogue_get (catalogue,
                       N_ ("In 95 of 100 such sums the exact number is %ld or more.")),
        lowest);
  return g_strdup_printf (
      catalogue_get (catalogue, N_ ("In 95 of 100 such sums the exact number lies "
                                    "between %ld and %ld.")),
      lowest, (glong)(sum.at_most + sum.within));
}

char *
words_series_milestone (const Catalogue *catalogue, const SeriesQuestion *question,
                        guint at)
{
  const SeriesMilestone *milestone =
      &g_array_index (question->milestones, SeriesMilestone, at);
  char reached[PERIOD_TEXT_BYTES], clear[PERIOD_TEXT_BYTES];

  period_print (reached, question->points[milestone->reached].period);
  if (milestone->clear == SERIES_NEVER)
    return g_strdup_printf (
        catalogue_get (catalogue,
                       /* Translators: a number, and a period such as 2026-Q3. */
                       N_ ("%ld: reached in %s by the published figures, though noise "
                           "and rounding can move a sum that far.")),
        (glong)milestone->number, reached);
  if (milestone->clear == milestone->reached)
    return g_strdup_printf (
        catalogue_get (catalogue,
                       N_ ("%ld: reached in %s, by more than noise and rounding move a "
                           "sum in 95 of 100 cases.")),
        (glong)milestone->number, reached);
  period_print (clear, question->points[milestone->clear].period);
  return g_strdup_printf (
      catalogue_get (
          catalogue,
          N_ ("%ld: reached in %s by the published figures, and in %s by "
              "more than noise and rounding move a sum in 95 of 100 cases.")),
      (glong)milestone->number, reached, clear);
}

GStrv
words_series_milestones (const Catalogue *catalogue, const SeriesQuestion *question)
{
  const SeriesMilestone *all = (const SeriesMilestone *)question->milestones->data;
  guint left = question->milestones->len;
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  gboolean is_clear = FALSE;

  for (guint shown = 0; left > 0 && !is_clear; left--)
    {
      is_clear = all[left - 1].clear != SERIES_NEVER;
      if (shown > 0 && !is_clear)
        continue;
      g_autofree char *sentence =
          words_series_milestone (catalogue, question, left - 1);
      g_strv_builder_add (sentences, sentence);
      shown++;
    }
  return g_strv_builder_end (sentences);
}

char *
words_series_meaning (const Catalogue *catalogue, const SeriesQuestion *question)
{
  if (!question->adds_up)
    return g_strdup (catalogue_get (
        catalogue, N_ ("Not added up: who answered in two periods would be counted "
                       "twice.")));
  if (question->question->kind == FORM_COUNT)
    return g_strdup_printf (
        catalogue_get (catalogue, N_ ("Of each person, at most %u are counted in each "
                                      "period.")),
        question->question->cap);
  return g_strdup (catalogue_get (
      catalogue, N_ ("Each person is counted in one period, the one in which their "
                     "pledge counts. Who withdrew before it was closed is not counted; "
                     "who withdrew later still is.")));
}

char *
words_series_missing (const Catalogue *catalogue, const SeriesQuestion *question)
{
  g_autoptr (GString) periods = g_string_new (NULL);
  for (guint i = 0; i < question->missing->len; i++)
    {
      char period[PERIOD_TEXT_BYTES];
      period_print (period, g_array_index (question->missing, Period, i));
      g_string_append_printf (periods, "%s%s", i > 0 ? " " : "", period);
    }
  if (periods->len == 0)
    return NULL;
  return g_strdup_printf (
      /* Translators: periods such as 2026-Q3, parted by blanks. */
      catalogue_get (catalogue, N_ ("There is no release of these periods, so nothing "
                                    "of them is added up: %s")),
      periods->str);
}

/* What one person's answers can change over all of the releases. */
static char *
print_bound (const Catalogue *catalogue, const Series *series)
{
  const FormRule *rule = &series_form (series)->rule;
  guint exponent = 0;

  for (guint i = 0; i < series->releases->len; i++)
    exponent += form_exponent (((const Release *)series->releases->pdata[i])->form);
  if (exponent > FORM_YEAR_EXPONENT_MAX * rule->scale)
    return g_strdup (catalogue_get (
        catalogue, N_ ("The bounds of so many releases multiply to a factor that "
                       "protects nobody who answered in all of them; each release's "
                       "own bound still holds for it alone.")));
  return words_sum_bound (catalogue, rule, exponent);
}

GStrv
words_series_notes (const Catalogue *catalogue, const Series *series)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_autofree char *minimum = words_minimum (catalogue, &series_form (series)->rule);
  g_autofree char *bound = print_bound (catalogue, series);

  g_strv_builder_add_many (
      sentences,
      catalogue_get (
          catalogue,
          N_ ("A sum adds up published figures. One that is hidden below its threshold "
              "counts as anything from 0 to the threshold; of what is withheld nothing "
              "is known, so the sum is a number “or more”.")),
      catalogue_get (catalogue, N_ ("A sum has the noise of all its figures, and moves "
                                    "further than one of them.")),
      catalogue_get (catalogue,
                     N_ ("Sums and milestones are computed from what was published "
                         "already. They tell nothing about anybody that the releases "
                         "do not tell.")),
      minimum, bound, NULL);
  return g_strv_builder_end (sentences);
}
