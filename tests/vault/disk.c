/* The breakable disk: see disk.h. */
#include "disk.h"

#include <errno.h>
#include <string.h>

typedef struct
{
  guint number;
  GByteArray *content; /* as reads see it */
  gboolean locked;
  guint references;
} Node;

struct Disk
{
  VaultFiles files;
  GHashTable *names; /* path to Node */
  GPtrArray *changes;
  guint nodes;
  gboolean silent;
  gboolean lies;
  guint calls[DISK_CALLS];
  guint fail_at[DISK_CALLS]; /* as a number of calls; 0 for never */
  int error[DISK_CALLS];
  DiskFailure failure[DISK_CALLS];
};

struct VaultFile
{
  Disk *disk;
  Node *node;
  gboolean holds_lock;
};

static void
release_node (gpointer data)
{
  Node *node = data;
  if (--node->references > 0)
    return;
  g_byte_array_unref (node->content);
  g_free (node);
}

static void
free_change (gpointer data)
{
  Change *change = data;
  if (change->bytes)
    g_bytes_unref (change->bytes);
  g_free (change->path);
  g_free (change->target);
  g_free (change);
}

static Change *
record (Disk *disk, ChangeKind kind)
{
  Change *change = g_new0 (Change, 1);
  change->kind = kind;
  g_ptr_array_add (disk->changes, change);
  return change;
}

static void
record_write (Disk *disk, const Node *node, guint64 offset, gconstpointer in,
              gsize size)
{
  if (disk->silent)
    return;
  Change *change = record (disk, CHANGE_WRITE);
  change->node = node->number;
  change->offset = offset;
  change->bytes = g_bytes_new (in, size);
}

/* 0, or the error with which this call must fail; *effect is whether it does its work.
 */
static int
count_call (Disk *disk, DiskCall call, gboolean *effect)
{
  guint number = ++disk->calls[call];
  guint at = disk->fail_at[call];
  gboolean fails =
      at && (number == at || (number > at && disk->failure[call] == DISK_FAIL_ON));
  *effect = !fails || disk->failure[call] == DISK_FAIL_AFTER;
  return fails ? disk->error[call] : 0;
}

static Node *
make_node (Disk *disk)
{
  Node *node = g_new0 (Node, 1);
  node->number = disk->nodes++;
  node->content = g_byte_array_new ();
  return node;
}

static void
name_node (Disk *disk, const char *path, Node *node)
{
  node->references++;
  g_hash_table_replace (disk->names, g_strdup (path), node);
}

static VaultFile *
open_node (Disk *disk, Node *node)
{
  VaultFile *file = g_new0 (VaultFile, 1);
  file->disk = disk;
  file->node = node;
  node->references++;
  return file;
}

static int
open_file (void *data, const char *path, VaultFile **file)
{
  Disk *disk = data;
  gboolean effect;
  *file = NULL;
  int error = count_call (disk, DISK_OPEN, &effect);
  if (error)
    return error;
  Node *node = g_hash_table_lookup (disk->names, path);
  if (!node)
    return ENOENT;
  *file = open_node (disk, node);
  return 0;
}

static int
create_file (void *data, const char *path, VaultFile **file)
{
  Disk *disk = data;
  gboolean effect;
  *file = NULL;
  int error = count_call (disk, DISK_CREATE, &effect);
  if (!effect)
    return error;
  if (g_hash_table_contains (disk->names, path))
    return EEXIST;
  Node *node = make_node (disk);
  name_node (disk, path, node);
  Change *change = record (disk, CHANGE_CREATE);
  change->path = g_strdup (path);
  change->node = node->number;
  if (!error)
    *file = open_node (disk, node);
  return error;
}

static int
find_file (void *data, const char *path)
{
  Disk *disk = data;
  gboolean effect;
  int error = count_call (disk, DISK_EXISTS, &effect);
  if (error)
    return error;
  return g_hash_table_contains (disk->names, path) ? 0 : ENOENT;
}

static void
close_file (VaultFile *file)
{
  if (!file)
    return;
  if (file->holds_lock)
    file->node->locked = FALSE;
  release_node (file->node);
  g_free (file);
}

/* Locks are of the running system: no crash keeps one, so they are not recorded. */
static int
lock_file (void *data, const char *path, VaultFile **file)
{
  Disk *disk = data;
  gboolean effect;
  *file = NULL;
  int error = count_call (disk, DISK_LOCK, &effect);
  if (error)
    return error;
  Node *node = g_hash_table_lookup (disk->names, path);
  if (!node)
    {
      node = make_node (disk);
      name_node (disk, path, node);
    }
  if (node->locked)
    return EBUSY;
  node->locked = TRUE;
  *file = open_node (disk, node);
  (*file)->holds_lock = TRUE;
  return 0;
}

static int
measure_file (VaultFile *file, uint64_t *size)
{
  gboolean effect;
  int error = count_call (file->disk, DISK_SIZE, &effect);
  *size = error ? 0 : file->node->content->len;
  return error;
}

