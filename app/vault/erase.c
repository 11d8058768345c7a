/* See erase.h. */
#include "erase.h"

#include "outcome.h"
#include "padding.h"
#include "sibling.h"
#include "vault-inside.h"

#include <errno.h>

/* All of both header copies: the state holds wrapping keys, too. */
static int
overwrite (const VaultFileOps *ops, VaultFile *file)
{
  uint64_t size;
  int error = ops->size (file, &size);
  if (error || size == 0)
    return error;
  uint8_t noise[HEADER_BYTES];
  padding_fill (noise, sizeof noise);
  error =
      ops->write (file, 0, noise, size < sizeof noise ? (size_t)size : sizeof noise);
  return error ? error : ops->sync (file);
}

static VaultResult
erase_file (const VaultFiles *files, const char *name)
{
  VaultFile *file;
  int error = files->ops->open (files->data, name, &file);
  if (error)
    return outcome_from_errno (error);
  error = overwrite (files->ops, file);
  files->ops->close (file);
  int removed = files->ops->remove (files->data, name);
  if (error)
    return outcome_from_errno (error);
  return removed ? VAULT_STAYS : VAULT_OK;
}

void
erase_rest (const Vault *vault)
{
  erase_file (&(VaultFiles){ vault->ops, vault->files }, vault->gone_path);
}

VaultResult
erase_copy (const Vault *vault, const char *name)
{
  erase_rest (vault);
  int error = vault->ops->rename (vault->files, name, vault->gone_path);
  /* The old name must not come back with a crash once there is noise behind it. */
  if (!error)
    error = vault->ops->sync_folder (vault->files, vault->path);
  if (error)
    return outcome_from_errno (error);
  return erase_file (&(VaultFiles){ vault->ops, vault->files }, vault->gone_path);
}

typedef struct
{
  VaultFiles files;
  unsigned found;
  VaultResult result; /* the first failure; VAULT_STAYS if there is no other */
} Erasing;

static void
erase_one (Erasing *erasing, const char *name)
{
  VaultResult result = erase_file (&erasing->files, name);
  if (result == VAULT_MISSING)
    return;
  erasing->found++;
  if (erasing->result == VAULT_OK
      || (erasing->result == VAULT_STAYS && result != VAULT_OK))
    erasing->result = result;
}

static VaultResult
visit_sibling (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  erase_one (data, name);
  return VAULT_OK;
}

static VaultResult
erase_all (const Vault *vault)
{
  Erasing erasing = { .files = { vault->ops, vault->files } };
  erase_one (&erasing, vault->path);
  erase_one (&erasing, vault->new_path);
  erase_one (&erasing, vault->gone_path);
  VaultResult result = sibling_each (vault->path, visit_sibling, &erasing);
  if (erasing.found == 0 && result == VAULT_OK)
    return VAULT_MISSING;
  VaultResult synced =
      outcome_from_errno (vault->ops->sync_folder (vault->files, vault->path));
  if (erasing.result != VAULT_OK)
    return erasing.result;
  return result != VAULT_OK ? result : synced;
}

/* --- what is at the path ---------------------------------------------------------- */

static VaultResult
count_sibling (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  Erasing *erasing = data;
  if (erasing->files.ops->exists (erasing->files.data, name) == 0)
    erasing->found++;
  return VAULT_OK;
}

/* Of a file that does not open the erasing itself will tell. */
static bool
has_length_of_store (const Vault *vault)
{
  VaultFile *file;
  uint64_t size;
  if (vault->ops->open (vault->files, vault->path, &file))
    return true;
  int error = vault->ops->size (file, &size);
  vault->ops->close (file);
  return error || (size >= VAULT_STEP_BYTES && size % VAULT_STEP_BYTES == 0);
}

/* The path may be another file's, named by mistake. A store that was cut off is known
 * by what lies beside it; the lock alone is left by every attempt to open a file. */
static VaultResult
expect_store (const Vault *vault)
{
  Erasing beside = { .files = { vault->ops, vault->files } };
  bool locked = vault->ops->exists (vault->files, vault->lock_path) == 0;
  VaultResult result = sibling_each (vault->path, count_sibling, &beside);
  if (result == VAULT_OK)
    result = count_sibling (vault->new_path, SIBLING_KEPT, &beside);
  if (result == VAULT_OK)
    result = count_sibling (vault->gone_path, SIBLING_KEPT, &beside);
  if (result != VAULT_OK)
    return result;
  if (vault->ops->exists (vault->files, vault->path) == ENOENT)
    return beside.found > 0 ? VAULT_OK : VAULT_MISSING;
  if (has_length_of_store (vault) || (locked && beside.found > 0))
    return VAULT_OK;
  return VAULT_TOO_SHORT;
}

VaultResult
erase_store (const char *path, const VaultEnv *env)
{
  Vault *vault;
  VaultResult result = vault_make (&vault, path, env);
  if (result != VAULT_OK)
    return result;
  result = expect_store (vault);
  if (result == VAULT_OK)
    result = vault_take_lock (vault);
  if (result == VAULT_OK)
    result = erase_all (vault);
  vault_abandon (vault);
  return result;
}
