/* See backup.h. */
#include "backup.h"

#include "copy.h"
#include "erase.h"
#include "outcome.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static VaultFiles
files_of (const Vault *vault)
{
  return (VaultFiles){ vault->ops, vault->files };
}

/* --- a copy that is asked for ---------------------------------------------------- */

static VaultResult
expect_nothing_at (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  const VaultFiles *files = data;
  return files->ops->exists (files->data, name) == ENOENT ? VAULT_OK : VAULT_EXISTS;
}

/* Whether a store has path open. */
static VaultResult
expect_not_in_use (const VaultFiles *files, const char *path)
{
  VaultFile *file;
  int error = files->ops->open (files->data, path, &file);
  if (!error)
    error = files->ops->hold (file);
  files->ops->close (file);
  return outcome_from_errno (error);
}

/* A copy of this very store may be replaced, by one that lacks nothing; nothing else
 * is. A file that has copies of its own was worked in: it is a store, of whatever key.
 */
static VaultResult
expect_own_copy (const Vault *vault, const VaultFiles *files, const char *path)
{
  if (files->ops->exists (files->data, path) == ENOENT)
    return VAULT_OK;
  if (vault_problem (vault) == VAULT_DAMAGED
      || sibling_each (path, expect_nothing_at, (void *)files) != VAULT_OK)
    return VAULT_EXISTS;
  VaultResult used = expect_not_in_use (files, path);
  if (used != VAULT_OK)
    return used;
  Unlocked unlocked;
  VaultResult result = copy_read_header (files, path, vault->keys, &unlocked);
  unlock_clear (&unlocked);
  return result == VAULT_DAMAGED ? VAULT_EXISTS : result;
}

static VaultResult
write_copy (Vault *vault, const VaultFiles *files, const char *name, const char *path)
{
  Secret *header = secret_new_copy (secret_peek (vault->header), sizeof (Header));
  if (!header)
    return VAULT_NO_MEMORY;
  ((Header *)secret_bytes (header))->closed =
      week_at (vault->clock.now (vault->clock.data));
  Image image = { 0 };
  VaultResult result = connection_rebuild (vault->db, &vault->vfs, &image);
  if (result == VAULT_OK)
    result = copy_make (files, name, vault->keys, header, &image);
  if (result == VAULT_OK)
    result = copy_install (files, name, path);
  image_clear (&image);
  secret_free (header);
  return result;
}

VaultResult
backup_write (Vault *vault, const VaultFiles *files, const char *path)
{
  if (vault->vfs.state == VFS_FAILED)
    return vault_problem (vault);
  VaultResult result = strcmp (path, vault->path) == 0 && files->data == vault->files
                           ? VAULT_EXISTS
                           : expect_own_copy (vault, files, path);
  if (result != VAULT_OK)
    return result;
  char *name = malloc (strlen (path) + sizeof ".new");
  if (!name)
    return VAULT_NO_MEMORY;
  strcpy (name, path);
  strcat (name, ".new");
  result = files->ops->exists (files->data, name) == 0
               ? VAULT_EXISTS
               : write_copy (vault, files, name, path);
  free (name);
  return result;
}

/* --- generations ------------------------------------------------------------------ */

static VaultResult
read_week (const Vault *vault, const char *name, Week *week)
{
  VaultFiles files = files_of (vault);
  Unlocked unlocked;
  VaultResult result = copy_read_header (&files, name, vault->keys, &unlocked);
  *week = 0;
  if (result == VAULT_OK)
    *week = ((const Header *)secret_peek (unlocked.header))->closed;
  unlock_clear (&unlocked);
  return result;
}

VaultResult
backup_week (const Vault *vault, unsigned number, Week *week)
{
  *week = 0;
  char *name = sibling_name (vault->path, SIBLING_BACKUP, number);
  VaultResult result = name ? read_week (vault, name, week) : VAULT_NO_MEMORY;
  free (name);
  return result;
}

