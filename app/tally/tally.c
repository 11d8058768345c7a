/* See tally.h. */
#include "tally.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "formtext.h"

#define FIRST_LINE FORMTEXT_FIRST_LINE ("tally")

static FormReason
check_form (const Form *form)
{
  FormReason reason = form_check (form);
  for (size_t i = 0; i < form->n_questions && reason == FORM_OK; i++)
    if (form->questions[i].n_buckets == 0)
      reason = FORM_BAD_KIND;
  return reason;
}

Tally *
tally_new (Form *form)
{
  Tally *tally = calloc (1, sizeof *tally);
  if (tally == NULL || check_form (form) != FORM_OK)
    {
      free (tally);
      form_free (form);
      return NULL;
    }
  tally->form = form;
  tally->counts = calloc (form->n_questions, sizeof *tally->counts);
  bool whole = tally->counts != NULL;
  for (size_t i = 0; whole && i < form->n_questions; i++)
    {
      TallyCounts *counts = &tally->counts[i];
      counts->buckets = calloc (form->questions[i].n_buckets, sizeof *counts->buckets);
      whole = counts->buckets != NULL;
    }
  if (whole)
    return tally;
  tally_free (tally);
  return NULL;
}

void
tally_free (Tally *tally)
{
  if (tally == NULL)
    return;
  for (size_t i = 0; tally->counts != NULL && i < tally->form->n_questions; i++)
    free (tally->counts[i].buckets);
  free (tally->counts);
  form_free (tally->form);
  free (tally);
}

static bool
is_within (int64_t value, int64_t most, FormNoise noise)
{
  return value <= most && value >= (noise == FORM_NOISE_ADDED ? -most : 0);
}

/* Whether the numbers are in range, and the exact ones can be. */
static bool
can_be (const FormQuestion *question, const TallyCounts *counts, FormNoise noise)
{
  int64_t sum = 0;

  if (!is_within (counts->people, TALLY_PEOPLE_MAX, noise))
    return false;
  for (size_t i = 0; i < question->n_buckets; i++)
    {
      if (!is_within (counts->buckets[i], TALLY_COUNT_MAX, noise))
        return false;
      if (noise == FORM_NOISE_NONE && question->kind == FORM_ANY
          && counts->buckets[i] > counts->people)
        return false;
      sum += counts->buckets[i];
    }
  if (noise == FORM_NOISE_ADDED || question->kind == FORM_ANY)
    return true;
  return question->kind == FORM_ONE ? sum == counts->people
                                    : sum <= counts->people * (int64_t)question->cap;
}

FormReason
tally_check (const Tally *tally)
{
  FormReason reason = check_form (tally->form);
  for (size_t i = 0; i < tally->form->n_questions && reason == FORM_OK; i++)
    if (!can_be (&tally->form->questions[i], &tally->counts[i], tally->form->noise))
      reason = FORM_IMPOSSIBLE;
  return reason;
}

char *
tally_print (const Tally *tally, size_t *size)
{
  LineWriter writer = { 0 };

  if (size != NULL)
    *size = 0;
  if (tally_check (tally) != FORM_OK)
    return NULL;
  formtext_print_head (&writer, tally->form, FIRST_LINE);
  for (size_t q = 0; q < tally->form->n_questions; q++)
    {
      const FormQuestion *question = &tally->form->questions[q];
      formtext_print_question (&writer, question);
      lines_add (&writer, " people=%" PRId64 "\n", tally->counts[q].people);
      for (size_t b = 0; b < question->n_buckets; b++)
        lines_add (&writer, "bucket: %s %" PRId64 "\n", question->buckets[b].id,
                   tally->counts[q].buckets[b]);
    }
  lines_add (&writer, "end\n");
  return lines_end (&writer, size);
}

/* Numbers read before the form is whole. */
typedef struct
{
  int64_t people[FORM_QUESTIONS_MAX];
  int64_t buckets[FORM_QUESTIONS_MAX][FORM_BUCKETS_MAX];
} Numbers;

