/* See session.h. */
#include "config.h"

#include "session-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "backup.h"
#include "base.h"
#include "refusals.h"
#include "session-carry.h"
#include "session-slots.h"
#include "sibling.h"

gboolean
session_init (GError **error)
{
  if (base_init () != 0)
    {
      g_set_error_literal (
          error, SESSION_ERROR, SESSION_ERROR_REFUSED,
          _ ("This system offers no random numbers; nothing can be kept safe."));
      return FALSE;
    }
  if (vault_init () != 0)
    g_error ("SQLite was used before session_init ().");
  return TRUE;
}

char *
session_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "steadfast", "steadfast.store",
                           NULL);
}

const VaultFiles *
session_files (const SessionEnv *env)
{
  return env != NULL && env->vault.files != NULL ? env->vault.files : &files_disk;
}

static Session *
new_session (const char *path, Vault *vault, const SessionEnv *env)
{
  Session *session = g_new0 (Session, 1);
  session->path = g_strdup (path);
  session->vault = vault;
  session->files = session_files (env);
  session->clock =
      env != NULL && env->vault.clock != NULL ? env->vault.clock : &clock_system;
  session->random = env != NULL && env->random != NULL ? env->random : &random_system;
  return session;
}

static const VaultEnv *
vault_env (const SessionEnv *env)
{
  return env != NULL ? &env->vault : NULL;
}

gboolean
session_check_passphrase (const Secret *passphrase, GError **error)
{
  if (secret_size (passphrase) > 0)
    return TRUE;
  g_set_error_literal (
      error, SESSION_ERROR, SESSION_ERROR_REFUSED,
      _ ("An empty passphrase protects nothing. Choose a longer one."));
  return FALSE;
}

gboolean
session_exists (const char *path, const SessionEnv *env)
{
  const VaultFiles *files = session_files (env);
  return files->ops->exists (files->data, path) != ENOENT;
}

/* Removes a store whose making did not come to its end: nothing is in it. */
static void
remove_unfinished (const char *path, const SessionEnv *env)
{
  const VaultFiles *files = session_files (env);
  files->ops->remove (files->data, path);
}

static Session *
fill_new_vault (const char *path, Vault *vault, Campaign *campaign,
                const SessionEnv *env, GError **error)
{
  Session *session = new_session (path, vault, env);
  session->store =
      store_create (vault_database (vault), campaign, session->random, error);
  if (session->store != NULL)
    {
      backup_skip (vault);
      return session;
    }
  session_error_adopt (error);
  session_free (session);
  remove_unfinished (path, env);
  return NULL;
}

/* (transfer full): of a file's bytes, or (NULL) the first one that is built in. */
static Campaign *
parse_campaign (GBytes *file, GError **error)
{
  g_autoptr (GBytes) bytes = file != NULL
                                 ? g_bytes_ref (file)
                                 : campaign_builtin (campaign_builtin_slugs ()[0]);
  Campaign *campaign = campaign_parse (bytes, error);
  if (campaign == NULL)
    session_error_adopt (error);
  return campaign;
}

gboolean
session_can_create (const char *path, GBytes *campaign, const SessionEnv *env,
                    GError **error)
{
  if (session_exists (path, env))
    return session_error_set_vault (error, VAULT_EXISTS, path);
  g_autoptr (Campaign) parsed = parse_campaign (campaign, error);
  return parsed != NULL;
}

Session *
session_create (const char *path, GBytes *campaign_file, const Secret *passphrase,
                KdfClass cost, const SessionEnv *env, Secret **recovery_key,
                GError **error)
{
  *recovery_key = NULL;
  if (!session_check_passphrase (passphrase, error))
    return NULL;
  g_autoptr (Campaign) campaign = parse_campaign (campaign_file, error);
  if (campaign == NULL)
    return NULL;
  Vault *vault = NULL;
  Secret *key = NULL;
  VaultResult result =
      vault_create (&vault, path, passphrase, cost, &key, vault_env (env));
  if (result != VAULT_OK)
    {
      if (result == VAULT_MISSING)
        g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                     _ ("The folder for “%s” does not exist. Make it first."), path);
      else
        session_error_set_vault (error, result, path);
      return NULL;
    }
  Session *session = fill_new_vault (path, vault, campaign, env, error);
  if (session != NULL)
    *recovery_key = recovery_print (key);
  secret_free (key);
  return session;
}

