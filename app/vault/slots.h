/* The slots of a store and of the copies beside it: what is derived for them, and how a
 * change of them reaches every file. */
#pragma once

#include "vault-inside.h"

/* Draws salts for both copies and derives their wrapping keys; one of them is wanted at
 * each opening. Returns VAULT_OK or VAULT_NO_MEMORY. */
VaultResult slots_derive (const Vault *vault, HeaderPassphrase out[HEADER_COPIES],
                          const Secret *passphrase, KdfClass cost);

/**
 * slots_draw:
 * @keys, @header: (out): a new data key, and a header that lacks only what is known
 * when its file is written; NULL on failure
 *
 * Returns: VAULT_OK or VAULT_NO_MEMORY.
 */
VaultResult slots_draw (const Vault *vault, const Secret *passphrase, KdfClass cost,
                        const Secret *recovery_key, Secret **keys, Secret **header);

/**
 * slots_spread:
 *
 * Gives the vault's slots to every copy beside it that has others. What the vault's key
 * does not open is left alone: it cannot have its slots.
 *
 * Returns: VAULT_OK when all of them are on the medium; else the first thing that went
 * wrong, the other copies being right.
 */
VaultResult slots_spread (const Vault *vault);
