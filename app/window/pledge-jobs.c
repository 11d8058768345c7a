/* See pledge-jobs.h. */
#include "pledge-jobs.h"

void
pledge_jobs_free_overview (PledgeOverview *overview)
{
  if (overview == NULL)
    return;
  g_clear_pointer (&overview->signers, g_ptr_array_unref);
  g_free (overview);
}

const Signer *
pledge_jobs_owner (const PledgeOverview *overview)
{
  for (guint i = 0; i < overview->signers->len; i++)
    {
      const Signer *signer = overview->signers->pdata[i];
      if (signer->kind == SIGNER_OWNER)
        return signer;
    }
  return NULL;
}

gpointer
pledge_jobs_load (Session **session, gpointer input, GError **error)
{
  (void)input;
  StoreNumbers numbers;
  gboolean shared;
  g_autoptr (PledgeOverview) overview = g_new0 (PledgeOverview, 1);
  if (!worker_check_open (*session, error))
    return NULL;
  overview->signers = session_pledge_list (*session, error);
  if (overview->signers == NULL
      || !session_numbers (*session, &numbers, &shared, error))
    return NULL;
  overview->sheet = numbers.sheet;
  return g_steal_pointer (&overview);
}

gpointer
pledge_jobs_take (Session **session, gpointer input, GError **error)
{
  const PledgeOrder *order = input;
  uint8_t id[SIGNERS_ID_BYTES];
  return worker_check_open (*session, error)
                 && session_pledge_take (*session, order->tier, order->role, 0,
                                         order->kind, id, error)
             ? pledge_jobs_load (session, NULL, error)
             : NULL;
}

gpointer
pledge_jobs_change (Session **session, gpointer input, GError **error)
{
  const PledgeOrder *order = input;
  return worker_check_open (*session, error)
                 && session_pledge_change (*session, order->id, order->tier, error)
             ? pledge_jobs_load (session, NULL, error)
             : NULL;
}

gpointer
pledge_jobs_withdraw (Session **session, gpointer input, GError **error)
{
  const PledgeOrder *order = input;
  return worker_check_open (*session, error)
                 && session_pledge_withdraw (*session, order->id, error)
             ? pledge_jobs_load (session, NULL, error)
             : NULL;
}

gpointer
pledge_jobs_destroy_key (Session **session, gpointer input, GError **error)
{
  const PledgeOrder *order = input;
  return worker_check_open (*session, error)
                 && session_pledge_destroy_key (*session, order->id, error)
             ? pledge_jobs_load (session, NULL, error)
             : NULL;
}

gpointer
pledge_jobs_files (Session **session, gpointer input, GError **error)
{
  const PledgeOrder *order = input;
  return worker_check_open (*session, error)
             ? session_pledge_files (*session, order->id, order->format, error)
             : NULL;
}

gpointer
pledge_jobs_withdrawal_files (Session **session, gpointer input, GError **error)
{
  const PledgeOrder *order = input;
  return worker_check_open (*session, error) ? session_pledge_withdrawal_files (
             *session, order->id, order->format, error)
                                             : NULL;
}
