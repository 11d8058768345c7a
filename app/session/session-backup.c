/* See session-backup.h. */
#include "config.h"

#include "session-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "replace.h"
#include "session-carry.h"
#include "session-private.h"
#include "signers.h"

#define COPY_PATH "/copy" /* in a world of files of its own */

/* --- generations ------------------------------------------------------------------ */

GArray *
session_backup_list (Session *session)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (SessionBackupGeneration));
  for (guint number = 1; number <= BACKUP_GENERATIONS; number++)
    {
      SessionBackupGeneration generation = { .number = number };
      if (backup_week (session->vault, number, &generation.week) != VAULT_MISSING)
        g_array_append_val (list, generation);
    }
  return list;
}

char *
session_backup_dup_path (const char *path, guint number)
{
  char *name = sibling_name (path, SIBLING_BACKUP, number);
  char *copy = g_strdup (name);
  free (name);
  return copy;
}

/* --- making a copy ---------------------------------------------------------------- */

/* What is in the way of a copy. */
static gboolean
refuse_place (const Session *session, const char *path, GError **error)
{
  g_autofree char *passing = g_strconcat (path, ".new", NULL);
  g_autofree char *shown = g_filename_display_name (path);
  if (session->files->ops->exists (session->files->data, passing) == 0)
    g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                 _ ("A copy is first written as “%s.new”, and there is a file of that "
                    "name. Choose another name, or move that file away."),
                 shown);
  else if (vault_problem (session->vault) == VAULT_DAMAGED)
    g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                 _ ("“%s” is there already, and may hold more than can be read now. "
                    "Choose another name."),
                 shown);
  else
    g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                 _ ("“%s” holds something else than a copy of this store, or a store "
                    "that has backups of its own. Choose another name."),
                 shown);
  return FALSE;
}

static gboolean
refuse_save (const Session *session, VaultResult result, const char *path,
             GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  if (result == VAULT_EXISTS)
    return refuse_place (session, path, error);
  if (result == VAULT_MISSING)
    g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                 _ ("The folder for “%s” does not exist. Make it first."), shown);
  else if (result == VAULT_DAMAGED)
    g_set_error (
        error, SESSION_ERROR, SESSION_ERROR_REFUSED,
        _ ("What was read back from “%s” was not what had been written. Do not "
           "trust that disk; choose another one."),
        shown);
  else
    session_error_set_vault (error, result, path);
  return FALSE;
}

gboolean
session_backup_save (Session *session, const char *path, GError **error)
{
  if (session_owns_file (session, path))
    return refuse_save (session, VAULT_EXISTS, path, error);
  VaultResult result = backup_write (session->vault, session->files, path);
  return result == VAULT_OK || refuse_save (session, result, path, error);
}

GBytes *
session_backup_read (const char *path, guint number, const SessionEnv *env,
                     GError **error)
{
  const VaultFiles *files = session_files (env);
  g_autofree char *name = session_backup_dup_path (path, number);
  GBytes *bytes = session_read_file (files, name);
  if (bytes == NULL)
    session_error_set_vault (
        error,
        files->ops->exists (files->data, name) == ENOENT ? VAULT_MISSING : VAULT_IO,
        name);
  return bytes;
}

GBytes *
session_backup_seal (Session *session, GError **error)
{
  VaultFiles *world = files_memory_new ();
  VaultResult result =
      world != NULL ? backup_write (session->vault, world, COPY_PATH) : VAULT_NO_MEMORY;
  GBytes *bytes = result == VAULT_OK ? session_read_file (world, COPY_PATH) : NULL;
  files_memory_free (world);
  if (bytes == NULL)
    session_error_set_vault (error, result == VAULT_OK ? VAULT_NO_MEMORY : result,
                             session->path);
  return bytes;
}

/* --- a copy that was opened ---------------------------------------------------------
 */

struct _SessionBackup
{
  VaultFiles *world;
  Session *session;
  gboolean gathered;
  SessionCarryKnown known; /* once gathered */
};

void
session_backup_free (SessionBackup *backup)
{
  if (backup == NULL)
    return;
  session_free (backup->session);
  files_memory_free (backup->world);
  g_free (backup);
}

static VaultFiles *
make_world (GBytes *file)
{
  gsize size;
  const void *bytes = g_bytes_get_data (file, &size);
  VaultFiles *world = files_memory_new ();
  VaultFile *copy = NULL;
  if (world == NULL)
    return NULL;
  int failed = world->ops->create (world->data, COPY_PATH, &copy);
  if (!failed && size > 0)
    failed = world->ops->write (copy, 0, bytes, size);
  world->ops->close (copy);
  if (!failed)
    return world;
  files_memory_free (world);
  return NULL;
}