static gboolean
reopen (Session *session, GError **error)
{
  store_detach (session->store);
  VaultResult result = vault_reopen (session->vault);
  if (result != VAULT_OK)
    return session_error_set_vault (error, result, session->path);
  Store *store = store_open (vault_database (session->vault), session->random, error);
  if (store == NULL)
    return session_read (session, FALSE, error);
  store_close (session->store);
  session->store = store;
  return TRUE;
}

/* A store that cannot be written, or has no room for it, or has copies of which that is
 * true, keeps its trash a little longer and can be read all the same. */
static gboolean
empty_trash (Session *session, GError **error)
{
  if (vault_state (session->vault) != VAULT_WORKING)
    return TRUE;
  g_autoptr (GPtrArray) due =
      refusals_list_due (session->store, session_week (session), error);
  if (due == NULL)
    return session_read (session, FALSE, error);
  if (due->len == 0 || !session_carry_removal (session, due))
    return TRUE;
  if (!session_begin (session, error))
    return FALSE;
  gboolean done =
      refusals_empty_trash (session->store, session_week (session), NULL, error);
  if (session_finish (session, done, error))
    return TRUE;
  if (vault_state (session->vault) != VAULT_FAILED)
    return FALSE;
  g_clear_error (error);
  return reopen (session, error);
}

Session *
session_open_vault (const char *path, Vault *vault, const SessionEnv *env,
                    GError **error)
{
  g_autoptr (Session) session = new_session (path, vault, env);
  session->store = store_open (vault_database (vault), session->random, error);
  if (!session_read (session, session->store != NULL, error))
    return NULL;
  if (!empty_trash (session, error))
    return NULL;
  session_carry_follow (session);
  return g_steal_pointer (&session);
}

Session *
session_open (const char *path, const Secret *passphrase, const SessionEnv *env,
              GError **error)
{
  Vault *vault = NULL;
  VaultResult result = vault_open (&vault, path, passphrase, vault_env (env));
  if (result == VAULT_OK)
    return session_open_vault (path, vault, env, error);
  session_error_set_vault (error, result, path);
  return NULL;
}

Session *
session_open_damaged (const char *path, const Secret *passphrase, const SessionEnv *env,
                      GError **error)
{
  Vault *vault = NULL;
  VaultResult result = vault_open_damaged (&vault, path, passphrase, vault_env (env));
  if (result == VAULT_OK)
    return session_open_vault (path, vault, env, error);
  session_error_set_vault (error, result, path);
  return NULL;
}

static char *
describe_recovery_problem (RecoveryProblem problem, int group)
{
  switch (problem)
    {
    case RECOVERY_WRONG_LETTER:
      return g_strdup_printf (
          _ ("Group %d of the recovery key holds a character that no "
             "recovery key has. Check that group."),
          group);
    case RECOVERY_WRONG_GROUP:
      return g_strdup_printf (
          _ ("Group %d of the recovery key is mistyped. Check that group."), group);
    case RECOVERY_WRONG_LENGTH:
      return g_strdup_printf (_ ("A recovery key has %d groups of %d characters. Type "
                                 "all of them."),
                              RECOVERY_GROUPS, RECOVERY_GROUP_CHARACTERS);
    case RECOVERY_WRONG_WHOLE:
      return g_strdup (_ ("The recovery key is mistyped somewhere. Check each group "
                          "against your copy."));
    case RECOVERY_NO_MEMORY:
    case RECOVERY_OK:
    default:
      return g_strdup (_ ("There is not enough memory for the recovery key."));
    }
}

Secret *
session_parse_recovery (const Secret *text, GError **error)
{
  Secret *key = NULL;
  int group = 0;
  RecoveryProblem problem = recovery_parse (&key, (const char *)secret_peek (text),
                                            secret_size (text), &group);
  if (problem == RECOVERY_OK)
    return key;
  g_autofree char *message = describe_recovery_problem (problem, group);
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED, message);
  return NULL;
}

