/* See report-series.h. Of each question one table: an answer after the other, each with
 * its periods and its sum. */
#include "bound.h"
#include "report-page.h"
#include "report-series.h"
#include "words-page.h"
#include "words-series.h"
#include "words.h"

/* The longest bar of a question's answers in any period. */
static gint64
find_whole (const SeriesQuestion *question, gint64 within)
{
  gint64 whole = 1;
  for (guint i = 0; i < question->n_points; i++)
    if (!question->points[i].answer->withheld)
      whole = MAX (whole, report_page_whole (question->points[i].answer->cells,
                                             question->question->n_buckets, within));
  return whole;
}

/* Set apart, or 2026-Q3 turns round among Arabic letters. */
static void
add_period (const ReportPage *page, Period period)
{
  char text[PERIOD_TEXT_BYTES];
  period_print (text, period);
  g_string_append_printf (page->out, "<bdi>%s</bdi>", text);
}

static void
add_point (const ReportPage *page, const SeriesPoint *point, gsize at, gint64 within,
           gint64 whole)
{
  report_page_add (page, "<tr><th scope=\"row\">");
  add_period (page, point->period);
  report_page_add (page, "</th>");
  if (point->answer->withheld)
    report_page_element (page, "td", NULL, words_withheld (page->catalogue));
  else
    report_page_figure (page, &point->answer->cells[at], within, whole);
  report_page_add (page, "</tr>\n");
}

/* A sum as a row of its own: a bar of it would dwarf the others. */
static void
add_sum (const ReportPage *page, WordsSeriesConstant head, SeriesSum sum)
{
  char *within = words_series_within (page->catalogue, sum);

  report_page_add (page, "<tr><th scope=\"row\"><b>");
  report_page_text (page, words_series_get (page->catalogue, head));
  report_page_add (page, "</b></th><td>");
  report_page_element (page, "b", NULL, words_series_sum (page->catalogue, sum));
  if (within != NULL)
    report_page_element (page, "div", "note", within);
  report_page_add (page, "</td></tr>\n");
}

static void
add_bucket (const ReportPage *page, const SeriesQuestion *question, gsize at,
            gint64 within, gint64 whole)
{
  const FormBucket *bucket = &question->question->buckets[at];

  report_page_add (page, "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"2\"><b>");
  report_page_name (page, bucket->names, bucket->id);
  report_page_add (page, "</b></th></tr>\n");
  for (guint i = 0; i < question->n_points; i++)
    add_point (page, &question->points[i], at, within, whole);
  if (question->adds_up)
    add_sum (page, WORDS_SERIES_IN_ALL,
             question->points[question->n_points - 1].sums[at]);
  report_page_add (page, "</tbody>\n");
}

static void
add_table (const ReportPage *page, const SeriesQuestion *question)
{
  const FormQuestion *asked = question->question;
  gint64 within = bound_spread (&question->rule);
  gint64 whole = find_whole (question, within);

  report_page_table (page, words_page_caption (page->catalogue, asked, &question->rule),
                     words_series_get (page->catalogue, WORDS_SERIES_PERIOD),
                     words_page_get (page->catalogue, WORDS_PAGE_FIGURE));
  for (gsize i = 0; i < asked->n_buckets; i++)
    add_bucket (page, question, i, within, whole);
  if (question->adds_up && asked->n_buckets > 1)
    {
      report_page_add (page, "<tbody>\n");
      add_sum (page, WORDS_SERIES_ALL_ANSWERS, series_total (question));
      report_page_add (page, "</tbody>\n");
    }
  report_page_add (page, "</table>\n");
}

static void
add_milestones (const ReportPage *page, const SeriesQuestion *question)
{
  GStrv sentences = words_series_milestones (page->catalogue, question);
  for (guint i = 0; sentences[i] != NULL; i++)
    report_page_element (page, "p", NULL, sentences[i]);
  g_free (sentences);
}

static void
add_notes (const ReportPage *page, const SeriesQuestion *question)
{
  const Catalogue *catalogue = page->catalogue;
  char *missing = words_series_missing (catalogue, question);

  report_page_add (page, "<p class=\"note\">");
  if (question->question->n_buckets > 0)
    report_page_element (page, "span", NULL,
                         words_figures (catalogue, &question->rule));
  report_page_element (page, "span", NULL, words_series_meaning (catalogue, question));
  if (missing != NULL)
    report_page_element (page, "span", NULL, missing);
  report_page_add (page, "</p>\n");
}

static void
add_question (ReportPage *page, const SeriesQuestion *question, guint at)
{
  g_autofree char *id = g_strdup_printf ("q%u", at + 1);

  page->form = question->form;
  report_page_section (page, id, NULL);
  report_page_name (page, question->question->names, question->question->id);
  report_page_add (page, "</h2>\n");
  add_milestones (page, question);
  if (question->question->n_buckets > 0)
    add_table (page, question);
  else
    report_page_element (page, "p", "none",
                         words_page_withheld (page->catalogue, &page->form->rule));
  add_notes (page, question);
  report_page_add (page, "</section>\n");
}

static void
add_footer (const ReportPage *page, const Series *series)
{
  report_page_add (page, "<footer>\n");
  report_page_element (
      page, "p", NULL,
      g_strdup (words_series_get (page->catalogue, WORDS_SERIES_ORIGIN)));
  report_page_add (page, "<ul>\n");
  for (guint i = 0; i < series->releases->len; i++)
    {
      const Release *release = series->releases->pdata[i];
      g_autofree char *digest = series_digest (release);
      report_page_add (page, "<li>");
      add_period (page, release->form->period);
      g_string_append_printf (page->out, " <code>%s</code></li>\n", digest);
    }
  report_page_add (page, "</ul>\n</footer>\n");
}

char *
report_series_html (const Series *series, const Catalogue *catalogue)
{
  const Form *form = series_form (series);
  const Release *first = series->releases->pdata[0];
  g_autofree char *span =
      words_series_span (catalogue, first->form->period, form->period);
  ReportPage page;

  report_page_begin (&page, form, catalogue, span,
                     words_series_get (catalogue, WORDS_SERIES_INTRODUCTION));
  for (guint i = 0; i < series->n_questions; i++)
    add_question (&page, &series->questions[i], i);
  page.form = form;
  report_page_list (&page, "conclusions",
                    words_series_get (catalogue, WORDS_SERIES_CONCLUSIONS),
                    words_series_notes (catalogue, series));
  report_page_list (&page, "limits", words_page_get (catalogue, WORDS_PAGE_DOES_NOT),
                    words_page_does_not (catalogue, form));
  report_page_add (&page, "</main>\n");
  add_footer (&page, series);
  return report_page_end (&page);
}
