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
  uint64_t compact_from; /* no compaction while the log is shorter than this */
};

/* The header, to be changed before it is written. */
Header *mark_header (Vault *vault);

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
