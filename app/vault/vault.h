/* The encrypted file: one SQLite database whose pages live in memory and whose commits
 * are sealed, chained frames appended to one file. Nothing else is ever written, and no
 * byte of the file tells what it is. DESIGN.md describes the format and why a commit
 * that was acknowledged survives.
 *
 * A vault is used from one thread at a time; different vaults are independent.
 * base_init() and vault_init() must have been called.
 *
 * Whatever fails, no acknowledged commit is lost: every function either does what it
 * says or leaves on the medium what was there. */
#pragma once

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "files.h"
#include "kdf.h"
#include "recovery.h"
#include "secret.h"
#include "week.h"

/* The format that this code writes, and the newest that it reads. */
#define VAULT_FORMAT 1

/* Every store's length is a multiple of this, and never less. */
#define VAULT_STEP_BYTES (1024 * 1024)

typedef enum
{
  VAULT_OK,
  VAULT_WRONG_KEY, /* no slot opens: another passphrase or key, or no store at all */
  VAULT_TOO_SHORT, /* shorter than the smallest store */
  VAULT_DAMAGED, /* a slot opened, and something behind it is not what was written */
  VAULT_NEWER, /* written by a later format; nothing was changed */
  VAULT_IN_USE, /* another vault, of this process or another, has it open */
  VAULT_MISSING, /* no such file or folder */
  VAULT_EXISTS, /* the path is taken */
  VAULT_FULL, /* no space, or a quota is used up */
  VAULT_DENIED, /* the file or folder may not be written, or the path is a link */
  VAULT_IO, /* the medium failed */
  VAULT_NO_MEMORY, /* also where the passphrase's class needs more than there is */
  VAULT_READ_ONLY, /* this session may not write: see vault_problem() */
  VAULT_BUSY, /* a statement or transaction of the connection is still under way */
  VAULT_UNUSABLE, /* SQLite refused something that should never fail */
  VAULT_BACKUP_FAILED, /* done for the store; a copy beside it could not be written */
  VAULT_COPY, /* the path is a copy's beside its store, which is only read */
  VAULT_FIXED, /* the medium takes no writing */
  VAULT_COPY_DENIED, /* a copy beside the store may not be written, or is a link */
  VAULT_STAYS, /* erased: nothing opens it; but its name could not be removed */
} VaultResult;

typedef enum
{
  VAULT_WORKING, /* reads and writes */
  VAULT_READING, /* reads; each COMMIT with changes becomes a rollback, with
                  * SQLITE_CONSTRAINT_COMMITHOOK, until the store is opened again */
  VAULT_FAILED, /* a commit failed: the connection refuses everything */
} VaultState;

typedef struct Vault Vault;

/**
 * vault_init:
 *
 * Makes all memory of SQLite, in the whole process, such that it is wiped when freed
 * and in no core file. Must be called before anything else of SQLite, from one thread;
 * calling it again is harmless.
 *
 * Returns: 0, or -1 if SQLite is in use already.
 */
int vault_init (void);

typedef enum
{
  VAULT_BACKUPS_KEPT, /* closing leaves generations beside the store: see backup.h */
  VAULT_BACKUPS_NONE,
} VaultBackups;

/* What a vault runs on. A NULL member, or a NULL VaultEnv, stands for the real thing:
 * files_disk, kdf_costs, clock_system. The members must outlive the vault. */
typedef struct
{
  const VaultFiles *files;
  const KdfCost *costs; /* KDF_CLASSES of them */
  const Clock *clock; /* for the weeks in the header and SQL's date functions */
  VaultBackups backups;
} VaultEnv;

