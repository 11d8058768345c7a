/* See report-series-read.h. */
#include "report-series-read.h"

#include <string.h>

#include "report-series.h"
#include "words.h"

#define CSV_START "period,question,bucket,value,sum_at_least,"
#define JSON_START "{\"campaign\":\""
#define JSON_MARK "\"series\":1}"
#define HTML_START "<!doctype html>\n<html lang=\""
#define HTML_MARK "<section aria-labelledby=\"conclusions\">"

typedef enum
{
  KIND_NONE,
  KIND_CSV,
  KIND_JSON,
  KIND_HTML,
} Kind;

static gboolean
begins (const char *data, gsize size, const char *start)
{
  return size >= strlen (start) && memcmp (data, start, strlen (start)) == 0;
}

static gboolean
holds (const char *data, gsize size, const char *mark)
{
  return memmem (data, size, mark, strlen (mark)) != NULL;
}

static Kind
find_kind (const char *data, gsize size)
{
  if (begins (data, size, CSV_START))
    return KIND_CSV;
  if (begins (data, size, JSON_START) && holds (data, size, JSON_MARK))
    return KIND_JSON;
  if (begins (data, size, HTML_START) && holds (data, size, HTML_MARK))
    return KIND_HTML;
  return KIND_NONE;
}

gboolean
report_series_read_is (const char *data, gsize size)
{
  return find_kind (data, size) != KIND_NONE;
}

/* language (nullable): none, in JSON. */
static gboolean
is_written (const Series *series, Kind kind, const char *language, const char *data,
            gsize size)
{
  g_autoptr (Catalogue) catalogue = words_open (series_form (series), language);
  g_autofree char *made = kind == KIND_CSV    ? report_series_csv (series)
                          : kind == KIND_JSON ? report_series_json (series, language)
                                              : report_series_html (series, catalogue);
  return strlen (made) == size && memcmp (made, data, size) == 0;
}

/* (transfer full): what a page says it is in, as it is asked for: pt-BR is pt_BR. */
static char *
dup_language (Kind kind, const char *data, gsize size)
{
  if (kind != KIND_HTML)
    return NULL;
  const char *tag = data + strlen (HTML_START);
  const char *end = memchr (tag, '"', (gsize)(data + size - tag));
  return g_strdelimit (g_strndup (tag, end != NULL ? (gsize)(end - tag) : 0), "-", '_');
}

gboolean
report_series_read_again (const Series *series, const char *data, gsize size)
{
  const Form *form = series_form (series);
  Kind kind = find_kind (data, size);
  g_autofree char *own = dup_language (kind, data, size);

  if (form == NULL || kind == KIND_NONE)
    return FALSE;
  if (is_written (series, kind, own, data, size))
    return TRUE;
  for (gsize i = 0; kind != KIND_CSV && i < form->n_languages; i++)
    if (is_written (series, kind, form->languages[i], data, size))
      return TRUE;
  return FALSE;
}
