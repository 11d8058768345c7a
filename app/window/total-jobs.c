/* See total-jobs.h. */
#include "config.h"

#include "total-jobs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "session-signature.h"
#include "small-file.h"

/* No file of a release is as large as the first, nor its signature as the second. */
#define FILE_BYTES ((gsize)16 << 20)
#define SIGNATURE_BYTES 4096

void
total_jobs_overview_free (TotalsOverview *overview)
{
  g_clear_pointer (&overview->periods, g_array_unref);
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

gpointer
total_jobs_load (Session **session, gpointer input, GError **error)
{
  (void)input;
  StoreNumbers numbers;
  g_autoptr (TotalsOverview) overview = g_new0 (TotalsOverview, 1);
  if (!worker_check_open (*session, error)
      || !session_numbers (*session, &numbers, &overview->shared, error))
    return NULL;
  overview->periods = list_newest_first (*session, error);
  return overview->periods != NULL ? g_steal_pointer (&overview) : NULL;
}

gpointer
total_jobs_own (Session **session, gpointer input, GError **error)
{
  g_autoptr (TotalsOverview) overview = total_jobs_load (session, input, error);
  g_autoptr (GPtrArray) own =
      g_ptr_array_new_with_free_func ((GDestroyNotify)tally_free);
  if (overview == NULL)
    return NULL;
  for (guint i = 0; !overview->shared && i < overview->periods->len; i++)
    {
      const LedgerPeriod *item = &g_array_index (overview->periods, LedgerPeriod, i);
      if (item->state == LEDGER_CLOSED)
        continue;
      Tally *tally =
          session_totals_tally (*session, item->period, worker_go_on, NULL, error);
      if (tally == NULL)
        return NULL;
      g_ptr_array_add (own, tally);
    }
  return g_steal_pointer (&own);
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
    totals->tally = session_totals_tally (*session, *period, worker_go_on, NULL, error);
  if (totals->release == NULL && totals->tally == NULL)
    return NULL;
  return g_steal_pointer (&totals);
}

gpointer
total_jobs_series (Session **session, gpointer input, GError **error)
{
  (void)input;
  return worker_check_open (*session, error) ? session_totals_series (*session, error)
                                             : NULL;
}

gpointer
total_jobs_close (Session **session, gpointer input, GError **error)
{
  const Period *period = input;
  if (worker_check_open (*session, error))
    release_free (session_totals_close (*session, *period, NULL, NULL, error));
  return NULL;
}

void
total_jobs_checked_free (CheckedRelease *checked)
{
  g_free (checked->form_problem);
  g_free (checked->ledger_problem);
  g_free (checked->signature_problem);
  g_free (checked);
}

/* ---- checking ---- */

static gboolean
has_ending (GFile *file, const char *ending)
{
  g_autofree char *name = g_file_get_basename (file);
  return name != NULL && g_str_has_suffix (name, ending);
}

/* (transfer full) (nullable): the file of that ending among those that were chosen. */
static GFile *
find_chosen (GListModel *files, const char *ending)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      if (has_ending (file, ending))
        return g_steal_pointer (&file);
    }
  return NULL;
}

/* (transfer full): the first that is neither a signature nor a key; the first of all
 * where there is no other. */
static GFile *
find_release (GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      if (!has_ending (file, SESSION_SIGNATURE_ENDING)
          && !has_ending (file, SESSION_SIGNATURE_KEY_NAME))
        return g_steal_pointer (&file);
    }
  return g_list_model_get_item (files, 0);
}

/* (transfer full) (nullable): what was chosen with the file, or lies beside it. */
static GFile *
find_beside (GListModel *files, GFile *file, const char *name, const char *ending)
{
  GFile *chosen = find_chosen (files, ending);
  if (chosen != NULL)
    return chosen;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  return folder != NULL ? g_file_get_child (folder, name) : NULL;
}

static gboolean
check_signature (Session *session, GBytes *file, GFile *signature, GFile *key,
                 GError **error)
{
  g_autoptr (GBytes) signature_bytes =
      small_file_read (signature, SIGNATURE_BYTES, error);
  g_autoptr (GBytes) key_bytes =
      signature_bytes != NULL ? small_file_read (key, SIGNATURE_BYTES, error) : NULL;
  return key_bytes != NULL
         && session_signature_check (file, signature_bytes, key_bytes, error)
         && session_signature_is_own (session, key_bytes, error);
}

static void
look_for_signature (Session *session, GListModel *files, GFile *file, GBytes *bytes,
                    CheckedRelease *checked)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *signature_name = g_strconcat (name, SESSION_SIGNATURE_ENDING, NULL);
  g_autoptr (GFile) signature =
      find_beside (files, file, signature_name, SESSION_SIGNATURE_ENDING);
  g_autoptr (GFile) key =
      find_beside (files, file, SESSION_SIGNATURE_KEY_NAME, SESSION_SIGNATURE_KEY_NAME);
  if (signature == NULL || key == NULL || !g_file_query_exists (signature, NULL))
    return;
  checked->is_signed = TRUE;
  if (!check_signature (session, bytes, signature, key, &problem))
    checked->signature_problem = g_strdup (problem->message);
}

static void
check_series (Session *session, GBytes *bytes, CheckedRelease *checked)
{
  g_autoptr (GError) problem = NULL;
  if (!session_release_is_held_series (session, bytes, &problem))
    checked->ledger_problem = g_strdup (problem->message);
}

/* FALSE if it is no release. */
static gboolean
check_release (Session *session, GBytes *bytes, CheckedRelease *checked)
{
  g_autoptr (GError) problem = NULL;
  g_auto (SessionReleaseFile) file = { .bytes = NULL };
  if (!session_release_read (&file, bytes, &problem))
    {
      checked->form_problem = g_strdup (problem->message);
      return FALSE;
    }
  checked->kind = file.kind;
  checked->period = file.period;
  if (!session_release_is_held (session, &file, &problem))
    checked->ledger_problem = g_strdup (problem->message);
  return TRUE;
}

gpointer
total_jobs_check (Session **session, gpointer input, GError **error)
{
  g_autoptr (GFile) chosen = find_release (input);
  g_autoptr (GBytes) bytes = worker_check_open (*session, error)
                                 ? small_file_read (chosen, FILE_BYTES, error)
                                 : NULL;
  if (bytes == NULL)
    return NULL;
  CheckedRelease *checked = g_new0 (CheckedRelease, 1);
  checked->is_series = session_release_is_series (bytes);
  if (checked->is_series)
    check_series (*session, bytes, checked);
  else if (!check_release (*session, bytes, checked))
    return checked;
  look_for_signature (*session, input, chosen, bytes, checked);
  return checked;
}
