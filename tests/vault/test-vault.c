/* A store's life: made, opened with either key, written, rebuilt, closed, and each way
 * in which opening is refused. */
#include "kit.h"

#include "image.h"
#include "random.h"

#include <string.h>

typedef struct
{
  VaultFiles *files;
} World;

static void
set_up (World *world, gconstpointer data)
{
  (void)data;
  world->files = files_memory_new ();
  g_assert_nonnull (world->files);
}

static void
tear_down (World *world, gconstpointer data)
{
  (void)data;
  files_memory_free (world->files);
}

static void
test_round (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (world->files, KIT_PATH);
  g_assert_cmpint (vault_state (vault), ==, VAULT_WORKING);
  g_assert_false (vault_opening (vault)->unclean);
  for (int i = 0; i < 20; i++)
    kit_add (vault, i, 3000);
  kit_close (vault);

  vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  const VaultOpening *opening = vault_opening (vault);
  g_assert_false (opening->unclean);
  g_assert_false (opening->tail_dropped);
  g_assert_false (opening->header_mended);
  g_assert_cmpuint (opening->format, ==, VAULT_FORMAT);
  g_assert_cmpuint (opening->commits, ==, 1);
  g_assert_cmpint (opening->cost, ==, KDF_MODERATE);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 20);
  g_assert_cmpint (kit_ask (vault, "SELECT sum(length(v)) FROM t"), ==, 60000);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  kit_close (vault);
}

/* Opening and closing without a change writes nothing at all. */
static void
test_reading_writes_nothing (World *world, gconstpointer data)
{
  (void)data;
  kit_close (kit_create (world->files, KIT_PATH));
  g_autoptr (GBytes) before = kit_read_file (world->files, KIT_PATH);
  Vault *vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 0);
  kit_close (vault);
  g_autoptr (GBytes) after = kit_read_file (world->files, KIT_PATH);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_unclean (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (world->files, KIT_PATH);
  kit_add (vault, 1, 10);
  vault_abandon (vault);
  vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_true (vault_opening (vault)->unclean);
  g_assert_false (vault_opening (vault)->tail_dropped);
  g_assert_cmpuint (vault_opening (vault)->commits, ==, 2);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 1);
  kit_add (vault, 2, 10);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  vault_abandon (vault);
  vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 2);
  kit_close (vault);
}

static void
test_rebuild_keeps_statements (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (world->files, KIT_PATH);
  sqlite3 *db = vault_database (vault);
  for (int i = 0; i < 300; i++)
    kit_add (vault, 300 - i, 2000);
  sqlite3_stmt *count;
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT count(*) FROM t", -1, &count, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (count), ==, SQLITE_ROW);
  g_assert_cmpint (vault_rebuild (vault), ==, VAULT_BUSY);
  sqlite3_reset (count);
  kit_run (vault, "DELETE FROM t WHERE id > 100");
  for (int round = 0; round < 3; round++)
    {
      g_assert_cmpint (vault_rebuild (vault), ==, VAULT_OK);
      g_assert_cmpint (sqlite3_step (count), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int (count, 0), ==, 100 + round);
      sqlite3_reset (count);
      kit_add (vault, 1000 + round, 5000);
      g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
    }
  for (int i = 0; i < 200; i++)
    kit_add (vault, 2000 + i, 5000);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  kit_run (vault, "BEGIN");
  g_assert_cmpint (vault_rebuild (vault), ==, VAULT_BUSY);
  kit_run (vault, "COMMIT");
  sqlite3_finalize (count);
  kit_close (vault);
  vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 303);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  kit_close (vault);
}

/* A log that is mostly dead pages is written anew while the session goes on. */
static void
test_compaction (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (world->files, KIT_PATH);
  kit_add (vault, 1, 100000);
  uint64_t most = 0;
  for (int i = 0; i < 400; i++)
    {
      kit_run (vault, "UPDATE t SET v = randomblob (100000)");
      g_autoptr (GBytes) content = kit_read_file (world->files, KIT_PATH);
      most = MAX (most, g_bytes_get_size (content));
    }
  g_assert_cmpuint (most, <=, 6 * VAULT_STEP_BYTES);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  vault_abandon (vault);
  vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT length(v) FROM t"), ==, 100000);
  kit_close (vault);
}

