/* Writing one copy of a store and making sure of it: for backup.c. */
#pragma once

#include "vault-inside.h"

/**
 * copy_make:
 * @name: what the copy is called for the meantime; what is there is removed
 * @keys, @header: what it is sealed with, and its slots
 *
 * Writes image as a store of its own, reads it again, compares it and hides its times.
 *
 * Returns: VAULT_OK; else nothing is left at name, and VAULT_DAMAGED says that the
 * medium did not give back what was written.
 */
VaultResult copy_make (const VaultFiles *files, const char *name, const Secret *keys,
                       const Secret *header, const Image *image);

/* Puts the copy at its place, and makes that certain. On failure nothing is left at name,
 * and what is at path is whole: the copy, or what was there. */
VaultResult copy_install (const VaultFiles *files, const char *name, const char *path);

/**
 * copy_bytes:
 *
 * Makes a copy of any file, byte by byte, that is synced and has hidden times.
 *
 * Returns: VAULT_OK, VAULT_MISSING if there is nothing at path; else nothing is left at
 * name.
 */
VaultResult copy_bytes (const VaultFiles *files, const char *path, const char *name);

/**
 * copy_read_header:
 * @unlocked: (out): zeros unless VAULT_OK is returned; to be cleared
 *
 * Opens the header of the file at path with these keys, and leaves no time of it.
 *
 * Returns: VAULT_OK, VAULT_MISSING, VAULT_DAMAGED if these are not its keys, or why it
 * cannot be read.
 */
VaultResult copy_read_header (const VaultFiles *files, const char *path,
                              const Secret *keys, Unlocked *unlocked);