static FormReason
parse_number (Slice slice, int64_t most, FormNoise noise, int64_t *value)
{
  int64_t least = noise == FORM_NOISE_ADDED ? -most : 0;
  return lines_parse_number (slice, least, most, value) == 0 ? FORM_OK
                                                             : FORM_BAD_NUMBER;
}

static FormReason
parse_buckets (FormText *text, int64_t *buckets)
{
  bool found = true;
  for (size_t i = 0; found; i++)
    {
      Slice rest;
      FormReason reason = formtext_parse_bucket (text, &found, &rest);
      if (reason == FORM_OK && found)
        reason = parse_number (rest, TALLY_COUNT_MAX, text->form->noise, &buckets[i]);
      if (reason != FORM_OK)
        return reason;
    }
  return FORM_OK;
}

static FormReason
parse_questions (FormText *text, Numbers *numbers)
{
  for (size_t q = 0; formtext_has_question (text); q++)
    {
      Slice rest;
      FormReason reason = formtext_parse_question (text, &rest);
      if (reason != FORM_OK)
        return reason;
      if (!lines_take (&rest, "people="))
        return FORM_BAD_NUMBER;
      TallyCounts counts = { .buckets = numbers->buckets[q] };
      reason = parse_number (rest, TALLY_PEOPLE_MAX, text->form->noise, &counts.people);
      size_t line = text->reader.line;
      if (reason == FORM_OK)
        reason = parse_buckets (text, counts.buckets);
      if (reason != FORM_OK)
        return reason;
      numbers->people[q] = counts.people;
      if (text->form->questions[q].n_buckets == 0)
        return FORM_BAD_KIND;
      if (!can_be (&text->form->questions[q], &counts, text->form->noise))
        {
          text->reader.line = line;
          return FORM_IMPOSSIBLE;
        }
    }
  return FORM_OK;
}

static Tally *
fill (Form *form, const Numbers *numbers)
{
  Tally *tally = tally_new (form);
  for (size_t q = 0; tally != NULL && q < form->n_questions; q++)
    {
      tally->counts[q].people = numbers->people[q];
      memcpy (tally->counts[q].buckets, numbers->buckets[q],
              form->questions[q].n_buckets * sizeof (int64_t));
    }
  return tally;
}

/* Whether printing gives the text back; if not, line is where they part. */
static FormReason
compare_with_print (const Tally *tally, const char *text, size_t size, size_t *line)
{
  size_t printed_size;
  char *printed = tally_print (tally, &printed_size);
  if (printed == NULL)
    return FORM_NO_MEMORY;
  FormReason reason = FORM_OK;
  if (printed_size != size || memcmp (printed, text, size) != 0)
    {
      *line = formtext_first_difference (printed, printed_size, text, size);
      reason = FORM_WRONG_ORDER;
    }
  free (printed);
  return reason;
}

static Tally *
parse (FormText *text, const char *data, size_t size, FormReason *reason)
{
  Numbers *numbers = calloc (1, sizeof *numbers);
  Tally *tally = NULL;

  *reason = formtext_parse_head (text, data, size, FIRST_LINE);
  if (*reason == FORM_OK)
    *reason = numbers != NULL ? parse_questions (text, numbers) : FORM_NO_MEMORY;
  if (*reason == FORM_OK)
    *reason = formtext_parse_end (text);
  if (*reason == FORM_OK)
    {
      tally = fill (text->form, numbers);
      text->form = NULL;
      *reason = tally != NULL
                    ? compare_with_print (tally, data, size, &text->reader.line)
                    : FORM_NO_MEMORY;
    }
  free (numbers);
  if (*reason == FORM_OK)
    return tally;
  tally_free (tally);
  return NULL;
}

Tally *
tally_parse (const char *text, size_t size, FormProblem *problem)
{
  FormText state = { 0 };
  FormReason reason;
  Tally *tally = parse (&state, text, size, &reason);

  if (problem != NULL)
    *problem = (FormProblem){ reason != FORM_OK ? state.reader.line : 0, reason };
  formtext_clear (&state);
  return tally;
}

bool
tally_is_text (const char *text, size_t size)
{
  Slice slice = { text, size };
  return lines_begin (slice, TALLY_HEADING) || lines_begin (slice, "tally:");
}
