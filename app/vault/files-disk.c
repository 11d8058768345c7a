/* The back end on the system's files: POSIX calls, each retried after an interruption
 * and after a short transfer. Knows nothing of what the bytes mean. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* One call moves no more, so that a length always fits the call's type. */
#define TRANSFER_BYTES ((size_t)1 << 30)

#define OPEN_FLAGS (O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)

struct VaultFile
{
  int descriptor;
};

/* Takes over descriptor. */
static int
wrap_descriptor (int descriptor, VaultFile **file)
{
  *file = malloc (sizeof **file);
  if (!*file)
    {
      close (descriptor);
      return ENOMEM;
    }
  (*file)->descriptor = descriptor;
  return 0;
}

/* A descriptor, or -1 with errno set. */
static int
open_descriptor (const char *path, int flags)
{
  int descriptor;
  do
    descriptor = open (path, flags, S_IRUSR | S_IWUSR);
  while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

static int
open_path (const char *path, int flags, VaultFile **file)
{
  *file = NULL;
  int descriptor = open_descriptor (path, flags);
  if (descriptor < 0)
    return errno;
  struct stat status;
  int error = fstat (descriptor, &status) ? errno : 0;
  if (!error && !S_ISREG (status.st_mode))
    error = EPERM;
  if (error)
    {
      close (descriptor);
      return error;
    }
  return wrap_descriptor (descriptor, file);
}

static int
open_file (void *data, const char *path, VaultFile **file)
{
  (void)data;
  int error = open_path (path, OPEN_FLAGS | O_RDWR, file);
  return error == EROFS ? open_path (path, OPEN_FLAGS | O_RDONLY, file) : error;
}

static int
create_file (void *data, const char *path, VaultFile **file)
{
  (void)data;
  return open_path (path, OPEN_FLAGS | O_RDWR | O_CREAT | O_EXCL, file);
}

static int
find_file (void *data, const char *path)
{
  (void)data;
  struct stat status;
  return lstat (path, &status) ? errno : 0;
}

static void
close_file (VaultFile *file)
{
  if (!file)
    return;
  /* What had to be on the medium was synced before; nothing is left to be lost. */
  close (file->descriptor);
  free (file);
}

static int
hold_file (VaultFile *file)
{
  int failed;
  do
    failed = flock (file->descriptor, LOCK_EX | LOCK_NB);
  while (failed && errno == EINTR);
  if (!failed)
    return 0;
  return errno == EWOULDBLOCK ? EBUSY : errno;
}

static int
lock_file (void *data, const char *path, VaultFile **file)
{
  (void)data;
  int error = open_path (path, OPEN_FLAGS | O_RDWR | O_CREAT, file);
  if (error)
    return error;
  error = hold_file (*file);
  if (error)
    {
      close_file (*file);
      *file = NULL;
    }
  return error;
}

static int
measure_file (VaultFile *file, uint64_t *size)
{
  struct stat status;
  *size = 0;
  if (fstat (file->descriptor, &status))
    return errno;
  *size = (uint64_t)status.st_size;
  return 0;
}

static int
read_file (VaultFile *file, uint64_t offset, void *out, size_t size)
{
  size_t done = 0;
  while (done < size)
    {
      size_t part = size - done < TRANSFER_BYTES ? size - done : TRANSFER_BYTES;
      ssize_t got =
          pread (file->descriptor, (char *)out + done, part, (off_t)(offset + done));
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        {
          int error = got < 0 ? errno : EIO;
          memset (out, 0, size);
          return error;
        }
      done += (size_t)got;
    }
  return 0;
}

static int
write_file (VaultFile *file, uint64_t offset, const void *in, size_t size)
{
  size_t done = 0;
  while (done < size)
    {
      size_t part = size - done < TRANSFER_BYTES ? size - done : TRANSFER_BYTES;
      ssize_t put = pwrite (file->descriptor, (const char *)in + done, part,
                            (off_t)(offset + done));
      if (put < 0 && errno == EINTR)
        continue;
      if (put <= 0)
        return put < 0 ? errno : EIO;
      done += (size_t)put;
    }
  return 0;
}

/* Not repeated after EINTR: once a sync has failed, a second may succeed without the
 * data having reached the medium. */
static int
sync_file (VaultFile *file)
{
  return fdatasync (file->descriptor) ? errno : 0;
}

/* 2000-01-01: early enough to be nobody's, and a date that every tool can show. */
#define HIDDEN_TIME 946684800

static int
hide_times (VaultFile *file)
{
  struct timespec times[2] = { { .tv_sec = HIDDEN_TIME }, { .tv_sec = HIDDEN_TIME } };
  return futimens (file->descriptor, times) ? errno : 0;
}

static int
rename_file (void *data, const char *from, const char *to)
{
  (void)data;
  return rename (from, to) ? errno : 0;
}

static int
remove_file (void *data, const char *path)
{
  (void)data;
  return unlink (path) ? errno : 0;
}

static int
sync_folder (void *data, const char *path)
{
  (void)data;
  char *copy = strdup (path);
  if (!copy)
    return ENOMEM;
  int descriptor = open_descriptor (dirname (copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = descriptor < 0 ? errno : 0;
  free (copy);
  if (!error && fsync (descriptor))
    error = errno;
  if (descriptor >= 0)
    close (descriptor);
  return error;
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

const VaultFiles files_disk = { &disk_ops, NULL };
