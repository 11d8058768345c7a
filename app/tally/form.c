/* See form.h. Arrays grow by one: a form is small and built once. */
#include "form.h"

#include <stdlib.h>
#include <string.h>

#include "lines.h"

#define ID_FIRST "abcdefghijklmnopqrstuvwxyz0123456789"
#define ID_REST ID_FIRST "-_"
#define LANGUAGE_LETTERS "abcdefghijklmnopqrstuvwxyz"
#define LANGUAGE_REST LANGUAGE_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@-"

static bool
is_campaign (const char *text)
{
  return strlen (text) == FORM_CAMPAIGN_BYTES - 1
         && strspn (text, "0123456789abcdef") == FORM_CAMPAIGN_BYTES - 1;
}

static bool
is_id (const char *text)
{
  size_t size = strlen (text);
  return size > 0 && size < FORM_ID_BYTES && strspn (text, ID_FIRST) > 0
         && strspn (text, ID_REST) == size;
}

static bool
is_language (const char *text)
{
  size_t size = strlen (text);
  return size > 0 && size < FORM_LANGUAGE_BYTES && strspn (text, LANGUAGE_LETTERS) >= 2
         && strspn (text, LANGUAGE_REST) == size;
}

static bool
is_name (const char *text)
{
  size_t size = strlen (text);
  if (size == 0 || size >= FORM_NAME_BYTES || text[0] == ' ' || text[size - 1] == ' '
      || strchr (text, '\n') != NULL)
    return false;
  char line[FORM_NAME_BYTES + 1];
  memcpy (line, text, size);
  line[size] = '\n';
  return lines_are_text (line, size + 1, NULL);
}

bool
form_rule_is_allowed (FormRule rule)
{
  return rule.scale >= FORM_SCALE_FLOOR && rule.scale <= FORM_SCALE_MAX
         && rule.minimum >= FORM_MINIMUM_FLOOR && rule.minimum <= FORM_RULE_MAX
         && rule.threshold >= FORM_THRESHOLD_FLOOR && rule.threshold <= FORM_RULE_MAX
         && rule.step >= 1 && rule.step <= FORM_RULE_MAX
         && rule.year <= FORM_YEAR_EXPONENT_MAX * rule.scale;
}

Form *
form_new (const char *campaign, Period period, FormNoise noise, FormRule rule)
{
  if (!is_campaign (campaign) || !period_is_valid (period)
      || (noise != FORM_NOISE_NONE && noise != FORM_NOISE_ADDED)
      || !form_rule_is_allowed (rule))
    return NULL;
  Form *form = calloc (1, sizeof *form);
  if (form == NULL)
    return NULL;
  memcpy (form->campaign, campaign, FORM_CAMPAIGN_BYTES);
  form->period = period;
  form->noise = noise;
  form->rule = rule;
  return form;
}

static void
free_texts (char **texts, size_t count)
{
  for (size_t i = 0; texts != NULL && i < count; i++)
    free (texts[i]);
  free (texts);
}

static void
free_bucket (FormBucket *bucket, size_t languages)
{
  free_texts (bucket->names, languages);
  free (bucket->id);
}

void
form_free (Form *form)
{
  if (form == NULL)
    return;
  for (size_t i = 0; i < form->n_questions; i++)
    {
      form_drop_buckets (form, i);
      free_texts (form->questions[i].names, form->n_languages);
      free (form->questions[i].id);
    }
  free (form->questions);
  free_texts (form->names, form->n_languages);
  free_texts (form->languages, form->n_languages);
  free (form);
}

static FormQuestion *
find_question (const Form *form, const char *id)
{
  for (size_t i = 0; i < form->n_questions; i++)
    if (strcmp (form->questions[i].id, id) == 0)
      return &form->questions[i];
  return NULL;
}

static FormBucket *
find_bucket (const FormQuestion *question, const char *id)
{
  for (size_t i = 0; i < question->n_buckets; i++)
    if (strcmp (question->buckets[i].id, id) == 0)
      return &question->buckets[i];
  return NULL;
}

