/* See total-jobs.h. */
#include "config.h"

#include "total-jobs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "report.h"
#include "small-file.h"

void
total_jobs_overview_free (TotalsOverview *overview)
{
  g_clear_pointer (&overview->periods, g_array_unref);
  g_clear_pointer (&overview->own, g_ptr_array_unref);
  g_free (overview);
}

void
total_jobs_totals_free (PeriodTotals *totals)
{
  tally_free (totals->tally);
  release_free (totals->release);
  g_free (totals);
}

static GArray *
list_newest_first (Session *session, GError **error)
{
  g_autoptr (GArray) oldest_first = session_totals_periods (session, error);
  if (oldest_first == NULL)
    return NULL;
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (LedgerPeriod));
  for (guint i = oldest_first->len; i > 0; i--)
    g_array_append_val (periods, g_array_index (oldest_first, LedgerPeriod, i - 1));
  return periods;
}

static gboolean
count_own (Session *session, TotalsOverview *overview, GError **error)
{
  for (guint i = 0; i < overview->periods->len; i++)
    {
      const LedgerPeriod *item = &g_array_index (overview->periods, LedgerPeriod, i);
      if (item->state == LEDGER_CLOSED)
        continue;
      Tally *tally = session_totals_tally (session, item->period, NULL, NULL, error);
      if (tally == NULL)
        return FALSE;
      g_ptr_array_add (overview->own, tally);
    }
  return TRUE;
}

gpointer
total_jobs_load (Session **session, gpointer input, GError **error)
{
  (void)input;
  StoreNumbers numbers;
  g_autoptr (TotalsOverview) overview = g_new0 (TotalsOverview, 1);
  overview->own = g_ptr_array_new_with_free_func ((GDestroyNotify)tally_free);
  if (!worker_check_open (*session, error)
      || !session_numbers (*session, &numbers, &overview->shared, error))
    return NULL;
  overview->periods = list_newest_first (*session, error);
  if (overview->periods == NULL)
    return NULL;
  if (!overview->shared && !count_own (*session, overview, error))
    return NULL;
  return g_steal_pointer (&overview);
}

static LedgerState
find_state (const GArray *periods, Period period)
{
  for (guint i = 0; i < periods->len; i++)
    {
      const LedgerPeriod *item = &g_array_index (periods, LedgerPeriod, i);
      if (period_compare (item->period, period) == 0)
        return item->state;
    }
  return LEDGER_RUNNING; /* counting will say what is wrong with it */
}

gpointer
total_jobs_period (Session **session, gpointer input, GError **error)
{
  const Period *period = input;
  if (!worker_check_open (*session, error))
    return NULL;
  g_autoptr (GArray) periods = session_totals_periods (*session, error);
  if (periods == NULL)
    return NULL;
  g_autoptr (PeriodTotals) totals = g_new0 (PeriodTotals, 1);
  totals->period = (LedgerPeriod){ *period, find_state (periods, *period) };
  if (totals->period.state == LEDGER_CLOSED)
    totals->release = session_totals_release (*session, *period, error);
  else
    totals->tally = session_totals_tally (*session, *period, NULL, NULL, error);
  if (totals->release == NULL && totals->tally == NULL)
    return NULL;
  return g_steal_pointer (&totals);
}

gpointer
total_jobs_close (Session **session, gpointer input, GError **error)
{
  const Period *period = input;
  if (worker_check_open (*session, error))
    release_free (session_totals_close (*session, *period, NULL, NULL, error));
  return NULL;
}

static const char *const endings[] = {
  [TOTALS_TEXT] = "txt",
  [TOTALS_CSV] = "csv",
  [TOTALS_JSON] = "json",
};

char *
total_jobs_dup_file_name (Period period, TotalsFormat format)
{
  char text[PERIOD_TEXT_BYTES];
  period_print (text, period);
  return g_strdup_printf ("totals-%s.%s", text, endings[format]);
}

SaveOrder *
total_jobs_order_new (Period period, TotalsFormat format, GFile *file)
{
  SaveOrder *order = g_new0 (SaveOrder, 1);
  *order = (SaveOrder){ period, format, g_object_ref (file) };
  return order;
}

void
total_jobs_order_free (SaveOrder *order)
{
  g_object_unref (order->file);
  g_free (order);
}

/* Without names: the language of a file is asked for, never the machine's. */
static char *
print_as (const Release *release, TotalsFormat format)
{
  switch (format)
    {
    case TOTALS_CSV:
      return report_csv (release);
    case TOTALS_JSON:
      return report_json (release, NULL);
    case TOTALS_TEXT:
    default:
      return release_print (release, NULL);
    }
}

/* Written through whatever stands between, a portal for instance, and read back: only
 * what can be read again is saved. */
static gboolean
write_file (GFile *file, const char *text, GError **error)
{
  g_autofree char *present = NULL;
  gsize size;
  if (!g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error)
      || !g_file_load_contents (file, NULL, &present, &size, NULL, error))
    return FALSE;
  if (size == strlen (text) && memcmp (present, text, size) == 0)
    return TRUE;
  g_autofree char *shown = g_file_get_parse_name (file);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("“%s” does not hold what was written to it. Save it in another "
                  "place."),
               shown);
  return FALSE;
}

gpointer
total_jobs_save (Session **session, gpointer input, GError **error)
{
  const SaveOrder *order = input;
  if (!worker_check_open (*session, error))
    return NULL;
  g_autoptr (Release) release = session_totals_release (*session, order->period, error);
  if (release == NULL)
    return NULL;
  g_autofree char *text = print_as (release, order->format);
  if (session_owns_file (*session, g_file_peek_path (order->file)))
    g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                         _ ("That file is the store itself. Choose another one."));
  else
    write_file (order->file, text, error);
  return NULL;
}

void
total_jobs_checked_free (CheckedRelease *checked)
{
  g_free (checked->form_problem);
  g_free (checked->ledger_problem);
  g_free (checked);
}

gpointer
total_jobs_check (Session **session, gpointer input, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = worker_check_open (*session, error) ? small_file_read (
                                 input, FORM_TEXT_MAX_BYTES + 1, error)
                                                                 : NULL;
  if (bytes == NULL)
    return NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  CheckedRelease *checked = g_new0 (CheckedRelease, 1);
  g_autoptr (Release) release = release_parse (text, size, &problem);
  if (release == NULL)
    {
      checked->form_problem = g_strdup (problem->message);
      return checked;
    }
  checked->period = release->form->period;
  if (!session_totals_verify (*session, bytes, &problem))
    checked->ledger_problem = g_strdup (problem->message);
  return checked;
}
