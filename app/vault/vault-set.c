/* A new passphrase and a new recovery key: see vault.h. */
#include "outcome.h"
#include "slots.h"

#include <string.h>

/* Writes the header, whose slots have changed, here and in every copy beside it. */
static VaultResult
write_new_slots (Vault *vault)
{
  int error = mark_write (vault);
  if (!error)
    return slots_spread (vault) == VAULT_OK ? VAULT_OK : VAULT_BACKUP_FAILED;
  vault->vfs.state = VFS_FAILED;
  vault->problem = outcome_from_errno (error);
  return vault->problem;
}

VaultResult
vault_set_passphrase (Vault *vault, const Secret *passphrase, KdfClass cost)
{
  VaultResult result = vault_expect_working (vault);
  if (result != VAULT_OK)
    return result;
  HeaderPassphrase *slots = mark_header (vault)->passphrase;
  Secret *room = secret_new (sizeof (HeaderPassphrase[HEADER_COPIES]));
  if (!room)
    return VAULT_NO_MEMORY;
  HeaderPassphrase *derived = (HeaderPassphrase *)secret_bytes (room);
  result = slots_derive (vault, derived, passphrase, cost);
  if (result == VAULT_OK)
    memcpy (slots, derived, secret_size (room));
  secret_free (room);
  if (result != VAULT_OK)
    return result;
  vault->opening.cost = cost;
  return write_new_slots (vault);
}

VaultResult
vault_set_recovery_key (Vault *vault, Secret **recovery_key)
{
  *recovery_key = NULL;
  VaultResult result = vault_expect_working (vault);
  if (result != VAULT_OK)
    return result;
  Secret *key = recovery_new ();
  if (!key)
    return VAULT_NO_MEMORY;
  keys_from_recovery (mark_header (vault)->recovery, secret_peek (key));
  result = write_new_slots (vault);
  if (result == VAULT_OK || result == VAULT_BACKUP_FAILED)
    *recovery_key = key;
  else
    secret_free (key);
  return result;
}
