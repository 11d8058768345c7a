/* Writing a database as a new file that takes the old one's place: creation,
 * compaction, rebuilding and recovery all come here. */
#include "vault-inside.h"

#include "outcome.h"
#include "random.h"

#include <string.h>

/* Completes the header for the file that the log has written, and puts it there. */
static int
write_header (Successor *successor)
{
  Header *header = successor->header;
  const Log *log = &successor->log;
  memcpy (header->file_id, log->file_id, sizeof header->file_id);
  header->format = HEADER_FORMAT;
  header->generation = 1;
  header->state = HEADER_CLEAN;
  header->commit = log->commit;
  memcpy (header->commit_tag, log->tag, sizeof header->commit_tag);
  header->length = log->length;
  uint8_t copies[HEADER_BYTES];
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    header_seal (copies + (size_t)i * HEADER_COPY_BYTES, i, header,
                 keys_peek (successor->keys));
  return log->ops->write (log->file, 0, copies, sizeof copies);
}

int
successor_make (Successor *successor, const Image *image, uint32_t pages)
{
  const VaultFiles *files = &successor->files;
  VaultFile *file;
  int error = files->ops->create (files->data, successor->name, &file);
  if (error)
    return error;
  uint8_t id[FRAME_ID_BYTES];
  random_fill (id, sizeof id);
  Log *log = &successor->log;
  log_init (log, files->ops, file, id);
  error = files->ops->hold (file);
  if (!error && pages > 0)
    error = log_append (log, keys_peek (successor->keys), image, NULL, pages, pages);
  if (!error)
    error = log_fill (log);
  if (!error)
    error = write_header (successor);
  if (!error)
    error = log->ops->sync (log->file);
  return error;
}

/* Which of the two files the path leads to after a crash is unknown from here on. */
static VaultResult
stop_writing (Vault *vault, int error)
{
  vault->vfs.state = VFS_READING;
  vault->problem = outcome_from_errno (error);
  return vault->problem;
}

/* Takes over log and header, which are of the file that now stands at path. */
static void
adopt (Vault *vault, Successor *successor, Secret **header)
{
  log_clear (&vault->log);
  vault->log = successor->log;
  successor->log = (Log){ 0 };
  secret_free (vault->header);
  vault->header = *header;
  *header = NULL;
  vault->compact_from = 0;
}

VaultResult
successor_install (Vault *vault, Successor *successor, Secret **header)
{
  int error = vault->ops->rename (vault->files, vault->new_path, vault->path);
  if (error)
    return stop_writing (vault, error);
  adopt (vault, successor, header);
  error = vault->ops->sync_folder (vault->files, vault->path);
  return error ? stop_writing (vault, error) : VAULT_OK;
}

VaultResult
successor_write (Vault *vault, const Image *image, uint32_t pages)
{
  Secret *header = secret_new_copy (secret_peek (vault->header), sizeof (Header));
  if (!header)
    return VAULT_NO_MEMORY;
  Successor next = {
    .files = { vault->ops, vault->files },
    .name = vault->new_path,
    .keys = vault->keys,
    .header = (Header *)secret_bytes (header),
  };
  if (!vault->is_backup)
    next.header->closed = week_at (vault->clock.now (vault->clock.data));
  successor_remove (vault);
  int error = successor_make (&next, image, pages);
  VaultResult result = outcome_from_errno (error);
  if (error)
    successor_remove (vault);
  else
    {
      if (vault->is_backup)
        vault->ops->hide_times (next.log.file);
      result = successor_install (vault, &next, &header);
    }
  log_clear (&next.log);
  secret_free (header);
  return result;
}

/* Failing is harmless: the name is tried again whenever it is needed. */
void
successor_remove (Vault *vault)
{
  vault->ops->remove (vault->files, vault->new_path);
}
