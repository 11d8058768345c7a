/* What the files of this folder share. */
#pragma once

#include "session-backup.h"
#include "session.h"

struct _Session
{
  char *path;
  Vault *vault;
  const VaultFiles *files;
  Store *store; /* never NULL; detached after a failed reopening */
  const Clock *clock;
  const RandomSource *random;
};

/* What env's files are. */
const VaultFiles *session_files (const SessionEnv *env);

/* (transfer full) (nullable): all bytes of a file beside a store, whose times go on
 * telling nothing. */
GBytes *session_read_file (const VaultFiles *files, const char *path);

/* (transfer none): the store that a copy was opened as. */
Session *session_backup_session (SessionBackup *backup);

/* (transfer full): a session on an open vault, which it takes over; NULL with error
 * set.
 */
Session *session_open_vault (const char *path, Vault *vault, const SessionEnv *env,
                             GError **error);

/* (transfer full): the recovery key that a person typed, RECOVERY_KEY_BYTES; NULL with
 * error set, which names the group that is mistyped. */
Secret *session_parse_recovery (const Secret *text, GError **error);

/* session_open_with_recovery(), where an error calls the file by another name. */
Session *session_open_recovered (const char *path, const char *name,
                                 const Secret *recovery_text, const SessionEnv *env,
                                 GError **error);

/* FALSE with error set if the passphrase is empty. */
gboolean session_check_passphrase (const Secret *passphrase, GError **error);

/**
 * session_backup_forget_keys:
 *
 * Takes the keys that the store has destroyed, or is destroying in this transaction,
 * out of every copy beside it. Before the commit: if the change is then not made, a
 * copy lacks a key, which is no harm; the other way round a destroyed key would stay.
 */
gboolean session_backup_forget_keys (Session *session, GError **error);

/* Begins a change. A vault that failed is opened again first, so that one full disk
 * does not end the session. */
gboolean session_begin (Session *session, GError **error);

/**
 * session_finish:
 * @done: whether what came since session_begin() succeeded
 *
 * Commits where done, else rolls back. error, if set already, is given this folder's
 * domain; where the disk was the reason, it says so.
 *
 * Returns: TRUE if done and committed
 */
gboolean session_finish (Session *session, gboolean done, GError **error);

/* Gives error this folder's domain, and returns whether there is none: what functions
 * that only read end with. */
gboolean session_read (Session *session, gboolean done, GError **error);

/* Writes the file anew in key order, if it can be done now; if not, closing tries
 * again.
 */
gboolean session_rebuild (Session *session);

/* FALSE with error set unless week has begun. what: NULL, or 0 weeks are the present.
 */
gboolean session_resolve_week (Session *session, Week *week, GError **error);