FormReason
form_add_question (Form *form, const char *id, FormKind kind, uint32_t cap)
{
  if (!is_id (id))
    return FORM_BAD_ID;
  if (kind == FORM_COUNT ? cap < 1 || cap > FORM_CAP_MAX
                         : cap != 0 || (kind != FORM_ONE && kind != FORM_ANY))
    return FORM_BAD_KIND;
  if (find_question (form, id) != NULL)
    return FORM_TWICE;
  if (form->n_questions == FORM_QUESTIONS_MAX)
    return FORM_TOO_LARGE;
  FormQuestion *grown =
      reallocarray (form->questions, form->n_questions + 1, sizeof *grown);
  if (grown == NULL)
    return FORM_NO_MEMORY;
  form->questions = grown;
  FormQuestion question = { .id = strdup (id), .kind = kind, .cap = cap };
  if (question.id == NULL)
    return FORM_NO_MEMORY;
  form->questions[form->n_questions++] = question;
  return FORM_OK;
}

static size_t
most_buckets (FormKind kind)
{
  return kind == FORM_COUNT ? 1
         : kind == FORM_ANY ? FORM_ANY_BUCKETS_MAX
                            : FORM_BUCKETS_MAX;
}

FormReason
form_add_bucket (Form *form, const char *id)
{
  if (form->n_questions == 0)
    return FORM_BAD_KIND;
  FormQuestion *question = &form->questions[form->n_questions - 1];
  if (!is_id (id))
    return FORM_BAD_ID;
  if (find_bucket (question, id) != NULL)
    return FORM_TWICE;
  if (question->n_buckets == most_buckets (question->kind))
    return FORM_BAD_KIND;
  FormBucket *grown =
      reallocarray (question->buckets, question->n_buckets + 1, sizeof *grown);
  if (grown == NULL)
    return FORM_NO_MEMORY;
  question->buckets = grown;
  FormBucket bucket = { .id = strdup (id) };
  if (bucket.id == NULL)
    return FORM_NO_MEMORY;
  question->buckets[question->n_buckets++] = bucket;
  return FORM_OK;
}

/* The number of languages where it has none of that code. */
static size_t
find_language (const Form *form, const char *language, size_t size)
{
  size_t i = 0;
  while (i < form->n_languages
         && (strncmp (form->languages[i], language, size) != 0
             || form->languages[i][size] != '\0'))
    i++;
  return i;
}

FormReason
form_add_language (Form *form, const char *language)
{
  if (!is_language (language))
    return FORM_BAD_LANGUAGE;
  if (find_language (form, language, strlen (language)) < form->n_languages)
    return FORM_TWICE;
  if (form->n_languages == FORM_LANGUAGES_MAX)
    return FORM_TOO_LARGE;
  if (form->languages == NULL)
    form->languages = calloc (FORM_LANGUAGES_MAX, sizeof (char *));
  char *copy = strdup (language);
  if (form->languages == NULL || copy == NULL)
    {
      free (copy);
      return FORM_NO_MEMORY;
    }
  form->languages[form->n_languages++] = copy;
  return FORM_OK;
}

/* Where the names of the thing are kept; NULL where there is no such thing. */
static char ***
find_names (Form *form, const char *question_id, const char *bucket_id)
{
  if (question_id == NULL)
    return bucket_id == NULL ? &form->names : NULL;
  FormQuestion *question = find_question (form, question_id);
  if (question == NULL || bucket_id == NULL)
    return question != NULL ? &question->names : NULL;
  FormBucket *bucket = find_bucket (question, bucket_id);
  return bucket != NULL ? &bucket->names : NULL;
}

