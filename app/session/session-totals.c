/* See session-totals.h. */
#include "config.h"

#include "session-totals.h"

#include <glib/gi18n-lib.h>

#include "backup.h"
#include "session-carry.h"
#include "session-private.h"
#include "sibling.h"

GArray *
session_totals_periods (Session *session, GError **error)
{
  GArray *periods = ledger_periods (session->store, session_week (session), error);
  session_read (session, periods != NULL, error);
  return periods;
}

Tally *
session_totals_tally (Session *session, Period period, StoreProgress progress,
                      gpointer data, GError **error)
{
  Tally *tally = bridge_tally (session->store, period, progress, data, error);
  session_read (session, tally != NULL, error);
  return tally;
}

gboolean
session_totals_can_close (Session *session, Period period, GError **error)
{
  return session_read (
      session, ledger_check (session->store, period, session_week (session), error),
      error);
}

/* Within a transaction: from rows to the ledger's row. */
static Release *
count_and_draw (Session *session, Period period, StoreProgress progress, gpointer data,
                GError **error)
{
  Week now = session_week (session);
  if (!ledger_check (session->store, period, now, error))
    return NULL;
  g_autoptr (Tally) tally =
      bridge_tally (session->store, period, progress, data, error);
  if (tally == NULL)
    return NULL;
  NoiseSource noise = { .fill = session->random->fill, .data = session->random->data };
  g_autoptr (Release) release = NULL;
  if (!release_make (tally, &noise, &release, error))
    return NULL;
  gsize size;
  char *printed = release_print (release, &size);
  g_autoptr (GBytes) text = g_bytes_new_take (printed, size);
  if (!ledger_close (session->store, period, text, form_exponent (release->form),
                     release->form->rule.scale, now, error))
    return NULL;
  return g_steal_pointer (&release);
}

/* A copy beside a store lacks what the store has published since. */
static gboolean
check_is_no_copy (const Session *session, GError **error)
{
  if (!sibling_is_name (session->path))
    return TRUE;
  g_autofree char *shown = g_filename_display_name (session->path);
  g_set_error (
      error, SESSION_ERROR, SESSION_ERROR_REFUSED,
      _ ("“%s” is a backup, and the store may have published the period since. "
         "Restore the backup, and close the period there."),
      shown);
  return FALSE;
}

Release *
session_totals_close (Session *session, Period period, StoreProgress progress,
                      gpointer data, GError **error)
{
  if (!check_is_no_copy (session, error) || !session_begin (session, error))
    return NULL;
  g_autoptr (Release) release = count_and_draw (session, period, progress, data, error);
  gboolean done = release != NULL && session_carry_owe (session, error);
  if (!session_finish (session, done, error))
    return NULL;
  session_carry_follow (session);
  /* A copy that knows of the closing is there from now on. What fails here is tried
   * again when the session is closed. */
  if (session_rebuild (session))
    backup_keep_now (session->vault);
  return g_steal_pointer (&release);
}

GPtrArray *
session_totals_ledger (Session *session, GError **error)
{
  GPtrArray *rows = ledger_list (session->store, error);
  session_read (session, rows != NULL, error);
  return rows;
}

static Release *
parse (GBytes *text, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  return release_parse (data, size, error);
}

Release *
session_totals_release (Session *session, Period period, GError **error)
{
  g_autoptr (LedgerRow) row = ledger_get (session->store, period, error);
  Release *release = row != NULL ? parse (row->release, error) : NULL;
  session_read (session, release != NULL, error);
  return release;
}

/* (element-type utf8): ids of the questions in which a person is in one period only:
 * those about signers, who count where their take does. Ends with NULL; ids are the
 * campaign's. */
static GPtrArray *
list_once (const Campaign *campaign)
{
  GPtrArray *ids = g_ptr_array_new ();
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_QUESTIONS); i++)
    {
      const CampaignQuestion *question = campaign_question (campaign, i);
      if (question->subject == CAMPAIGN_SUBJECT_TIER
          || question->subject == CAMPAIGN_SUBJECT_ROLE)
        g_ptr_array_add (ids, (gpointer)question->id);
    }
  g_ptr_array_add (ids, NULL);
  return ids;
}

static Series *
make_series (const Campaign *campaign, const GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) releases =
      g_ptr_array_new_with_free_func ((GDestroyNotify)release_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const LedgerRow *row = rows->pdata[i];
      Release *release = parse (row->release, error);
      if (release == NULL)
        return NULL;
      g_ptr_array_add (releases, release);
    }
  g_autoptr (GPtrArray) once = list_once (campaign);
  return series_new (g_steal_pointer (&releases), (const char *const *)once->pdata,
                     error);
}

Series *
session_totals_series (Session *session, GError **error)
{
  g_autoptr (GPtrArray) rows = ledger_list (session->store, error);
  Series *series =
      rows != NULL ? make_series (session_campaign (session), rows, error) : NULL;
  session_read (session, series != NULL, error);
  return series;
}

gboolean
session_totals_verify (Session *session, GBytes *text, GError **error)
{
  g_autoptr (Release) release = parse (text, error);
  if (release == NULL)
    {
      session_error_adopt (error);
      return FALSE;
    }
  g_autoptr (LedgerRow) row = ledger_get (session->store, release->form->period, error);
  if (!session_read (session, row != NULL, error))
    return FALSE;
  if (g_bytes_equal (row->release, text))
    return TRUE;
  char period[PERIOD_TEXT_BYTES];
  period_print (period, release->form->period);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("This is not the release that was made of %s: the ledger holds "
                  "another one."),
               period);
  return FALSE;
}
