/* See copy.h. */
#include "copy.h"

#include "outcome.h"
#include "replay.h"

#include <errno.h>
#include <stdlib.h>

#define CHUNK_BYTES VAULT_STEP_BYTES

/* Opens the header of a file with keys. */
static VaultResult
unlock_file (const VaultFileOps *ops, VaultFile *file, const Secret *keys,
             Unlocked *unlocked)
{
  uint64_t size;
  uint8_t copies[HEADER_BYTES];
  int error = ops->size (file, &size);
  if (!error && size < HEADER_BYTES)
    return VAULT_DAMAGED;
  if (!error)
    error = ops->read (file, 0, copies, sizeof copies);
  if (error)
    return outcome_from_errno (error);
  return unlock (unlocked, copies, &(Credential){ 0 }, keys, kdf_costs);
}

VaultResult
copy_read_header (const VaultFiles *files, const char *path, const Secret *keys,
                  Unlocked *unlocked)
{
  *unlocked = (Unlocked){ .stale_copy = -1 };
  VaultFile *file;
  int error = files->ops->open (files->data, path, &file);
  if (error)
    return outcome_from_errno (error);
  VaultResult result = unlock_file (files->ops, file, keys, unlocked);
  files->ops->hide_times (file);
  files->ops->close (file);
  return result;
}

/* Whether the file, opened like any store, holds image. */
static VaultResult
verify (const VaultFileOps *ops, VaultFile *file, const Secret *keys,
        const Image *image)
{
  Unlocked unlocked = { 0 };
  VaultResult result = unlock_file (ops, file, keys, &unlocked);
  if (result != VAULT_OK)
    {
      ops->close (file);
      return result;
    }
  const Header *header = (const Header *)secret_peek (unlocked.header);
  Image found = { 0 };
  Log log;
  bool torn;
  log_init (&log, ops, file, header->file_id);
  result = replay_log (&log, keys_peek (keys), header, &found, &torn);
  if (result == VAULT_OK
      && (found.pages != image->pages || !image_begins_with (&found, image)))
    result = VAULT_DAMAGED;
  ops->hide_times (file);
  log_clear (&log);
  image_clear (&found);
  unlock_clear (&unlocked);
  return result;
}

static VaultResult
write_and_verify (const VaultFiles *files, Successor *copy, const Image *image)
{
  int error = successor_make (copy, image, image->pages);
  log_clear (&copy->log);
  VaultFile *file;
  if (!error)
    error = files->ops->open (files->data, copy->name, &file);
  return error ? outcome_from_errno (error)
               : verify (files->ops, file, copy->keys, image);
}

VaultResult
copy_make (const VaultFiles *files, const char *name, const Secret *keys,
           const Secret *header, const Image *image)
{
  Secret *own = secret_new_copy (secret_peek (header), sizeof (Header));
  if (!own)
    return VAULT_NO_MEMORY;
  Successor copy = {
    .files = *files,
    .name = name,
    .keys = keys,
    .header = (Header *)secret_bytes (own),
  };
  files->ops->remove (files->data, name);
  VaultResult result = write_and_verify (files, &copy, image);
  secret_free (own);
  if (result != VAULT_OK)
    files->ops->remove (files->data, name);
  return result;
}

VaultResult
copy_install (const VaultFiles *files, const char *name, const char *path)
{
  int error = files->ops->rename (files->data, name, path);
  if (error)
    files->ops->remove (files->data, name);
  else
    error = files->ops->sync_folder (files->data, path);
  return outcome_from_errno (error);
}

static int
copy_content (const VaultFileOps *ops, VaultFile *from, VaultFile *to)
{
  uint64_t size;
  int error = ops->size (from, &size);
  uint8_t *chunk = malloc (CHUNK_BYTES);
  if (!chunk)
    return ENOMEM;
  for (uint64_t at = 0; !error && at < size; at += CHUNK_BYTES)
    {
      size_t part = size - at < CHUNK_BYTES ? (size_t)(size - at) : CHUNK_BYTES;
      error = ops->read (from, at, chunk, part);
      if (!error)
        error = ops->write (to, at, chunk, part);
    }
  free (chunk);
  if (!error)
    error = ops->sync (to);
  if (!error)
    error = ops->hide_times (to);
  return error;
}

VaultResult
copy_bytes (const VaultFiles *files, const char *path, const char *name)
{
  VaultFile *from, *to;
  int error = files->ops->open (files->data, path, &from);
  if (error)
    return outcome_from_errno (error);
  files->ops->remove (files->data, name);
  error = files->ops->create (files->data, name, &to);
  if (!error)
    {
      error = copy_content (files->ops, from, to);
      files->ops->close (to);
      if (error)
        files->ops->remove (files->data, name);
    }
  files->ops->close (from);
  return outcome_from_errno (error);
}