/* Its groups check themselves, so one that is whole is not mistyped. */
static void
refuse_recovery (VaultResult result, const char *name, GError **error)
{
  if (result != VAULT_WRONG_KEY)
    {
      session_error_set_vault (error, result, name);
      return;
    }
  g_autofree char *shown = g_filename_display_name (name);
  g_set_error (
      error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY,
      _ ("This recovery key is typed rightly, but it does not open “%s”: it is "
         "another store's, or a newer one has replaced it. Look for the one "
         "that was written down last, or try the passphrase. If nothing opens "
         "it, it is not a store of this program, or was changed: a backup "
         "helps then."),
      shown);
}

Session *
session_open_recovered (const char *path, const char *name, const Secret *recovery_text,
                        const SessionEnv *env, GError **error)
{
  Secret *key = session_parse_recovery (recovery_text, error);
  if (key == NULL)
    return NULL;
  Vault *vault = NULL;
  VaultResult result = vault_open_with_recovery (&vault, path, key, vault_env (env));
  secret_free (key);
  if (result == VAULT_OK)
    return session_open_vault (path, vault, env, error);
  refuse_recovery (result, name, error);
  return NULL;
}

Session *
session_open_with_recovery (const char *path, const Secret *recovery_text,
                            const SessionEnv *env, GError **error)
{
  return session_open_recovered (path, path, recovery_text, env, error);
}

static void
release (Session *session)
{
  store_close (session->store);
  g_free (session->path);
  g_free (session);
}

/* What is wrong with a store that could not be closed as it should. */
static void
set_unclosed (GError **error, VaultResult result, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  if (result == VAULT_BACKUP_FAILED)
    g_set_error (error, SESSION_ERROR, SESSION_ERROR_BACKUP,
                 _ ("Everything is saved in “%s”, but no backup could be made beside "
                    "it. Check the disk’s space and the folder’s permissions."),
                 shown);
  else if (result == VAULT_MISSING)
    g_set_error (error, SESSION_ERROR, SESSION_ERROR_MISSING,
                 _ ("“%s” is no longer there: while the store was open, its folder was "
                    "moved or deleted. If it was moved, everything is saved in it; if "
                    "it was deleted, put back a backup."),
                 shown);
  else
    g_set_error (
        error, SESSION_ERROR, SESSION_ERROR_REFUSED,
        _ ("Everything is saved in “%s”, but the file could not be written anew: "
           "what was deleted, and the order of entry, stay in it until the next "
           "change. Check the disk’s space and the folder’s permissions."),
        shown);
}

gboolean
session_close (Session *session, GError **error)
{
  if (session == NULL)
    return TRUE;
  g_autofree char *path = g_strdup (session->path);
  Vault *vault = session->vault;
  release (session);
  /* Of a damaged one there is nothing to finish. */
  gboolean damaged = vault_problem (vault) == VAULT_DAMAGED;
  VaultResult result = vault_close (vault);
  if (result == VAULT_OK || damaged)
    return TRUE;
  set_unclosed (error, result, path);
  return FALSE;
}

void
session_free (Session *session)
{
  if (session == NULL)
    return;
  Vault *vault = session->vault;
  release (session);
  vault_abandon (vault);
}

const Campaign *
session_campaign (const Session *session)
{
  return store_campaign (session->store);
}

const VaultOpening *
session_opening (const Session *session)
{
  return vault_opening (session->vault);
}

Week
session_week (const Session *session)
{
  return week_at (session->clock->now (session->clock->data));
}

gboolean
session_set_passphrase (Session *session, const Secret *passphrase, GError **error)
{
  return session_slots_set_passphrase (session, passphrase,
                                       vault_opening (session->vault)->cost, error);
}