/* What a copy is opened with: exactly one of these. */
typedef struct
{
  const Session *present;
  const Secret *passphrase;
  const Secret *recovery_text;
} Opener;

static Session *
open_in_world (const VaultFiles *world, const char *name, const Opener *opener,
               const SessionEnv *env, GError **error)
{
  SessionEnv own = env != NULL ? *env : (SessionEnv){ 0 };
  own.vault.files = world;
  own.vault.backups = VAULT_BACKUPS_NONE;
  if (opener->recovery_text != NULL)
    return session_open_recovered (COPY_PATH, name, opener->recovery_text, &own, error);
  Vault *vault = NULL;
  VaultResult result =
      opener->present != NULL
          ? vault_open_with_key_of (&vault, COPY_PATH, opener->present->vault,
                                    &own.vault)
          : vault_open (&vault, COPY_PATH, opener->passphrase, &own.vault);
  if (result == VAULT_OK)
    return session_open_vault (COPY_PATH, vault, &own, error);
  session_error_set_vault (error, result, name);
  return NULL;
}

static SessionBackup *
open_copy (GBytes *file, const char *name, const Opener *opener, const SessionEnv *env,
           GError **error)
{
  VaultFiles *world = make_world (file);
  if (world == NULL)
    {
      session_error_set_vault (error, VAULT_NO_MEMORY, name);
      return NULL;
    }
  SessionBackup *backup = g_new0 (SessionBackup, 1);
  backup->world = world;
  backup->session = open_in_world (world, name, opener, env, error);
  if (backup->session != NULL)
    return backup;
  session_backup_free (backup);
  return NULL;
}

SessionBackup *
session_backup_open (GBytes *file, const char *name, Session *present,
                     const Secret *passphrase, const SessionEnv *env, GError **error)
{
  g_return_val_if_fail (present != NULL || passphrase != NULL, NULL);
  g_autoptr (GError) problem = NULL;
  SessionBackup *backup = NULL;
  if (present != NULL)
    backup = open_copy (file, name, &(Opener){ .present = present }, env, &problem);
  if (backup == NULL && passphrase != NULL
      && (problem == NULL
          || g_error_matches (problem, SESSION_ERROR, SESSION_ERROR_WRONG_KEY)))
    {
      g_clear_error (&problem);
      backup =
          open_copy (file, name, &(Opener){ .passphrase = passphrase }, env, &problem);
    }
  if (backup == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return backup;
}

SessionBackup *
session_backup_open_with_recovery (GBytes *file, const char *name,
                                   const Secret *recovery_text, const SessionEnv *env,
                                   GError **error)
{
  return open_copy (file, name, &(Opener){ .recovery_text = recovery_text }, env,
                    error);
}

Session *
session_backup_open_present (const SessionBackup *backup, const char *path,
                             const SessionEnv *env, GError **error)
{
  Vault *vault;
  VaultResult result = vault_open_with_key_of (&vault, path, backup->session->vault,
                                               env != NULL ? &env->vault : NULL);
  if (result == VAULT_OK)
    return session_open_vault (path, vault, env, error);
  session_error_set_vault (error, result, path);
  return NULL;
}

Session *
session_backup_session (SessionBackup *backup)
{
  return backup->session;
}

const Campaign *
session_backup_campaign (const SessionBackup *backup)
{
  return session_campaign (backup->session);
}

/* --- looking at it -------------------------------------------------------------------
 */

static gboolean
read_numbers (SessionBackup *backup, SessionBackupSummary *summary, GError **error)
{
  *summary =
      (SessionBackupSummary){ .week = session_opening (backup->session)->closed };
  return session_numbers (backup->session, &summary->numbers, &summary->shared, error);
}

gboolean
session_backup_describe (SessionBackup *backup, Session *present,
                         SessionBackupSummary *summary, GError **error)
{
  Session *session = backup->session;
  if (!read_numbers (backup, summary, error) || !session_begin (session, error))
    return FALSE;
  gboolean possible = session_carry (session, present, &summary->carried, error);
  store_rollback (session->store);
  summary->other_key = !vault_has_key_of (session->vault, present->vault);
  return session_read (session, possible, error);
}

/* Once: the copy holds what was found from then on. */
static gboolean
gather (SessionBackup *backup, const char *path, const SessionEnv *env, GError **error)
{
  if (!backup->gathered)
    backup->gathered =
        session_carry_known (backup->session, path, env, &backup->known, error);
  return backup->gathered;
}

gboolean
session_backup_describe_alone (SessionBackup *backup, const char *path,
                               const SessionEnv *env, SessionBackupSummary *summary,
                               GError **error)
{
  if (!gather (backup, path, env, error) || !read_numbers (backup, summary, error))
    return FALSE;
  const SessionCarryKnown *known = &backup->known;
  summary->numbers.releases -= known->carried;
  summary->carried = known->carried;
  summary->other_key = known->foreign;
  summary->ledger =
      known->some ? SESSION_BACKUP_LEDGER_OF_COPIES : SESSION_BACKUP_LEDGER_UNKNOWN;
  return TRUE;
}

/* --- putting it back
 * ------------------------------------------------------------------ */

static gboolean
refuse_restore (VaultResult result, const char *path, GError **error)
{
  if (result != VAULT_EXISTS)
    return session_error_set_vault (error, result, path);
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("The file at “%s” has to be kept, but there are %d kept files beside "
                  "it already, ending in “.replaced-” and a number. Move one of them "
                  "away first."),
               shown, SIBLING_REPLACED);
  return FALSE;
}

