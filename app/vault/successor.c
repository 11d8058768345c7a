/* Writing a database as a new file that takes the old one's place: creation,
 * compaction, rebuilding and recovery all come here. */
#include "vault-inside.h"

#include "outcome.h"
#include "random.h"

#include <string.h>

/* Completes next for the file that log has written, and puts it there. */
static int
write_header (const Vault *vault, Log *log, Header *next)
{
  memcpy (next->file_id, log->file_id, sizeof next->file_id);
  next->format = HEADER_FORMAT;
  next->generation = 1;
  next->state = HEADER_CLEAN;
  next->commit = log->commit;
  memcpy (next->commit_tag, log->tag, sizeof next->commit_tag);
  next->length = log->length;
  next->closed = week_at (vault->clock.now (vault->clock.data));
  uint8_t copies[HEADER_BYTES];
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    header_seal (copies + (size_t)i * HEADER_COPY_BYTES, i, next,
                 keys_peek (vault->keys));
  return log->ops->write (log->file, 0, copies, sizeof copies);
}

/* All that is done before the file gets its name. */
static int
write_file (const Vault *vault, const Image *image, uint32_t pages, Log *log,
            Header *next)
{
  VaultFile *file;
  int error = vault->ops->create (vault->files, vault->new_path, &file);
  if (error)
    return error;
  uint8_t id[FRAME_ID_BYTES];
  random_fill (id, sizeof id);
  log_init (log, vault->ops, file, id);
  if (pages > 0)
    error = log_append (log, keys_peek (vault->keys), image, NULL, pages, pages);
  if (!error)
    error = log_fill (log);
  if (!error)
    error = write_header (vault, log, next);
  if (!error)
    error = vault->ops->sync (log->file);
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

/* Takes over log and next, which are of the file that now stands at path. */
static void
adopt (Vault *vault, Log *log, Secret *next)
{
  log_clear (&vault->log);
  vault->log = *log;
  secret_free (vault->header);
  vault->header = next;
  vault->compact_from = 0;
}

VaultResult
successor_write (Vault *vault, const Image *image, uint32_t pages)
{
  Secret *next = secret_new_copy (secret_peek (vault->header), sizeof (Header));
  if (!next)
    return VAULT_NO_MEMORY;
  successor_remove (vault);
  Log log = { 0 };
  int error = write_file (vault, image, pages, &log, (Header *)secret_bytes (next));
  if (error)
    {
      log_clear (&log);
      secret_free (next);
      successor_remove (vault);
      return outcome_from_errno (error);
    }
  error = vault->ops->rename (vault->files, vault->new_path, vault->path);
  if (error)
    {
      log_clear (&log);
      secret_free (next);
      return stop_writing (vault, error);
    }
  adopt (vault, &log, next);
  error = vault->ops->sync_folder (vault->files, vault->path);
  return error ? stop_writing (vault, error) : VAULT_OK;
}

/* Failing is harmless: the name is tried again whenever it is needed. */
void
successor_remove (Vault *vault)
{
  vault->ops->remove (vault->files, vault->new_path);
}
