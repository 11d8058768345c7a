/* Backups: the generations that closing leaves beside the store, copies of the store
 * under other names, and putting one of them back. A generation is made at the closing
 * of a session that changed something; the newest is number 1 and is replaced within
 * one ISO week, so that the five reach back over five weeks in which something was
 * changed. All of them open with the store's passphrase and recovery key. */
#pragma once

#include "backup.h"
#include "session.h"

G_BEGIN_DECLS

/* A generation beside the store. */
typedef struct
{
  guint number; /* 1 is the newest */
  Week week; /* in which it was made; 0: the store's key does not open it */
} SessionBackupGeneration;

/* (transfer full) (element-type SessionBackupGeneration): those that are there, the
 * newest first. */
GArray *session_backup_list (Session *session);

/* (transfer full): the name of generation number of the store at path. */
char *session_backup_dup_path (const char *path, guint number);

/* (transfer full): that generation's bytes; NULL with error set. No session need be
 * open. */
GBytes *session_backup_read (const char *path, guint number, const SessionEnv *env,
                             GError **error);

/**
 * session_backup_save:
 * @path: a name that is free or holds a copy of this very store, which is replaced
 *
 * Writes a copy of the store, sealed as the store is, and reads it again to see that it
 * is whole. It works for a store that can only be read, too.
 *
 * Returns: FALSE with error set, and what was at path is still there
 */
gboolean session_backup_save (Session *session, const char *path, GError **error);

/* (transfer full): the same copy as bytes, for a file that the caller writes (standard
 * output, a portal's file). NULL with error set. */
GBytes *session_backup_seal (Session *session, GError **error);

/* A copy of a store that was opened to be looked at and put back. It is held in memory;
 * its file is not touched. */
typedef struct _SessionBackup SessionBackup;

/**
 * session_backup_open:
 * @file: the copy's bytes
 * @name: what errors call it
 * @present: (nullable): the store in use: its key is tried first
 * @passphrase: (nullable): the copy's; NULL where present's key must do
 *
 * Returns: (transfer full): the copy, or NULL with error set: SESSION_ERROR_WRONG_KEY
 * where the passphrase is to be asked for, SESSION_ERROR_DAMAGED, SESSION_ERROR_REFUSED
 */
SessionBackup *session_backup_open (GBytes *file, const char *name, Session *present,
                                    const Secret *passphrase, const SessionEnv *env,
                                    GError **error);

/* The same with the recovery key as a person typed it. */
SessionBackup *session_backup_open_with_recovery (GBytes *file, const char *name,
                                                  const Secret *recovery_text,
                                                  const SessionEnv *env,
                                                  GError **error);

void session_backup_free (SessionBackup *backup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SessionBackup, session_backup_free)

/**
 * session_backup_open_present:
 * @path: of a store that what opened the copy does not open
 *
 * Opens the store with the copy's key, which is the store's too where only its
 * passphrase or recovery key was changed since: what it has published is known then,
 * and those that it has now stay.
 *
 * Returns: (transfer full): the store, or NULL with error set: SESSION_ERROR_WRONG_KEY
 * where it is of another key
 */
Session *session_backup_open_present (const SessionBackup *backup, const char *path,
                                      const SessionEnv *env, GError **error);

/* What is known of what the present store has published. */
typedef enum
{
  SESSION_BACKUP_LEDGER_OF_STORE, /* all of it */
  SESSION_BACKUP_LEDGER_OF_COPIES, /* what the copies beside it tell, or its own file
                                    * before the damage */
  SESSION_BACKUP_LEDGER_UNKNOWN,
} SessionBackupLedger;

/* What is shown before anything is replaced. */
typedef struct
{
  Week week; /* in which the copy was written */
  StoreNumbers numbers;
  gboolean shared;
  guint carried; /* closed periods of the present store that the copy lacks */
  SessionBackupLedger ledger;
  gboolean other_key; /* the present file is of another key than the copy: of another
                       * store, or the copy is from before a new key was made */
} SessionBackupSummary;

/**
 * session_backup_describe:
 * @present: the store in use
 *
 * Says what the copy holds, and whether it can take present's place.
 *
 * Returns: FALSE with SESSION_ERROR_REFUSED where the two have published other figures
 * for one period or are of two campaigns; nothing was changed
 */
gboolean session_backup_describe (SessionBackup *backup, Session *present,
                                  SessionBackupSummary *summary, GError **error);

/**
 * session_backup_describe_alone:
 * @path: where the store belongs, which is gone or does not open
 *
 * The same before session_backup_restore_alone(). What the present store has published
 * is taken from its own file up to the damage and from the copies beside it.
 *
 * Returns: FALSE with error set: SESSION_ERROR_IN_USE; nothing was changed
 */
gboolean session_backup_describe_alone (SessionBackup *backup, const char *path,
                                        const SessionEnv *env,
                                        SessionBackupSummary *summary, GError **error);

/* (transfer none): the copy's campaign, as long as backup lives. */
const Campaign *session_backup_campaign (const SessionBackup *backup);

/**
 * session_backup_restore:
 * @present: the store in use
 * @kept: (out) (transfer full): the name under which present's file stays
 *
 * Puts the copy's entries in the place of present's, under present's key, passphrase
 * and recovery key. What present has published stays published: its closed periods and
 * wiped years are carried over, and keys that it destroyed stay destroyed. The session
 * goes on with what was restored; whatever was read from it before is void.
 *
 * Returns: FALSE with error set as session_backup_describe(), and nothing changed
 */
gboolean session_backup_restore (SessionBackup *backup, Session *present, char **kept,
                                 GError **error);

/* What somebody says of a present file that the copy's key does not open. */
typedef enum
{
  SESSION_BACKUP_PRESENT_UNSAID,
  SESSION_BACKUP_PRESENT_LOST, /* nothing opens it any more */
} SessionBackupPresent;

/**
 * session_backup_restore_alone:
 * @path: where the store belongs
 * @kept: (out) (transfer full): the name under which a file that was there stays, or
 *   NULL if there was none
 *
 * The same where the present store is gone or does not open, not even with the copy's
 * key (session_backup_open_present()): the copy takes its place with its own passphrase
 * and recovery key. What was published since the copy was made is known as far as
 * session_backup_describe_alone() says; what is not can be published twice: say so
 * before.
 *
 * Returns: (transfer full): the restored store, open; or NULL with error set and
 * nothing changed. SESSION_ERROR_IN_USE where it is in use; SESSION_ERROR_WRONG_KEY
 * where a file of another key lies there and nobody says that it is lost: ask for what
 * opens it, and restore with session_backup_restore().
 */
Session *session_backup_restore_alone (SessionBackup *backup, const char *path,
                                       SessionBackupPresent present, char **kept,
                                       const SessionEnv *env, GError **error);

G_END_DECLS
