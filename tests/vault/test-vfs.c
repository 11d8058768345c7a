/* The VFS by itself: what SQLite never asks in our sessions is refused all the same,
 * and a failure closes it for good. And the meaning of error numbers. */
#include "base.h"
#include "outcome.h"
#include "vfs.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

typedef struct
{
  Vfs vfs;
  Image image;
  sqlite3_file *file;
  int answer; /* of the commit */
  guint commits;
  uint32_t pages; /* that it was told */
} World;

static int
note_commit (void *data, uint32_t pages)
{
  World *world = data;
  world->commits++;
  world->pages = pages;
  image_sort_changed (&world->image);
  image_forget_changed (&world->image, pages);
  return world->answer;
}

static sqlite3_file *
open_file (World *world, const char *name, int flags, int expected)
{
  sqlite3_file *file = g_malloc0 ((gsize)world->vfs.base.szOsFile);
  int out;
  g_assert_cmpint (world->vfs.base.xOpen (&world->vfs.base, name, file, flags, &out),
                   ==, expected);
  g_assert_true ((file->pMethods != NULL) == (expected == SQLITE_OK));
  if (expected == SQLITE_OK)
    return file;
  g_free (file);
  return NULL;
}

static void
set_up (World *world, gconstpointer data)
{
  (void)data;
  world->vfs.image = &world->image;
  world->vfs.commit = note_commit;
  world->vfs.data = world;
  world->vfs.clock = &clock_system;
  g_assert_cmpint (vfs_init (&world->vfs), ==, SQLITE_OK);
  world->file = open_file (world, VFS_DATABASE, SQLITE_OPEN_MAIN_DB, SQLITE_OK);
}

static void
tear_down (World *world, gconstpointer data)
{
  (void)data;
  g_assert_cmpint (world->file->pMethods->xClose (world->file), ==, SQLITE_OK);
  g_free (world->file);
  vfs_clear (&world->vfs);
  image_clear (&world->image);
}

static int
put (World *world, uint32_t number, const uint8_t page[IMAGE_PAGE_BYTES])
{
  return world->file->pMethods->xWrite (world->file, page, IMAGE_PAGE_BYTES,
                                        ((sqlite3_int64)number - 1) * IMAGE_PAGE_BYTES);
}

/* A first page as SQLite writes it, for a database of so many pages. */
static void
make_first (uint8_t page[IMAGE_PAGE_BYTES], uint8_t pages)
{
  memset (page, 0, IMAGE_PAGE_BYTES);
  page[16] = 0x10;
  page[18] = page[19] = 1;
  page[31] = pages;
}

static int
sync_main (World *world)
{
  return world->file->pMethods->xSync (world->file, SQLITE_SYNC_NORMAL);
}

static int
control (World *world, int operation, void *argument)
{
  return world->file->pMethods->xFileControl (world->file, operation, argument);
}

static void
expect_closed (World *world)
{
  uint8_t page[IMAGE_PAGE_BYTES] = { 0 };
  sqlite3_int64 size;
  int held;
  const sqlite3_io_methods *methods = world->file->pMethods;
  g_assert_cmpint (world->vfs.state, ==, VFS_FAILED);
  g_assert_cmpint (methods->xRead (world->file, page, 100, 0), ==, SQLITE_IOERR_READ);
  g_assert_cmpint (put (world, 1, page), ==, SQLITE_IOERR_WRITE);
  g_assert_cmpint (methods->xTruncate (world->file, 0), ==, SQLITE_IOERR_TRUNCATE);
  g_assert_cmpint (sync_main (world), ==, SQLITE_IOERR_FSYNC);
  g_assert_cmpint (methods->xFileSize (world->file, &size), ==, SQLITE_IOERR_FSTAT);
  g_assert_cmpint (size, ==, 0);
  g_assert_cmpint (methods->xLock (world->file, SQLITE_LOCK_SHARED), ==,
                   SQLITE_IOERR_LOCK);
  g_assert_cmpint (methods->xCheckReservedLock (world->file, &held), ==,
                   SQLITE_IOERR_CHECKRESERVEDLOCK);
  g_assert_cmpint (control (world, SQLITE_FCNTL_SIZE_HINT, NULL), ==, SQLITE_IOERR);
}

