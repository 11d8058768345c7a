/* See report.h. One page that needs nothing besides itself: no script, no picture, no
 * address; its pieces are in report-page.h. */
#include <stdlib.h>

#include "bound.h"
#include "report-page.h"
#include "report.h"
#include "words-page.h"
#include "words.h"

static void
add_row (const ReportPage *page, const FormBucket *bucket, const ReleaseCell *cell,
         gint64 within, gint64 whole)
{
  report_page_add (page, "<tr><th scope=\"row\">");
  report_page_name (page, bucket->names, bucket->id);
  report_page_add (page, "</th>");
  report_page_figure (page, cell, within, whole);
  report_page_add (page, "</tr>\n");
}

static void
add_table (const ReportPage *page, const FormQuestion *question,
           const ReleaseAnswer *answer, const Rule *rule)
{
  gint64 within = bound_spread (rule);
  gint64 whole = report_page_whole (answer->cells, question->n_buckets, within);

  report_page_table (page, words_page_caption (page->catalogue, question, rule),
                     words_page_get (page->catalogue, WORDS_PAGE_ANSWER),
                     words_page_get (page->catalogue, WORDS_PAGE_FIGURE));
  report_page_add (page, "<tbody>\n");
  for (gsize i = 0; i < question->n_buckets; i++)
    add_row (page, &question->buckets[i], &answer->cells[i], within, whole);
  report_page_add (page, "</tbody>\n</table>\n");
}

/* How the figures are made and what an answer costs, in one paragraph; of a withheld
 * question only the latter. */
static void
add_notes (const ReportPage *page, const FormQuestion *question,
           const ReleaseAnswer *answer, const Rule *rule)
{
  const Catalogue *catalogue = page->catalogue;

  report_page_add (page, "<p class=\"note\">");
  if (!answer->withheld)
    {
      if (question->kind == FORM_COUNT)
        report_page_element (page, "span", NULL, words_cap (catalogue, question->cap));
      report_page_element (page, "span", NULL, words_figures (catalogue, rule));
    }
  report_page_element (
      page, "span", NULL,
      words_question_bound (catalogue, &page->form->rule, rule->exponent));
  report_page_add (page, "</p>\n");
}

static void
add_question (const ReportPage *page, const Release *release, gsize at)
{
  const FormQuestion *question = &release->form->questions[at];
  const ReleaseAnswer *answer = &release->answers[at];
  Rule rule = rule_for (&release->form->rule, question);
  g_autofree char *id = g_strdup_printf ("q%u", (guint)at + 1);

  report_page_section (page, id, NULL);
  report_page_name (page, question->names, question->id);
  report_page_add (page, "</h2>\n");
  if (answer->withheld)
    report_page_element (page, "p", "none",
                         words_page_withheld (page->catalogue, &page->form->rule));
  else
    add_table (page, question, answer, &rule);
  add_notes (page, question, answer, &rule);
  report_page_add (page, "</section>\n");
}

/* The release itself, from which release verify makes the page again. */
static void
add_footer (const ReportPage *page, const Release *release)
{
  gsize size;
  char *text = release_print (release, &size);
  g_autofree char *digest = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *)(text != NULL ? text : ""), size);

  report_page_add (page, "<footer>\n");
  report_page_element (page, "p", NULL,
                       g_strdup (words_page_get (page->catalogue, WORDS_PAGE_ORIGIN)));
  g_string_append_printf (page->out, "<p><code>%s</code></p>\n<details>\n<summary>",
                          digest);
  report_page_text (page, words_page_get (page->catalogue, WORDS_PAGE_TEXT));
  report_page_add (page, "</summary>\n<pre translate=\"no\">");
  report_page_text (page, text != NULL ? text : "");
  report_page_add (page, "</pre>\n</details>\n</footer>\n");
  free (text);
}

char *
report_html (const Release *release, const Catalogue *catalogue)
{
  const Form *form = release->form;
  g_autofree char *period = words_period (catalogue, form->period);
  ReportPage page;

  report_page_begin (&page, form, catalogue, period,
                     words_page_get (catalogue, WORDS_PAGE_INTRODUCTION));
  for (gsize i = 0; i < form->n_questions; i++)
    add_question (&page, release, i);
  report_page_list (&page, "protects", words_page_get (catalogue, WORDS_PAGE_PROTECTS),
                    words_page_protects (catalogue, form));
  report_page_list (&page, "limits", words_page_get (catalogue, WORDS_PAGE_DOES_NOT),
                    words_page_does_not (catalogue, form));
  report_page_add (&page, "</main>\n");
  add_footer (&page, release);
  return report_page_end (&page);
}
