/* A temporary file of SQLite's against a plain array of bytes, and that sorting more
 * than the cache holds goes through one, and leaves nothing. */
#include "arena.h"
#include "kit.h"
#include "scratch.h"

#include <string.h>

#define MODEL_BYTES 60000

typedef struct
{
  Scratch scratch;
  guint8 model[MODEL_BYTES];
  gsize size;
} World;

static void
write_some (World *world, gsize offset, gsize size)
{
  guint8 bytes[9000];
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)g_random_int ();
  sqlite3_file *file = &world->scratch.base;
  g_assert_cmpint (file->pMethods->xWrite (file, bytes, (int)size, (gint64)offset), ==,
                   SQLITE_OK);
  memcpy (world->model + offset, bytes, size);
  world->size = MAX (world->size, offset + size);
}

static void
cut (World *world, gsize size)
{
  sqlite3_file *file = &world->scratch.base;
  g_assert_cmpint (file->pMethods->xTruncate (file, (gint64)size), ==, SQLITE_OK);
  if (size < world->size)
    {
      memset (world->model + size, 0, world->size - size);
      world->size = size;
    }
}

/* Where the file ends before size bytes, zeros follow. */
static void
compare_some (World *world, gsize offset, gsize size)
{
  guint8 bytes[9000], wanted[9000] = { 0 };
  memset (bytes, 0xa7, sizeof bytes);
  gsize there = MIN (size, world->size > offset ? world->size - offset : 0);
  memcpy (wanted, world->model + offset, there);
  sqlite3_file *file = &world->scratch.base;
  int code = file->pMethods->xRead (file, bytes, (int)size, (gint64)offset);
  g_assert_cmpint (code, ==, there < size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK);
  g_assert_cmpmem (bytes, size, wanted, size);
  sqlite3_int64 length;
  g_assert_cmpint (file->pMethods->xFileSize (file, &length), ==, SQLITE_OK);
  g_assert_cmpint (length, ==, (gint64)world->size);
}

static void
test_model (void)
{
  World *world = g_new0 (World, 1);
  sqlite3_file *file = &world->scratch.base;
  scratch_open (file);
  compare_some (world, 0, 100);
  for (guint round = 0; round < 3000; round++)
    {
      gsize offset = (gsize)g_random_int_range (0, MODEL_BYTES - 9000);
      gsize size = (gsize)g_random_int_range (1, 9000);
      if (g_random_int_range (0, 4) == 0)
        cut (world, offset);
      else
        write_some (world, offset, size);
      compare_some (world, (gsize)g_random_int_range (0, MODEL_BYTES - 9000), size);
    }
  g_assert_cmpint (file->pMethods->xSync (file, 0), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xClose (file), ==, SQLITE_OK);
  g_free (world);
}

static void
test_too_long (void)
{
  Scratch scratch;
  sqlite3_file *file = &scratch.base;
  scratch_open (file);
  g_assert_cmpint (
      file->pMethods->xWrite (file, "x", 1, (gint64)IMAGE_MOST_PAGES * 4096), ==,
      SQLITE_IOERR_NOMEM);
  g_assert_cmpint (file->pMethods->xClose (file), ==, SQLITE_OK);
}

/* 8 MB are four times the cache. */
static void
test_sorting (void)
{
  VaultFiles *files = files_memory_new ();
  Vault *vault = kit_create (files, KIT_PATH);
  kit_run (vault,
           "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i "
           "< 8000) INSERT INTO t SELECT i, randomblob (1000) FROM n");
  g_assert_cmpint (
      kit_ask (vault,
               "SELECT sum (length (v)) FROM (SELECT v, lag (v) OVER (ORDER BY v)"
               " AS before FROM t) WHERE before IS NULL OR before < v"),
      ==, 8000 * 1000);
  kit_close (vault);
  files_memory_free (files);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  g_test_add_func ("/scratch/model", test_model);
  g_test_add_func ("/scratch/too-long", test_too_long);
  g_test_add_func ("/scratch/sorting", test_sorting);
  return g_test_run ();
}