static void
test_commit (World *world, gconstpointer data)
{
  (void)data;
  uint8_t page[IMAGE_PAGE_BYTES];
  make_first (page, 2);
  g_assert_cmpint (put (world, 1, page), ==, SQLITE_OK);
  g_assert_cmpint (put (world, 2, page), ==, SQLITE_OK);
  /* Beyond the database's own length: in no commit until that grows. */
  g_assert_cmpint (put (world, 3, page), ==, SQLITE_OK);
  g_assert_cmpint (control (world, SQLITE_FCNTL_SYNC, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sync_main (world), ==, SQLITE_OK);
  g_assert_cmpint (control (world, SQLITE_FCNTL_COMMIT_PHASETWO, NULL), ==, SQLITE_OK);
  g_assert_cmpuint (world->commits, ==, 1);
  g_assert_cmpuint (world->pages, ==, 2);
  g_assert_cmpuint (world->image.changed_count, ==, 1);
  g_assert_cmpint (world->file->pMethods->xTruncate (world->file, 8192), ==, SQLITE_OK);
  g_assert_cmpint (sync_main (world), ==, SQLITE_OK);
  g_assert_cmpuint (world->commits, ==, 1);

  sqlite3_int64 size;
  g_assert_cmpint (world->file->pMethods->xFileSize (world->file, &size), ==,
                   SQLITE_OK);
  g_assert_cmpint (size, ==, 8192);
  /* SQLite's first read is of 100 bytes. */
  g_assert_cmpint (world->file->pMethods->xRead (world->file, page, 100, 0), ==,
                   SQLITE_OK);
  g_assert_cmpint (page[31], ==, 2);
  g_assert_cmpint (world->file->pMethods->xRead (world->file, page, 4096, 8192), ==,
                   SQLITE_IOERR_SHORT_READ);
  g_assert_cmpint (page[31], ==, 0);
  g_assert_cmpint (world->file->pMethods->xRead (world->file, page, 100, 4090), ==,
                   SQLITE_IOERR_READ);
  g_assert_cmpint (world->file->pMethods->xRead (world->file, page, 100, -4096), ==,
                   SQLITE_IOERR_READ);
}

static void
test_failed_commit (World *world, gconstpointer data)
{
  (void)data;
  uint8_t page[IMAGE_PAGE_BYTES];
  make_first (page, 1);
  world->answer = SQLITE_FULL;
  g_assert_cmpint (put (world, 1, page), ==, SQLITE_OK);
  g_assert_cmpint (sync_main (world), ==, SQLITE_FULL);
  expect_closed (world);
}

/* synchronous was turned off behind our back. */
static void
test_missing_sync (World *world, gconstpointer data)
{
  (void)data;
  g_assert_cmpint (control (world, SQLITE_FCNTL_SYNC, NULL), ==, SQLITE_OK);
  g_assert_cmpint (control (world, SQLITE_FCNTL_COMMIT_PHASETWO, NULL), !=, SQLITE_OK);
  expect_closed (world);
}

static void
test_super_journal (World *world, gconstpointer data)
{
  (void)data;
  char name[] = "super";
  g_assert_cmpint (control (world, SQLITE_FCNTL_SYNC, name), !=, SQLITE_OK);
  expect_closed (world);
}

/* Pages that are none: of another size, at another place. */
static void
test_odd_writes (void)
{
  static const struct
  {
    int size;
    sqlite3_int64 offset;
  } odd[] = { { 512, 0 },
              { 8192, 0 },
              { 4096, 512 },
              { 4096, -4096 },
              { 4096, (sqlite3_int64)IMAGE_MOST_PAGES * 4096 } };
  for (size_t i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      World world = { 0 };
      uint8_t pages[8192] = { 0 };
      set_up (&world, NULL);
      g_assert_cmpint (
          world.file->pMethods->xWrite (world.file, pages, odd[i].size, odd[i].offset),
          ==, SQLITE_IOERR_WRITE);
      expect_closed (&world);
      tear_down (&world, NULL);
    }
  static const sqlite3_int64 lengths[] = {
    -1, 100, ((sqlite3_int64)IMAGE_MOST_PAGES + 1) * 4096
  };
  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      World world = { 0 };
      set_up (&world, NULL);
      g_assert_cmpint (world.file->pMethods->xTruncate (world.file, lengths[i]), ==,
                       SQLITE_IOERR_TRUNCATE);
      expect_closed (&world);
      tear_down (&world, NULL);
    }
}

