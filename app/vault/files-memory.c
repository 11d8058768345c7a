/* The back end in this process's memory: for sample data, and for tests. A file lives
 * as long as a name or an open handle refers to it, as on a disk. */
#include "files.h"

#include "secret.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A file's content, apart from its name. */
typedef struct
{
  uint8_t *bytes;
  size_t size;
  size_t capacity;
  unsigned references;
  bool locked;
} Node;

typedef struct Name
{
  struct Name *next;
  Node *node;
  char path[];
} Name;

typedef struct
{
  VaultFiles files;
  Name *names;
} World;

struct VaultFile
{
  Node *node;
  bool holds_lock;
};

static void
release_node (Node *node)
{
  if (--node->references > 0)
    return;
  if (node->bytes)
    secret_wipe (node->bytes, node->size);
  free (node->bytes);
  free (node);
}

/* The link that leads to path's name, or the last link, which leads nowhere. */
static Name **
find_name (World *world, const char *path)
{
  Name **link = &world->names;
  while (*link && strcmp ((*link)->path, path) != 0)
    link = &(*link)->next;
  return link;
}

static void
drop_name (Name **link)
{
  Name *name = *link;
  *link = name->next;
  release_node (name->node);
  free (name);
}

static int
open_node (Node *node, VaultFile **file)
{
  *file = calloc (1, sizeof **file);
  if (!*file)
    return ENOMEM;
  (*file)->node = node;
  node->references++;
  return 0;
}

static int
open_file (void *data, const char *path, VaultFile **file)
{
  *file = NULL;
  Name *name = *find_name (data, path);
  return name ? open_node (name->node, file) : ENOENT;
}

static int
create_file (void *data, const char *path, VaultFile **file)
{
  *file = NULL;
  Name **link = find_name (data, path);
  if (*link)
    return EEXIST;
  size_t length = strlen (path) + 1;
  Name *name = calloc (1, sizeof *name + length);
  Node *node = calloc (1, sizeof *node);
  if (!name || !node || open_node (node, file))
    {
      free (name);
      free (node);
      return ENOMEM;
    }
  memcpy (name->path, path, length);
  name->node = node;
  node->references++;
  *link = name;
  return 0;
}

static int
find_file (void *data, const char *path)
{
  return *find_name (data, path) ? 0 : ENOENT;
}

static void
close_file (VaultFile *file)
{
  if (!file)
    return;
  if (file->holds_lock)
    file->node->locked = false;
  release_node (file->node);
  free (file);
}

static int
lock_file (void *data, const char *path, VaultFile **file)
{
  int error = open_file (data, path, file);
  if (error == ENOENT)
    error = create_file (data, path, file);
  if (error)
    return error;
  if ((*file)->node->locked)
    {
      close_file (*file);
      *file = NULL;
      return EBUSY;
    }
  (*file)->node->locked = true;
  (*file)->holds_lock = true;
  return 0;
}

static int
measure_file (VaultFile *file, uint64_t *size)
{
  *size = file->node->size;
  return 0;
}

static int
read_file (VaultFile *file, uint64_t offset, void *out, size_t size)
{
  const Node *node = file->node;
  if (size == 0)
    return 0;
  if (offset > node->size || size > node->size - offset)
    {
      memset (out, 0, size);
      return EIO;
    }
  memcpy (out, node->bytes + offset, size);
  return 0;
}

/* Room for size bytes; what is new is zero. */
static int
grow_node (Node *node, size_t size)
{
  if (size > node->capacity)
    {
      size_t capacity = node->capacity ? node->capacity : 4096;
      while (capacity < size)
        {
          if (capacity > SIZE_MAX / 2)
            return ENOSPC;
          capacity *= 2;
        }
      uint8_t *bytes = calloc (1, capacity);
      if (!bytes)
        return ENOSPC;
      if (node->bytes)
        {
          memcpy (bytes, node->bytes, node->size);
          secret_wipe (node->bytes, node->size);
          free (node->bytes);
        }
      node->bytes = bytes;
      node->capacity = capacity;
    }
  if (size > node->size)
    node->size = size;
  return 0;
}

static int
write_file (VaultFile *file, uint64_t offset, const void *in, size_t size)
{
  if (offset > SIZE_MAX || size > SIZE_MAX - offset)
    return ENOSPC;
  int error = grow_node (file->node, (size_t)offset + size);
  if (!error)
    memcpy (file->node->bytes + offset, in, size);
  return error;
}

static int
sync_file (VaultFile *file)
{
  (void)file;
  return 0;
}

static int
hide_times (VaultFile *file)
{
  (void)file;
  return 0;
}

static int
rename_file (void *data, const char *from, const char *to)
{
  World *world = data;
  Name *source = *find_name (world, from);
  if (!source)
    return ENOENT;
  Name *target = *find_name (world, to);
  if (target)
    {
      release_node (target->node);
      target->node = source->node;
      target->node->references++;
      drop_name (find_name (world, from));
      return 0;
    }
  size_t length = strlen (to) + 1;
  Name *name = calloc (1, sizeof *name + length);
  if (!name)
    return ENOMEM;
  memcpy (name->path, to, length);
  name->node = source->node;
  name->node->references++;
  drop_name (find_name (world, from));
  name->next = world->names;
  world->names = name;
  return 0;
}

static int
remove_file (void *data, const char *path)
{
  Name **link = find_name (data, path);
  if (!*link)
    return ENOENT;
  drop_name (link);
  return 0;
}

static int
sync_folder (void *data, const char *path)
{
  (void)data;
  (void)path;
  return 0;
}

/* No file has two names here. */
static int
hold_file (VaultFile *file)
{
  (void)file;
  return 0;
}

static const VaultFileOps memory_ops = {
  .open = open_file,
  .create = create_file,
  .exists = find_file,
  .lock = lock_file,
  .hold = hold_file,
  .close = close_file,
  .size = measure_file,
  .read = read_file,
  .write = write_file,
  .sync = sync_file,
  .hide_times = hide_times,
  .rename = rename_file,
  .remove = remove_file,
  .sync_folder = sync_folder,
};

VaultFiles *
files_memory_new (void)
{
  World *world = calloc (1, sizeof *world);
  if (!world)
    return NULL;
  world->files = (VaultFiles){ &memory_ops, world };
  return &world->files;
}

void
files_memory_free (VaultFiles *files)
{
  if (!files)
    return;
  World *world = files->data;
  while (world->names)
    drop_name (&world->names);
  free (world);
}