/* One commit of many frames. */
static void
test_large (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (world->files, KIT_PATH);
  kit_run (vault, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                  "WHERE i < 5000) INSERT INTO t SELECT i, randomblob (1000) FROM n");
  vault_abandon (vault);
  vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 5000);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  kit_close (vault);
}

static void
test_keys (World *world, gconstpointer data)
{
  (void)data;
  VaultEnv env = kit_env (world->files);
  Secret *one = kit_secret ("one");
  Secret *recovery_key;
  Vault *vault;
  g_assert_cmpint (
      vault_create (&vault, KIT_PATH, one, KDF_INTERACTIVE, &recovery_key, &env), ==,
      VAULT_OK);
  kit_run (vault, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
  kit_close (vault);
  g_assert_cmpint (kit_try (world->files, KIT_PATH, "One"), ==, VAULT_WRONG_KEY);

  g_assert_cmpint (vault_open_with_recovery (&vault, KIT_PATH, recovery_key, &env), ==,
                   VAULT_OK);
  Secret *two = kit_secret ("two");
  g_assert_cmpint (vault_set_passphrase (vault, two, KDF_SENSITIVE), ==, VAULT_OK);
  kit_close (vault);
  g_assert_cmpint (kit_try (world->files, KIT_PATH, "one"), ==, VAULT_WRONG_KEY);
  vault = kit_open (world->files, KIT_PATH, "two", VAULT_OK);
  g_assert_cmpint (vault_opening (vault)->cost, ==, KDF_SENSITIVE);

  Secret *new_key;
  g_assert_cmpint (vault_set_recovery_key (vault, &new_key), ==, VAULT_OK);
  kit_add (vault, 1, 1);
  kit_close (vault);
  g_assert_cmpint (vault_open_with_recovery (&vault, KIT_PATH, recovery_key, &env), ==,
                   VAULT_WRONG_KEY);
  g_assert_cmpint (vault_open_with_recovery (&vault, KIT_PATH, new_key, &env), ==,
                   VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 1);
  kit_close (vault);
  secret_free (one);
  secret_free (two);
  secret_free (recovery_key);
  secret_free (new_key);
}

/* After a change the old passphrase opens neither header copy alone. */
static void
test_each_copy_alone (World *world, gconstpointer data)
{
  (void)data;
  kit_close (kit_create (world->files, KIT_PATH));
  Vault *vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  Secret *two = kit_secret ("two");
  g_assert_cmpint (vault_set_passphrase (vault, two, KDF_MODERATE), ==, VAULT_OK);
  secret_free (two);
  vault_abandon (vault);
  g_autoptr (GBytes) whole = kit_read_file (world->files, KIT_PATH);
  for (gsize copy = 0; copy < 2; copy++)
    {
      g_autofree guint8 *bytes =
          g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
      random_fill (bytes + copy * 4096, 4096);
      g_autoptr (GBytes) half = g_bytes_new_static (bytes, g_bytes_get_size (whole));
      kit_write_file (world->files, KIT_PATH, half);
      g_assert_cmpint (kit_try (world->files, KIT_PATH, "one"), ==, VAULT_WRONG_KEY);
      g_assert_cmpint (kit_try (world->files, KIT_PATH, "two"), ==, VAULT_OK);
    }
}

static void
test_refusals (World *world, gconstpointer data)
{
  (void)data;
  g_assert_cmpint (kit_try (world->files, KIT_PATH, "one"), ==, VAULT_MISSING);
  Vault *vault = kit_create (world->files, KIT_PATH);
  g_assert_cmpint (kit_try (world->files, KIT_PATH, "one"), ==, VAULT_IN_USE);
  kit_close (vault);

  VaultEnv env = kit_env (world->files);
  Secret *secret = kit_secret ("x");
  Secret *recovery_key;
  g_assert_cmpint (
      vault_create (&vault, KIT_PATH, secret, KDF_MODERATE, &recovery_key, &env), ==,
      VAULT_EXISTS);
  g_assert_null (vault);
  g_assert_null (recovery_key);
  secret_free (secret);

  g_autoptr (GBytes) whole = kit_read_file (world->files, KIT_PATH);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, VAULT_STEP_BYTES - 1);
  kit_write_file (world->files, "half", half);
  g_assert_cmpint (kit_try (world->files, "half", "one"), ==, VAULT_TOO_SHORT);
  g_autofree guint8 *zeros = g_malloc0 (VAULT_STEP_BYTES);
  g_autoptr (GBytes) none = g_bytes_new_static (zeros, VAULT_STEP_BYTES);
  kit_write_file (world->files, "none", none);
  g_assert_cmpint (kit_try (world->files, "none", "one"), ==, VAULT_WRONG_KEY);
}

