/* See report.h. One page that needs nothing besides itself: no script, no picture, no
 * address. What stands in it is the release, sentences of the catalogue and constants;
 * all text goes through html.h. */
#include <stdlib.h>
#include <string.h>

#include "bound.h"
#include "html.h"
#include "report-style.h"
#include "report.h"
#include "words-page.h"
#include "words.h"

typedef struct
{
  GString *out;
  const Release *release;
  const Form *form;
  const Catalogue *catalogue;
  char *tag; /* the language of the sentences, for HTML */
} Printer;

/* --- pieces ------------------------------------------------------------------------
 */

static void
add (const Printer *printer, const char *markup)
{
  g_string_append (printer->out, markup);
}

/* An element of that name with one class, or with none for NULL; text is freed. */
static void
add_element (const Printer *printer, const char *name, const char *class, char *text)
{
  g_string_append_printf (printer->out, "<%s", name);
  if (class != NULL)
    g_string_append_printf (printer->out, " class=\"%s\"", class);
  add (printer, ">");
  html_append_text (printer->out, text);
  g_string_append_printf (printer->out, "</%s>\n", name);
  g_free (text);
}

static const char *
get_name (const Printer *printer, char *const *names, const char *id)
{
  return form_name (printer->form, names, id, catalogue_language (printer->catalogue));
}

/* The language that a name turned out to be in; NULL for an id. */
static const char *
find_language (const Form *form, char *const *names, const char *name)
{
  for (gsize i = 0; names != NULL && i < form->n_languages; i++)
    if (names[i] == name)
      return form->languages[i];
  return NULL;
}

/* A name, set apart from the direction and the language around it. */
static void
add_name (const Printer *printer, char *const *names, const char *id)
{
  const char *name = get_name (printer, names, id);
  const char *language = find_language (printer->form, names, name);
  g_autofree char *tag = language != NULL ? words_dup_tag (language) : NULL;

  if (tag != NULL && strcmp (tag, printer->tag) != 0)
    g_string_append_printf (printer->out, "<bdi lang=\"%s\">", tag);
  else
    add (printer, "<bdi>");
  html_append_name (printer->out, name);
  add (printer, "</bdi>");
}

/* --- a question ---------------------------------------------------------------------
 */

/* Per mille of the width, as "12.5%". */
static char *
print_share (gint64 value, gint64 whole)
{
  gint64 share = CLAMP (value, 0, whole) * 1000 / whole;
  return g_strdup_printf ("%d.%d%%", (int)(share / 10), (int)(share % 10));
}

/* Both ends of the longest bar, with its line. */
static gint64
find_whole (const FormQuestion *question, const ReleaseAnswer *answer, gint64 within)
{
  gint64 whole = 1;
  for (gsize i = 0; i < question->n_buckets; i++)
    whole = MAX (whole, answer->cells[i].value + within);
  return whole;
}

static void
add_bar (const Printer *printer, const ReleaseCell *cell, gint64 within, gint64 whole)
{
  g_autofree char *end = print_share (cell->value, whole);
  g_autofree char *low = print_share (cell->value - within, whole);
  g_autofree char *high = print_share (cell->value + within, whole);

  add (printer, "<svg aria-hidden=\"true\" focusable=\"false\">");
  if (cell->kind == RELEASE_BELOW)
    g_string_append_printf (
        printer->out,
        "<rect class=\"below\" x=\"0\" y=\"20%%\" width=\"%s\" height=\"60%%\"/>", end);
  else
    g_string_append_printf (printer->out,
                            "<rect x=\"0\" y=\"15%%\" width=\"%s\" height=\"70%%\"/>"
                            "<line x1=\"%s\" y1=\"50%%\" x2=\"%s\" y2=\"50%%\"/>",
                            end, low, high);
  add (printer, "</svg>");
}

/* "<15" is seen; a screen reader is given words, since it may pass over the sign. */
static void
add_value (const Printer *printer, const ReleaseCell *cell)
{
  if (cell->kind == RELEASE_FIGURE)
    {
      g_string_append_printf (printer->out, "<b>%" G_GINT64_FORMAT "</b>", cell->value);
      return;
    }
  g_autofree char *seen = words_below (printer->catalogue, cell->value);
  add (printer, "<b><span aria-hidden=\"true\">");
  html_append_text (printer->out, seen);
  add (printer, "</span>");
  add_element (printer, "span", "heard",
               words_page_heard_below (printer->catalogue, cell->value));
  add (printer, "</b>");
}

static void
add_row (const Printer *printer, const FormBucket *bucket, const ReleaseCell *cell,
         gint64 within, gint64 whole)
{
  add (printer, "<tr><th scope=\"row\">");
  add_name (printer, bucket->names, bucket->id);
  add (printer, "</th><td><div class=\"figure\">");
  add_value (printer, cell);
  add_bar (printer, cell, within, whole);
  add (printer, "</div></td></tr>\n");
}

static void
add_table (const Printer *printer, gsize at, const Rule *rule)
{
  const FormQuestion *question = &printer->form->questions[at];
  const ReleaseAnswer *answer = &printer->release->answers[at];
  gint64 within = bound_spread (rule);
  gint64 whole = find_whole (question, answer, within);

  add (printer, "<table>\n");
  add_element (printer, "caption", NULL,
               words_page_caption (printer->catalogue, question, rule));
  add (printer, "<thead><tr><th scope=\"col\">");
  html_append_text (printer->out,
                    words_page_get (printer->catalogue, WORDS_PAGE_ANSWER));
  add (printer, "</th><th scope=\"col\">");
  html_append_text (printer->out,
                    words_page_get (printer->catalogue, WORDS_PAGE_FIGURE));
  add (printer, "</th></tr></thead>\n<tbody>\n");
  for (gsize i = 0; i < question->n_buckets; i++)
    add_row (printer, &question->buckets[i], &answer->cells[i], within, whole);
  add (printer, "</tbody>\n</table>\n");
}