static char *
take_name (char *kept)
{
  char *copy = g_strdup (kept);
  free (kept);
  return copy;
}

gboolean
session_backup_restore (SessionBackup *backup, Session *present, char **kept,
                        GError **error)
{
  guint carried;
  Session *session = backup->session;
  *kept = NULL;
  if (!session_begin (session, error)
      || !session_finish (session, session_carry (session, present, &carried, error),
                          error))
    return FALSE;
  char *name = NULL;
  g_clear_pointer (&present->store, store_close);
  VaultResult result = replace_content (present->vault, session->vault, &name);
  *kept = take_name (name);
  present->store = store_open (vault_database (present->vault), present->random,
                               result == VAULT_OK ? error : NULL);
  if (result != VAULT_OK)
    return refuse_restore (result, present->path, error);
  return session_read (present, present->store != NULL, error);
}

static gboolean
refuse_unopened (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY,
               _ ("Neither what was given nor the backup’s key opens “%s”, so what it "
                  "has published is not known and could be published twice. Give its "
                  "own passphrase too."),
               shown);
  return FALSE;
}

Session *
session_backup_restore_alone (SessionBackup *backup, const char *path,
                              SessionBackupPresent present, char **kept,
                              const SessionEnv *env, GError **error)
{
  Vault *vault;
  char *name = NULL;
  *kept = NULL;
  if (!gather (backup, path, env, error))
    return NULL;
  if (backup->known.foreign && present != SESSION_BACKUP_PRESENT_LOST)
    {
      refuse_unopened (path, error);
      return NULL;
    }
  VaultResult result = replace_store (&vault, path, backup->session->vault,
                                      env != NULL ? &env->vault : NULL, &name);
  *kept = take_name (name);
  if (result == VAULT_OK)
    return session_open_vault (path, vault, env, error);
  refuse_restore (result, path, error);
  return NULL;
}

/* --- destroyed keys
 * ------------------------------------------------------------------- */

static VaultResult
forget_keys (sqlite3 *db, void *data)
{
  const Session *present = data;
  g_autoptr (Store) store = store_open (db, present->random, NULL);
  if (store == NULL)
    return VAULT_DAMAGED;
  return signers_carry_destroyed (store, present->store, NULL) ? VAULT_OK : VAULT_IO;
}

gboolean
session_backup_forget_keys (Session *session, GError **error)
{
  VaultResult result = backup_edit (session->vault, forget_keys, session);
  if (result == VAULT_OK)
    return TRUE;
  g_autofree char *shown = g_filename_display_name (session->path);
  if (result == VAULT_DAMAGED)
    g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                 _ ("A file that restoring has kept, “%s.replaced-” and a number, is "
                    "damaged and may still hold the key, so the key was not destroyed. "
                    "Delete that file, or move it away, and try again."),
                 shown);
  else
    g_set_error (
        error, SESSION_ERROR, SESSION_ERROR_REFUSED,
        _ ("A backup beside “%s” could not be written anew without the key, so "
           "the key was not destroyed. Check the disk’s space and the folder’s "
           "permissions, and try again."),
        shown);
  return FALSE;
}