/* First pages that this format does not hold. */
static void
test_odd_first_pages (void)
{
  for (int i = 0; i < 6; i++)
    {
      World world = { 0 };
      uint8_t page[IMAGE_PAGE_BYTES];
      set_up (&world, NULL);
      make_first (page, 1);
      if (i == 0)
        page[16] = 0x20; /* a page of 8192 bytes */
      else if (i == 1)
        page[18] = 2; /* a write-ahead log */
      else if (i == 2)
        page[19] = 2;
      else if (i == 3)
        page[20] = 8; /* reserved bytes */
      else if (i == 4)
        page[31] = 2; /* longer than what was written */
      else
        page[31] = 0; /* no length */
      g_assert_cmpint (put (&world, 1, page), ==, SQLITE_OK);
      g_assert_cmpint (sync_main (&world), ==, SQLITE_IOERR_FSYNC);
      g_assert_cmpuint (world.commits, ==, 0);
      expect_closed (&world);
      tear_down (&world, NULL);
    }
}

static void
test_reading (World *world, gconstpointer data)
{
  (void)data;
  uint8_t page[IMAGE_PAGE_BYTES];
  make_first (page, 1);
  g_assert_cmpint (put (world, 1, page), ==, SQLITE_OK);
  g_assert_cmpint (sync_main (world), ==, SQLITE_OK);
  world->vfs.state = VFS_READING;
  page[100] = 1;
  g_assert_cmpint (put (world, 1, page), ==, SQLITE_IOERR_WRITE);
  g_assert_cmpint (sync_main (world), ==, SQLITE_IOERR_FSYNC);
  g_assert_cmpint (world->file->pMethods->xTruncate (world->file, 0), ==, SQLITE_OK);
  g_assert_cmpint (world->file->pMethods->xRead (world->file, page, 4096, 0), ==,
                   SQLITE_OK);
  g_assert_cmpint (page[100], ==, 0);
  g_assert_cmpint (world->vfs.state, ==, VFS_READING);
}

static void
test_names (World *world, gconstpointer data)
{
  (void)data;
  sqlite3_vfs *base = &world->vfs.base;
  open_file (world, "other", SQLITE_OPEN_MAIN_DB, SQLITE_CANTOPEN);
  open_file (world, NULL, SQLITE_OPEN_MAIN_DB, SQLITE_CANTOPEN);
  open_file (world, VFS_DATABASE, SQLITE_OPEN_TEMP_DB, SQLITE_CANTOPEN);
  open_file (world, VFS_DATABASE "-journal", SQLITE_OPEN_MAIN_JOURNAL, SQLITE_CANTOPEN);
  open_file (world, VFS_DATABASE "-wal", SQLITE_OPEN_WAL, SQLITE_CANTOPEN);
  open_file (world, VFS_REBUILT, SQLITE_OPEN_MAIN_DB, SQLITE_CANTOPEN);
  int found = 1;
  g_assert_cmpint (base->xAccess (base, "/", 0, &found), ==, SQLITE_OK);
  g_assert_cmpint (found, ==, 0);
  g_assert_null (base->xDlOpen (base, "libc.so.6"));
  g_assert_cmpint (base->iVersion, ==, 2);
  g_assert_cmpint (world->file->pMethods->xDeviceCharacteristics (world->file), ==, 0);
  g_assert_cmpint (world->file->pMethods->xSectorSize (world->file), ==, 4096);
  g_assert_true (sqlite3_vfs_find (NULL) != base);
  g_assert_true (sqlite3_vfs_find (world->vfs.name) == base);
  g_assert_cmpint (base->xSleep (base, 7), ==, 7);
  g_assert_cmpint (base->xGetLastError (base, 0, NULL), ==, 0);
  double days;
  g_assert_cmpint (base->xCurrentTime (base, &days), ==, SQLITE_OK);
  g_assert_cmpfloat (days, >, 2461000);
}

/* Without a name it is SQLite's own, for a while: in memory, and not the database. */
static void
test_temporary (World *world, gconstpointer data)
{
  (void)data;
  sqlite3_file *file = open_file (
      world, NULL, SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_DELETEONCLOSE, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xWrite (file, "abc", 3, 4094), ==, SQLITE_OK);
  char seen[3];
  g_assert_cmpint (file->pMethods->xRead (file, seen, 3, 4094), ==, SQLITE_OK);
  g_assert_cmpmem (seen, 3, "abc", 3);
  g_assert_cmpint (file->pMethods->xSync (file, 0), ==, SQLITE_OK);
  g_assert_cmpuint (world->commits, ==, 0);
  g_assert_cmpuint (world->image.changed_count, ==, 0);
  g_assert_cmpint (file->pMethods->xClose (file), ==, SQLITE_OK);
  g_free (file);
}

