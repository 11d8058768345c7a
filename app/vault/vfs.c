/* The VFS: see vfs.h. What SQLite does with it was found by experiment on 3.40:
 *
 * - With journal_mode=MEMORY, locking_mode=EXCLUSIVE, cache_spill=OFF and
 *   synchronous=FULL the writes of one commit are followed by one xSync, and nothing else
 *   is ever written to the database. FCNTL_SYNC announces that xSync; if it does not
 *   come, synchronous was turned off.
 * - With temp_store=MEMORY whatever is sorted is one list in memory, some three times as
 *   slow at a million rows; temporary files that are in memory too (scratch.h) are not.
 * - The commit's length is page 1's own page count: xTruncate comes after xSync.
 * - Once a write or sync has failed, the pages in the image may be of no commit at all.
 */
#include "vfs.h"

#include "bytes.h"
#include "random.h"
#include "scratch.h"

#include <stdio.h>
#include <string.h>

/* Places in page 1, from SQLite's file format. */
#define PAGE_1_SIZE_OFFSET 16
#define PAGE_1_VERSIONS_OFFSET 18
#define PAGE_1_RESERVED_OFFSET 20
#define PAGE_1_COUNT_OFFSET 28

typedef enum
{
  FILE_DATABASE,
  FILE_REBUILT,
  FILE_REBUILT_JOURNAL, /* keeps nothing: a failed rebuild is dropped whole */
} FileKind;

typedef struct
{
  sqlite3_file base;
  Vfs *vfs;
  FileKind kind;
  bool sync_announced;
} File;

/* What SQLite makes room for: it does not say which kind it will open. */
typedef union
{
  File file;
  Scratch scratch;
} AnyFile;

static Image *
get_image (const File *file)
{
  return file->kind == FILE_DATABASE ? file->vfs->image : file->vfs->rebuilt;
}

static bool
is_refused (const File *file)
{
  return file->kind == FILE_DATABASE && file->vfs->state == VFS_FAILED;
}

static bool
is_read_only (const File *file)
{
  return file->kind == FILE_DATABASE && file->vfs->state == VFS_READING;
}

/* Every failure of a write to the database ends here. */
static int
fail (File *file, int code)
{
  if (file->kind == FILE_DATABASE)
    file->vfs->state = VFS_FAILED;
  return code;
}

static int
close_file (sqlite3_file *base)
{
  base->pMethods = NULL;
  return SQLITE_OK;
}

static int
read_file (sqlite3_file *base, void *out, int size, sqlite3_int64 offset)
{
  const File *file = (const File *)base;
  if (is_refused (file))
    return SQLITE_IOERR_READ;
  sqlite3_int64 within = offset % IMAGE_PAGE_BYTES;
  if (size < 0 || offset < 0 || within + size > IMAGE_PAGE_BYTES)
    return SQLITE_IOERR_READ;
  const uint8_t *page = NULL;
  if (file->kind != FILE_REBUILT_JOURNAL && offset / IMAGE_PAGE_BYTES < UINT32_MAX)
    page = image_page (get_image (file), (uint32_t)(offset / IMAGE_PAGE_BYTES + 1));
  if (!page)
    {
      memset (out, 0, (size_t)size);
      return SQLITE_IOERR_SHORT_READ;
    }
  memcpy (out, page + within, (size_t)size);
  return SQLITE_OK;
}

static int
write_file (sqlite3_file *base, const void *in, int size, sqlite3_int64 offset)
{
  File *file = (File *)base;
  if (file->kind == FILE_REBUILT_JOURNAL)
    return SQLITE_OK;
  if (is_refused (file) || is_read_only (file))
    return SQLITE_IOERR_WRITE;
  if (size != IMAGE_PAGE_BYTES || offset < 0 || offset % IMAGE_PAGE_BYTES != 0
      || offset / IMAGE_PAGE_BYTES >= IMAGE_MOST_PAGES)
    return fail (file, SQLITE_IOERR_WRITE);
  Image *image = get_image (file);
  uint32_t number = (uint32_t)(offset / IMAGE_PAGE_BYTES + 1);
  if (number > image->pages && image_resize (image, number))
    return fail (file, SQLITE_IOERR_NOMEM);
  memcpy (image_page (image, number), in, IMAGE_PAGE_BYTES);
  if (file->kind == FILE_DATABASE)
    image_mark (image, number);
  return SQLITE_OK;
}