/* Makes the first place free: those up to the first gap move on. */
static VaultResult
rotate (const Vault *vault, char *names[BACKUP_GENERATIONS])
{
  unsigned gap = 0;
  while (gap < BACKUP_GENERATIONS - 1
         && vault->ops->exists (vault->files, names[gap]) != ENOENT)
    gap++;
  for (; gap > 0; gap--)
    {
      int error = vault->ops->rename (vault->files, names[gap - 1], names[gap]);
      if (error)
        return outcome_from_errno (error);
    }
  return VAULT_OK;
}

static VaultResult
make_generation (Vault *vault, const Image *image, char *names[BACKUP_GENERATIONS])
{
  VaultFiles files = files_of (vault);
  const Header *header = (const Header *)secret_peek (vault->header);
  Week newest;
  read_week (vault, names[0], &newest);
  VaultResult result =
      copy_make (&files, vault->new_path, vault->keys, vault->header, image);
  if (result == VAULT_OK && newest != header->closed)
    result = rotate (vault, names);
  if (result == VAULT_OK)
    return copy_install (&files, vault->new_path, names[0]);
  successor_remove (vault);
  return result;
}

void
backup_skip (Vault *vault)
{
  vault->backup_due = false;
}

bool
backup_is_lacking (const Vault *vault)
{
  Week week;
  return backup_week (vault, 1, &week) == VAULT_OK
         && week < ((const Header *)secret_peek (vault->header))->closed;
}

VaultResult
backup_keep (Vault *vault, const Image *image)
{
  if (!vault->takes_backups || (!vault->backup_due && !vault->backup_lacking))
    return VAULT_OK;
  char *names[BACKUP_GENERATIONS] = { NULL };
  VaultResult result = VAULT_OK;
  for (unsigned i = 0; i < BACKUP_GENERATIONS; i++)
    {
      names[i] = sibling_name (vault->path, SIBLING_BACKUP, i + 1);
      if (!names[i])
        result = VAULT_NO_MEMORY;
    }
  if (result == VAULT_OK)
    result = make_generation (vault, image, names);
  for (unsigned i = 0; i < BACKUP_GENERATIONS; i++)
    free (names[i]);
  if (result == VAULT_OK)
    vault->backup_due = vault->backup_lacking = false;
  return result;
}

VaultResult
backup_keep_now (Vault *vault)
{
  return backup_keep (vault, &vault->image);
}

/* --- changing what is in them ------------------------------------------------------
 */

typedef struct
{
  Vault *vault;
  BackupEdit edit;
  void *data;
  bool damaged; /* a kept file is */
} Editing;

static VaultResult
edit_copy (const Editing *editing, const char *name)
{
  Vault *copy;
  VaultResult result = vault_open_copy (&copy, editing->vault, name);
  if (result != VAULT_OK)
    return result;
  result = vault_expect_working (copy);
  if (result == VAULT_OK)
    result = editing->edit (copy->db, editing->data);
  if (result == VAULT_OK && copy->changed)
    result = vault_rebuild (copy);
  vault_abandon (copy);
  return result;
}

static VaultResult
visit_sibling (const char *name, SiblingKind kind, void *data)
{
  Editing *editing = data;
  Week week;
  VaultResult result = read_week (editing->vault, name, &week);
  if (result == VAULT_MISSING || result == VAULT_DAMAGED)
    return VAULT_OK;
  if (result == VAULT_OK)
    result = edit_copy (editing, name);
  if (result != VAULT_DAMAGED)
    return result;
  editing->damaged |= kind != SIBLING_BACKUP;
  if (kind != SIBLING_BACKUP)
    return VAULT_OK;
  return erase_copy (editing->vault, name);
}

VaultResult
backup_edit (Vault *vault, BackupEdit edit, void *data)
{
  VaultResult result = vault_expect_working (vault);
  if (result != VAULT_OK)
    return result;
  Editing editing = { vault, edit, data, false };
  result = sibling_each (vault->path, visit_sibling, &editing);
  return result == VAULT_OK && editing.damaged ? VAULT_DAMAGED : result;
}
