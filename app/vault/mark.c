/* Writing the header of the file in use: see vault-inside.h. */
#include "vault-inside.h"

#include <string.h>

Header *
mark_header (Vault *vault)
{
  return (Header *)secret_bytes (vault->header);
}

int
mark_put_copy (const VaultFileOps *ops, VaultFile *file, unsigned number,
               const Header *header, const Keys *keys)
{
  uint8_t copy[HEADER_COPY_BYTES];
  header_seal (copy, number, header, keys);
  uint64_t offset = (uint64_t)number * HEADER_COPY_BYTES;
  int error = ops->write (file, offset, copy, sizeof copy);
  return error ? error : ops->sync (file);
}

static int
write_copy (Vault *vault, unsigned number)
{
  return mark_put_copy (vault->log.ops, vault->log.file, number, mark_header (vault),
                        keys_peek (vault->keys));
}

int
mark_write (Vault *vault)
{
  mark_header (vault)->generation++;
  int error = write_copy (vault, 0);
  return error ? error : write_copy (vault, 1);
}

int
mark_open (Vault *vault)
{
  if (mark_header (vault)->state == HEADER_OPEN)
    return 0;
  mark_header (vault)->state = HEADER_OPEN;
  return mark_write (vault);
}

int
mark_clean (Vault *vault)
{
  Header *header = mark_header (vault);
  header->state = HEADER_CLEAN;
  header->commit = vault->log.commit;
  memcpy (header->commit_tag, vault->log.tag, sizeof header->commit_tag);
  header->length = vault->log.length;
  header->closed = week_at (vault->clock.now (vault->clock.data));
  return mark_write (vault);
}

int
mark_mend (Vault *vault, int stale_copy)
{
  return stale_copy < 0 ? 0 : write_copy (vault, (unsigned)stale_copy);
}
