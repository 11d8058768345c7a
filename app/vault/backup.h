/* Copies of a store's file: the generations that closing leaves beside the store, and
 * those that a person asks for. Each is a store of its own, sealed with the store's key
 * and opened by what opens the store; its name and its file's times do not tell when it
 * was made. Each is read again, and compared, before it counts. */
#pragma once

#include "image.h"
#include "sibling.h"

#define BACKUP_GENERATIONS SIBLING_BACKUPS

/**
 * backup_write:
 * @path: free, or a copy under the vault's key, which is replaced (a damaged vault's
 * may hold less than that copy: it replaces nothing)
 *
 * Writes the database in key order, first as PATH.new, which has to be free. The vault
 * may be VAULT_READING, too.
 *
 * Returns: VAULT_OK when the copy is on the medium; VAULT_EXISTS if path holds
 * something else, or a store with copies of its own, or PATH.new anything;
 * VAULT_IN_USE if that store is open; VAULT_DAMAGED if the copy was not what had been
 * written; VAULT_BUSY and the results of writing. What was at path is still there then.
 */
VaultResult backup_write (Vault *vault, const VaultFiles *files, const char *path);

/**
 * backup_keep:
 * @image: the database as it was closed
 *
 * Makes the newest generation, unless it holds all that was committed. It replaces one
 * of the same ISO week; else the others move on by one place, and the last is gone.
 *
 * Returns: VAULT_OK, also where the vault keeps no generations; else what went wrong.
 */
VaultResult backup_keep (Vault *vault, const Image *image);

/* The same of the database as vault_rebuild() has just written it. */
VaultResult backup_keep_now (Vault *vault);

/* Lets a store that was just made close without a generation: it holds nothing yet that
 * could be lost. */
void backup_skip (Vault *vault);

/* Whether the newest generation is of an earlier week than the store's file: one could
 * not be made then. */
bool backup_is_lacking (const Vault *vault);

/**
 * backup_week:
 * @number: 1, the newest, to BACKUP_GENERATIONS
 * @week: (out): in which the generation was made; 0 on failure
 *
 * Returns: VAULT_OK, VAULT_MISSING, VAULT_DAMAGED (the vault's key does not open it) or
 * why it cannot be read.
 */
VaultResult backup_week (const Vault *vault, unsigned number, Week *week);

/* Changes a copy's database, with commits of its own. Anything but VAULT_OK stops. */
typedef VaultResult (*BackupEdit) (sqlite3 *db, void *data);

/**
 * backup_edit:
 *
 * Lets edit change every generation, and every file that restoring has kept, and writes
 * those that it changed anew. A generation that is damaged is removed; what the vault's
 * key does not open is left alone.
 *
 * Returns: VAULT_OK when all of it is on the medium; VAULT_DAMAGED if only files that
 * restoring has kept could not be read; else the first thing that went wrong.
 */
VaultResult backup_edit (Vault *vault, BackupEdit edit, void *data);
