/* See report-read.h. */
#include "config.h"

#include "report-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "html.h"
#include "report.h"
#include "words.h"

#define TEXT_START "release: v1"
#define HTML_START "<!doctype html>\n<html lang=\""
#define CSVW_START "{\"@context\":[\"http://www.w3.org/ns/csvw\",{\"language\":\""
#define CSVW_URL "\"url\":\""
#define CSV_HEADER "period,question,bucket,value"

/* What a page or an object adds to a release text, and escapes in it. */
#define MOST_BYTES (8 * FORM_TEXT_MAX_BYTES)

static const struct
{
  const char *start, *name;
} kinds[] = {
  [REPORT_READ_TEXT] = { TEXT_START, "text" },
  [REPORT_READ_CSV] = { CSV_HEADER, "csv" },
  [REPORT_READ_CSVW] = { CSVW_START, "csvw" },
  [REPORT_READ_JSON] = { "{", "json" },
  [REPORT_READ_HTML] = { HTML_START, "html" },
};

static gboolean
begins (const char *data, gsize size, const char *start)
{
  return size >= strlen (start) && memcmp (data, start, strlen (start)) == 0;
}

ReportReadKind
report_read_kind (const char *data, gsize size)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (begins (data, size, kinds[i].start))
      return (ReportReadKind)i;
  return REPORT_READ_TEXT;
}

const char *
report_read_kind_name (ReportReadKind kind)
{
  return kinds[kind].name;
}

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, RELEASE_ERROR, RELEASE_ERROR_TEXT, message);
  return FALSE;
}

/* The string that begins at text, up to its quote, without its escapes; NULL if it has
 * one that no release text needs. */
static char *
dup_json_string (const char *text, const char *end)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (; text < end && *text != '"'; text++)
    if (*text != '\\')
      g_string_append_c (out, *text);
    else if (++text < end && strchr ("\"\\n", *text) != NULL && *text != '\0')
      g_string_append_c (out, *text == 'n' ? '\n' : *text);
    else
      return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* (transfer full) (nullable): the release text in a file. No name can look like its
 * first line, since no name holds a line end. */
static char *
dup_text (ReportReadKind kind, const char *data, gsize size)
{
  const char *mark =
      kind != REPORT_READ_HTML ? "\"" TEXT_START "\\n" : ">" TEXT_START "\n";
  const char *at = memmem (data, size, mark, strlen (mark));
  if (at == NULL)
    return NULL;
  gsize left = size - (gsize)(++at - data);
  if (kind != REPORT_READ_HTML)
    return dup_json_string (at, at + left);
  const char *end = memchr (at, '<', left);
  return end != NULL ? html_dup_unescaped (at, (gsize)(end - at)) : NULL;
}

/* What a file says that is neither of the release nor of its language: the table. */
static char *
dup_url (const char *data, gsize size)
{
  const char *at = g_strrstr_len (data, (gssize)size, CSVW_URL);
  const char *url = at != NULL ? at + strlen (CSVW_URL) : data + size;
  const char *end = memchr (url, '"', size - (gsize)(url - data));
  return g_strndup (url, end != NULL ? (gsize)(end - url) : 0);
}

static char *
write_again (ReportReadKind kind, const Release *release, const char *language,
             const char *data, gsize size)
{
  if (kind == REPORT_READ_JSON)
    return report_json (release, language);
  g_autoptr (Catalogue) catalogue = words_open (release->form, language);
  if (kind == REPORT_READ_HTML)
    return report_html (release, catalogue);
  g_autofree char *url = dup_url (data, size);
  return report_csvw (release, catalogue, url);
}

/* Whether a writer makes exactly these bytes; language (nullable) is freed. */
static gboolean
is_written (ReportReadKind kind, const Release *release, char *language,
            const char *data, gsize size)
{
  g_autofree char *asked = language;
  g_autofree char *made = write_again (kind, release, asked, data, size);
  return strlen (made) == size && memcmp (made, data, size) == 0;
}

