/* From a passphrase or recovery key and the two header copies to the keys and the
 * header that counts. Knows nothing of files.
 *
 * The newest valid copy rules: what opens a slot of another one is accepted only if the
 * newest lists it too, so that a passphrase which was changed opens nothing, even where
 * the copy that still held the old slot was not yet written anew. */
#pragma once

#include <stdbool.h>

#include "header.h"
#include "vault.h"

/* What a person gives. Both NULL: the keys are at hand already. */
typedef struct
{
  const Secret *passphrase;
  const Secret *recovery_key;
} Credential;

typedef struct
{
  Secret *keys; /* of Keys */
  Secret *header; /* of Header */
  int stale_copy; /* the copy that is not what the header says; -1 for none */
  bool damaged_copy; /* and no crash explains it */
} Unlocked;

/**
 * unlock:
 * @unlocked: (out): zeros unless VAULT_OK is returned; keys and header are to be freed
 * @copies: both, one after the other
 * @keys: (nullable): for a Credential of two NULLs
 *
 * The second copy's passphrase is derived only if the first does not open.
 *
 * Returns: VAULT_OK, VAULT_WRONG_KEY, VAULT_DAMAGED, VAULT_NEWER, VAULT_NO_MEMORY.
 */
VaultResult unlock (Unlocked *unlocked, const uint8_t copies[HEADER_BYTES],
                    const Credential *credential, const Secret *keys,
                    const KdfCost *costs);

/* Frees what unlocked holds and zeroes it. */
void unlock_clear (Unlocked *unlocked);