static int
read_file (VaultFile *file, uint64_t offset, void *out, size_t size)
{
  gboolean effect;
  int error = count_call (file->disk, DISK_READ, &effect);
  const GByteArray *content = file->node->content;
  memset (out, 0, size);
  if (error)
    return error;
  if (offset > content->len || size > content->len - offset)
    return EIO;
  memcpy (out, content->data + offset, size);
  return 0;
}

static void
put_bytes (GByteArray *content, guint64 offset, gconstpointer in, gsize size)
{
  guint before = content->len;
  if (offset + size > before)
    {
      g_byte_array_set_size (content, (guint)(offset + size));
      memset (content->data + before, 0, (gsize)(offset + size - before));
    }
  if (size > 0)
    memcpy (content->data + offset, in, size);
}

static int
write_file (VaultFile *file, uint64_t offset, const void *in, size_t size)
{
  gboolean effect;
  int error = count_call (file->disk, DISK_WRITE, &effect);
  if (!effect)
    size /= 2;
  if (size == 0)
    return error;
  put_bytes (file->node->content, offset, in, size);
  record_write (file->disk, file->node, offset, in, size);
  return error;
}

void
disk_truncate (VaultFile *file, guint64 size)
{
  if (size >= file->node->content->len)
    return;
  g_byte_array_set_size (file->node->content, (guint)size);
  Change *change = record (file->disk, CHANGE_TRUNCATE);
  change->node = file->node->number;
  change->offset = size;
}

static int
sync_file (VaultFile *file)
{
  gboolean effect;
  int error = count_call (file->disk, DISK_SYNC, &effect);
  if (!file->disk->lies)
    record (file->disk, error ? CHANGE_SYNC_FAILED : CHANGE_SYNC)->node =
        file->node->number;
  return error;
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
  Disk *disk = data;
  gboolean effect;
  int error = count_call (disk, DISK_RENAME, &effect);
  if (!effect)
    return error;
  Node *node = g_hash_table_lookup (disk->names, from);
  if (!node)
    return ENOENT;
  name_node (disk, to, node);
  g_hash_table_remove (disk->names, from);
  Change *change = record (disk, CHANGE_RENAME);
  change->path = g_strdup (from);
  change->target = g_strdup (to);
  return error;
}

static int
remove_file (void *data, const char *path)
{
  Disk *disk = data;
  gboolean effect;
  int error = count_call (disk, DISK_REMOVE, &effect);
  if (!effect)
    return error;
  if (!g_hash_table_remove (disk->names, path))
    return ENOENT;
  record (disk, CHANGE_REMOVE)->path = g_strdup (path);
  return error;
}

static int
sync_folder (void *data, const char *path)
{
  (void)path;
  Disk *disk = data;
  gboolean effect;
  int error = count_call (disk, DISK_SYNC_FOLDER, &effect);
  if (!error && !disk->lies)
    record (disk, CHANGE_SYNC_FOLDER);
  return error;
}

static int
hold_file (VaultFile *file)
{
  (void)file;
  return 0;
}

static const VaultFileOps disk_ops = {
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

Disk *
disk_new (void)
{
  Disk *disk = g_new0 (Disk, 1);
  disk->files.ops = &disk_ops;
  disk->files.data = disk;
  disk->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, release_node);
  disk->changes = g_ptr_array_new_with_free_func (free_change);
  return disk;
}

Disk *
disk_new_silent (void)
{
  Disk *disk = disk_new ();
  disk->silent = TRUE;
  return disk;
}

void
disk_free (Disk *disk)
{
  if (!disk)
    return;
  g_hash_table_unref (disk->names);
  g_ptr_array_unref (disk->changes);
  g_free (disk);
}

const VaultFiles *
disk_files (Disk *disk)
{
  return &disk->files;
}

const GPtrArray *
disk_changes (const Disk *disk)
{
  return disk->changes;
}

void
disk_mark (Disk *disk, guint64 number)
{
  record (disk, CHANGE_MARK)->offset = number;
}

void
disk_put (Disk *disk, const char *path, gconstpointer content, gsize size)
{
  Node *node = make_node (disk);
  name_node (disk, path, node);
  put_bytes (node->content, 0, content, size);
  Change *change = record (disk, CHANGE_CREATE);
  change->path = g_strdup (path);
  change->node = node->number;
  if (size > 0)
    record_write (disk, node, 0, content, size);
  record (disk, CHANGE_SYNC)->node = node->number;
  record (disk, CHANGE_SYNC_FOLDER);
}

void
disk_lie (Disk *disk)
{
  disk->lies = TRUE;
}

void
disk_fail (Disk *disk, DiskCall call, guint nth, int error, DiskFailure failure)
{
  disk->fail_at[call] = nth ? disk->calls[call] + nth : 0;
  disk->error[call] = error;
  disk->failure[call] = failure;
}

guint
disk_calls (const Disk *disk, DiskCall call)
{
  return disk->calls[call];
}