/* The journal of the new file keeps nothing. */
static void
test_rebuilt_journal (World *world, gconstpointer data)
{
  (void)data;
  Image rebuilt = { 0 };
  world->vfs.rebuilt = &rebuilt;
  sqlite3_file *file =
      open_file (world, VFS_REBUILT "-journal", SQLITE_OPEN_MAIN_JOURNAL, SQLITE_OK);
  char bytes[4] = "abc";
  sqlite3_int64 size = 9;
  g_assert_cmpint (file->pMethods->xWrite (file, bytes, 4, 0), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xFileSize (file, &size), ==, SQLITE_OK);
  g_assert_cmpint (size, ==, 0);
  g_assert_cmpint (file->pMethods->xRead (file, bytes, 4, 0), ==,
                   SQLITE_IOERR_SHORT_READ);
  g_assert_cmpint (bytes[0], ==, 0);
  g_assert_cmpint (file->pMethods->xTruncate (file, 0), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xSync (file, 0), ==, SQLITE_OK);
  g_assert_cmpuint (world->commits, ==, 0);
  g_assert_cmpint (file->pMethods->xClose (file), ==, SQLITE_OK);
  g_free (file);
  world->vfs.rebuilt = NULL;
}

static void
test_outcomes (void)
{
  static const struct
  {
    int error;
    VaultResult result;
  } errors[] = {
    { 0, VAULT_OK },           { ENOSPC, VAULT_FULL },      { EDQUOT, VAULT_FULL },
    { EFBIG, VAULT_FULL },     { EACCES, VAULT_DENIED },    { EPERM, VAULT_DENIED },
    { EROFS, VAULT_FIXED },    { ELOOP, VAULT_DENIED },     { EISDIR, VAULT_DENIED },
    { ENOENT, VAULT_MISSING }, { ENOTDIR, VAULT_MISSING },  { EEXIST, VAULT_EXISTS },
    { EBUSY, VAULT_IN_USE },   { ENOMEM, VAULT_NO_MEMORY }, { EIO, VAULT_IO },
    { EBADF, VAULT_IO },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (errors); i++)
    g_assert_cmpint (outcome_from_errno (errors[i].error), ==, errors[i].result);

  static const struct
  {
    int code;
    VaultResult result;
  } codes[] = {
    { SQLITE_OK, VAULT_OK },
    { SQLITE_NOMEM, VAULT_NO_MEMORY },
    { SQLITE_IOERR_NOMEM, VAULT_NO_MEMORY },
    { SQLITE_IOERR_WRITE, VAULT_IO },
    { SQLITE_CORRUPT_INDEX, VAULT_DAMAGED },
    { SQLITE_NOTADB, VAULT_DAMAGED },
    { SQLITE_BUSY, VAULT_BUSY },
    { SQLITE_LOCKED, VAULT_BUSY },
    { SQLITE_FULL, VAULT_FULL },
    { SQLITE_READONLY, VAULT_READ_ONLY },
    { SQLITE_ERROR, VAULT_UNUSABLE },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (outcome_from_sqlite (codes[i].code), ==, codes[i].result);

  g_assert_cmpint (outcome_to_sqlite (VAULT_OK), ==, SQLITE_OK);
  g_assert_cmpint (outcome_to_sqlite (VAULT_FULL), ==, SQLITE_FULL);
  g_assert_cmpint (outcome_to_sqlite (VAULT_NO_MEMORY), ==, SQLITE_IOERR_NOMEM);
  g_assert_cmpint (outcome_to_sqlite (VAULT_READ_ONLY), ==, SQLITE_READONLY);
  g_assert_cmpint (outcome_to_sqlite (VAULT_IO), ==, SQLITE_IOERR_FSYNC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_assert_cmpint (sqlite3_initialize (), ==, SQLITE_OK);
#define ADD(name, function)                                                            \
  g_test_add ("/vfs/" name, World, NULL, set_up, function, tear_down)
  ADD ("commit", test_commit);
  ADD ("failed-commit", test_failed_commit);
  ADD ("missing-sync", test_missing_sync);
  ADD ("super-journal", test_super_journal);
  ADD ("reading", test_reading);
  ADD ("names", test_names);
  ADD ("temporary", test_temporary);
  ADD ("rebuilt-journal", test_rebuilt_journal);
  g_test_add_func ("/vfs/odd-writes", test_odd_writes);
  g_test_add_func ("/vfs/odd-first-pages", test_odd_first_pages);
  g_test_add_func ("/outcome", test_outcomes);
  return g_test_run ();
}
