/* See report-series.h. */
#include <stdlib.h>

#include "bound.h"
#include "json.h"
#include "report-series.h"

static const char *const kinds[] = { "one", "any", "count" };

typedef struct
{
  Json *json;
  const char *language; /* NULL: no names */
} Printer;

static void
add_period (const Printer *printer, const char *key, Period period)
{
  char text[PERIOD_TEXT_BYTES];
  period_print (text, period);
  json_string (printer->json, key, text);
}

static void
add_name (const Printer *printer, const Form *form, char *const *names, const char *id)
{
  if (printer->language != NULL)
    json_string (printer->json, "name", form_name (form, names, id, printer->language));
}

/* bucket (nullable): NULL for the total, which stands under a key of its own. */
static void
add_sum (const Printer *printer, const char *bucket, SeriesSum sum)
{
  json_object (printer->json, bucket == NULL ? "total" : NULL);
  if (bucket != NULL)
    json_string (printer->json, "bucket", bucket);
  json_integer (printer->json, "at_least", sum.at_least);
  if (sum.at_most != SERIES_UNBOUNDED)
    json_integer (printer->json, "at_most", sum.at_most);
  json_integer (printer->json, "within", sum.within);
  json_integer (printer->json, "figures", sum.figures);
  json_integer (printer->json, "hidden", sum.hidden);
  json_integer (printer->json, "withheld", sum.withheld);
  json_end (printer->json);
}

static void
add_cells (const Printer *printer, const FormQuestion *question,
           const ReleaseAnswer *answer)
{
  json_array (printer->json, "cells");
  for (gsize i = 0; i < question->n_buckets; i++)
    {
      const ReleaseCell *cell = &answer->cells[i];
      json_object (printer->json, NULL);
      json_string (printer->json, "bucket", question->buckets[i].id);
      json_integer (printer->json, cell->kind == RELEASE_BELOW ? "below" : "value",
                    cell->value);
      json_end (printer->json);
    }
  json_end (printer->json);
}

static void
add_point (const Printer *printer, const SeriesQuestion *question,
           const SeriesPoint *point)
{
  const FormQuestion *asked = question->question;

  json_object (printer->json, NULL);
  add_period (printer, "period", point->period);
  if (point->answer->withheld)
    json_boolean (printer->json, "withheld", TRUE);
  else
    add_cells (printer, asked, point->answer);
  if (question->adds_up)
    {
      json_array (printer->json, "sums");
      for (gsize i = 0; i < asked->n_buckets; i++)
        add_sum (printer, asked->buckets[i].id, point->sums[i]);
      json_end (printer->json);
      add_sum (printer, NULL, point->total);
    }
  json_end (printer->json);
}

static void
add_milestones (const Printer *printer, const SeriesQuestion *question)
{
  json_array (printer->json, "milestones");
  for (guint i = 0; i < question->milestones->len; i++)
    {
      const SeriesMilestone *milestone =
          &g_array_index (question->milestones, SeriesMilestone, i);
      json_object (printer->json, NULL);
      json_integer (printer->json, "number", milestone->number);
      add_period (printer, "reached", question->points[milestone->reached].period);
      if (milestone->clear != SERIES_NEVER)
        add_period (printer, "clear", question->points[milestone->clear].period);
      json_end (printer->json);
    }
  json_end (printer->json);
  json_integer (printer->json, "next", series_next_milestone (question));
}

static void
add_buckets (const Printer *printer, const SeriesQuestion *question)
{
  json_integer (printer->json, "step", question->rule.step);
  json_integer (printer->json, "threshold", question->rule.threshold);
  json_integer (printer->json, "within", bound_spread (&question->rule));
  json_array (printer->json, "buckets");
  for (gsize i = 0; i < question->question->n_buckets; i++)
    {
      const FormBucket *bucket = &question->question->buckets[i];
      json_object (printer->json, NULL);
      json_string (printer->json, "bucket", bucket->id);
      add_name (printer, question->form, bucket->names, bucket->id);
      json_end (printer->json);
    }
  json_end (printer->json);
}

static void
add_question (const Printer *printer, const SeriesQuestion *question)
{
  const FormQuestion *asked = question->question;

  json_object (printer->json, NULL);
  json_string (printer->json, "question", asked->id);
  json_string (printer->json, "kind", kinds[asked->kind]);
  add_name (printer, question->form, asked->names, asked->id);
  json_boolean (printer->json, "adds_up", question->adds_up);
  if (asked->n_buckets > 0)
    add_buckets (printer, question);
  json_array (printer->json, "points");
  for (guint i = 0; i < question->n_points; i++)
    add_point (printer, question, &question->points[i]);
  json_end (printer->json);
  json_array (printer->json, "missing");
  for (guint i = 0; i < question->missing->len; i++)
    add_period (printer, NULL, g_array_index (question->missing, Period, i));
  json_end (printer->json);
  if (question->adds_up)
    add_milestones (printer, question);
  json_end (printer->json);
}

static void
add_release (const Printer *printer, const Release *release)
{
  g_autofree char *digest = series_digest (release);

  json_object (printer->json, NULL);
  add_period (printer, "period", release->form->period);
  json_string (printer->json, "sha256", digest);
  json_end (printer->json);
}

static void
add_rule (const Printer *printer, const FormRule *rule)
{
  json_object (printer->json, "rule");
  json_integer (printer->json, "scale", rule->scale);
  json_integer (printer->json, "minimum", rule->minimum);
  json_integer (printer->json, "year", rule->year);
  json_end (printer->json);
}

char *
report_series_json (const Series *series, const char *language)
{
  const Form *form = series_form (series);
  const Printer printer = { json_new (), language };

  json_object (printer.json, NULL);
  json_integer (printer.json, "series", 1);
  json_string (printer.json, "campaign", form->campaign);
  add_name (&printer, form, form->names, form->campaign);
  add_rule (&printer, &form->rule);
  json_array (printer.json, "releases");
  for (guint i = 0; i < series->releases->len; i++)
    add_release (&printer, series->releases->pdata[i]);
  json_end (printer.json);
  json_array (printer.json, "questions");
  for (guint i = 0; i < series->n_questions; i++)
    add_question (&printer, &series->questions[i]);
  json_end (printer.json);
  json_end (printer.json);
  g_autofree char *text = json_finish (printer.json);
  return g_strconcat (text, "\n", NULL);
}
