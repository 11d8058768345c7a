/* See report-page.h. */
#include "report-page.h"

#include <string.h>

#include "html.h"
#include "report-style.h"
#include "words-page.h"
#include "words.h"

void
report_page_add (const ReportPage *page, const char *markup)
{
  g_string_append (page->out, markup);
}

void
report_page_text (const ReportPage *page, const char *text)
{
  html_append_text (page->out, text);
}

void
report_page_element (const ReportPage *page, const char *name, const char *class,
                     char *text)
{
  g_string_append_printf (page->out, "<%s", name);
  if (class != NULL)
    g_string_append_printf (page->out, " class=\"%s\"", class);
  report_page_add (page, ">");
  report_page_text (page, text);
  g_string_append_printf (page->out, "</%s>\n", name);
  g_free (text);
}

static const char *
get_name (const ReportPage *page, char *const *names, const char *id)
{
  return form_name (page->form, names, id, catalogue_language (page->catalogue));
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

void
report_page_name (const ReportPage *page, char *const *names, const char *id)
{
  const char *name = get_name (page, names, id);
  const char *language = find_language (page->form, names, name);
  g_autofree char *tag = language != NULL ? words_dup_tag (language) : NULL;

  if (tag != NULL && strcmp (tag, page->tag) != 0)
    g_string_append_printf (page->out, "<bdi lang=\"%s\">", tag);
  else
    report_page_add (page, "<bdi>");
  html_append_name (page->out, name);
  report_page_add (page, "</bdi>");
}

/* --- head and header ---------------------------------------------------------------
 */

/* Nothing may be loaded and nothing may run; the one style sheet is named by its hash.
 */
static void
add_policy (const ReportPage *page)
{
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *)report_style_get (), -1);
  g_checksum_get_digest (sum, digest, &size);
  g_autofree char *base64 = g_base64_encode (digest, size);
  g_string_append_printf (
      page->out,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
      base64);
}

static void
add_head (const ReportPage *page, const char *title)
{
  const Form *form = page->form;

  g_string_append_printf (page->out,
                          "<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n"
                          "<meta charset=\"utf-8\">\n",
                          page->tag, words_direction (page->catalogue));
  add_policy (page);
  report_page_add (page,
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
  html_append_name (page->out, get_name (page, form->names, form->campaign));
  report_page_add (page, " · ");
  report_page_text (page, title);
  report_page_add (page, "</title>\n<style>");
  report_page_add (page, report_style_get ());
  report_page_add (page, "</style>\n</head>\n");
}

void
report_page_begin (ReportPage *page, const Form *form, const Catalogue *catalogue,
                   const char *title, const char *introduction)
{
  *page = (ReportPage){
    .out = g_string_new (NULL),
    .form = form,
    .catalogue = catalogue,
    .tag = words_dup_tag (words_language (catalogue)),
  };
  add_head (page, title);
  report_page_add (page, "<body>\n<header>\n<p class=\"over\">");
  report_page_name (page, form->names, form->campaign);
  report_page_add (page, "</p>\n");
  report_page_element (page, "h1", NULL, g_strdup (title));
  report_page_element (page, "p", NULL, g_strdup (introduction));
  report_page_add (page, "</header>\n<main>\n");
}

char *
report_page_end (ReportPage *page)
{
  report_page_add (page, "</body>\n</html>\n");
  g_free (page->tag);
  return g_string_free (page->out, FALSE);
}

/* --- sections -----------------------------------------------------------------------
 */

void
report_page_section (const ReportPage *page, const char *id, char *title)
{
  g_string_append_printf (page->out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">",
                          id, id);
  if (title == NULL)
    return;
  report_page_text (page, title);
  report_page_add (page, "</h2>\n");
  g_free (title);
}

void
report_page_list (const ReportPage *page, const char *id, const char *title,
                  GStrv sentences)
{
  report_page_section (page, id, g_strdup (title));
  report_page_add (page, "<ul>\n");
  for (guint i = 0; sentences[i] != NULL; i++)
    report_page_element (page, "li", NULL, sentences[i]);
  report_page_add (page, "</ul>\n</section>\n");
  g_free (sentences);
}

void
report_page_table (const ReportPage *page, char *caption, const char *first,
                   const char *second)
{
  report_page_add (page, "<table>\n");
  report_page_element (page, "caption", NULL, caption);
  report_page_add (page, "<thead><tr><th scope=\"col\">");
  report_page_text (page, first);
  report_page_add (page, "</th><th scope=\"col\">");
  report_page_text (page, second);
  report_page_add (page, "</th></tr></thead>\n");
}

/* --- figures ------------------------------------------------------------------------
 */

/* Per mille of the width, as "12.5%". */
static char *
print_share (gint64 value, gint64 whole)
{
  gint64 share = CLAMP (value, 0, whole) * 1000 / whole;
  return g_strdup_printf ("%d.%d%%", (int)(share / 10), (int)(share % 10));
}

gint64
report_page_whole (const ReleaseCell *cells, gsize n_cells, gint64 within)
{
  gint64 whole = 1;
  for (gsize i = 0; i < n_cells; i++)
    whole = MAX (whole, cells[i].value + within);
  return whole;
}

static void
add_bar (const ReportPage *page, const ReleaseCell *cell, gint64 within, gint64 whole)
{
  g_autofree char *end = print_share (cell->value, whole);
  g_autofree char *low = print_share (cell->value - within, whole);
  g_autofree char *high = print_share (cell->value + within, whole);

  report_page_add (page, "<svg aria-hidden=\"true\" focusable=\"false\">");
  if (cell->kind == RELEASE_BELOW)
    g_string_append_printf (
        page->out,
        "<rect class=\"below\" x=\"0\" y=\"20%%\" width=\"%s\" height=\"60%%\"/>", end);
  else
    g_string_append_printf (page->out,
                            "<rect x=\"0\" y=\"15%%\" width=\"%s\" height=\"70%%\"/>"
                            "<line x1=\"%s\" y1=\"50%%\" x2=\"%s\" y2=\"50%%\"/>",
                            end, low, high);
  report_page_add (page, "</svg>");
}

/* "<15" is seen; a screen reader is given words, since it may pass over the sign. */
static void
add_value (const ReportPage *page, const ReleaseCell *cell)
{
  if (cell->kind == RELEASE_FIGURE)
    {
      g_string_append_printf (page->out, "<b>%" G_GINT64_FORMAT "</b>", cell->value);
      return;
    }
  g_autofree char *seen = words_below (page->catalogue, cell->value);
  report_page_add (page, "<b><span aria-hidden=\"true\">");
  report_page_text (page, seen);
  report_page_add (page, "</span>");
  report_page_element (page, "span", "heard",
                       words_page_heard_below (page->catalogue, cell->value));
  report_page_add (page, "</b>");
}

void
report_page_figure (const ReportPage *page, const ReleaseCell *cell, gint64 within,
                    gint64 whole)
{
  report_page_add (page, "<td><div class=\"figure\">");
  add_value (page, cell);
  add_bar (page, cell, within, whole);
  report_page_add (page, "</div></td>");
}
