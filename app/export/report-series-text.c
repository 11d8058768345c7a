/* See report-series.h. */
#include "report-series.h"
#include "words-page.h"
#include "words-series.h"
#include "words.h"

typedef struct
{
  GString *out;
  const Catalogue *catalogue;
} Printer;

/* A line of its own, indented by so many spaces; sentence (nullable) is freed. */
static void
add_line (const Printer *printer, guint indent, char *sentence)
{
  if (sentence != NULL)
    g_string_append_printf (printer->out, "%*s%s\n", (int)indent, "", sentence);
  g_free (sentence);
}

static void
add_lines (const Printer *printer, guint indent, GStrv sentences)
{
  for (guint i = 0; sentences[i] != NULL; i++)
    add_line (printer, indent, sentences[i]);
  g_free (sentences);
}

static const char *
name_of (const Printer *printer, const SeriesQuestion *question, char *const *names,
         const char *id)
{
  return form_name (question->form, names, id, catalogue_language (printer->catalogue));
}

/* What a period has in place of a bucket's figure. */
static char *
print_cell (const Printer *printer, const SeriesPoint *point, gsize at)
{
  if (point->answer->withheld)
    return words_withheld (printer->catalogue);
  const ReleaseCell *cell = &point->answer->cells[at];
  if (cell->kind == RELEASE_BELOW)
    return words_below (printer->catalogue, cell->value);
  return g_strdup_printf ("%" G_GINT64_FORMAT, cell->value);
}

static void
add_sum (const Printer *printer, guint indent, WordsSeriesConstant head, SeriesSum sum)
{
  g_autofree char *value = words_series_sum (printer->catalogue, sum);
  add_line (
      printer, indent,
      g_strdup_printf ("%s: %s", words_series_get (printer->catalogue, head), value));
  add_line (printer, indent, words_series_within (printer->catalogue, sum));
}

static void
add_bucket (const Printer *printer, const SeriesQuestion *question, gsize at)
{
  const FormBucket *bucket = &question->question->buckets[at];

  add_line (printer, 2,
            g_strdup (name_of (printer, question, bucket->names, bucket->id)));
  for (guint i = 0; i < question->n_points; i++)
    {
      char period[PERIOD_TEXT_BYTES];
      period_print (period, question->points[i].period);
      g_autofree char *value = print_cell (printer, &question->points[i], at);
      add_line (printer, 4, g_strdup_printf ("%s: %s", period, value));
    }
  if (question->adds_up)
    add_sum (printer, 4, WORDS_SERIES_IN_ALL,
             question->points[question->n_points - 1].sums[at]);
}

static void
add_question (const Printer *printer, const SeriesQuestion *question)
{
  const FormQuestion *asked = question->question;

  g_string_append_printf (printer->out, "\n%s\n",
                          name_of (printer, question, asked->names, asked->id));
  for (gsize i = 0; i < asked->n_buckets; i++)
    add_bucket (printer, question, i);
  if (asked->n_buckets == 0)
    add_line (printer, 2, words_withheld (printer->catalogue));
  else if (question->adds_up && asked->n_buckets > 1)
    add_sum (printer, 2, WORDS_SERIES_ALL_ANSWERS, series_total (question));
  add_lines (printer, 2, words_series_milestones (printer->catalogue, question));
  if (asked->n_buckets > 0)
    add_line (printer, 2, words_figures (printer->catalogue, &question->rule));
  add_line (printer, 2, words_series_meaning (printer->catalogue, question));
  add_line (printer, 2, words_series_missing (printer->catalogue, question));
}

char *
report_series_text (const Series *series, const Catalogue *catalogue)
{
  const Form *form = series_form (series);
  const Release *first = series->releases->pdata[0];
  const Printer printer = { g_string_new (NULL), catalogue };

  add_line (&printer, 0,
            g_strdup (form_name (form, form->names, form->campaign,
                                 catalogue_language (catalogue))));
  add_line (&printer, 0,
            words_series_span (catalogue, first->form->period, form->period));
  for (guint i = 0; i < series->n_questions; i++)
    add_question (&printer, &series->questions[i]);
  g_string_append_c (printer.out, '\n');
  add_lines (&printer, 0, words_series_notes (catalogue, series));
  add_lines (&printer, 0, words_page_does_not (catalogue, form));
  return g_string_free (printer.out, FALSE);
}