/* What opening found. */
typedef struct
{
  uint32_t format; /* VAULT_FORMAT or older */
  KdfClass cost; /* of the passphrase */
  Week created; /* when the store was first made; kept by every later file */
  Week closed; /* when it was last closed, or written whole as a new file */
  uint64_t commits; /* the last commit's number in its file; a new file begins at 1 */
  uint64_t changes; /* of these, those since the store was last closed or written whole:
                     * 0 unless unclean; each of them is there */
  bool unclean; /* the session before did not close it */
  bool tail_dropped; /* bytes of a commit that was never acknowledged were left out */
  bool header_mended; /* one of the two header copies could not be read, or was older */
} VaultOpening;

/**
 * vault_create:
 * @vault: (out): NULL on failure
 * @path: the store; beside it PATH.lock is made and stays, PATH.new and PATH.gone come
 *   and go, and PATH.backup-1 to PATH.backup-5 are made by closing
 * @passphrase: any bytes; the caller has normalised them
 * @cost: how dear a guess at the passphrase is made
 * @recovery_key: (out): the new recovery key, to be shown once (recovery_print()) and
 *   freed with secret_free(); NULL on failure
 * @env: (nullable)
 *
 * Makes a store with an empty database. It is on the medium when this returns.
 *
 * Returns: VAULT_OK, VAULT_EXISTS, VAULT_IN_USE, VAULT_MISSING (the folder),
 * VAULT_FULL, VAULT_DENIED, VAULT_IO, VAULT_NO_MEMORY, VAULT_UNUSABLE.
 */
VaultResult vault_create (Vault **vault, const char *path, const Secret *passphrase,
                          KdfClass cost, Secret **recovery_key, const VaultEnv *env);

/**
 * vault_open:
 * @vault: (out): NULL on failure
 *
 * Opens a store. If it was not closed cleanly it is rebuilt in key order and written as
 * a new file first; where that fails the vault is VAULT_READING and vault_problem()
 * says why. Damage is an error, and then nothing is written. A copy beside its store,
 * under the name that the store gave it, is VAULT_READING, takes no lock and is not
 * written; nor is a store on a medium that takes no writing.
 *
 * Returns: any of VAULT_OK to VAULT_UNUSABLE but VAULT_EXISTS, VAULT_READ_ONLY and
 * VAULT_BUSY.
 */
VaultResult vault_open (Vault **vault, const char *path, const Secret *passphrase,
                        const VaultEnv *env);

/* The same with the RECOVERY_KEY_BYTES that recovery_parse() gave. */
VaultResult vault_open_with_recovery (Vault **vault, const char *path,
                                      const Secret *recovery_key, const VaultEnv *env);

/* The same for a copy of the store that of has open, with the key at hand. Returns
 * VAULT_WRONG_KEY where the file is of another key. */
VaultResult vault_open_with_key_of (Vault **vault, const char *path, const Vault *of,
                                    const VaultEnv *env);

/**
 * vault_open_damaged:
 *
 * Opens a store that vault_open() calls damaged, up to the damage: the commits that can
 * be read whole from its beginning on. The vault is VAULT_READING, and nothing is
 * written.
 *
 * Returns: as vault_open(); VAULT_DAMAGED where nothing can be read.
 */
VaultResult vault_open_damaged (Vault **vault, const char *path,
                                const Secret *passphrase, const VaultEnv *env);

/* The same for a store with the key of the one that of has open. VAULT_WRONG_KEY where
 * the file is of another key, or its header cannot be read. */
VaultResult vault_open_damaged_with_key_of (Vault **vault, const char *path,
                                            const Vault *of, const VaultEnv *env);

/* Whether two are sealed with one key: a store and its copies are, until the store is
 * given a new one (rekey.h). */
bool vault_has_key_of (const Vault *vault, const Vault *of);

/* What opening found; after vault_create(), a fresh store. Valid while vault is. */
const VaultOpening *vault_opening (const Vault *vault);