/* The language that a file says it is in, as it is asked for; NULL where it says none:
 * pt-BR is pt_BR. */
static char *
dup_own_language (ReportReadKind kind, const char *data, gsize size)
{
  if (kind == REPORT_READ_JSON)
    return NULL;
  const char *tag = data + strlen (kinds[kind].start);
  const char *end = memchr (tag, '"', (gsize)(data + size - tag));
  char *language = g_strndup (tag, end != NULL ? (gsize)(end - tag) : 0);
  return g_strdelimit (language, "-", '_');
}

/* Nothing says which language was asked for, but there are few that differ. */
static gboolean
is_written_in_any (ReportReadKind kind, const Release *release, const char *data,
                   gsize size)
{
  char *first = dup_own_language (kind, data, size);
  if (is_written (kind, release, first, data, size))
    return TRUE;
  for (gsize i = 0; i < release->form->n_languages; i++)
    if (is_written (kind, release, g_strdup (release->form->languages[i]), data, size))
      return TRUE;
  return kind == REPORT_READ_JSON
         && is_written (kind, release, g_strdup (""), data, size);
}

Release *
report_read_release (const char *data, gsize size, GError **error)
{
  ReportReadKind kind = report_read_kind (data, size);
  if (kind == REPORT_READ_TEXT)
    return release_parse (data, size, error);
  g_autofree char *text = size <= MOST_BYTES ? dup_text (kind, data, size) : NULL;
  if (text == NULL)
    {
      refuse (_ ("There is no release text in this file: it is not one that a "
                 "release was written to."),
              error);
      return NULL;
    }
  g_autoptr (Release) release = release_parse (text, strlen (text), error);
  if (release == NULL || is_written_in_any (kind, release, data, size))
    return g_steal_pointer (&release);
  refuse (_ ("This file is not what this version of the program writes of the release "
             "text in it: it was altered, or written by another version. Save it "
             "again and compare."),
          error);
  return NULL;
}

/* --- tables -------------------------------------------------------------------------
 */

#define CSV_ID "[a-z0-9][a-z0-9_-]*"
#define CSV_ROW "^([0-9Q-]+)," CSV_ID ",(?:" CSV_ID ",<?([1-9][0-9]{1,15})|,withheld)$"

/* One row of the period that the first one has; whole is TRUE with the line end. */
static gboolean
is_row (const char *row, const GRegex *form, Period *period)
{
  g_autoptr (GMatchInfo) match = NULL;
  Period own;
  if (!g_regex_match (form, row, 0, &match))
    return FALSE;
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *figure = g_match_info_fetch (match, 2);
  if (period_parse (&own, name) != PERIOD_OK)
    return FALSE;
  if (!period_is_valid (*period))
    *period = own;
  gint64 value = figure != NULL && *figure != '\0' ? g_ascii_strtoll (figure, NULL, 10)
                                                   : FORM_THRESHOLD_FLOOR;
  return period_compare (own, *period) == 0 && own.kind == period->kind
         && value >= FORM_THRESHOLD_FLOOR && value % RULE_STEP_UNIT == 0;
}

gboolean
report_read_csv (const char *data, gsize size, Period *period, GError **error)
{
  const char *message = _ ("This table is not one that a release was written to.");
  memset (period, 0, sizeof *period);
  if (size > MOST_BYTES || memchr (data, '\0', size) != NULL)
    return refuse (message, error);
  g_autoptr (GRegex) form = g_regex_new (CSV_ROW, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) rows = g_strsplit (text, "\r\n", -1);
  guint n_rows = g_strv_length (rows); /* the last being empty, after the line end */
  if (n_rows < 3 || *rows[n_rows - 1] != '\0' || !g_str_equal (rows[0], CSV_HEADER))
    return refuse (message, error);
  for (guint i = 1; i < n_rows - 1; i++)
    if (!is_row (rows[i], form, period))
      return refuse (message, error);
  return TRUE;
}