/* A store of format 1, made once and kept: its first bytes up to the end of its log;
 * the noise behind is anybody's. What it holds must open for good. */
static void
test_golden (World *world, gconstpointer data)
{
  (void)data;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "vault", "store-1.bin", NULL);
  g_autofree char *content = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_autofree guint8 *whole = g_malloc (VAULT_STEP_BYTES);
  random_fill (whole, VAULT_STEP_BYTES);
  memcpy (whole, content, size);
  g_autoptr (GBytes) store = g_bytes_new_static (whole, VAULT_STEP_BYTES);
  kit_write_file (world->files, KIT_PATH, store);

  Vault *vault = kit_open (world->files, KIT_PATH, "a golden passphrase", VAULT_OK);
  g_assert_cmpuint (vault_opening (vault)->format, ==, 1);
  g_assert_cmpint (vault_opening (vault)->cost, ==, KDF_SENSITIVE);
  g_assert_cmpint (vault_opening (vault)->created, ==, 202647);
  g_assert_cmpint (vault_opening (vault)->closed, ==, 202648);
  g_assert_cmpuint (vault_opening (vault)->commits, ==, 1);
  g_assert_cmpint (kit_ask (vault, "SELECT v = 'golden' FROM t WHERE id = 47"), ==, 1);
  kit_close (vault);

  static const char text[] =
      "S971T-QW5T7-R8E7K-QWV9J-QRD8J-40123-TKY8F-AP41V-M02Y2-RKZ9Y-P6R4E-5HMDQ-JFQFQ";
  int group;
  Secret *key;
  VaultEnv env = kit_env (world->files);
  g_assert_cmpint (recovery_parse (&key, text, sizeof text, &group), ==, RECOVERY_OK);
  g_assert_cmpint (vault_open_with_recovery (&vault, KIT_PATH, key, &env), ==,
                   VAULT_OK);
  kit_close (vault);
  secret_free (key);
}

/* What SQLite wrote beyond the length that it then commits is of no commit. */
static void
test_pages_beyond_the_count (World *world, gconstpointer data)
{
  (void)data;
  static const uint8_t page[IMAGE_PAGE_BYTES];
  Vault *vault = kit_create (world->files, KIT_PATH);
  sqlite3_file *file = NULL;
  g_assert_cmpint (sqlite3_file_control (vault_database (vault), "main",
                                         SQLITE_FCNTL_FILE_POINTER, &file),
                   ==, SQLITE_OK);
  g_assert_cmpint (
      file->pMethods->xWrite (file, page, sizeof page, 100 * IMAGE_PAGE_BYTES), ==,
      SQLITE_OK);
  kit_run (vault, "INSERT INTO t VALUES (1, 'one')");
  vault_abandon (vault);
  vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  kit_run (vault, "INSERT INTO t VALUES (2, 'two')");
  kit_close (vault);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
#define ADD(name, function)                                                            \
  g_test_add ("/vault/" name, World, NULL, set_up, function, tear_down)
  ADD ("round", test_round);
  ADD ("reading-writes-nothing", test_reading_writes_nothing);
  ADD ("unclean", test_unclean);
  ADD ("rebuild-keeps-statements", test_rebuild_keeps_statements);
  ADD ("compaction", test_compaction);
  ADD ("large", test_large);
  ADD ("keys", test_keys);
  ADD ("each-copy-alone", test_each_copy_alone);
  ADD ("refusals", test_refusals);
  ADD ("golden", test_golden);
  ADD ("pages-beyond-the-count", test_pages_beyond_the_count);
  return g_test_run ();
}
