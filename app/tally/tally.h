/* A tally: the exact counts of one period, with all that a release of them needs, and
 * its one canonical text. It is not anonymous. Counts only: no entry, no person, no
 * week. The text, line by line, is described in DESIGN.md, section 5. */
#pragma once

#include "form.h"

/* What a program prints before a tally's text that a person will see. Not part of it.
 */
#define TALLY_HEADING "# NOT ANONYMOUS\n"

#define TALLY_PEOPLE_MAX INT64_C (1000000000)
#define TALLY_COUNT_MAX (TALLY_PEOPLE_MAX * FORM_CAP_MAX)

/* The counts of one question, its buckets in the form's order. */
typedef struct
{
  int64_t people; /* who answered it */
  int64_t *buckets;
} TallyCounts;

typedef struct
{
  Form *form;
  TallyCounts *counts; /* one for each of the form's questions */
} Tally;

/**
 * tally_new:
 * @form: (transfer full): a whole form; freed on failure too
 *
 * Returns: (transfer full): a tally with every count 0, to be filled in by the caller,
 * or NULL if memory is short, form_check() refuses the form or a question has no
 * bucket.
 */
Tally *tally_new (Form *form);

void tally_free (Tally *tally);

/**
 * tally_check:
 *
 * Whether people can have given these counts. Exact: FORM_ONE's buckets add up to
 * people, none of FORM_ANY's is above people, FORM_COUNT's is at most people × cap, and
 * nothing is below 0. With noise added, only the limits hold, below 0 too.
 *
 * Returns: FORM_OK, FORM_IMPOSSIBLE, or what form_check() says.
 */
FormReason tally_check (const Tally *tally);

/**
 * tally_print:
 * @size: (out) (nullable): its length without the closing zero
 *
 * Returns: (transfer full): the canonical text, for free(); NULL if memory is short or
 * tally_check() refuses the tally.
 */
char *tally_print (const Tally *tally, size_t *size);

/**
 * tally_parse:
 * @text: size bytes; no closing zero is needed
 * @problem: (out) (nullable): FORM_OK, or the first thing wrong and its line
 *
 * Accepts exactly the texts that tally_print() gives.
 *
 * Returns: (transfer full): the tally, or NULL.
 */
Tally *tally_parse (const char *text, size_t size, FormProblem *problem);

/* Whether a text, well-formed or not, is meant as a tally: it begins with TALLY_HEADING
 * or with a tally's first line of any version. */
bool tally_is_text (const char *text, size_t size);
