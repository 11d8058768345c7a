/* A plain VFS over a Disk, and a session on it: see stock.h. */
#include "stock.h"

#include "crash.h"
#include "script.h"

#include <errno.h>
#include <string.h>

#define VFS_NAME "stock"
#define DATABASE "database"

/* The disk of the connection that is open; one at a time, in these tests. */
static Disk *current;

typedef struct
{
  sqlite3_file base;
  VaultFile *file;
  char name[64];
  gboolean new_name;
} File;

static const VaultFileOps *
get_ops (void)
{
  return disk_files (current)->ops;
}

static int
close_file (sqlite3_file *base)
{
  get_ops ()->close (((File *)base)->file);
  return SQLITE_OK;
}

static int
read_file (sqlite3_file *base, void *out, int size, sqlite3_int64 offset)
{
  File *file = (File *)base;
  uint64_t length;
  get_ops ()->size (file->file, &length);
  memset (out, 0, (size_t)size);
  guint64 left = (guint64)offset < length ? length - (guint64)offset : 0;
  size_t part = MIN ((size_t)size, left);
  if (part > 0)
    get_ops ()->read (file->file, (guint64)offset, out, part);
  return part < (size_t)size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

static int
write_file (sqlite3_file *base, const void *in, int size, sqlite3_int64 offset)
{
  return get_ops ()->write (((File *)base)->file, (guint64)offset, in, (size_t)size)
             ? SQLITE_IOERR_WRITE
             : SQLITE_OK;
}

static int
truncate_file (sqlite3_file *base, sqlite3_int64 size)
{
  disk_truncate (((File *)base)->file, (guint64)size);
  return SQLITE_OK;
}

static int
sync_file (sqlite3_file *base, int flags)
{
  (void)flags;
  File *file = (File *)base;
  get_ops ()->sync (file->file);
  if (file->new_name)
    get_ops ()->sync_folder (current, file->name);
  file->new_name = FALSE;
  return SQLITE_OK;
}

static int
measure_file (sqlite3_file *base, sqlite3_int64 *size)
{
  uint64_t length;
  get_ops ()->size (((File *)base)->file, &length);
  *size = (sqlite3_int64)length;
  return SQLITE_OK;
}

static int
lock_file (sqlite3_file *base, int level)
{
  (void)base;
  (void)level;
  return SQLITE_OK;
}

static int
check_lock (sqlite3_file *base, int *held)
{
  (void)base;
  *held = 0;
  return SQLITE_OK;
}

static int
control_file (sqlite3_file *base, int operation, void *argument)
{
  (void)base;
  (void)operation;
  (void)argument;
  return SQLITE_NOTFOUND;
}

static int
get_sector_size (sqlite3_file *base)
{
  (void)base;
  return 512;
}

static int
get_characteristics (sqlite3_file *base)
{
  (void)base;
  return 0;
}

static const sqlite3_io_methods methods = {
  .iVersion = 1,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = measure_file,
  .xLock = lock_file,
  .xUnlock = lock_file,
  .xCheckReservedLock = check_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
};

static int
open_file (sqlite3_vfs *vfs, const char *name, sqlite3_file *out, int flags,
           int *out_flags)
{
  (void)vfs;
  File *file = (File *)out;
  memset (file, 0, sizeof *file);
  g_strlcpy (file->name, name, sizeof file->name);
  int error = get_ops ()->open (current, name, &file->file);
  if (error == ENOENT && flags & SQLITE_OPEN_CREATE)
    {
      error = get_ops ()->create (current, name, &file->file);
      file->new_name = TRUE;
    }
  if (error)
    return SQLITE_CANTOPEN;
  file->base.pMethods = &methods;
  if (out_flags)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
delete_file (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  (void)vfs;
  int error = get_ops ()->remove (current, name);
  if (!error && sync_folder)
    get_ops ()->sync_folder (current, name);
  return error ? SQLITE_IOERR_DELETE_NOENT : SQLITE_OK;
}

static int
find_file (sqlite3_vfs *vfs, const char *name, int flags, int *found)
{
  (void)vfs;
  (void)flags;
  *found = get_ops ()->exists (current, name) == 0;
  return SQLITE_OK;
}

static int
complete_name (sqlite3_vfs *vfs, const char *name, int size, char *out)
{
  (void)vfs;
  g_strlcpy (out, name, (gsize)size);
  return SQLITE_OK;
}

static sqlite3 *
open_database (Disk *disk)
{
  static sqlite3_vfs vfs;
  if (!vfs.zName)
    {
      vfs = *sqlite3_vfs_find (NULL);
      vfs.zName = VFS_NAME;
      vfs.szOsFile = sizeof (File);
      vfs.mxPathname = 60;
      vfs.xOpen = open_file;
      vfs.xDelete = delete_file;
      vfs.xAccess = find_file;
      vfs.xFullPathname = complete_name;
      g_assert_cmpint (sqlite3_vfs_register (&vfs, 0), ==, SQLITE_OK);
    }
  current = disk;
  sqlite3 *db;
  g_assert_cmpint (
      sqlite3_open_v2 (DATABASE, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                       VFS_NAME),
      ==, SQLITE_OK);
  return db;
}

typedef struct
{
  GPtrArray *contents; /* by number of commit */
  StockTally tally;
} Session;

static void
commit (Session *session, sqlite3 *db, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_ptr_array_add (session->contents, script_content (db));
  disk_mark (current, session->contents->len - 1);
}

static gboolean
is_good (const Session *session, sqlite3 *db, guint64 last)
{
  g_autofree char *content = script_content (db);
  sqlite3_stmt *statement = NULL;
  gboolean good =
      sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW
      && strcmp ((const char *)sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_finalize (statement);
  gboolean known = FALSE;
  for (guint64 i = last; i < MIN (last + 2, session->contents->len); i++)
    known |= strcmp (g_ptr_array_index (session->contents, i), content) == 0;
  return good && known;
}

static void
visit_disk (Disk *disk, guint64 last, gpointer data)
{
  Session *session = data;
  sqlite3 *db = open_database (disk);
  session->tally.states++;
  session->tally.bad += !is_good (session, db, last);
  sqlite3_close (db);
}

StockTally
stock_crash (const char *synchronous)
{
  Session session = { .contents = g_ptr_array_new_with_free_func (g_free) };
  Disk *disk = disk_new ();
  sqlite3 *db = open_database (disk);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA synchronous = %s", synchronous);
  g_assert_cmpint (sqlite3_exec (db, pragma, NULL, NULL, NULL), ==, SQLITE_OK);
  commit (&session, db, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
  guint from = disk_changes (disk)->len;
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("INSERT INTO t VALUES (%d, randomblob (3000))", i);
      commit (&session, db, sql);
    }
  commit (&session, db, "DELETE FROM t WHERE id = 2");
  sqlite3_close (db);
  CrashPlan plan = { .from = from, .cuts = 8 };
  crash_visit (disk, &plan, visit_disk, &session);
  disk_free (disk);
  g_ptr_array_unref (session.contents);
  return session.tally;
}
