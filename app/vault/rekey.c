/* See rekey.h. */
#include "rekey.h"

#include "backup.h"
#include "erase.h"
#include "outcome.h"
#include "slots.h"

static VaultResult
try_sibling (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  const Vault *vault = data;
  VaultFile *file;
  VaultResult result =
      outcome_from_errno (vault->ops->open (vault->files, name, &file));
  vault->ops->close (file);
  if (result == VAULT_DENIED)
    return VAULT_COPY_DENIED;
  return result == VAULT_MISSING ? VAULT_OK : result;
}

static VaultResult
erase_sibling (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  VaultResult result = erase_copy (data, name);
  return result == VAULT_MISSING ? VAULT_OK : result;
}

/* Every copy beside the store, for good; or none, where one of them could not be. */
static VaultResult
erase_copies (Vault *vault)
{
  VaultResult result = sibling_each (vault->path, try_sibling, vault);
  if (result != VAULT_OK)
    return result;
  result = sibling_each (vault->path, erase_sibling, vault);
  int error = vault->ops->sync_folder (vault->files, vault->path);
  return result == VAULT_OK ? outcome_from_errno (error) : result;
}

typedef struct
{
  Secret *keys;
  Secret *header;
  Image image;
  bool reached; /* the new file may be the store */
} Rekeying;

/* The new file is on the medium before anything is erased, so that only a failing
 * medium can come between. */
static VaultResult
replace_file (Vault *vault, Rekeying *rekeying)
{
  Successor next = {
    .files = { vault->ops, vault->files },
    .name = vault->new_path,
    .keys = rekeying->keys,
    .header = (Header *)secret_bytes (rekeying->header),
  };
  successor_remove (vault);
  int error = successor_make (&next, &rekeying->image, rekeying->image.pages);
  VaultResult result = error ? outcome_from_errno (error) : erase_copies (vault);
  if (result == VAULT_OK)
    {
      rekeying->reached = true;
      Secret *old = vault->keys;
      result = successor_install (vault, &next, &rekeying->header);
      if (!rekeying->header)
        {
          vault->keys = rekeying->keys;
          rekeying->keys = old;
        }
    }
  else
    successor_remove (vault);
  log_clear (&next.log);
  return result;
}

/* The vault stands on the new file; its image is still the old one's. */
static VaultResult
go_on (Vault *vault, Rekeying *rekeying, KdfClass cost)
{
  vault->changed = false;
  vault->backup_due = true;
  vault->opening.cost = cost;
  VaultResult result = connection_swap (vault->db, &vault->vfs, &rekeying->image);
  if (result != VAULT_OK)
    {
      vault->problem = result;
      return result;
    }
  return backup_keep (vault, &vault->image) == VAULT_OK ? VAULT_OK
                                                        : VAULT_BACKUP_FAILED;
}

static VaultResult
rekey (Vault *vault, const Secret *passphrase, KdfClass cost, const Secret *key,
       Rekeying *rekeying)
{
  VaultResult result =
      slots_draw (vault, passphrase, cost, key, &rekeying->keys, &rekeying->header);
  if (result != VAULT_OK)
    return result;
  Header *header = (Header *)secret_bytes (rekeying->header);
  header->closed = header->created;
  header->created = mark_header (vault)->created;
  result = connection_rebuild (vault->db, &vault->vfs, &rekeying->image);
  if (result == VAULT_OK)
    result = replace_file (vault, rekeying);
  return result == VAULT_OK ? go_on (vault, rekeying, cost) : result;
}

VaultResult
rekey_store (Vault *vault, const Secret *passphrase, KdfClass cost,
             Secret **recovery_key)
{
  *recovery_key = NULL;
  VaultResult result = vault_expect_working (vault);
  if (result != VAULT_OK)
    return result;
  Secret *key = recovery_new ();
  if (!key)
    return VAULT_NO_MEMORY;
  Rekeying rekeying = { 0 };
  result = rekey (vault, passphrase, cost, key, &rekeying);
  secret_free (rekeying.keys);
  secret_free (rekeying.header);
  image_clear (&rekeying.image);
  if (rekeying.reached)
    *recovery_key = key;
  else
    secret_free (key);
  return result;
}