static gboolean
is_same_file (const char *a, const char *b)
{
  GStatBuf first, second;
  return g_stat (a, &first) == 0 && g_stat (b, &second) == 0
         && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* Whether path leads to what has that name, or would have it. */
static gboolean
is_in_place_of (const char *path, const char *name)
{
  g_autofree char *last = g_path_get_basename (path);
  g_autofree char *own_last = g_path_get_basename (name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *own_folder = g_path_get_dirname (name);
  return is_same_file (path, name)
         || (strcmp (last, own_last) == 0 && is_same_file (folder, own_folder));
}

static VaultResult
compare_sibling (const char *name, SiblingKind kind, void *path)
{
  (void)kind;
  return is_in_place_of (path, name) ? VAULT_EXISTS : VAULT_OK;
}

gboolean
session_owns_file (const Session *session, const char *path)
{
  /* A copy that was opened under its own name is of the store beside it. */
  g_autofree char *of = sibling_store (session->path);
  const char *store = of != NULL ? of : session->path;
  g_autofree char *lock = g_strconcat (store, ".lock", NULL);
  g_autofree char *passing = g_strconcat (store, ".new", NULL);
  g_autofree char *going = g_strconcat (store, ".gone", NULL);
  if (path == NULL)
    return FALSE;
  return is_in_place_of (path, store) || is_in_place_of (path, lock)
         || is_in_place_of (path, passing) || is_in_place_of (path, going)
         || sibling_each (store, compare_sibling, (void *)path) != VAULT_OK;
}

gboolean
session_numbers (Session *session, StoreNumbers *numbers, gboolean *shared,
                 GError **error)
{
  return session_read (session,
                       store_numbers (session->store, numbers, error)
                           && store_is_shared (session->store, shared, error),
                       error);
}

gboolean
session_check (Session *session, GError **error)
{
  VaultResult result = vault_check (session->vault);
  if (result != VAULT_OK)
    return session_error_set_vault (error, result, session->path);
  return session_read (session, store_check (session->store, error), error);
}

gboolean
session_can_write (const Session *session, GError **error)
{
  return vault_state (session->vault) != VAULT_READING
         || session_error_set_vault (error, vault_problem (session->vault),
                                     session->path);
}

gboolean
session_begin (Session *session, GError **error)
{
  gboolean works = vault_state (session->vault) != VAULT_FAILED
                   && store_is_attached (session->store);
  if (!works && !reopen (session, error))
    return FALSE;
  if (!session_can_write (session, error))
    return FALSE;
  return session_read (session, store_begin (session->store, error), error);
}

gboolean
session_read (Session *session, gboolean done, GError **error)
{
  if (done)
    return TRUE;
  VaultResult problem = vault_problem (session->vault);
  if (problem != VAULT_OK && vault_state (session->vault) == VAULT_FAILED)
    {
      g_clear_error (error);
      return session_error_set_vault (error, problem, session->path);
    }
  session_error_adopt (error);
  return FALSE;
}

gboolean
session_finish (Session *session, gboolean done, GError **error)
{
  if (done)
    done = store_commit (session->store, error);
  else
    store_rollback (session->store);
  return session_read (session, done, error);
}

gboolean
session_rebuild (Session *session)
{
  return vault_rebuild (session->vault) == VAULT_OK;
}

gboolean
session_resolve_week (Session *session, Week *week, GError **error)
{
  Week now = session_week (session);
  if (*week == 0)
    *week = now;
  if (*week <= now)
    return TRUE;
  char text[WEEK_TEXT_BYTES];
  week_print (text, *week);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("The week %s has not begun yet. Choose this week or an earlier one."),
               text);
  return FALSE;
}

GBytes *
session_read_file (const VaultFiles *files, const char *path)
{
  VaultFile *file;
  uint64_t size = 0;
  guint8 *content = NULL;
  if (files->ops->open (files->data, path, &file) != 0)
    return NULL;
  int failed = files->ops->size (file, &size);
  if (!failed && size <= G_MAXSIZE)
    content = g_try_malloc (size);
  if (content != NULL && files->ops->read (file, 0, content, size) != 0)
    g_clear_pointer (&content, g_free);
  files->ops->hide_times (file);
  files->ops->close (file);
  return content != NULL ? g_bytes_new_take (content, size) : NULL;
}
