/* See session-carry.h. */
#include "config.h"

#include "session-carry.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ledger.h"
#include "session-backup.h"
#include "session-private.h"
#include "sibling.h"
#include "signers.h"

static gboolean
is_of_campaign (const Session *a, const Session *b)
{
  return strcmp (campaign_id (session_campaign (a)), campaign_id (session_campaign (b)))
         == 0;
}

/* A restored store goes on signing its releases with the key that others know. */
static gboolean
carry_release_key (Store *store, Store *present, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Secret *known = ledger_get_key (store, &problem);
  Secret *key =
      known == NULL && problem == NULL ? ledger_get_key (present, &problem) : NULL;
  gboolean done =
      problem == NULL && (key == NULL || ledger_set_key (store, key, error));
  secret_free (known);
  secret_free (key);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return done;
}

/* rows: what of present's ledger is carried. */
static gboolean
carry_rows (Store *store, Store *present, const GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) wiped = ledger_wiped_years (present, error);
  return wiped != NULL && ledger_carry (store, rows, wiped, error)
         && signers_carry_destroyed (store, present, error)
         && carry_release_key (store, present, error);
}

gboolean
session_carry (Session *copy, Session *present, guint *carried, GError **error)
{
  if (!is_of_campaign (copy, present))
    {
      g_set_error_literal (
          error, SESSION_ERROR, SESSION_ERROR_REFUSED,
          _ ("The backup is of another campaign than the store: it cannot "
             "take its place."));
      return FALSE;
    }
  g_autoptr (GPtrArray) had = ledger_list (copy->store, error);
  g_autoptr (GPtrArray) rows = had != NULL ? ledger_list (present->store, error) : NULL;
  if (rows == NULL || !carry_rows (copy->store, present->store, rows, error))
    return FALSE;
  g_autoptr (GPtrArray) have = ledger_list (copy->store, error);
  if (have == NULL)
    return FALSE;
  *carried = have->len - had->len;
  return TRUE;
}

/* --- where the store does not open --------------------------------------------------
 */

static gboolean
has_period (const GPtrArray *rows, Period period)
{
  for (guint i = 0; i < rows->len; i++)
    if (period_compare (((const LedgerRow *)rows->pdata[i])->period, period) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer container): source's rows of periods that copy has not closed. */
static GPtrArray *
list_lacking (Store *copy, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) had = ledger_list (copy, error);
  if (had == NULL)
    return NULL;
  GPtrArray *lacking = g_ptr_array_new ();
  for (guint i = 0; i < rows->len; i++)
    if (!has_period (had, ((const LedgerRow *)rows->pdata[i])->period))
      g_ptr_array_add (lacking, rows->pdata[i]);
  return lacking;
}

/* What cannot be read of a source is no reason to stop. */
static gboolean
carry_what_is_lacking (Session *copy, Session *source, SessionCarryKnown *known,
                       GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GPtrArray) rows = ledger_list (source->store, &problem);
  g_autoptr (GPtrArray) lacking =
      rows != NULL ? list_lacking (copy->store, rows, &problem) : NULL;
  if (!is_of_campaign (copy, source))
    return TRUE;
  if (lacking != NULL && carry_rows (copy->store, source->store, lacking, &problem))
    {
      known->some = TRUE;
      known->carried += lacking->len;
      return TRUE;
    }
  session_error_adopt (&problem);
  if (g_error_matches (problem, SESSION_ERROR, SESSION_ERROR_DAMAGED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* The store's own file, as far as it goes. */
static gboolean
carry_from_damaged (Session *copy, const char *path, const SessionEnv *env,
                    SessionCarryKnown *known, GError **error)
{
  Vault *vault;
  VaultResult result = vault_open_damaged_with_key_of (
      &vault, path, copy->vault, env != NULL ? &env->vault : NULL);
  known->foreign = result == VAULT_WRONG_KEY;
  if (result == VAULT_IN_USE || result == VAULT_NO_MEMORY)
    return session_error_set_vault (error, result, path);
  if (result != VAULT_OK)
    return TRUE;
  g_autoptr (Session) source = session_open_vault (path, vault, env, NULL);
  return source == NULL || carry_what_is_lacking (copy, source, known, error);
}

typedef struct
{
  Session *copy;
  const SessionEnv *env;
  SessionCarryKnown *known;
  GError *error;
} Gathering;

static VaultResult
visit_sibling (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  Gathering *gathering = data;
  const VaultFiles *files = session_files (gathering->env);
  if (gathering->error != NULL || files->ops->exists (files->data, name) == ENOENT)
    return VAULT_OK;
  g_autoptr (GBytes) bytes = session_read_file (files, name);
  g_autoptr (SessionBackup) beside =
      bytes != NULL ? session_backup_open (bytes, name, gathering->copy, NULL,
                                           gathering->env, NULL)
                    : NULL;
  if (beside != NULL)
    carry_what_is_lacking (gathering->copy, session_backup_session (beside),
                           gathering->known, &gathering->error);
  return VAULT_OK;
}

gboolean
session_carry_known (Session *copy, const char *path, const SessionEnv *env,
                     SessionCarryKnown *known, GError **error)
{
  *known = (SessionCarryKnown){ 0 };
  if (!session_begin (copy, error))
    return FALSE;
  Gathering gathering = { copy, env, known, NULL };
  gboolean done = carry_from_damaged (copy, path, env, known, error);
  if (done && sibling_each (path, visit_sibling, &gathering) != VAULT_OK
      && gathering.error == NULL)
    done = session_error_set_vault (error, VAULT_NO_MEMORY, path);
  if (gathering.error != NULL)
    {
      g_propagate_error (error, gathering.error);
      done = FALSE;
    }
  return session_finish (copy, done, error);
}
