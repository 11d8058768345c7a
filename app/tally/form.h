/* The form of a tally and of the release made from it: campaign, period, the rule's
 * parameters, the questions with their buckets, and what they are called in each
 * language. It holds no count. Tally (tally.h) adds the exact counts; the export
 * library adds what may be published. Strings are UTF-8 and belong to the form. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "period.h"

#define FORM_CAMPAIGN_BYTES                                                            \
  65 /* 64 lower-case hexadecimal digits and the closing zero */
#define FORM_ID_BYTES 65 /* an id: [a-z0-9] then [a-z0-9_-], up to 64 of them */
#define FORM_LANGUAGE_BYTES 33 /* as in desktop entries: en, pt_BR, sr@latin */
#define FORM_NAME_BYTES                                                                \
  1025 /* a name: one line of UTF-8 without control characters                         \
        */
#define FORM_LANGUAGES_MAX 64
#define FORM_QUESTIONS_MAX 64
#define FORM_BUCKETS_MAX 64
#define FORM_ANY_BUCKETS_MAX 6
#define FORM_CAP_MAX 10000
#define FORM_RULE_MAX 1000000 /* the largest number in a rule */
#define FORM_SCALE_MAX 1000
#define FORM_TEXT_MAX_BYTES ((size_t)4 << 20) /* a longer text is refused unread */

/* Floors that no campaign can go below. form_rule_is_allowed() holds them. */
#define FORM_SCALE_FLOOR 3
#define FORM_MINIMUM_FLOOR 10
#define FORM_THRESHOLD_FLOOR 15
#define FORM_YEAR_EXPONENT_MAX 20

/* How a person answers, and so how much one person can move. */
typedef enum
{
  FORM_ONE, /* one bucket each */
  FORM_ANY, /* each bucket yes or no */
  FORM_COUNT, /* a number from 0 to cap each; one bucket holds their sum */
} FormKind;

typedef enum
{
  FORM_NOISE_NONE, /* exact counts */
  FORM_NOISE_ADDED, /* noise of the rule's scales is in every count already */
} FormNoise;

/* What the release rounds and hides by. Exponents are counted in units of 1 / scale. */
typedef struct
{
  uint32_t scale; /* b: scale of the minimum's noise and of a FORM_ONE bucket's */
  uint32_t minimum; /* what a question's noisy number of people must reach */
  uint32_t threshold; /* figures below it are published as "below"; see release.h */
  uint32_t step; /* figures are rounded to its multiples; see release.h */
  uint32_t year; /* exponent of a year with all its periods closed, times scale */
} FormRule;

/* names: NULL, or one for each of the form's languages, in their order, NULL where
 * there is none. */
typedef struct
{
  char *id;
  char **names;
} FormBucket;

typedef struct
{
  char *id;
  char **names;
  FormKind kind;
  uint32_t cap; /* 1 to FORM_CAP_MAX for FORM_COUNT, else 0 */
  FormBucket *buckets; /* FORM_COUNT has exactly one */
  size_t n_buckets;
} FormQuestion;

/* Read freely; change only through the functions below. */
typedef struct
{
  char campaign[FORM_CAMPAIGN_BYTES];
  char **names; /* the campaign's */
  Period period;
  FormNoise noise;
  FormRule rule;
  char **languages; /* the first is what is used where a name is missing */
  size_t n_languages;
  FormQuestion *questions;
  size_t n_questions;
} Form;

/* Why a form or a text is refused. */
typedef enum
{
  FORM_OK,
  FORM_NO_MEMORY,
  FORM_TOO_LARGE, /* longer than FORM_TEXT_MAX_BYTES, or more of something than allowed
                   */
  FORM_NOT_TEXT, /* not UTF-8, a control character, or no line end at the end */
  FORM_OTHER_KIND, /* does not begin as a text of this kind and version */
  FORM_UNEXPECTED_LINE, /* not the line that belongs here, or one is missing */
  FORM_EMPTY, /* no question */
  FORM_BAD_CAMPAIGN,
  FORM_BAD_PERIOD,
  FORM_BAD_NOISE,
  FORM_BAD_RULE, /* malformed, below a floor, or year below what its questions cost */
  FORM_BAD_LANGUAGE,
  FORM_BAD_ID,
  FORM_BAD_NAME, /* an empty name, or one with space around it */
  FORM_UNKNOWN_NAME, /* names something that the form does not have */
  FORM_TWICE, /* the same id or name a second time */
  FORM_BAD_KIND, /* no such kind, a cap out of place, or a wrong number of buckets */
  FORM_BAD_NUMBER, /* not a number in its one right form, or out of range */
  FORM_IMPOSSIBLE, /* counts that no people can have given */
  FORM_WRONG_ORDER, /* readable, but not what printing gives */
  FORM_NOT_ENDED, /* no "end" line: cut short? */
  FORM_AFTER_END,
} FormReason;

typedef struct
{
  size_t line; /* counted from 1; 0 where no line is to blame */
  FormReason reason;
} FormProblem;

/**
 * form_new:
 * @campaign: 64 lower-case hexadecimal digits
 *
 * Returns: (transfer full): a form without questions and languages, or NULL if memory
 * is short or campaign, period, noise or rule is not allowed.
 */
Form *form_new (const char *campaign, Period period, FormNoise noise, FormRule rule);

/* A copy, or NULL if memory is short. */
Form *form_dup (const Form *form);

void form_free (Form *form);

/**
 * form_add_question:
 * @cap: as in FormQuestion
 *
 * Appends a question without buckets. Order is the campaign's.
 */
FormReason form_add_question (Form *form, const char *id, FormKind kind, uint32_t cap);

/* Appends a bucket to the question added last. */
FormReason form_add_bucket (Form *form, const char *id);

/* Appends a language; the first is the campaign's own. One in which nothing has a name
 * leaves no trace in a text. */
FormReason form_add_language (Form *form, const char *language);

/**
 * form_add_name:
 * @language: one that was added
 * @question: (nullable): NULL names the campaign
 * @bucket: (nullable): NULL names the question
 *
 * Says what something is called. Names may come in any order.
 */
FormReason form_add_name (Form *form, const char *language, const char *question,
                          const char *bucket, const char *name);

/* Takes a question's buckets away, for a release that withholds it. */
void form_drop_buckets (Form *form, size_t question);

/* Says that noise is in every count from now on. */
void form_mark_noised (Form *form);

/* Whether the form is whole: an allowed rule, at least one question, and year no less
 * than what the questions cost if each such period of a year is closed. A question
 * without buckets is a tally's or a release's to judge. */
FormReason form_check (const Form *form);

/* Whether a rule keeps the floors and the limits above. */
bool form_rule_is_allowed (FormRule rule);

/**
 * form_name:
 * @names: (nullable): of the form, of one of its questions or buckets
 * @id: what to use where there is no name at all
 * @language: (nullable): as in desktop entries; pt_BR falls back on pt
 *
 * Returns: (transfer none): the name in that language, else in the form's first, else
 * id.
 */
const char *form_name (const Form *form, char *const *names, const char *id,
                       const char *language);

/* What one answer to a question costs, in units of 1 / scale: 2 for FORM_ONE, else 3.
 */
uint32_t form_question_exponent (const FormQuestion *question);

/* The sum over the form's questions, in units of 1 / scale. */
uint32_t form_exponent (const Form *form);
