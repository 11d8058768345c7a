/* See dying.h. */
#include "dying.h"

#include <errno.h>
#include <limits.h>

typedef struct
{
  VaultFileOps ops;
  const VaultFileOps *behind;
  int left;
} Dying;

static Dying dying;

static int
die (void)
{
  return dying.left > 0 ? (dying.left--, 0) : EIO;
}

static int
write_or_die (VaultFile *file, uint64_t offset, const void *in, size_t size)
{
  return die () != 0 ? EIO : dying.behind->write (file, offset, in, size);
}

static int
sync_or_die (VaultFile *file)
{
  return die () != 0 ? EIO : dying.behind->sync (file);
}

static int
rename_or_die (void *data, const char *from, const char *to)
{
  return die () != 0 ? EIO : dying.behind->rename (data, from, to);
}

static int
create_or_die (void *data, const char *path, VaultFile **file)
{
  return die () != 0 ? EIO : dying.behind->create (data, path, file);
}

static int
sync_folder_or_die (void *data, const char *path)
{
  return die () != 0 ? EIO : dying.behind->sync_folder (data, path);
}

void
dying_init (const VaultFiles *behind, VaultFiles *mortal)
{
  dying = (Dying){ .ops = *behind->ops, .behind = behind->ops, .left = INT_MAX };
  dying.ops.write = write_or_die;
  dying.ops.sync = sync_or_die;
  dying.ops.rename = rename_or_die;
  dying.ops.create = create_or_die;
  dying.ops.sync_folder = sync_folder_or_die;
  *mortal = (VaultFiles){ .ops = &dying.ops, .data = behind->data };
}

void
dying_after (int operations)
{
  dying.left = operations;
}
