/* See store-jobs.h. */
#include "config.h"

#include "store-jobs.h"

#include <glib/gi18n-lib.h>

#include "session-erase.h"
#include "session-preference.h"
#include "session-slots.h"
#include "unlocked.h"

#define UNCONFIRMED_KEY "recovery-key-unconfirmed"

void
store_jobs_state_free (StoreState *state)
{
  g_clear_pointer (&state->backups, g_array_unref);
  g_free (state->fixed);
  g_free (state);
}

gpointer
store_jobs_load (Session **session, gpointer input, GError **error)
{
  (void)input;
  if (!worker_check_open (*session, error))
    return NULL;
  g_autoptr (GError) problem = NULL;
  StoreState *state = g_new0 (StoreState, 1);
  state->backups = session_backup_list (*session);
  state->cheap = session_slots_are_cheap (*session);
  if (!session_can_write (*session, &problem))
    state->fixed = g_strdup (problem->message);
  return state;
}

StoreOrder *
store_jobs_order_new (StoreChange change, Secret *present, Secret *fresh)
{
  StoreOrder *order = g_new0 (StoreOrder, 1);
  *order = (StoreOrder){ change, present, fresh };
  return order;
}

void
store_jobs_order_free (StoreOrder *order)
{
  secret_free (order->present);
  secret_free (order->fresh);
  g_free (order);
}

void
store_jobs_changed_free (StoreChanged *changed)
{
  secret_free (changed->recovery);
  g_free (changed->problem);
  g_free (changed);
}

gboolean
store_jobs_is_unconfirmed (Session *session)
{
  g_autofree char *value = session_preference_get (session, UNCONFIRMED_KEY, NULL);
  return value != NULL;
}

gboolean
store_jobs_mark_unconfirmed (Session *session, GError **error)
{
  return session_preference_set (session, UNCONFIRMED_KEY, "yes", error);
}

gpointer
store_jobs_confirm (Session **session, gpointer input, GError **error)
{
  (void)input;
  if (worker_check_open (*session, error))
    session_preference_set (*session, UNCONFIRMED_KEY, NULL, error);
  return NULL;
}

static gboolean
makes_recovery_key (StoreChange change)
{
  return change == STORE_CHANGE_RECOVERY || change == STORE_CHANGE_KEY;
}

static gboolean
change_slots (Session *session, const StoreOrder *order, Secret **recovery,
              GError **error)
{
  const KdfClass cost = MAX (session_opening (session)->cost, SESSION_SLOTS_COST);
  switch (order->change)
    {
    case STORE_CHANGE_PASSPHRASE:
      return session_set_passphrase (session, order->fresh, error);
    case STORE_CHANGE_COST:
      return session_slots_set_passphrase (session, order->present, cost, error);
    case STORE_CHANGE_RECOVERY:
      return session_slots_new_recovery (session, recovery, error);
    case STORE_CHANGE_KEY:
    default:
      return session_slots_renew (session, order->fresh, cost, recovery, error);
    }
}

/* Marked first: a lock, or a crash, may come before the key was seen. */
gpointer
store_jobs_change (Session **session, gpointer input, GError **error)
{
  const StoreOrder *order = input;
  g_autoptr (GError) problem = NULL;
  if (!worker_check_open (*session, error)
      || !session_slots_try_passphrase (*session, order->present, error))
    return NULL;
  gboolean marked = store_jobs_is_unconfirmed (*session);
  if (makes_recovery_key (order->change)
      && !store_jobs_mark_unconfirmed (*session, error))
    return NULL;
  g_autoptr (StoreChanged) changed = g_new0 (StoreChanged, 1);
  gboolean done = change_slots (*session, order, &changed->recovery, &problem);
  if (!done && changed->recovery == NULL
      && !g_error_matches (problem, SESSION_ERROR, SESSION_ERROR_BACKUP))
    {
      if (makes_recovery_key (order->change) && !marked)
        store_jobs_confirm (session, NULL, NULL);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (!done)
    changed->problem = g_strdup (problem->message);
  return g_steal_pointer (&changed);
}

/* Written through whatever stands between, a portal for instance, and read back: only
 * what can be read again is a copy. */
static void
write_copy (GFile *file, GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  if (!g_file_replace_contents (
          file, data, size, NULL, FALSE,
          G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error))
    return;
  g_autoptr (GBytes) present = g_file_load_bytes (file, NULL, NULL, error);
  if (present == NULL || g_bytes_equal (present, bytes))
    return;
  g_autofree char *shown = g_file_get_parse_name (file);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("What was read back from “%s” was not what had been written. Do not "
                  "trust that disk; choose another one."),
               shown);
}

gpointer
store_jobs_save (Session **session, gpointer input, GError **error)
{
  GFile *file = input;
  if (!worker_check_open (*session, error))
    return NULL;
  if (session_owns_file (*session, g_file_peek_path (file)))
    {
      g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                           _ ("That file is the store itself. Choose another one."));
      return NULL;
    }
  g_autoptr (GBytes) bytes = session_backup_seal (*session, error);
  if (bytes != NULL)
    write_copy (file, bytes, error);
  return NULL;
}

gpointer
store_jobs_check (Session **session, gpointer input, GError **error)
{
  (void)input;
  if (worker_check_open (*session, error))
    session_check (*session, error);
  return NULL;
}

gpointer
store_jobs_erase (Session **session, gpointer input, GError **error)
{
  const UnlockedInput *order = input;
  session_free (g_steal_pointer (session));
  session_erase (order->path, order->env, error);
  return NULL;
}
