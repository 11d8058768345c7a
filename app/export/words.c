/* See words.h. Messages are marked with N_() for extraction and translated by the
 * catalogue. */
#include "words.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bound.h"

#define DOUBT_MOST 75 /* percent that somebody may be sure of a claim at most */
#define SUSPICION_MOST 99

/* Digits in threes. */
static char *
group_digits (const Catalogue *catalogue, const char *digits)
{
  /* Translators: what stands between thousands, as in 318,000. */
  const char *mark = catalogue_get (catalogue, N_ (","));
  GString *text = g_string_new (NULL);

  for (gsize left = strlen (digits); left > 0; left--, digits++)
    {
      if (text->len > 0 && left % 3 == 0)
        g_string_append (text, mark);
      g_string_append_c (text, *digits);
    }
  return g_string_free (text, FALSE);
}

char *
words_factor (const Catalogue *catalogue, double factor)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double unit = 0.01;

  while (factor >= 1000 * unit)
    unit *= 10;
  double rounded = ceil (factor / unit - 1e-9) * unit;
  if (unit < 0.5)
    return g_strdup (
        g_ascii_formatd (text, sizeof text, unit < 0.05 ? "%.2f" : "%.1f", rounded));
  return group_digits (catalogue, g_ascii_formatd (text, sizeof text, "%.0f", rounded));
}

Catalogue *
words_open (const Form *form, const char *language)
{
  if (language == NULL)
    language = form->n_languages > 0 ? form->languages[0] : "en";
  return catalogue_open (NULL, language);
}

const char *
words_language (const Catalogue *catalogue)
{
  /* Translators: the code of the language that you translate into, such as pt_BR. */
  return catalogue_get (catalogue, N_ ("en"));
}

const char *
words_direction (const Catalogue *catalogue)
{
  /* Translators: rtl if your language is written from right to left, else ltr. */
  const char *direction = catalogue_get (catalogue, N_ ("ltr"));
  return g_str_equal (direction, "rtl") ? "rtl" : "ltr";
}

char *
words_dup_tag (const char *language)
{
  char *tag = g_strndup (language, strcspn (language, "@"));
  return g_strdelimit (tag, "_", '-');
}

/* Whether the two are the same but for country and script. */
static gboolean
is_same_language (const char *one, const char *other)
{
  gsize length = strcspn (one, "_@");
  return length == strcspn (other, "_@") && strncmp (one, other, length) == 0;
}

char *
words_dup_language_name (const char *language)
{
  g_autoptr (Catalogue) catalogue = catalogue_open (NULL, language);
  if (!is_same_language (language, words_language (catalogue)))
    return words_dup_tag (language);
  /* Translators: the name of your language, in your language. */
  return g_strdup (catalogue_get (catalogue, N_ ("English")));
}

char *
words_period (const Catalogue *catalogue, Period period)
{
  switch (period.kind)
    {
    case PERIOD_YEAR:
      return g_strdup_printf (catalogue_get (catalogue, N_ ("Year %d")), period.year);
    case PERIOD_QUARTER:
      return g_strdup_printf (catalogue_get (catalogue, N_ ("Quarter %d of %d")),
                              period.index, period.year);
    case PERIOD_MONTH:
    default:
      return g_strdup_printf (
          /* Translators: the month, 1 to 12, and its year. */
          catalogue_get (catalogue, N_ ("Month %d of %d")), period.index, period.year);
    }
}

char *
words_minimum (const Catalogue *catalogue, const FormRule *rule)
{
  return g_strdup_printf (
      catalogue_get (catalogue,
                     N_ ("A question is published only if the number of people who "
                         "answered it, with random noise added, reaches %u; otherwise "
                         "it is withheld for good. That number is never published.")),
      rule->minimum);
}

char *
words_figures (const Catalogue *catalogue, const Rule *rule)
{
  return g_strdup_printf (
      catalogue_get (catalogue,
                     N_ ("Each figure holds random noise and is rounded to a multiple "
                         "of %ld; below %ld it is shown as <%ld. 95 of 100 figures are "
                         "within ±%ld of the exact count.")),
      (glong)rule->step, (glong)rule->threshold, (glong)rule->threshold,
      (glong)bound_spread (rule));
}

char *
words_cap (const Catalogue *catalogue, guint cap)
{
  return g_strdup_printf (
      catalogue_get (catalogue, N_ ("Of each person, at most %u are counted.")), cap);
}

static char *
print_factor (const Catalogue *catalogue, const FormRule *rule, guint exponent)
{
  return words_factor (catalogue, bound_odds (rule, exponent));
}

char *
words_question_bound (const Catalogue *catalogue, const FormRule *rule, guint exponent)
{
  g_autofree char *factor = print_factor (catalogue, rule, exponent);
  return g_strdup_printf (
      catalogue_get (
          catalogue,
          /* Translators: %s is a factor such as 1.95. Odds as in betting: a claim is
           * anything that somebody concludes about a person from the figures. */
          N_ ("Adding, removing or exchanging one person's answer to this "
              "question changes the odds of any claim by a factor of at most "
              "%s.")),
      factor);
}

