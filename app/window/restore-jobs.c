/* See restore-jobs.h. */
#include "config.h"

#include "restore-jobs.h"

#include <glib/gi18n-lib.h>

#include "session-slots.h"

RestoreSource *
restore_jobs_source_new (const char *path, const SessionEnv *env, GFile *file,
                         guint number, Secret *secret)
{
  RestoreSource *source = g_new0 (RestoreSource, 1);
  source->path = g_strdup (path);
  source->env = env;
  source->file = file != NULL ? g_object_ref (file) : NULL;
  source->number = number;
  source->secret = secret;
  return source;
}

void
restore_jobs_source_free (RestoreSource *source)
{
  g_free (source->path);
  g_clear_object (&source->file);
  secret_free (source->secret);
  g_free (source);
}

void
restore_jobs_free (Restore *restore)
{
  session_backup_free (restore->backup);
  session_close (restore->present, NULL);
  secret_free (restore->own);
  g_free (restore->path);
  g_free (restore->reason);
  g_free (restore);
}

gpointer
restore_jobs_drop (Session **session, gpointer input, GError **error)
{
  (void)session;
  (void)input;
  (void)error;
  return NULL;
}

/* ---- opening ---- */

static GBytes *
read_file (GFile *file, GError **error)
{
  g_autofree char *shown = g_file_get_parse_name (file);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) <= (goffset)RESTORE_JOBS_MIB << 20)
    return g_file_load_bytes (file, NULL, NULL, error);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("“%s” is larger than %d MiB, the most that is read."), shown,
               RESTORE_JOBS_MIB);
  return NULL;
}

static GBytes *
read_source (const RestoreSource *source, char **name, GError **error)
{
  if (source->file != NULL)
    {
      *name = g_file_get_parse_name (source->file);
      return read_file (source->file, error);
    }
  *name = session_backup_dup_path (source->path, source->number);
  return session_backup_read (source->path, source->number, source->env, error);
}

static gboolean
is_recovery_key (const Secret *secret)
{
  return secret != NULL && session_slots_check_recovery (secret, NULL);
}

/* The store was opened for its ledger, or not for this reason (transfer full). Where
 * there is none, or it does not open, a copy can take its place all the same; but not
 * where it is in use or of a newer version. */
static gboolean
note_present (Restore *restore, GError *problem, GError **error)
{
  g_autoptr (GError) reason = problem;
  g_clear_pointer (&restore->reason, g_free);
  restore->locked = FALSE;
  if (restore->present != NULL
      || g_error_matches (reason, SESSION_ERROR, SESSION_ERROR_MISSING))
    return TRUE;
  if (!g_error_matches (reason, SESSION_ERROR, SESSION_ERROR_WRONG_KEY)
      && !g_error_matches (reason, SESSION_ERROR, SESSION_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  restore->reason = g_strdup (reason->message);
  restore->locked = g_error_matches (reason, SESSION_ERROR, SESSION_ERROR_WRONG_KEY);
  return TRUE;
}

static gboolean
open_present (Restore *restore, const Secret *secret, GError **error)
{
  GError *reason = NULL;
  restore->present =
      is_recovery_key (secret)
          ? session_open_with_recovery (restore->path, secret, restore->env, &reason)
          : session_open (restore->path, secret, restore->env, &reason);
  return note_present (restore, reason, error);
}

/* A store that has been given another passphrase since the copy was made is not
 * replaced unseen: the copy's key opens it, and its ledger counts. */
static gboolean
open_locked (Restore *restore, GError **error)
{
  if (!restore->locked)
    return TRUE;
  GError *reason = NULL;
  restore->present = session_backup_open_present (restore->backup, restore->path,
                                                  restore->env, &reason);
  restore->opened_by_copy = restore->present != NULL;
  return note_present (restore, reason, error);
}

/* With the store's own key if it has it, else with the secret. */
static SessionBackup *
open_copy (const RestoreSource *source, Session *present, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = read_source (source, &name, error);
  if (bytes == NULL)
    return NULL;
  SessionBackup *backup = present != NULL ? session_backup_open (
                              bytes, name, present, NULL, source->env, &problem)
                                          : NULL;
  gboolean other_key =
      present == NULL
      || g_error_matches (problem, SESSION_ERROR, SESSION_ERROR_WRONG_KEY);
  if (backup != NULL || !other_key || source->secret == NULL)
    {
      if (backup == NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      return backup;
    }
  return is_recovery_key (source->secret)
             ? session_backup_open_with_recovery (bytes, name, source->secret,
                                                  source->env, error)
             : session_backup_open (bytes, name, NULL, source->secret, source->env,
                                    error);
}

/* session: (nullable): the one that is open in the window. */
static gboolean
describe (Restore *restore, Session *session, GError **error)
{
  gboolean shared;
  Session *present = session != NULL ? session : restore->present;
  restore->knows_present = present != NULL;
  if (present == NULL)
    return session_backup_describe_alone (restore->backup, restore->path, restore->env,
                                          &restore->summary, error);
  return session_backup_describe (restore->backup, present, &restore->summary, error)
         && session_numbers (present, &restore->now, &shared, error);
}

gpointer
restore_jobs_open (Session **session, gpointer input, GError **error)
{
  const RestoreSource *source = input;
  g_return_val_if_fail (*session != NULL || source->secret != NULL, NULL);
  g_autoptr (Restore) restore = g_new0 (Restore, 1);
  restore->path = g_strdup (source->path);
  restore->env = source->env;
  if (*session == NULL && !open_present (restore, source->secret, error))
    return NULL;
  Session *present = *session != NULL ? *session : restore->present;
  restore->backup = open_copy (source, present, error);
  if (restore->backup == NULL || !open_locked (restore, error)
      || !describe (restore, *session, error))
    return NULL;
  return g_steal_pointer (&restore);
}

gpointer
restore_jobs_open_present (Session **session, gpointer input, GError **error)
{
  Restore *restore = input;
  gboolean opened = open_present (restore, restore->own, error);
  g_clear_pointer (&restore->own, secret_free);
  if (!opened)
    return NULL;
  if (restore->locked)
    {
      g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY,
                           restore->reason);
      return NULL;
    }
  return describe (restore, *session, error) ? restore : NULL;
}

/* ---- putting it in place ---- */

static gboolean
restore_into (Session **session, Restore *restore, char **kept, GError **error)
{
  if (!restore->knows_present)
    *session = session_backup_restore_alone (restore->backup, restore->path,
                                             SESSION_BACKUP_PRESENT_LOST, kept,
                                             restore->env, error);
  else if (*session != NULL || restore->present != NULL)
    {
      Session *present = *session != NULL ? *session : restore->present;
      if (!session_backup_restore (restore->backup, present, kept, error))
        return FALSE;
      restore->present = NULL;
      *session = present;
    }
  else
    return worker_check_open (NULL, error);
  return *session != NULL;
}

gpointer
restore_jobs_restore (Session **session, gpointer input, GError **error)
{
  Restore *restore = input;
  g_autofree char *kept = NULL;
  if (!restore_into (session, restore, &kept, error))
    return NULL;
  Unlocked *unlocked = unlocked_describe (*session, error);
  if (unlocked == NULL)
    return NULL;
  g_autofree char *shown = kept != NULL ? g_filename_display_name (kept) : NULL;
  g_autofree char *text =
      shown != NULL
          ? g_strdup_printf (_ ("The backup is restored. The file that was there stays "
                                "as “%s”."),
                             shown)
          : g_strdup (_ ("The backup is restored."));
  unlocked_add_notice (unlocked, text);
  return unlocked;
}