static int
truncate_file (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = (File *)base;
  if (file->kind == FILE_REBUILT_JOURNAL)
    return SQLITE_OK;
  if (is_refused (file))
    return SQLITE_IOERR_TRUNCATE;
  /* It follows a commit that is on the medium: no reason to let that one fail. */
  if (is_read_only (file))
    return SQLITE_OK;
  if (size < 0 || size % IMAGE_PAGE_BYTES != 0
      || size / IMAGE_PAGE_BYTES > IMAGE_MOST_PAGES)
    return fail (file, SQLITE_IOERR_TRUNCATE);
  if (image_resize (get_image (file), (uint32_t)(size / IMAGE_PAGE_BYTES)))
    return fail (file, SQLITE_IOERR_NOMEM);
  return SQLITE_OK;
}

/* The database's length by its own first page; 0 if that page is not one that this
 * format holds (another page size, reserved bytes, or a write-ahead log). */
static uint32_t
count_pages (const Image *image)
{
  const uint8_t *page = image_page (image, 1);
  if (!page || bytes_get_u16 (page + PAGE_1_SIZE_OFFSET) != IMAGE_PAGE_BYTES
      || bytes_get_u16 (page + PAGE_1_VERSIONS_OFFSET) != 0x0101
      || page[PAGE_1_RESERVED_OFFSET] != 0)
    return 0;
  uint32_t count = bytes_get_u32 (page + PAGE_1_COUNT_OFFSET);
  return count <= image->pages ? count : 0;
}

static int
sync_file (sqlite3_file *base, int flags)
{
  (void)flags;
  File *file = (File *)base;
  if (file->kind != FILE_DATABASE)
    return SQLITE_OK;
  if (is_refused (file) || is_read_only (file))
    return SQLITE_IOERR_FSYNC;
  file->sync_announced = false;
  if (file->vfs->image->changed_count == 0)
    return SQLITE_OK;
  uint32_t pages = count_pages (file->vfs->image);
  if (pages == 0)
    return fail (file, SQLITE_IOERR_FSYNC);
  int code = file->vfs->commit (file->vfs->data, pages);
  return code == SQLITE_OK ? SQLITE_OK : fail (file, code);
}

static int
measure_file (sqlite3_file *base, sqlite3_int64 *size)
{
  const File *file = (const File *)base;
  *size = 0;
  if (is_refused (file))
    return SQLITE_IOERR_FSTAT;
  if (file->kind != FILE_REBUILT_JOURNAL)
    *size = (sqlite3_int64)get_image (file)->pages * IMAGE_PAGE_BYTES;
  return SQLITE_OK;
}

/* One connection, and the store's own lock keeps others out. */
static int
lock_file (sqlite3_file *base, int level)
{
  (void)level;
  return is_refused ((File *)base) ? SQLITE_IOERR_LOCK : SQLITE_OK;
}

static int
unlock_file (sqlite3_file *base, int level)
{
  (void)base;
  (void)level;
  return SQLITE_OK;
}

static int
check_reserved_lock (sqlite3_file *base, int *held)
{
  *held = 0;
  return is_refused ((File *)base) ? SQLITE_IOERR_CHECKRESERVEDLOCK : SQLITE_OK;
}

bool
vfs_allows_pragma (const char *name, const char *value)
{
  static const char *const fixed[] = {
    "auto_vacuum",        "cache_spill",     "data_store_directory",
    "incremental_vacuum", "journal_mode",    "locking_mode",
    "mmap_size",          "page_size",       "secure_delete",
    "synchronous",        "temp_store",      "temp_store_directory",
    "trusted_schema",     "writable_schema",
  };
  if (!value)
    return true;
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
    if (sqlite3_stricmp (name, fixed[i]) == 0)
      return false;
  return true;
}

/* words: place for a message, name, value or NULL; as sqlite.org's
 * c3ref/c_fcntl_begin_atomic_write.html says of SQLITE_FCNTL_PRAGMA. */
static int
judge_pragma (const Vfs *vfs, char **words)
{
  if (!vfs->fixed || vfs_allows_pragma (words[1], words[2]))
    return SQLITE_NOTFOUND;
  words[0] = sqlite3_mprintf ("PRAGMA %s is fixed in this store", words[1]);
  return SQLITE_ERROR;
}

static int
control_file (sqlite3_file *base, int operation, void *argument)
{
  File *file = (File *)base;
  if (file->kind != FILE_DATABASE)
    return SQLITE_NOTFOUND;
  if (is_refused (file))
    return SQLITE_IOERR;
  switch (operation)
    {
    case SQLITE_FCNTL_PRAGMA:
      return judge_pragma (file->vfs, argument);
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
      return SQLITE_OK;
    case SQLITE_FCNTL_SYNC:
      /* A super-journal's name: there can be none. */
      if (argument)
        return fail (file, SQLITE_IOERR);
      file->sync_announced = true;
      return SQLITE_OK;
    case SQLITE_FCNTL_COMMIT_PHASETWO:
      return file->sync_announced ? fail (file, SQLITE_IOERR_FSYNC) : SQLITE_OK;
    default:
      return SQLITE_NOTFOUND;
    }
}