FormReason
form_add_name (Form *form, const char *language, const char *question,
               const char *bucket, const char *name)
{
  size_t which = find_language (form, language, strlen (language));
  if (which == form->n_languages)
    return FORM_BAD_LANGUAGE;
  if (!is_name (name))
    return FORM_BAD_NAME;
  char ***names = find_names (form, question, bucket);
  if (names == NULL)
    return FORM_UNKNOWN_NAME;
  if (*names == NULL)
    *names = calloc (FORM_LANGUAGES_MAX, sizeof (char *));
  if (*names == NULL)
    return FORM_NO_MEMORY;
  if ((*names)[which] != NULL)
    return FORM_TWICE;
  (*names)[which] = strdup (name);
  return (*names)[which] != NULL ? FORM_OK : FORM_NO_MEMORY;
}

static FormReason
copy_names (Form *copy, const Form *form, char *const *names, const char *question,
            const char *bucket)
{
  FormReason reason = FORM_OK;
  for (size_t i = 0; names != NULL && i < form->n_languages && reason == FORM_OK; i++)
    if (names[i] != NULL)
      reason = form_add_name (copy, form->languages[i], question, bucket, names[i]);
  return reason;
}

static FormReason
copy_question (Form *copy, const Form *form, const FormQuestion *question)
{
  FormReason reason =
      form_add_question (copy, question->id, question->kind, question->cap);
  if (reason == FORM_OK)
    reason = copy_names (copy, form, question->names, question->id, NULL);
  for (size_t i = 0; i < question->n_buckets && reason == FORM_OK; i++)
    {
      const FormBucket *bucket = &question->buckets[i];
      reason = form_add_bucket (copy, bucket->id);
      if (reason == FORM_OK)
        reason = copy_names (copy, form, bucket->names, question->id, bucket->id);
    }
  return reason;
}

Form *
form_dup (const Form *form)
{
  Form *copy = form_new (form->campaign, form->period, form->noise, form->rule);
  if (copy == NULL)
    return NULL;
  FormReason reason = FORM_OK;
  for (size_t i = 0; i < form->n_languages && reason == FORM_OK; i++)
    reason = form_add_language (copy, form->languages[i]);
  if (reason == FORM_OK)
    reason = copy_names (copy, form, form->names, NULL, NULL);
  for (size_t i = 0; i < form->n_questions && reason == FORM_OK; i++)
    reason = copy_question (copy, form, &form->questions[i]);
  if (reason == FORM_OK)
    return copy;
  form_free (copy);
  return NULL;
}

void
form_drop_buckets (Form *form, size_t index)
{
  FormQuestion *question = &form->questions[index];
  for (size_t i = 0; i < question->n_buckets; i++)
    free_bucket (&question->buckets[i], form->n_languages);
  free (question->buckets);
  question->buckets = NULL;
  question->n_buckets = 0;
}

void
form_mark_noised (Form *form)
{
  form->noise = FORM_NOISE_ADDED;
}

FormReason
form_check (const Form *form)
{
  if (!form_rule_is_allowed (form->rule))
    return FORM_BAD_RULE;
  if (form->n_questions == 0)
    return FORM_EMPTY;
  uint32_t closings = (uint32_t)period_kind_count (form->period.kind);
  return form_exponent (form) * closings <= form->rule.year ? FORM_OK : FORM_BAD_RULE;
}

const char *
form_name (const Form *form, char *const *names, const char *id, const char *language)
{
  if (names == NULL)
    return id;
  size_t size = language != NULL ? strlen (language) : 0;
  while (size > 0)
    {
      size_t which = find_language (form, language, size);
      if (which < form->n_languages && names[which] != NULL)
        return names[which];
      do
        size--;
      while (size > 0 && strchr ("_@", language[size]) == NULL);
    }
  return names[0] != NULL ? names[0] : id;
}

uint32_t
form_question_exponent (const FormQuestion *question)
{
  return question->kind == FORM_ONE ? 2 : 3;
}

uint32_t
form_exponent (const Form *form)
{
  uint32_t sum = 0;
  for (size_t i = 0; i < form->n_questions; i++)
    sum += form_question_exponent (&form->questions[i]);
  return sum;
}