/* A bound for who decides what to publish: even odds times the factor, as percent.
 * Rounded up. */
static char *
print_meaning (const Catalogue *catalogue, const FormRule *rule, guint exponent)
{
  double odds = bound_odds (rule, exponent);
  double percent = ceil (100 * odds / (1 + odds) - 1e-9);

  if (percent <= DOUBT_MOST)
    return g_strdup_printf (
        catalogue_get (
            catalogue,
            /* Translators: a number from 50 to 75; %% prints one percent sign. */
            N_ ("For one person that means: whoever knows all other people's answers, "
                "and holds a claim about this person as likely as not, stays in doubt, "
                "at most %.0f%% sure of it.")),
        percent);
  if (percent <= SUSPICION_MOST)
    return g_strdup_printf (
        catalogue_get (
            catalogue,
            /* Translators: a number from 76 to 99; %% prints one percent sign. */
            N_ ("For one person that means: whoever knows all other people's answers, "
                "and holds a claim about this person as likely as not, can at worst "
                "come to suspect it strongly, at most %.0f%% sure of it, and not be "
                "certain.")),
        percent);
  return g_strdup (catalogue_get (
      catalogue,
      N_ ("For one person that means: whoever knows all other people's answers, and "
          "holds a claim about this person as likely as not, can at worst become all "
          "but certain of it. Expect no protection from so weak a bound.")));
}

/* The exact bound, for who can use it, and what it means. */
static char *
print_bound (const Catalogue *catalogue, const char *sentence, const FormRule *rule,
             guint exponent)
{
  g_autofree char *meaning = print_meaning (catalogue, rule, exponent);
  return g_strconcat (sentence, " ", meaning, NULL);
}

char *
words_release_bound (const Catalogue *catalogue, const FormRule *rule, guint exponent)
{
  g_autofree char *factor = print_factor (catalogue, rule, exponent);
  g_autofree char *sentence = g_strdup_printf (
      catalogue_get (catalogue,
                     N_ ("Over all questions of this release, one person's answers "
                         "change the odds of any claim by a factor of at most %s.")),
      factor);
  return print_bound (catalogue, sentence, rule, exponent);
}

char *
words_year_bound (const Catalogue *catalogue, const FormRule *rule)
{
  g_autofree char *factor = print_factor (catalogue, rule, rule->year);
  g_autofree char *sentence = g_strdup_printf (
      catalogue_get (
          catalogue,
          N_ ("Over a year with every period published, one person's answers change "
              "the odds of any claim by a factor of at most %s: each question "
              "multiplies it by its own factor each time it is published.")),
      factor);
  return print_bound (catalogue, sentence, rule, rule->year);
}

char *
words_sum_bound (const Catalogue *catalogue, const FormRule *rule, guint exponent)
{
  g_autofree char *factor = print_factor (catalogue, rule, exponent);
  g_autofree char *sentence = g_strdup_printf (
      catalogue_get (catalogue,
                     N_ ("Over all these releases together, one person's answers "
                         "change the odds of any claim by a factor of at most %s.")),
      factor);
  return print_bound (catalogue, sentence, rule, exponent);
}

char *
words_limits (const Catalogue *catalogue)
{
  return g_strdup (catalogue_get (
      catalogue, N_ ("What weakens these bounds: many questions, many periods, people "
                     "who act together, and people who are counted twice.")));
}

char *
words_below (const Catalogue *catalogue, gint64 threshold)
{
  /* Translators: stands in place of a figure below %ld. Where you write from right to
   * left, set it apart by U+2066 and U+2069, or it turns into the opposite. */
  return g_strdup_printf (catalogue_get (catalogue, N_ ("<%ld")), (glong)threshold);
}

char *
words_withheld (const Catalogue *catalogue)
{
  /* Translators: stands in place of a question's figures. */
  return g_strdup (catalogue_get (catalogue, N_ ("withheld")));
}

char *
words_chance_withheld (const Catalogue *catalogue, const FormRule *rule, gint64 people)
{
  double percent = 100 * bound_chance_withheld (rule, people);
  if (percent < 1)
    return g_strdup (catalogue_get (
        catalogue, N_ ("The chance that this question is withheld is below 1%.")));
  return g_strdup_printf (
      catalogue_get (
          catalogue,
          /* Translators: a number from 0 to 100; %% prints one percent sign. */
          N_ ("The chance that this question is withheld is %.0f%%.")),
      percent);
}

/* The fewest people with whom a question is withheld with a chance below this. */
static gint64
find_people (const FormRule *rule, double chance)
{
  gint64 people = 1;
  while (bound_chance_withheld (rule, people) >= chance)
    people++;
  return people;
}

char *
words_enough (const Catalogue *catalogue, const FormRule *rule)
{
  return g_strdup_printf (
      catalogue_get (
          catalogue,
          N_ ("A question that fewer than %ld people answered is more likely "
              "to be withheld than not; with %ld people it is published in "
              "99 of 100 cases. With few people, wait: closing cannot be "
              "done again.")),
      (glong)find_people (rule, 0.5), (glong)find_people (rule, 0.01));
}