/**
 * vault_database:
 *
 * The one connection, the vault's own: never close it. Journal, locking, cache spill,
 * temporary store, page size and synchronisation are fixed (a PRAGMA that would change
 * one is an error), ATTACH is refused, foreign keys are on, SQLITE_DBCONFIG_DEFENSIVE
 * is on and the schema is not trusted. A COMMIT that returns SQLITE_OK is on the
 * medium.
 *
 * The connection stays the same over vault_rebuild(); vault_reopen() replaces it.
 */
sqlite3 *vault_database (Vault *vault);

/**
 * vault_state:
 *
 * Ask after a statement failed. VAULT_FAILED: finalize every statement and call
 * vault_reopen(), or vault_abandon() and open again.
 */
VaultState vault_state (const Vault *vault);

/* Why vault_state() is not VAULT_WORKING; VAULT_OK while it is. */
VaultResult vault_problem (const Vault *vault);

/**
 * vault_reopen:
 *
 * Drops the connection and what it holds, and opens the store again from the medium
 * with the keys at hand, keeping the lock. Statements of the old connection must have
 * been finalized (VAULT_BUSY).
 *
 * Returns: as vault_open(). On failure the vault stays VAULT_FAILED, has no connection
 * (vault_database() is NULL), and this may be called again.
 */
VaultResult vault_reopen (Vault *vault);

/**
 * vault_rebuild:
 *
 * Writes the database anew, in key order, as a new file that replaces the old one: what
 * was deleted and the order of entry are gone from the file. Prepared statements stay
 * valid if they are reset; a transaction or running statement makes it VAULT_BUSY.
 *
 * Returns: VAULT_OK when the new file is in place and on the medium. Otherwise the
 * vault goes on working on the old file, unless vault_state() says otherwise.
 */
VaultResult vault_rebuild (Vault *vault);

/**
 * vault_set_passphrase:
 *
 * After this only the new passphrase and the recovery key open the store and the copies
 * beside it. The work does not depend on the store's size.
 *
 * Returns: VAULT_OK when both header copies of each file are on the medium.
 * VAULT_BACKUP_FAILED: the store has the new passphrase, and a copy beside it still the
 * old one, until an opening can write it. VAULT_NO_MEMORY, VAULT_READ_ONLY: nothing
 * changed. Anything else: the vault is VAULT_FAILED, and either the old or the new
 * passphrase opens the store.
 */
VaultResult vault_set_passphrase (Vault *vault, const Secret *passphrase,
                                  KdfClass cost);

/* The same for the recovery key: recovery_key (out) is the new one, NULL on failure but
 * VAULT_BACKUP_FAILED. */
VaultResult vault_set_recovery_key (Vault *vault, Secret **recovery_key);

/**
 * vault_check_passphrase:
 *
 * Whether this is the store's passphrase, at the price of one derivation: for an
 * unlocked store that somebody other than its owner may sit before.
 *
 * Returns: VAULT_OK, VAULT_WRONG_KEY, VAULT_NO_MEMORY.
 */
VaultResult vault_check_passphrase (const Vault *vault, const Secret *passphrase);

/**
 * vault_close:
 * @vault: (nullable): always freed
 *
 * Rebuilds if anything was committed since the last rebuild, marks the store as cleanly
 * closed, and then makes a backup if there is something new. Finalize every statement
 * first; an open transaction is rolled back.
 *
 * Returns: VAULT_OK when the store is closed cleanly and in key order, with its backup;
 * VAULT_BACKUP_FAILED if only that is missing; else what went wrong, and every
 * acknowledged commit is in the file all the same.
 */
VaultResult vault_close (Vault *vault);

/* Drops everything without writing a byte, as a crash would. NULL is allowed. */
void vault_abandon (Vault *vault);

/**
 * vault_check:
 *
 * Reads the whole store from the medium again and compares it with the database in
 * memory, then runs SQLite's integrity_check and foreign_key_check.
 *
 * Returns: VAULT_OK, VAULT_DAMAGED, VAULT_BUSY, VAULT_IO, VAULT_NO_MEMORY.
 */
VaultResult vault_check (Vault *vault);
