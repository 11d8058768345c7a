/* The rule and its bound in sentences for people: one place for the command line, the
 * window and every file, so that all say the same. Numbers are in Latin digits. In the
 * catalogue's language; all results are (transfer full). */
#pragma once

#include <glib.h>

#include "catalogue.h"
#include "rule.h"

G_BEGIN_DECLS

/* (transfer full): the sentences for a file of form in a language; for NULL, in the
 * form's first one, which is the campaign's own. Never the machine's. */
Catalogue *words_open (const Form *form, const char *language);

/* The language of the sentences: the one asked for where it has translations, else en.
 * Borrowed, as in desktop entries. And "ltr" or "rtl", how it is written (borrowed). */
const char *words_language (const Catalogue *catalogue);
const char *words_direction (const Catalogue *catalogue);

/* (transfer full): a language as files name it: pt_BR@x is pt-BR. */
char *words_dup_tag (const char *language);

/* (transfer full): what a language is called in itself, for whoever chooses one; its
 * tag where nothing is translated into it. */
char *words_dup_language_name (const char *language);

/* "Quarter 4 of 2026". */
char *words_period (const Catalogue *catalogue, Period period);

/* When a question is withheld. */
char *words_minimum (const Catalogue *catalogue, const FormRule *rule);

/* How the figures of a question are made, and how near the truth they are. */
char *words_figures (const Catalogue *catalogue, const Rule *rule);

/* How much one person can add to a FORM_COUNT question's figure. */
char *words_cap (const Catalogue *catalogue, guint cap);

/* What one person's answer can change, by one question. */
char *words_question_bound (const Catalogue *catalogue, const FormRule *rule,
                            guint exponent);

/* The same over a whole release, over a year with every period closed, and over any
 * releases together: the factor, and what it means for one person, which is one of
 * three things. By even odds somebody who knows everybody else's answers is at most 75%
 * sure of a claim about them and stays in doubt; at most 99% sure and suspects it; or
 * all but certain. */
char *words_release_bound (const Catalogue *catalogue, const FormRule *rule,
                           guint exponent);
char *words_year_bound (const Catalogue *catalogue, const FormRule *rule);
char *words_sum_bound (const Catalogue *catalogue, const FormRule *rule,
                       guint exponent);

/* What makes the bounds weaker. */
char *words_limits (const Catalogue *catalogue);

/* A figure of which nothing but that it is below the threshold is known. */
char *words_below (const Catalogue *catalogue, gint64 threshold);

/* "withheld", for where the figures would stand. */
char *words_withheld (const Catalogue *catalogue);

/* How likely the question is to be withheld when people answered it: for the
 * organiser's eyes before closing, since it tells of the exact number. */
char *words_chance_withheld (const Catalogue *catalogue, const FormRule *rule,
                             gint64 people);

/* With how many people a question is likely to be withheld and with how many hardly
 * ever: by the rule alone, whatever the counts are. */
char *words_enough (const Catalogue *catalogue, const FormRule *rule);

/* A factor to three digits, rounded up since it is a bound: 1.95, 10.4, 318,000. */
char *words_factor (const Catalogue *catalogue, double factor);

G_END_DECLS
