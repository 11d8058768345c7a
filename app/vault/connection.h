/* The connection to a vault's database: opened with everything fixed on which the
 * meaning of a commit rests, and rebuilt in key order. Knows nothing of files. */
#pragma once

#include <sqlite3.h>

#include "vault.h"
#include "vfs.h"

/* Opens the database of vfs. db (out): NULL on failure. */
VaultResult connection_open (sqlite3 **db, Vfs *vfs);

/* Closes it; NULL is allowed. Returns VAULT_BUSY, and it stays open, while a statement
 * has not been finalized. */
VaultResult connection_close (sqlite3 *db);

/* Whether a transaction or a statement is under way. */
bool connection_is_busy (sqlite3 *db);

/* Copies the database in key order into out, an empty image, and touches nothing else.
 * Returns VAULT_OK, VAULT_BUSY, VAULT_NO_MEMORY, VAULT_DAMAGED; out is empty then. */
VaultResult connection_rebuild (sqlite3 *db, Vfs *vfs, Image *out);

/**
 * connection_swap:
 *
 * Puts the pages of image, which becomes empty, in the place of the database's own, as
 * another process could do with a file between two transactions.
 *
 * Returns: VAULT_OK; on failure the connection must not be used any more.
 */
VaultResult connection_swap (sqlite3 *db, Vfs *vfs, Image *image);
