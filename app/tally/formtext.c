/* See formtext.h. */
#include "formtext.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_CAMPAIGN "campaign"
#define LABEL_QUESTION "question."
#define LABEL_BUCKET "bucket."

static const char *const kinds[] = { "one", "any", "count" };
static const char *const noises[] = { "none", "added" };

static void
print_label (LineWriter *writer, const Form *form, size_t language, const char *what,
             const char *id, const char *bucket, char *const *names)
{
  if (names != NULL && names[language] != NULL)
    lines_add (writer, "label: %s %s%s%s%s %s\n", form->languages[language], what, id,
               bucket[0] != '\0' ? "." : "", bucket, names[language]);
}

static void
print_labels (LineWriter *writer, const Form *form, size_t language)
{
  print_label (writer, form, language, LABEL_CAMPAIGN, "", "", form->names);
  for (size_t q = 0; q < form->n_questions; q++)
    {
      const FormQuestion *question = &form->questions[q];
      print_label (writer, form, language, LABEL_QUESTION, question->id, "",
                   question->names);
      for (size_t b = 0; b < question->n_buckets; b++)
        print_label (writer, form, language, LABEL_BUCKET, question->id,
                     question->buckets[b].id, question->buckets[b].names);
    }
}

void
formtext_print_head (LineWriter *writer, const Form *form, const char *first_line)
{
  char period[PERIOD_TEXT_BYTES];

  period_print (period, form->period);
  lines_add (writer, "%s\ncampaign: %s\nperiod: %s\nnoise: %s\n", first_line,
             form->campaign, period, noises[form->noise]);
  lines_add (writer,
             "rule: scale=%" PRIu32 " minimum=%" PRIu32 " threshold=%" PRIu32
             " step=%" PRIu32 " year=%" PRIu32 "\n",
             form->rule.scale, form->rule.minimum, form->rule.threshold,
             form->rule.step, form->rule.year);
  for (size_t i = 0; i < form->n_languages; i++)
    print_labels (writer, form, i);
}

void
formtext_print_question (LineWriter *writer, const FormQuestion *question)
{
  lines_add (writer, "question: %s %s", question->id, kinds[question->kind]);
  if (question->kind == FORM_COUNT)
    lines_add (writer, " cap=%" PRIu32, question->cap);
}

/* A slice as a string in a buffer of that size, or false if it does not fit. */
static bool
copy_slice (char *out, size_t capacity, Slice slice)
{
  if (slice.size >= capacity)
    return false;
  memcpy (out, slice.at, slice.size);
  out[slice.size] = '\0';
  return true;
}

static FormReason
take_line (FormText *text, const char *beginning, Slice *rest)
{
  if (!lines_next (&text->reader, rest))
    return FORM_NOT_ENDED;
  return lines_take (rest, beginning) ? FORM_OK : FORM_UNEXPECTED_LINE;
}

static FormReason
parse_period (FormText *text, Period *period)
{
  Slice rest;
  char copy[PERIOD_TEXT_BYTES];
  FormReason reason = take_line (text, "period: ", &rest);
  if (reason != FORM_OK)
    return reason;
  return copy_slice (copy, sizeof copy, rest)
                 && period_parse (period, copy) == PERIOD_OK
             ? FORM_OK
             : FORM_BAD_PERIOD;
}

static FormReason
parse_noise (FormText *text, FormNoise *noise)
{
  Slice rest;
  FormReason reason = take_line (text, "noise: ", &rest);
  if (reason != FORM_OK)
    return reason;
  *noise =
      lines_equal (rest, noises[FORM_NOISE_ADDED]) ? FORM_NOISE_ADDED : FORM_NOISE_NONE;
  return lines_equal (rest, noises[*noise]) ? FORM_OK : FORM_BAD_NOISE;
}

static bool
take_parameter (Slice *rest, const char *name, uint32_t *value)
{
  int64_t number;
  Slice word = lines_take_word (rest, ' ');
  if (!lines_take (&word, name)
      || lines_parse_number (word, 0, UINT32_MAX, &number) != 0)
    return false;
  *value = (uint32_t)number;
  return true;
}

static FormReason
parse_rule (FormText *text, FormRule *rule)
{
  Slice rest;
  FormReason reason = take_line (text, "rule: ", &rest);
  if (reason != FORM_OK)
    return reason;
  if (!take_parameter (&rest, "scale=", &rule->scale)
      || !take_parameter (&rest, "minimum=", &rule->minimum)
      || !take_parameter (&rest, "threshold=", &rule->threshold)
      || !take_parameter (&rest, "step=", &rule->step)
      || !take_parameter (&rest, "year=", &rule->year) || rest.size > 0
      || !form_rule_is_allowed (*rule))
    return FORM_BAD_RULE;
  return FORM_OK;
}

static FormReason
add_language (Form *form, Slice slice)
{
  char language[FORM_LANGUAGE_BYTES];
  if (!copy_slice (language, sizeof language, slice))
    return FORM_BAD_LANGUAGE;
  FormReason reason = form_add_language (form, language);
  return reason == FORM_TWICE ? FORM_OK : reason;
}

/* Notes the labels; what they name is only read later. */
static FormReason
parse_labels (FormText *text)
{
  Slice line;
  FormReason reason = FORM_OK;
  size_t capacity = 0;

  while (reason == FORM_OK && lines_peek (&text->reader, &line)
         && lines_take (&line, "label: "))
    {
      lines_next (&text->reader, &(Slice){ 0 });
      FormLabel label = { .line = text->reader.line };
      label.language = lines_take_word (&line, ' ');
      label.id = lines_take_word (&line, ' ');
      label.name = line;
      reason = add_language (text->form, label.language);
      if (text->n_labels == capacity)
        {
          capacity = 2 * capacity + 64;
          FormLabel *grown = reallocarray (text->labels, capacity, sizeof *grown);
          if (grown == NULL)
            return FORM_NO_MEMORY;
          text->labels = grown;
        }
      text->labels[text->n_labels++] = label;
    }
  return reason;
}

