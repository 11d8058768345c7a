/* See slots.h. */
#include "slots.h"

#include "outcome.h"
#include "sibling.h"

#include <errno.h>
#include <string.h>

VaultResult
slots_derive (const Vault *vault, HeaderPassphrase out[HEADER_COPIES],
              const Secret *passphrase, KdfClass cost)
{
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      header_draw_passphrase (&out[i], cost);
      if (kdf_from_passphrase (out[i].wrap, secret_peek (passphrase),
                               secret_size (passphrase), out[i].salt,
                               &vault->costs[cost]))
        return VAULT_NO_MEMORY;
    }
  return VAULT_OK;
}

VaultResult
slots_draw (const Vault *vault, const Secret *passphrase, KdfClass cost,
            const Secret *recovery_key, Secret **keys, Secret **header)
{
  Secret *data = secret_new_random (KDF_KEY_BYTES);
  *keys = data ? keys_new (secret_peek (data)) : NULL;
  *header = secret_new (sizeof (Header));
  secret_free (data);
  VaultResult result = VAULT_NO_MEMORY;
  if (*keys && *header)
    {
      Header *drawn = (Header *)secret_bytes (*header);
      memset (drawn, 0, sizeof *drawn);
      drawn->created = week_at (vault->clock.now (vault->clock.data));
      keys_from_recovery (drawn->recovery, secret_peek (recovery_key));
      result = slots_derive (vault, drawn->passphrase, passphrase, cost);
    }
  if (result == VAULT_OK)
    return result;
  secret_free (*keys);
  secret_free (*header);
  *keys = NULL;
  *header = NULL;
  return result;
}

static bool
has_slots_of (const Header *a, const Header *b)
{
  return memcmp (a->passphrase, b->passphrase, sizeof a->passphrase) == 0
         && memcmp (a->recovery, b->recovery, sizeof a->recovery) == 0;
}

/* The copy that is not whole goes first, so that one is at every moment. */
static int
write_slots (const Vault *vault, VaultFile *file, Unlocked *unlocked)
{
  Header *header = (Header *)secret_bytes (unlocked->header);
  const Header *own = (const Header *)secret_peek (vault->header);
  memcpy (header->passphrase, own->passphrase, sizeof header->passphrase);
  memcpy (header->recovery, own->recovery, sizeof header->recovery);
  header->generation++;
  unsigned first = unlocked->stale_copy == 1;
  const Keys *keys = keys_peek (vault->keys);
  int error = mark_put_copy (vault->ops, file, first, header, keys);
  return error ? error : mark_put_copy (vault->ops, file, !first, header, keys);
}

static VaultResult
mend_slots (const Vault *vault, VaultFile *file)
{
  uint64_t size;
  uint8_t copies[HEADER_BYTES];
  int error = vault->ops->size (file, &size);
  if (error || size < HEADER_BYTES)
    return outcome_from_errno (error);
  error = vault->ops->read (file, 0, copies, sizeof copies);
  if (error)
    return outcome_from_errno (error);
  Unlocked unlocked;
  VaultResult result =
      unlock (&unlocked, copies, &(Credential){ 0 }, vault->keys, vault->costs);
  if (result != VAULT_OK)
    return result == VAULT_DAMAGED ? VAULT_OK : result;
  const Header *own = (const Header *)secret_peek (vault->header);
  const Header *header = (const Header *)secret_peek (unlocked.header);
  if (unlocked.stale_copy >= 0 || !has_slots_of (header, own))
    error = write_slots (vault, file, &unlocked);
  unlock_clear (&unlocked);
  return outcome_from_errno (error);
}

static VaultResult
visit_sibling (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  const Vault *vault = data;
  VaultFile *file;
  int error = vault->ops->open (vault->files, name, &file);
  if (error == ENOENT)
    return VAULT_OK;
  if (error)
    return outcome_from_errno (error);
  VaultResult result = mend_slots (vault, file);
  /* Reading, too, leaves a time. */
  vault->ops->hide_times (file);
  vault->ops->close (file);
  return result;
}

VaultResult
slots_spread (const Vault *vault)
{
  return sibling_each (vault->path, visit_sibling, (void *)vault);
}
