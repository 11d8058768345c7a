/* A session: one open store, from unlocking to locking, and everything that can be done
 * with it. The window and the command line are two faces of these use-cases; neither
 * knows a file format, a key or a table. This header opens, closes and describes; the
 * others are session-slots.h, session-backup.h, session-erase.h, session-pledge.h,
 * session-refusals.h, session-import.h, session-draft.h and session-totals.h.
 *
 * Everything here is synchronous, may take as long as a disk or a key derivation takes,
 * and belongs to one thread at a time. session_init() comes first. What a function
 * acknowledges is on the disk. Where one fails, nothing was changed unless its comment
 * says otherwise. */
#pragma once

#include "campaign.h"
#include "random.h"
#include "secret.h"
#include "session-error.h"
#include "store.h"
#include "vault.h"

G_BEGIN_DECLS

typedef struct _Session Session;

/**
 * session_init:
 *
 * What every program does first, before a second thread: makes keys and SQLite's memory
 * ready. Calling it again is harmless.
 *
 * Returns: FALSE with error set if nothing could be kept safe here
 */
gboolean session_init (GError **error);

/* What a session runs on. NULL members, or a NULL SessionEnv, are the real things; the
 * members must outlive the session. */
typedef struct
{
  VaultEnv vault; /* files, cost of key derivation, clock */
  const RandomSource *random; /* of ids and persons, and of releases' noise */
} SessionEnv;

/**
 * session_dup_default_path:
 *
 * Returns: (transfer full): where the app keeps its own store
 */
char *session_dup_default_path (void);

/* Whether something lies at path, so that no new store can be made there. */
gboolean session_exists (const char *path, const SessionEnv *env);

/* Whether session_create() would be refused whatever the passphrase, so that nobody
 * thinks of one in vain: FALSE with error set where path is taken or campaign (nullable)
 * is no campaign file. */
gboolean session_can_create (const char *path, GBytes *campaign, const SessionEnv *env,
                             GError **error);

/**
 * session_create:
 * @path: of the new store; its folder must exist
 * @campaign: (nullable): a campaign file's bytes; NULL is the first built-in one
 * @passphrase: in Unicode's NFC, not empty
 * @recovery_key: (out) (transfer full): the recovery key's text, to be shown once;
 *   RECOVERY_TEXT_BYTES with the closing zero
 *
 * Returns: (transfer full): the session, or NULL with error set and no file left
 */
Session *session_create (const char *path, GBytes *campaign, const Secret *passphrase,
                         KdfClass cost, const SessionEnv *env, Secret **recovery_key,
                         GError **error);

/* (transfer full): opens a store, or NULL with error set. Empties what has been in the
 * trash for long enough. */
Session *session_open (const char *path, const Secret *passphrase,
                       const SessionEnv *env, GError **error);

/* The same with the recovery key as a person typed it. SESSION_ERROR_REFUSED names the
 * group of it that is mistyped. */
Session *session_open_with_recovery (const char *path, const Secret *recovery_text,
                                     const SessionEnv *env, GError **error);

/* Opens a store that session_open() calls damaged, as far as it can be read before the
 * damage: everything in it can be looked at and copied (session_backup_save()), nothing
 * can be changed, and nothing is written. (transfer full), or NULL with error set. */
Session *session_open_damaged (const char *path, const Secret *passphrase,
                               const SessionEnv *env, GError **error);

/**
 * session_close:
 * @session: (transfer full) (nullable): always freed
 *
 * Rebuilds the file in key order if anything was changed, closes it and makes a backup.
 *
 * Returns: FALSE with error set if that failed (SESSION_ERROR_BACKUP: only the backup);
 * what was acknowledged is safe all the same, unless the file's folder is gone
 * (SESSION_ERROR_MISSING): nothing tells whether it was moved or deleted
 */
gboolean session_close (Session *session, GError **error);

/* Whether the file at path (nullable) is the store itself, its lock or a copy that the
 * program keeps beside it, by whatever name, or has a name that is free for one of these:
 * nothing that is saved may take its place. */
gboolean session_owns_file (const Session *session, const char *path);

/* Frees a session whose fate does not matter any more. */
void session_free (Session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)

/* (transfer none): the campaign, and what opening the file found. */
const Campaign *session_campaign (const Session *session);
const VaultOpening *session_opening (const Session *session);

/* The present ISO week by the session's clock, in UTC. */
Week session_week (const Session *session);

/* A new passphrase, in NFC and not empty, in place of the old one, in the store and in
 * every copy beside it. SESSION_ERROR_BACKUP: the store has it, and a copy could not be
 * written. */
gboolean session_set_passphrase (Session *session, const Secret *passphrase,
                                 GError **error);

/* How many rows there are, and whether entries of more than one person. */
gboolean session_numbers (Session *session, StoreNumbers *numbers, gboolean *shared,
                          GError **error);

/* Reads the whole file and every row again. FALSE with SESSION_ERROR_DAMAGED at the
 * first thing that is wrong. */
gboolean session_check (Session *session, GError **error);

/* FALSE with error set, which says why, where the store can only be looked at until it
 * is opened again: everything that is in it is shown, and no change is taken. */
gboolean session_can_write (const Session *session, GError **error);

G_END_DECLS
