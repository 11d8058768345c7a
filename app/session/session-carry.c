/* See session-carry.h. */
#include "config.h"

#include "session-carry.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "backup.h"
#include "ledger.h"
#include "preferences.h"
#include "refusals.h"
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

/* What of source's ledger is carried. */
typedef struct
{
  GPtrArray *rows; /* of LedgerRow */
  GArray *wiped; /* years */
} Part;

static gboolean
carry_part (Store *store, Store *source, const Part *part, GError **error)
{
  return part->rows != NULL && part->wiped != NULL
         && ledger_carry (store, part->rows, part->wiped, error)
         && signers_carry_destroyed (store, source, error)
         && carry_release_key (store, source, error);
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
  g_autoptr (GArray) wiped =
      rows != NULL ? ledger_wiped_years (present->store, error) : NULL;
  if (!carry_part (copy->store, present->store, &(Part){ rows, wiped }, error))
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

static gboolean
has_year (const GArray *years, int year)
{
  for (guint i = 0; i < years->len; i++)
    if (g_array_index (years, int, i) == year)
      return TRUE;
  return FALSE;
}

/* Leaves in part what copy lacks. */
static gboolean
leave_lacking (Store *copy, const Part *part, GError **error)
{
  g_autoptr (GPtrArray) rows = ledger_list (copy, error);
  g_autoptr (GArray) wiped = rows != NULL ? ledger_wiped_years (copy, error) : NULL;
  if (wiped == NULL)
    return FALSE;
  for (guint i = part->rows->len; i > 0; i--)
    if (has_period (rows, ((const LedgerRow *)part->rows->pdata[i - 1])->period))
      g_ptr_array_remove_index (part->rows, i - 1);
  for (guint i = part->wiped->len; i > 0; i--)
    if (has_year (wiped, g_array_index (part->wiped, int, i - 1)))
      g_array_remove_index (part->wiped, i - 1);
  return TRUE;
}

/* carried (out): how many periods copy lacked. Where it lacks nothing, nothing is
 * written to it. */
static gboolean
carry_lacking (Store *copy, Store *source, guint *carried, GError **error)
{
  g_autoptr (GPtrArray) rows = ledger_list (source, error);
  g_autoptr (GArray) wiped = rows != NULL ? ledger_wiped_years (source, error) : NULL;
  const Part part = { rows, wiped };
  if (wiped == NULL || !leave_lacking (copy, &part, error))
    return FALSE;
  *carried = rows->len;
  return carry_part (copy, source, &part, error);
}

/* What cannot be read of a source is no reason to stop. */
static gboolean
carry_what_is_lacking (Session *copy, Session *source, SessionCarryKnown *known,
                       GError **error)
{
  guint carried;
  g_autoptr (GError) problem = NULL;
  if (!is_of_campaign (copy, source))
    return TRUE;
  if (carry_lacking (copy->store, source->store, &carried, &problem))
    {
      known->some = TRUE;
      known->carried += carried;
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

/* --- into the copies beside an open store --------------------------------------------
 */

#define OWED "copies" /* a preference */

gboolean
session_carry_owe (Session *session, GError **error)
{
  return preferences_set (session->store, OWED, "behind", error);
}

static VaultResult
follow_closing (sqlite3 *db, void *data)
{
  Session *session = data;
  guint carried;
  g_autoptr (Store) copy = store_open (db, session->random, NULL);
  if (copy == NULL)
    return VAULT_DAMAGED;
  return carry_lacking (copy, session->store, &carried, NULL) ? VAULT_OK : VAULT_IO;
}

/* A file that restoring has kept and that is damaged is nothing to wait for. */
static gboolean
edit_copies (Session *session, BackupEdit edit, void *data)
{
  VaultResult result = backup_edit (session->vault, edit, data);
  return result == VAULT_OK || result == VAULT_DAMAGED;
}

void
session_carry_follow (Session *session)
{
  g_autofree char *owed = vault_state (session->vault) == VAULT_WORKING
                              ? preferences_get (session->store, OWED, NULL)
                              : NULL;
  if (owed != NULL && edit_copies (session, follow_closing, session)
      && session_begin (session, NULL))
    session_finish (session, preferences_set (session->store, OWED, NULL, NULL), NULL);
}

typedef struct
{
  const Session *session;
  const GPtrArray *refusals;
} Removal;

static VaultResult
remove_refusals (sqlite3 *db, void *data)
{
  const Removal *removal = data;
  g_autoptr (Store) copy = store_open (db, removal->session->random, NULL);
  if (copy == NULL)
    return VAULT_DAMAGED;
  for (guint i = 0; i < removal->refusals->len; i++)
    {
      const Refusal *refusal = removal->refusals->pdata[i];
      if (!refusals_remove (copy, refusal->id, NULL))
        return VAULT_IO;
    }
  return VAULT_OK;
}

gboolean
session_carry_removal (Session *session, const GPtrArray *refusals)
{
  return edit_copies (session, remove_refusals, &(Removal){ session, refusals });
}
