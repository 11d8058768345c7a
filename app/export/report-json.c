/* See report.h. */
#include <stdlib.h>

#include "bound.h"
#include "json.h"
#include "report.h"

static const char *const kinds[] = { "one", "any", "count" };

typedef struct
{
  Json *json;
  const Form *form;
  const char *language; /* NULL: no names */
} Printer;

static void
add_name (const Printer *printer, char *const *names, const char *id)
{
  if (printer->language != NULL)
    json_string (printer->json, "name",
                 form_name (printer->form, names, id, printer->language));
}

static void
add_cell (const Printer *printer, const FormBucket *bucket, const ReleaseCell *cell)
{
  json_object (printer->json, NULL);
  json_string (printer->json, "bucket", bucket->id);
  add_name (printer, bucket->names, bucket->id);
  json_integer (printer->json, cell->kind == RELEASE_BELOW ? "below" : "value",
                cell->value);
  json_end (printer->json);
}

static void
add_figures (const Printer *printer, const FormQuestion *question,
             const ReleaseAnswer *answer)
{
  Rule rule = rule_for (&printer->form->rule, question);

  json_integer (printer->json, "step", rule.step);
  json_integer (printer->json, "threshold", rule.threshold);
  json_integer (printer->json, "within", bound_spread (&rule));
  json_array (printer->json, "cells");
  for (gsize i = 0; i < question->n_buckets; i++)
    add_cell (printer, &question->buckets[i], &answer->cells[i]);
  json_end (printer->json);
}

static void
add_question (const Printer *printer, const FormQuestion *question,
              const ReleaseAnswer *answer)
{
  json_object (printer->json, NULL);
  json_string (printer->json, "question", question->id);
  json_string (printer->json, "kind", kinds[question->kind]);
  json_integer (printer->json, "exponent", form_question_exponent (question));
  add_name (printer, question->names, question->id);
  if (answer->withheld)
    json_boolean (printer->json, "withheld", TRUE);
  else
    add_figures (printer, question, answer);
  json_end (printer->json);
}

static void
add_rule (const Printer *printer)
{
  const FormRule *rule = &printer->form->rule;
  json_object (printer->json, "rule");
  json_integer (printer->json, "scale", rule->scale);
  json_integer (printer->json, "minimum", rule->minimum);
  json_integer (printer->json, "exponent", form_exponent (printer->form));
  json_integer (printer->json, "year", rule->year);
  json_end (printer->json);
}

/* What the object was made of. */
static void
add_text (const Printer *printer, const Release *release)
{
  char *text = release_print (release, NULL);
  json_string (printer->json, "text", text);
  free (text);
}

char *
report_json (const Release *release, const char *language)
{
  Printer printer = { json_new (), release->form, language };
  char period[PERIOD_TEXT_BYTES];

  period_print (period, release->form->period);
  json_object (printer.json, NULL);
  json_integer (printer.json, "release", 1);
  json_string (printer.json, "campaign", release->form->campaign);
  add_name (&printer, release->form->names, release->form->campaign);
  json_string (printer.json, "period", period);
  add_rule (&printer);
  json_array (printer.json, "questions");
  for (gsize i = 0; i < release->form->n_questions; i++)
    add_question (&printer, &release->form->questions[i], &release->answers[i]);
  json_end (printer.json);
  add_text (&printer, release);
  json_end (printer.json);
  g_autofree char *text = json_finish (printer.json);
  return g_strconcat (text, "\n", NULL);
}