/* How the figures are made and what an answer costs, in one paragraph; of a withheld
 * question only the latter. */
static void
add_notes (const Printer *printer, gsize at, const Rule *rule)
{
  const FormQuestion *question = &printer->form->questions[at];
  const Catalogue *catalogue = printer->catalogue;

  add (printer, "<p class=\"note\">");
  if (!printer->release->answers[at].withheld)
    {
      if (question->kind == FORM_COUNT)
        add_element (printer, "span", NULL, words_cap (catalogue, question->cap));
      add_element (printer, "span", NULL, words_figures (catalogue, rule));
    }
  add_element (printer, "span", NULL,
               words_question_bound (catalogue, &printer->form->rule, rule->exponent));
  add (printer, "</p>\n");
}

static void
add_question (const Printer *printer, gsize at)
{
  const FormQuestion *question = &printer->form->questions[at];
  Rule rule = rule_for (&printer->form->rule, question);

  g_string_append_printf (printer->out, "<section aria-labelledby=\"q%u\">\n",
                          (guint)at + 1);
  g_string_append_printf (printer->out, "<h2 id=\"q%u\">", (guint)at + 1);
  add_name (printer, question->names, question->id);
  add (printer, "</h2>\n");
  if (printer->release->answers[at].withheld)
    add_element (printer, "p", "none",
                 words_page_withheld (printer->catalogue, &printer->form->rule));
  else
    add_table (printer, at, &rule);
  add_notes (printer, at, &rule);
  add (printer, "</section>\n");
}

/* --- the page -----------------------------------------------------------------------
 */

/* Nothing may be loaded and nothing may run; the one style sheet is named by its hash.
 */
static void
add_policy (const Printer *printer)
{
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *)report_style_get (), -1);
  g_checksum_get_digest (sum, digest, &size);
  g_autofree char *base64 = g_base64_encode (digest, size);
  g_string_append_printf (
      printer->out,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
      base64);
}

static void
add_head (const Printer *printer)
{
  const Form *form = printer->form;
  g_autofree char *period = words_period (printer->catalogue, form->period);

  g_string_append_printf (printer->out,
                          "<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n"
                          "<meta charset=\"utf-8\">\n",
                          printer->tag, words_direction (printer->catalogue));
  add_policy (printer);
  add (printer, "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
  html_append_name (printer->out, get_name (printer, form->names, form->campaign));
  add (printer, " · ");
  html_append_text (printer->out, period);
  add (printer, "</title>\n<style>");
  add (printer, report_style_get ());
  add (printer, "</style>\n</head>\n");
}

static void
add_header (const Printer *printer)
{
  const Form *form = printer->form;

  add (printer, "<body>\n<header>\n<p class=\"over\">");
  add_name (printer, form->names, form->campaign);
  add (printer, "</p>\n");
  add_element (printer, "h1", NULL, words_period (printer->catalogue, form->period));
  add_element (printer, "p", NULL,
               g_strdup (words_page_get (printer->catalogue, WORDS_PAGE_INTRODUCTION)));
  add (printer, "</header>\n<main>\n");
}

/* A section of its own with an id; sentences are freed. */
static void
add_list (const Printer *printer, const char *id, WordsPageConstant title,
          GStrv sentences)
{
  g_string_append_printf (printer->out,
                          "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
  html_append_text (printer->out, words_page_get (printer->catalogue, title));
  add (printer, "</h2>\n<ul>\n");
  for (guint i = 0; sentences[i] != NULL; i++)
    add_element (printer, "li", NULL, sentences[i]);
  add (printer, "</ul>\n</section>\n");
  g_free (sentences);
}

/* The release itself, from which release verify makes the page again. */
static void
add_footer (const Printer *printer)
{
  gsize size;
  char *text = release_print (printer->release, &size);
  g_autofree char *digest = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *)(text != NULL ? text : ""), size);

  add (printer, "<footer>\n");
  add_element (printer, "p", NULL,
               g_strdup (words_page_get (printer->catalogue, WORDS_PAGE_ORIGIN)));
  g_string_append_printf (printer->out, "<p><code>%s</code></p>\n<details>\n<summary>",
                          digest);
  html_append_text (printer->out, words_page_get (printer->catalogue, WORDS_PAGE_TEXT));
  add (printer, "</summary>\n<pre translate=\"no\">");
  html_append_text (printer->out, text != NULL ? text : "");
  add (printer, "</pre>\n</details>\n</footer>\n</body>\n</html>\n");
  free (text);
}

char *
report_html (const Release *release, const Catalogue *catalogue)
{
  g_autofree char *tag = words_dup_tag (words_language (catalogue));
  const Printer printer = {
    .out = g_string_new (NULL),
    .release = release,
    .form = release->form,
    .catalogue = catalogue,
    .tag = tag,
  };
  add_head (&printer);
  add_header (&printer);
  for (gsize i = 0; i < release->form->n_questions; i++)
    add_question (&printer, i);
  add_list (&printer, "protects", WORDS_PAGE_PROTECTS,
            words_page_protects (catalogue, printer.form));
  add_list (&printer, "limits", WORDS_PAGE_DOES_NOT,
            words_page_does_not (catalogue, printer.form));
  add (&printer, "</main>\n");
  add_footer (&printer);
  return g_string_free (printer.out, FALSE);
}