static int
get_sector_size (sqlite3_file *base)
{
  (void)base;
  return IMAGE_PAGE_BYTES;
}

/* None: above all not ATOMIC or BATCH_ATOMIC, which would change when pages come. */
static int
get_characteristics (sqlite3_file *base)
{
  (void)base;
  return 0;
}

static const sqlite3_io_methods file_methods = {
  .iVersion = 1,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = measure_file,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_reserved_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
};

static int
open_file (sqlite3_vfs *base, const char *name, sqlite3_file *out, int flags,
           int *out_flags)
{
  Vfs *vfs = (Vfs *)base;
  File *file = (File *)out;
  memset (file, 0, sizeof *file);
  file->vfs = vfs;
  if (out_flags)
    *out_flags = flags;
  if (!name && flags & SQLITE_OPEN_DELETEONCLOSE)
    {
      scratch_open (out);
      return SQLITE_OK;
    }
  if (!name)
    return SQLITE_CANTOPEN;
  if (flags & SQLITE_OPEN_MAIN_DB && strcmp (name, VFS_DATABASE) == 0)
    file->kind = FILE_DATABASE;
  else if (vfs->rebuilt && flags & SQLITE_OPEN_MAIN_DB
           && strcmp (name, VFS_REBUILT) == 0)
    file->kind = FILE_REBUILT;
  else if (vfs->rebuilt && flags & SQLITE_OPEN_MAIN_JOURNAL
           && strcmp (name, VFS_REBUILT "-journal") == 0)
    file->kind = FILE_REBUILT_JOURNAL;
  else
    return SQLITE_CANTOPEN;
  file->base.pMethods = &file_methods;
  return SQLITE_OK;
}

static int
delete_name (sqlite3_vfs *base, const char *name, int sync_folder)
{
  (void)base;
  (void)name;
  (void)sync_folder;
  return SQLITE_OK;
}

/* There is never a journal or write-ahead log to be found. */
static int
find_name (sqlite3_vfs *base, const char *name, int flags, int *found)
{
  (void)base;
  (void)name;
  (void)flags;
  *found = 0;
  return SQLITE_OK;
}

static int
complete_name (sqlite3_vfs *base, const char *name, int size, char *out)
{
  (void)base;
  sqlite3_snprintf (size, out, "%s", name);
  return SQLITE_OK;
}

static void *
load_library (sqlite3_vfs *base, const char *name)
{
  (void)base;
  (void)name;
  return NULL;
}

static int
fill_random (sqlite3_vfs *base, int size, char *out)
{
  (void)base;
  random_fill (out, (size_t)size);
  return size;
}

static int
sleep_shortly (sqlite3_vfs *base, int microseconds)
{
  (void)base;
  return microseconds;
}

/* Milliseconds since noon of 4714-11-24 BC, as SQLite counts them. */
static int
read_clock (sqlite3_vfs *base, sqlite3_int64 *out)
{
  const Clock *clock = ((Vfs *)base)->clock;
  *out = 210866760000000 + clock->now (clock->data) * 1000;
  return SQLITE_OK;
}

static int
read_clock_in_days (sqlite3_vfs *base, double *out)
{
  sqlite3_int64 milliseconds;
  read_clock (base, &milliseconds);
  *out = (double)milliseconds / 86400000.0;
  return SQLITE_OK;
}

static int
get_last_error (sqlite3_vfs *base, int size, char *out)
{
  (void)base;
  (void)size;
  (void)out;
  return 0;
}

int
vfs_init (Vfs *vfs)
{
  /* No other live vault has this address. */
  snprintf (vfs->name, sizeof vfs->name, "vault-%p", (void *)vfs);
  vfs->base = (sqlite3_vfs){
    .iVersion = 2,
    .szOsFile = sizeof (AnyFile),
    .mxPathname = 64,
    .zName = vfs->name,
    .xOpen = open_file,
    .xDelete = delete_name,
    .xAccess = find_name,
    .xFullPathname = complete_name,
    .xDlOpen = load_library,
    .xRandomness = fill_random,
    .xSleep = sleep_shortly,
    .xCurrentTime = read_clock_in_days,
    .xGetLastError = get_last_error,
    .xCurrentTimeInt64 = read_clock,
  };
  return sqlite3_vfs_register (&vfs->base, 0);
}

void
vfs_clear (Vfs *vfs)
{
  if (vfs->base.zName)
    sqlite3_vfs_unregister (&vfs->base);
  *vfs = (Vfs){ 0 };
}
