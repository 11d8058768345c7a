/* See report.h. */
#include "csv.h"
#include "report.h"

static void
append_figure (GString *out, const char *period, const char *question,
               const char *bucket, const ReleaseCell *cell)
{
  g_autofree char *value = g_strdup_printf (
      "%s%" G_GINT64_FORMAT, cell->kind == RELEASE_BELOW ? "<" : "", cell->value);
  csv_append_row (out, (const char *[]){ period, question, bucket, value, NULL });
}

char *
report_csv (const Release *release)
{
  GString *out = g_string_new (NULL);
  char period[PERIOD_TEXT_BYTES];

  period_print (period, release->form->period);
  csv_append_row (out,
                  (const char *[]){ "period", "question", "bucket", "value", NULL });
  for (gsize q = 0; q < release->form->n_questions; q++)
    {
      const FormQuestion *question = &release->form->questions[q];
      const ReleaseAnswer *answer = &release->answers[q];
      if (answer->withheld)
        csv_append_row (out,
                        (const char *[]){ period, question->id, "", "withheld", NULL });
      for (gsize b = 0; b < question->n_buckets; b++)
        append_figure (out, period, question->id, question->buckets[b].id,
                       &answer->cells[b]);
    }
  return g_string_free (out, FALSE);
}
