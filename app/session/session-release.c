/* See session-release.h. */
#include "config.h"

#include "session-release.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "report-series-read.h"
#include "report-series.h"
#include "report.h"
#include "session-totals.h"
#include "words.h"

static char *
print_text (const Release *release, ReportReadKind kind, const char *language,
            const char *name)
{
  g_autoptr (Catalogue) catalogue = words_open (release->form, language);
  g_autofree char *url = report_csvw_dup_url (name);
  switch (kind)
    {
    case REPORT_READ_CSV:
      return report_csv (release);
    case REPORT_READ_CSVW:
      return report_csvw (release, catalogue, url);
    case REPORT_READ_JSON:
      return report_json (release, language);
    case REPORT_READ_HTML:
      return report_html (release, catalogue);
    case REPORT_READ_TEXT:
    default:
      return release_print (release, NULL);
    }
}

GBytes *
session_release_print (const Release *release, ReportReadKind kind,
                       const char *language, const char *name)
{
  char *text = print_text (release, kind, language, name);
  return g_bytes_new_take (text, text != NULL ? strlen (text) : 0);
}

static char *
print_series (const Series *series, ReportReadKind kind, const char *language)
{
  g_autoptr (Catalogue) catalogue = words_open (series_form (series), language);
  switch (kind)
    {
    case REPORT_READ_CSV:
      return report_series_csv (series);
    case REPORT_READ_JSON:
      return report_series_json (series, language);
    case REPORT_READ_HTML:
      return report_series_html (series, catalogue);
    case REPORT_READ_TEXT:
    case REPORT_READ_CSVW:
    default:
      return report_series_text (series, catalogue);
    }
}

GBytes *
session_release_print_series (const Series *series, ReportReadKind kind,
                              const char *language)
{
  char *text = print_series (series, kind, language);
  return g_bytes_new_take (text, strlen (text));
}

void
session_release_clear (SessionReleaseFile *file)
{
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_clear_pointer (&file->release, release_free);
}

static gboolean
check_form (SessionReleaseFile *file, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (file->bytes, &size);
  file->kind = report_read_kind (data, size);
  if (file->kind == REPORT_READ_CSV)
    return report_read_csv (data, size, &file->period, error);
  file->release = report_read_release (data, size, error);
  if (file->release == NULL)
    return FALSE;
  file->period = file->release->form->period;
  return TRUE;
}

gboolean
session_release_read (SessionReleaseFile *file, GBytes *bytes, GError **error)
{
  *file = (SessionReleaseFile){ .bytes = g_bytes_ref (bytes) };
  if (check_form (file, error))
    return TRUE;
  session_release_clear (file);
  return FALSE;
}

/* A table holds no text, so it is made again of the ledger's. */
static gboolean
is_held_table (Session *session, const SessionReleaseFile *file, GError **error)
{
  g_autoptr (Release) held = session_totals_release (session, file->period, error);
  if (held == NULL)
    return FALSE;
  g_autoptr (GBytes) table = session_release_print (held, REPORT_READ_CSV, NULL, NULL);
  if (g_bytes_equal (table, file->bytes))
    return TRUE;
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                       _ ("This is not the table of the release that the ledger holds "
                          "of that period."));
  return FALSE;
}

gboolean
session_release_is_held (Session *session, const SessionReleaseFile *file,
                         GError **error)
{
  if (file->release == NULL)
    return is_held_table (session, file, error);
  g_autoptr (GBytes) text =
      session_release_print (file->release, REPORT_READ_TEXT, NULL, NULL);
  return session_totals_verify (session, text, error);
}

gboolean
session_release_is_series (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  return report_series_read_is (data, size);
}

gboolean
session_release_is_held_series (Session *session, GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (Series) series = session_totals_series (session, error);
  if (series == NULL)
    return FALSE;
  if (report_series_read_again (series, data, size))
    return TRUE;
  g_set_error_literal (
      error, SESSION_ERROR, SESSION_ERROR_REFUSED,
      _ ("This is not what the releases in the ledger add up to: it was altered, made "
         "before the last period was closed, or by another version."));
  return FALSE;
}
