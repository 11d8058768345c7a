/* Erasing stores: what a passphrase opens is overwritten before a name is removed,
 * since removed bytes stay on most disks for a while. */
#pragma once

#include "vault.h"

/* Overwrites the slots of the file at name, whatever it is, and removes it. Returns
 * VAULT_OK, VAULT_MISSING, or what went wrong. */
VaultResult erase_file (const VaultFiles *files, const char *name);

/**
 * erase_store:
 * @env: (nullable)
 *
 * Erases the store at path and every file of the vault's making beside it, but for the
 * lock, whose name must never come free while somebody could hold it. Goes on to the
 * end, whatever fails.
 *
 * Returns: VAULT_OK when all names are gone from the medium; VAULT_MISSING if there was
 * none; VAULT_IN_USE, or VAULT_TOO_SHORT where the file has not the length of a store
 * (nor the lock and the copies of one that was cut off), and nothing was touched; else
 * the first thing that went wrong.
 */
VaultResult erase_store (const char *path, const VaultEnv *env);
