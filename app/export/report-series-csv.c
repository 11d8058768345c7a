/* See report-series.h. */
#include "csv.h"
#include "report-series.h"

typedef struct
{
  GString *out;
  const SeriesQuestion *question;
  char period[PERIOD_TEXT_BYTES];
} Printer;

static char *
print_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* sum (nullable): that of a question that does not add up. */
static void
append_row (const Printer *printer, const char *bucket, const char *value,
            const SeriesSum *sum)
{
  gboolean is_open = sum == NULL || sum->at_most == SERIES_UNBOUNDED;
  g_autofree char *least = sum != NULL ? print_number (sum->at_least) : g_strdup ("");
  g_autofree char *most = is_open ? g_strdup ("") : print_number (sum->at_most);
  g_autofree char *within = sum != NULL ? print_number (sum->within) : g_strdup ("");

  csv_append_row (printer->out, (const char *[]){
                                    printer->period,
                                    printer->question->question->id,
                                    bucket,
                                    value,
                                    least,
                                    most,
                                    within,
                                    NULL,
                                });
}

static void
append_bucket (const Printer *printer, const SeriesPoint *point, gsize at)
{
  const char *id = printer->question->question->buckets[at].id;
  const SeriesSum *sum = point->sums != NULL ? &point->sums[at] : NULL;

  if (point->answer->withheld)
    {
      append_row (printer, id, "withheld", sum);
      return;
    }
  const ReleaseCell *cell = &point->answer->cells[at];
  g_autofree char *value = g_strdup_printf (
      "%s%" G_GINT64_FORMAT, cell->kind == RELEASE_BELOW ? "<" : "", cell->value);
  append_row (printer, id, value, sum);
}

static void
append_point (Printer *printer, const SeriesPoint *point)
{
  gsize n_buckets = printer->question->question->n_buckets;

  period_print (printer->period, point->period);
  for (gsize i = 0; i < n_buckets; i++)
    append_bucket (printer, point, i);
  if (n_buckets == 0)
    append_row (printer, "", "withheld",
                printer->question->adds_up ? &point->total : NULL);
  else if (printer->question->adds_up && n_buckets > 1)
    append_row (printer, "", "", &point->total);
}

char *
report_series_csv (const Series *series)
{
  Printer printer = { .out = g_string_new (NULL) };

  csv_append_row (printer.out, (const char *[]){ "period", "question", "bucket",
                                                 "value", "sum_at_least", "sum_at_most",
                                                 "sum_within", NULL });
  for (guint q = 0; q < series->n_questions; q++)
    {
      printer.question = &series->questions[q];
      for (guint i = 0; i < printer.question->n_points; i++)
        append_point (&printer, &printer.question->points[i]);
    }
  return g_string_free (printer.out, FALSE);
}
