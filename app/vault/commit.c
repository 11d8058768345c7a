/* A commit: what the VFS calls when SQLite syncs the database. */
#include "vault-inside.h"

#include "outcome.h"

#include <string.h>

/* The log is compacted when it is longer than twice the live pages and this. */
#define SLACK_BYTES ((uint64_t)4 * VAULT_STEP_BYTES)

/* It may lie in the file whole: at the next opening it must not be taken for one, nor
 * at vault_reopen(), also where nothing can be written any more. */
static void
refuse_commit (Vault *vault, uint64_t commit, uint64_t start)
{
  log_spoil (&vault->log, start);
  vault->refused = commit;
  memcpy (vault->refused_file, vault->log.file_id, FRAME_ID_BYTES);
}

/* One write and one sync, after the file has been marked as open. */
static int
append_commit (Vault *vault, uint32_t pages)
{
  Image *image = &vault->image;
  image_sort_changed (image);
  uint32_t count = image->changed_count;
  while (count > 0 && image->changed[count - 1] > pages)
    count--;
  int error = mark_open (vault);
  if (error)
    return error;
  uint64_t start = vault->log.end;
  uint64_t commit = vault->log.commit + 1;
  error = log_append (&vault->log, keys_peek (vault->keys), image, image->changed,
                      count, pages);
  if (!error)
    error = vault->log.ops->sync (vault->log.file);
  if (error)
    refuse_commit (vault, commit, start);
  else
    image_forget_changed (image, pages);
  return error;
}

/* The commit is on the medium already, so that nothing which fails here fails it. */
static void
compact_if_due (Vault *vault, uint32_t pages)
{
  uint64_t length = vault->log.end - HEADER_BYTES;
  uint64_t live = (uint64_t)pages * IMAGE_PAGE_BYTES;
  if (length <= 2 * live + SLACK_BYTES || length < vault->compact_from)
    return;
  if (successor_write (vault, &vault->image, pages) != VAULT_OK)
    vault->compact_from = length + length / 4;
}

int
commit_pages (void *data, uint32_t pages)
{
  Vault *vault = data;
  int error = append_commit (vault, pages);
  if (error)
    {
      vault->problem = outcome_from_errno (error);
      return outcome_to_sqlite (vault->problem);
    }
  vault->changed = true;
  vault->backup_due = true;
  compact_if_due (vault, pages);
  return SQLITE_OK;
}
