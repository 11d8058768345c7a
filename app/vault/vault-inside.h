/* What a Vault is made of: for vault.c and the files that do its work alone. */
#pragma once

#include "connection.h"
#include "image.h"
#include "log.h"
#include "unlock.h"
#include "vault.h"
#include "vfs.h"

struct Vault
{
  const VaultFileOps *ops;
  void *files; /* for ops */
  const KdfCost *costs;
  Clock clock;

  char *path;
  char *lock_path;
  char *new_path; /* of a file that will replace the one at path */
  char *gone_path; /* of a copy that is being erased */

  VaultFile *lock;
  Secret *keys; /* of Keys */
  Secret *header; /* of Header, as it is in the file */
  Log log; /* the file at path */
  Image image; /* its content */
  Vfs vfs; /* points to image; holds the state */
  sqlite3 *db; /* NULL only between a failed vault_reopen() and the next */

  VaultOpening opening;
  VaultResult problem; /* why vfs.state is not VFS_WORKING */
  bool changed; /* there were commits since the last rebuild */
  bool backup_due; /* there were commits since the last backup */
  bool backup_lacking; /* opening found that the last one was not made */
  bool takes_backups;
  VaultResult only_read; /* VAULT_OK; VAULT_COPY: a copy beside its store, opened under
                          * its own name; VAULT_FIXED: nothing can be written there */
  uint64_t refused; /* a commit that failed, and */
  uint8_t refused_file[FRAME_ID_BYTES]; /* where its frames may lie; 0: there is none */
  bool is_backup; /* a copy, whose week and times stay what they are */
  uint64_t compact_from; /* no compaction while the log is shorter than this */
};

/* A vault of nothing yet, without lock and keys. Freed with vault_abandon(). */
VaultResult vault_make (Vault **out, const char *path, const VaultEnv *env);

/* Takes the lock. VAULT_COPY: the path is that of a copy beside its store, to which the
 * store's lock belongs. */
VaultResult vault_take_lock (Vault *vault);

/* VAULT_OK if the vault may write, else why not. */
VaultResult vault_expect_working (const Vault *vault);

/**
 * vault_open_copy:
 * @vault: (out): a vault on a copy beside of's file, under of's keys and lock
 *
 * Opens the copy for a change, after which vault_rebuild() and vault_abandon() follow.
 *
 * Returns: as vault_open(); VAULT_DAMAGED also where of's key is not the copy's.
 */
VaultResult vault_open_copy (Vault **vault, const Vault *of, const char *name);

/* The header, to be changed before it is written. */
Header *mark_header (Vault *vault);

/* Writes copy number of a header into a file and syncs it. Returns an errno value. */
int mark_put_copy (const VaultFileOps *ops, VaultFile *file, unsigned number,
                   const Header *header, const Keys *keys);

/* Writes both copies of the header, syncing the first before the second: at every
 * moment one of the two is whole, since both are when this begins (mark_mend()).
 * Returns an errno value, after which the file must not be written any more. */
int mark_write (Vault *vault);

/* Says in the header that more commits may follow; must have returned 0 before the
 * first append to a file. Returns an errno value; does nothing if it says so already.
 */
int mark_open (Vault *vault);

/* Says in the header that the log ends here. Returns an errno value. */
int mark_clean (Vault *vault);

/* Writes a copy again as the header is; -1 for none. Must have returned 0 before
 * anything else is written to a file with such a copy. Returns an errno value. */
int mark_mend (Vault *vault, int stale_copy);

/* A whole new file that is being made, under a name for the meantime. */
typedef struct
{
  VaultFiles files;
  const char *name;
  const Secret *keys; /* of Keys */
  Header *header; /* its slots and weeks are set; the rest is filled in */
  Log log; /* the file; to be cleared */
} Successor;

/* Writes and syncs the file: clean, with a fresh id and one commit. Returns an errno
 * value, and the file is there or not. */
int successor_make (Successor *successor, const Image *image, uint32_t pages);

/**
 * successor_install:
 * @header: (transfer full): of successor; NULL afterwards
 *
 * Puts what was made at the vault's own new_path in the place of the file at path, and
 * makes its log and header the vault's.
 *
 * Returns: as successor_write().
 */
VaultResult successor_install (Vault *vault, Successor *successor, Secret **header);

/**
 * successor_write:
 * @image: the database, pages pages long; 0 for an empty one
 *
 * Writes it as a new file, which replaces the one at path and is the vault's from then
 * on: clean, with a fresh id, one commit and the vault's slots.
 *
 * Returns: VAULT_OK when all of it is on the medium. Otherwise the old file is in use
 * still, or, where it cannot be known which of the two a crash would leave, the vault
 * reads only.
 */
VaultResult successor_write (Vault *vault, const Image *image, uint32_t pages);

/* Removes what an interrupted successor_write() left. */
void successor_remove (Vault *vault);

/* Makes the image's changed pages durable: the VfsCommit of a vault. */
int commit_pages (void *vault, uint32_t pages);
