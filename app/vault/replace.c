/* See replace.h. */
#include "replace.h"

#include "copy.h"
#include "outcome.h"
#include "sibling.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The first name for a kept file that is free. */
static VaultResult
choose_name (const Vault *vault, char **name)
{
  for (unsigned i = 1; i <= SIBLING_REPLACED; i++)
    {
      *name = sibling_name (vault->path, SIBLING_KEPT, i);
      if (!*name)
        return VAULT_NO_MEMORY;
      if (vault->ops->exists (vault->files, *name) == ENOENT)
        return VAULT_OK;
      free (*name);
      *name = NULL;
    }
  return VAULT_EXISTS;
}

/* Copies the file at path to the name under which it stays. kept (out): NULL if there
 * is none. */
static VaultResult
keep_present (const Vault *vault, char **kept)
{
  VaultFiles files = { vault->ops, vault->files };
  VaultResult result = copy_bytes (&files, vault->path, vault->new_path);
  if (result == VAULT_MISSING)
    return VAULT_OK;
  if (result != VAULT_OK)
    return result;
  result = choose_name (vault, kept);
  if (result != VAULT_OK)
    {
      vault->ops->remove (vault->files, vault->new_path);
      return result;
    }
  result = copy_install (&files, vault->new_path, *kept);
  if (result != VAULT_OK)
    {
      free (*kept);
      *kept = NULL;
    }
  return result;
}

/* A generation that the next closing would replace, being of the same week, may be the
 * last whole state of a store that does not open: unless it is what is restored, it is
 * kept as well. kept (out): NULL if there is none to keep. */
static VaultResult
keep_newest (const Vault *vault, Vault *source, char **kept)
{
  VaultFiles files = { vault->ops, vault->files };
  Unlocked unlocked = { 0 };
  char *name = sibling_name (vault->path, SIBLING_BACKUP, 1);
  if (!name)
    return VAULT_NO_MEMORY;
  VaultResult result = copy_read_header (&files, name, vault->keys, &unlocked);
  const Header *header =
      result == VAULT_OK ? (const Header *)secret_peek (unlocked.header) : NULL;
  bool lost =
      header && header->closed == week_at (vault->clock.now (vault->clock.data))
      && memcmp (header->file_id, mark_header (source)->file_id, sizeof header->file_id)
             != 0;
  unlock_clear (&unlocked);
  result = lost ? choose_name (vault, kept) : VAULT_OK;
  if (result == VAULT_OK && lost)
    result = outcome_from_errno (vault->ops->rename (vault->files, name, *kept));
  free (name);
  return result;
}

static void
put_newest_back (const Vault *vault, const char *kept)
{
  char *name = sibling_name (vault->path, SIBLING_BACKUP, 1);
  if (name)
    vault->ops->rename (vault->files, kept, name);
  free (name);
}

/* Writes image as the vault's file. What was kept of one that is still in place goes
 * again. restored: (nullable): what takes the place of a store that does not open. */
static VaultResult
write_over (Vault *vault, Vault *restored, const Image *image, char **kept)
{
  char *newest = NULL;
  VaultResult result = keep_present (vault, kept);
  if (result == VAULT_OK && restored)
    result = keep_newest (vault, restored, &newest);
  if (result == VAULT_OK)
    result = successor_write (vault, image, image->pages);
  if (result != VAULT_OK && vault->vfs.state == VFS_WORKING)
    {
      if (newest)
        put_newest_back (vault, newest);
      if (*kept)
        vault->ops->remove (vault->files, *kept);
      free (*kept);
      *kept = NULL;
    }
  free (newest);
  return result;
}

VaultResult
replace_content (Vault *vault, Vault *source, char **kept)
{
  *kept = NULL;
  VaultResult result = vault_expect_working (vault);
  if (result == VAULT_OK && connection_is_busy (vault->db))
    result = VAULT_BUSY;
  if (result == VAULT_OK && vault->changed)
    result = vault_rebuild (vault);
  Image image = { 0 };
  if (result == VAULT_OK)
    result = connection_rebuild (source->db, &source->vfs, &image);
  if (result == VAULT_OK)
    result = write_over (vault, NULL, &image, kept);
  if (result == VAULT_OK)
    {
      vault->backup_due = true;
      result = connection_swap (vault->db, &vault->vfs, &image);
      vault->problem = result;
    }
  image_clear (&image);
  return result;
}

/* The same for a vault that has nothing but a path. */
static VaultResult
fill (Vault *vault, Vault *source, char **kept)
{
  VaultResult result = vault_take_lock (vault);
  if (result != VAULT_OK)
    return result;
  vault->keys =
      secret_new_copy (secret_peek (source->keys), secret_size (source->keys));
  vault->header =
      secret_new_copy (secret_peek (source->header), secret_size (source->header));
  if (!vault->keys || !vault->header)
    return VAULT_NO_MEMORY;
  Image *image = &vault->image;
  result = connection_rebuild (source->db, &source->vfs, image);
  if (result == VAULT_OK)
    result = write_over (vault, source, image, kept);
  if (result == VAULT_OK)
    result = connection_open (&vault->db, &vault->vfs);
  vault->opening = source->opening;
  vault->backup_due = true;
  return result;
}

VaultResult
replace_store (Vault **out, const char *path, Vault *source, const VaultEnv *env,
               char **kept)
{
  *out = NULL;
  *kept = NULL;
  Vault *vault;
  VaultResult result = vault_make (&vault, path, env);
  if (result != VAULT_OK)
    return result;
  result = fill (vault, source, kept);
  if (result == VAULT_OK)
    *out = vault;
  else
    vault_abandon (vault);
  return result;
}
