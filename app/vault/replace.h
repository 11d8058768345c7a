/* Putting another store's database in the place of a store's: what restoring does. The
 * file that was there stays, byte for byte, under a name of its own. */
#pragma once

#include "vault.h"

/**
 * replace_content:
 * @source: the store whose database is wanted; unchanged, and usually in memory
 * @kept: (out): the name of the file that was there, to be freed with free(); NULL on
 *   failure
 *
 * The vault goes on with source's database, under its own key and slots. Prepared
 * statements must have been finalized (VAULT_BUSY).
 *
 * Returns: VAULT_OK when the new file is in place; VAULT_EXISTS if all names for kept
 * files are taken. Otherwise the vault is as it was, unless vault_state() says
 * otherwise.
 */
VaultResult replace_content (Vault *vault, Vault *source, char **kept);

/**
 * replace_store:
 * @vault: (out): the new store, open; NULL on failure
 * @path: free, or a file that is kept whatever it is
 * @kept: (out): as above; NULL also if there was none
 * @env: (nullable)
 *
 * Makes a store with source's database, key and slots. A generation of this week, which
 * the next closing would replace, is kept under such a name too, unless it is source.
 *
 * Returns: VAULT_OK, VAULT_IN_USE, VAULT_EXISTS as above, and the results of writing.
 */
VaultResult replace_store (Vault **vault, const char *path, Vault *source,
                           const VaultEnv *env, char **kept);
