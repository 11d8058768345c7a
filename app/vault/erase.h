/* Erasing stores: what a passphrase opens is overwritten before a name is removed,
 * since removed bytes stay on most disks for a while. */
#pragma once

#include "vault.h"

/* Erases a copy beside a store that is open: overwrites its slots and removes it. It
 * gets a name of its own before, so that what a crash leaves half erased is known.
 * Returns VAULT_OK, VAULT_MISSING, VAULT_STAYS, or what went wrong. */
VaultResult erase_copy (const Vault *vault, const char *name);

/* Erases what a crash in erase_copy() has left, as far as it can. */
void erase_rest (const Vault *vault);

/**
 * erase_store:
 * @env: (nullable)
 *
 * Erases the store at path and every file of the vault's making beside it, but for the
 * lock, whose name must never come free while somebody could hold it. Goes on to the
 * end, whatever fails.
 *
 * Returns: VAULT_OK when all names are gone from the medium; VAULT_MISSING if there was
 * none; VAULT_STAYS if nothing there opens any more, but names could not be removed;
 * VAULT_IN_USE, or VAULT_TOO_SHORT where the file has not the length of a store
 * (nor the lock and the copies of one that was cut off), and nothing was touched; else
 * the first thing that went wrong.
 */
VaultResult erase_store (const char *path, const VaultEnv *env);
