/* A new data key: the only change after which somebody who holds an older copy of the
 * file, and what opened it, can read nothing that is written later. */
#pragma once

#include "vault.h"

/**
 * rekey_store:
 * @passphrase: what opens the store from now on; may be the one it had
 * @recovery_key: (out): the new one; NULL where a failure left the old one in force
 *
 * Writes the database, in key order, as a new file under a new key. Before it takes the
 * old one's place all copies beside the store are erased, since the old passphrase
 * would open them; a first new generation is made afterwards.
 *
 * Returns: VAULT_OK; VAULT_BACKUP_FAILED if only the new generation is missing;
 * VAULT_COPY_DENIED where a copy could not be erased and nothing was touched;
 * another result: the store is what it was, though where a copy could not be erased
 * others may be gone; or, where recovery_key is set, either set of credentials may be
 * the one that counts, and the vault is to be abandoned.
 */
VaultResult rekey_store (Vault *vault, const Secret *passphrase, KdfClass cost,
                         Secret **recovery_key);