static FormReason
parse_campaign (FormText *text, char campaign[FORM_CAMPAIGN_BYTES])
{
  Slice rest;
  FormReason reason = take_line (text, "campaign: ", &rest);
  if (reason != FORM_OK)
    return reason;
  if (rest.size != FORM_CAMPAIGN_BYTES - 1
      || !copy_slice (campaign, FORM_CAMPAIGN_BYTES, rest)
      || strspn (campaign, "0123456789abcdef") != FORM_CAMPAIGN_BYTES - 1)
    return FORM_BAD_CAMPAIGN;
  return FORM_OK;
}

FormReason
formtext_parse_head (FormText *text, const char *data, size_t size,
                     const char *first_line)
{
  char campaign[FORM_CAMPAIGN_BYTES];
  Period period;
  FormNoise noise;
  FormRule rule;
  FormReason reason;
  Slice line;

  *text = (FormText){ 0 };
  if (size > FORM_TEXT_MAX_BYTES)
    return FORM_TOO_LARGE;
  text->reader = lines_reading (data, size);
  lines_next (&text->reader, &line);
  if (!lines_equal (line, first_line))
    return FORM_OTHER_KIND;
  size_t bad;
  if (!lines_are_text (data, size, &bad))
    {
      text->reader.line = bad;
      return FORM_NOT_TEXT;
    }
  if ((reason = parse_campaign (text, campaign)) != FORM_OK
      || (reason = parse_period (text, &period)) != FORM_OK
      || (reason = parse_noise (text, &noise)) != FORM_OK
      || (reason = parse_rule (text, &rule)) != FORM_OK)
    return reason;
  text->form = form_new (campaign, period, noise, rule);
  return text->form != NULL ? parse_labels (text) : FORM_NO_MEMORY;
}

bool
formtext_has_question (const FormText *text)
{
  Slice line;
  return lines_peek (&text->reader, &line) && lines_begin (line, "question: ");
}

FormReason
formtext_parse_question (FormText *text, Slice *rest)
{
  char id[FORM_ID_BYTES];
  uint32_t cap = 0;
  size_t kind = 0;

  FormReason reason = take_line (text, "question: ", rest);
  if (reason != FORM_OK)
    return reason;
  if (!copy_slice (id, sizeof id, lines_take_word (rest, ' ')))
    return FORM_BAD_ID;
  Slice word = lines_take_word (rest, ' ');
  while (kind < FORM_COUNT && !lines_equal (word, kinds[kind]))
    kind++;
  if (!lines_equal (word, kinds[kind])
      || (kind == FORM_COUNT && !take_parameter (rest, "cap=", &cap)))
    return FORM_BAD_KIND;
  return form_add_question (text->form, id, (FormKind)kind, cap);
}

FormReason
formtext_parse_bucket (FormText *text, bool *found, Slice *rest)
{
  char id[FORM_ID_BYTES];

  *found = lines_peek (&text->reader, rest) && lines_begin (*rest, "bucket: ");
  if (!*found)
    return FORM_OK;
  lines_next (&text->reader, rest);
  lines_take (rest, "bucket: ");
  if (!copy_slice (id, sizeof id, lines_take_word (rest, ' ')))
    return FORM_BAD_ID;
  return form_add_bucket (text->form, id);
}

static FormReason
add_label (Form *form, const FormLabel *label)
{
  char language[FORM_LANGUAGE_BYTES], name[FORM_NAME_BYTES];
  char question[FORM_ID_BYTES], bucket[FORM_ID_BYTES];
  Slice id = label->id;

  if (!copy_slice (name, sizeof name, label->name))
    return FORM_BAD_NAME;
  if (!copy_slice (language, sizeof language, label->language))
    return FORM_BAD_LANGUAGE;
  if (lines_equal (id, LABEL_CAMPAIGN))
    return form_add_name (form, language, NULL, NULL, name);
  if (lines_take (&id, LABEL_QUESTION))
    return copy_slice (question, sizeof question, id)
               ? form_add_name (form, language, question, NULL, name)
               : FORM_UNKNOWN_NAME;
  if (!lines_take (&id, LABEL_BUCKET)
      || !copy_slice (question, sizeof question, lines_take_word (&id, '.'))
      || !copy_slice (bucket, sizeof bucket, id))
    return FORM_UNKNOWN_NAME;
  return form_add_name (form, language, question, bucket, name);
}

FormReason
formtext_parse_end (FormText *text)
{
  Slice line;
  if (!lines_next (&text->reader, &line))
    return FORM_NOT_ENDED;
  if (!lines_equal (line, "end"))
    return FORM_UNEXPECTED_LINE;
  size_t last = text->reader.line;
  if (lines_next (&text->reader, &line))
    return FORM_AFTER_END;
  for (size_t i = 0; i < text->n_labels; i++)
    {
      text->reader.line = text->labels[i].line;
      FormReason reason = add_label (text->form, &text->labels[i]);
      if (reason != FORM_OK)
        return reason;
    }
  text->reader.line = last;
  return form_check (text->form);
}

size_t
formtext_first_difference (const char *a, size_t a_size, const char *b, size_t b_size)
{
  size_t line = 1;
  for (size_t i = 0; i < a_size && i < b_size && a[i] == b[i]; i++)
    if (a[i] == '\n')
      line++;
  return line;
}

void
formtext_clear (FormText *text)
{
  form_free (text->form);
  free (text->labels);
  *text = (FormText){ 0 };
}
