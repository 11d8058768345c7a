/* Each call of the back end fails, the first, the second and so on, in each way: no
 * session breaks, no acknowledged commit is lost, and the store opens afterwards. */
#include "inside.h"
#include "script.h"

#include <errno.h>
#include <string.h>

/* A whole session; whatever fails, it goes on as a session would. */
static void
run_session (Script *script)
{
  if (!script_create (script))
    return;
  static const char *const commits[] = {
    "CREATE TABLE t (id INTEGER PRIMARY KEY, v)",
    "INSERT INTO t VALUES (1, 'first')",
    "INSERT OR REPLACE INTO t VALUES (2, randomblob (1100000))",
    "REBUILD",
    "UPDATE t SET v = 'small'",
    "PASSPHRASE",
    "INSERT INTO t VALUES (3, 'third')",
  };
  for (size_t i = 0; script->vault && i < G_N_ELEMENTS (commits); i++)
    {
      if (g_str_equal (commits[i], "REBUILD"))
        script_rebuild (script);
      else if (g_str_equal (commits[i], "PASSPHRASE"))
        script_change_passphrase (script, "two");
      else
        script_commit (script, commits[i]);
      for (int tries = 0; tries < 2 && vault_state (script->vault) != VAULT_WORKING;
           tries++)
        {
          g_assert_cmpint (vault_problem (script->vault), !=, VAULT_OK);
          g_assert_false (script_commit (script, "DELETE FROM t"));
          script_reopen (script);
        }
    }
  script_close (script);
  script_open (script);
  if (script->vault)
    {
      script_commit (script, "INSERT OR REPLACE INTO t VALUES (9, 'ninth')");
      script_close (script);
    }
}

static gboolean
run_with_fault (DiskCall call, guint nth, int error, DiskFailure failure)
{
  Script *script = script_new ();
  disk_fail (script->disk, call, nth, error, failure);
  run_session (script);
  gboolean reached = disk_calls (script->disk, call) >= nth;
  disk_fail (script->disk, call, 0, 0, DISK_FAIL_ONCE);
  script_kill (script);

  const Expectation *expectation =
      g_ptr_array_index (script->expectations, script->expectations->len - 1);
  g_autofree char *problem = script_judge (script->disk, expectation, NULL);
  if (problem)
    g_error ("call %d, number %u, error %d, way %d: %s", call, nth, error, failure,
             problem);
  script_free (script);
  return reached;
}

static void
fail_each (DiskCall call, const int *errors, size_t count)
{
  guint runs = 0;
  for (size_t i = 0; i < count; i++)
    for (int failure = DISK_FAIL_ONCE; failure <= DISK_FAIL_AFTER; failure++)
      {
        guint nth = 1;
        /* Where all fail from then on, neighbours show the same: with -m slow they are
         * tried, too. */
        guint step = failure == DISK_FAIL_ON && !g_test_slow () ? 3 : 1;
        while (run_with_fault (call, nth, errors[i], (DiskFailure)failure))
          nth += step, runs++;
        g_assert_cmpuint (nth, >, 1);
      }
  g_test_message ("%u sessions", runs);
}

#define FAIL_TEST(name, call, ...)                                                     \
  static void test_##name (void)                                                       \
  {                                                                                    \
    static const int errors[] = { __VA_ARGS__ };                                       \
    fail_each (call, errors, G_N_ELEMENTS (errors));                                   \
  }

FAIL_TEST (open, DISK_OPEN, EACCES)
FAIL_TEST (create, DISK_CREATE, EACCES, ENOSPC)
FAIL_TEST (exists, DISK_EXISTS, EACCES)
FAIL_TEST (lock, DISK_LOCK, EBUSY)
FAIL_TEST (size, DISK_SIZE, EIO)
FAIL_TEST (read, DISK_READ, EIO)
FAIL_TEST (write, DISK_WRITE, ENOSPC, EIO)
FAIL_TEST (sync, DISK_SYNC, EIO)
FAIL_TEST (rename, DISK_RENAME, EIO)
FAIL_TEST (remove, DISK_REMOVE, EACCES)
FAIL_TEST (sync_folder, DISK_SYNC_FOLDER, EIO)

/* A full disk: the commit fails with its own result, reading goes on after reopening,
 * and writing does once there is space. */
static void
test_full (void)
{
  Script *script = script_new ();
  g_assert_true (script_create (script));
  g_assert_true (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  disk_fail (script->disk, DISK_WRITE, 1, ENOSPC, DISK_FAIL_ON);
  Vault *vault = script->vault;
  g_assert_cmpint (kit_attempt (vault, "INSERT INTO t VALUES (1, 1)"), ==, SQLITE_FULL);
  g_assert_cmpint (vault_state (vault), ==, VAULT_FAILED);
  g_assert_cmpint (vault_problem (vault), ==, VAULT_FULL);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, -1);
  g_assert_cmpint (vault_rebuild (vault), ==, VAULT_FULL);
  Secret *secret = kit_secret ("x");
  Secret *key;
  g_assert_cmpint (vault_set_passphrase (vault, secret, KDF_MODERATE), ==, VAULT_FULL);
  g_assert_cmpint (vault_set_recovery_key (vault, &key), ==, VAULT_FULL);
  g_assert_cmpint (vault_check (vault), ==, VAULT_FULL);

  g_assert_cmpint (vault_reopen (vault), ==, VAULT_OK);
  g_assert_cmpint (vault_state (vault), ==, VAULT_READING);
  g_assert_cmpint (vault_problem (vault), ==, VAULT_FULL);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 0);
  g_assert_cmpint (kit_attempt (vault, "INSERT INTO t VALUES (1, 1)"), ==,
                   SQLITE_CONSTRAINT_COMMITHOOK);
  g_assert_cmpint (vault_rebuild (vault), ==, VAULT_READ_ONLY);
  g_assert_cmpint (vault_set_passphrase (vault, secret, KDF_MODERATE), ==,
                   VAULT_READ_ONLY);
  g_assert_cmpint (vault_state (vault), ==, VAULT_READING);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 0);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);

  disk_fail (script->disk, DISK_WRITE, 0, 0, DISK_FAIL_ONCE);
  g_assert_cmpint (vault_reopen (vault), ==, VAULT_OK);
  g_assert_cmpint (vault_state (vault), ==, VAULT_WORKING);
  kit_run (vault, "INSERT INTO t VALUES (1, 1)");
  secret_free (secret);
  g_assert_true (script_close (script));
  script_free (script);
}

static VaultFileOps honest;
static int writes_left =
    -1; /* then nothing more reaches the disk; -1: all of it does */

static int
write_while_it_goes (VaultFile *file, uint64_t offset, const void *in, size_t size)
{
  if (writes_left == 0)
    return EIO;
  writes_left -= writes_left > 0;
  return honest.write (file, offset, in, size);
}

static int
sync_while_it_goes (VaultFile *file)
{
  return writes_left >= 0 ? EIO : honest.sync (file);
}

/* Its frames are on the medium, its sync failed, and so does what would spoil them: a
 * commit that was refused does not come back all the same. */
static void
test_refused_stays_refused (void)
{
  VaultFiles *memory = files_memory_new ();
  honest = *memory->ops;
  VaultFileOps ops = honest;
  ops.write = write_while_it_goes;
  ops.sync = sync_while_it_goes;
  const VaultFiles files = { &ops, memory->data };
  Vault *vault = kit_create (&files, KIT_PATH);
  writes_left = 1;
  g_assert_cmpint (kit_attempt (vault, "INSERT INTO t VALUES (1, 1)"), !=, SQLITE_OK);
  g_assert_cmpint (vault_reopen (vault), ==, VAULT_OK);
  g_assert_cmpint (vault_state (vault), ==, VAULT_READING);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 0);
  writes_left = -1;
  g_assert_cmpint (vault_reopen (vault), ==, VAULT_OK);
  g_assert_cmpint (vault_state (vault), ==, VAULT_WORKING);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 0);
  kit_run (vault, "INSERT INTO t VALUES (2, 2)");
  kit_close (vault);
  files_memory_free (memory);
}

/* Closing when there is no space for the new file: the old one is marked as clean. */
static void
test_close_without_space (void)
{
  Script *script = script_new ();
  g_assert_true (script_create (script));
  g_assert_true (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  disk_fail (script->disk, DISK_CREATE, 1, ENOSPC, DISK_FAIL_ONCE);
  g_assert_cmpint (vault_close (g_steal_pointer (&script->vault)), ==, VAULT_FULL);
  g_assert_true (script_open (script));
  g_assert_false (vault_opening (script->vault)->unclean);
  g_assert_cmpuint (vault_opening (script->vault)->commits, ==, 1);
  g_assert_true (script_commit (script, "INSERT INTO t VALUES (1, 'x')"));
  g_assert_true (script_close (script));
  script_free (script);
}

/* A rebuild that fails in mid-session leaves everything as it was. */
static void
test_rebuild_without_space (void)
{
  Script *script = script_new ();
  g_assert_true (script_create (script));
  g_assert_true (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  disk_fail (script->disk, DISK_WRITE, 2, ENOSPC, DISK_FAIL_ONCE);
  g_assert_cmpint (vault_rebuild (script->vault), ==, VAULT_FULL);
  g_assert_cmpint (vault_state (script->vault), ==, VAULT_WORKING);
  g_assert_true (script_commit (script, "INSERT INTO t VALUES (1, 'x')"));
  g_assert_cmpint (vault_check (script->vault), ==, VAULT_OK);
  g_assert_cmpint (vault_rebuild (script->vault), ==, VAULT_OK);
  g_assert_cmpint (kit_ask (script->vault, "SELECT count(*) FROM t"), ==, 1);
  g_assert_true (script_close (script));
  script_free (script);
}

/* The file got its new name, and the folder could not be synced: which of the two files
 * a crash would leave is unknown, so that nothing may be written any more. */
static void
test_unsynced_name (void)
{
  Script *script = script_new ();
  g_assert_true (script_create (script));
  g_assert_true (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  g_assert_true (script_commit (script, "INSERT INTO t VALUES (1, 'x')"));
  disk_fail (script->disk, DISK_SYNC_FOLDER, 1, EIO, DISK_FAIL_ONCE);
  g_assert_cmpint (vault_rebuild (script->vault), ==, VAULT_IO);
  g_assert_cmpint (vault_state (script->vault), ==, VAULT_READING);
  g_assert_cmpint (kit_ask (script->vault, "SELECT count(*) FROM t"), ==, 1);
  g_assert_false (script_commit (script, "INSERT INTO t VALUES (2, 'x')"));
  g_assert_cmpint (kit_ask (script->vault, "SELECT count(*) FROM t"), ==, 1);
  g_assert_cmpint (vault_check (script->vault), ==, VAULT_OK);
  g_assert_true (script_reopen (script));
  g_assert_cmpint (vault_state (script->vault), ==, VAULT_WORKING);
  g_assert_true (script_commit (script, "INSERT INTO t VALUES (2, 'x')"));
  g_assert_true (script_close (script));
  script_free (script);
}

static void
read_id (Script *script, uint8_t id[FRAME_ID_BYTES])
{
  g_autoptr (GBytes) content = kit_read_file (disk_files (script->disk), KIT_PATH);
  Inside *inside = inside_new (content);
  const Header *header = (const Header *)secret_peek (inside->header);
  memcpy (id, header->file_id, FRAME_ID_BYTES);
  inside_free (inside);
}

/* A file on which even a header could not be written is not used any more. */
static void
test_failed_header (void)
{
  Script *script = script_new ();
  uint8_t before[FRAME_ID_BYTES], after[FRAME_ID_BYTES];
  g_assert_true (script_create (script));
  read_id (script, before);
  disk_fail (script->disk, DISK_WRITE, 1, EIO, DISK_FAIL_ONCE);
  g_assert_false (script_change_passphrase (script, "two"));
  g_assert_cmpint (vault_state (script->vault), ==, VAULT_FAILED);
  g_assert_cmpint (vault_problem (script->vault), ==, VAULT_IO);
  read_id (script, after);
  g_assert_cmpmem (before, FRAME_ID_BYTES, after, FRAME_ID_BYTES);
  g_assert_true (script_reopen (script));
  g_assert_cmpint (vault_state (script->vault), ==, VAULT_WORKING);
  read_id (script, after);
  g_assert_true (memcmp (before, after, FRAME_ID_BYTES) != 0);
  g_assert_true (script_close (script));
  script_free (script);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  g_test_add_func ("/faults/open", test_open);
  g_test_add_func ("/faults/create", test_create);
  g_test_add_func ("/faults/exists", test_exists);
  g_test_add_func ("/faults/lock", test_lock);
  g_test_add_func ("/faults/size", test_size);
  g_test_add_func ("/faults/read", test_read);
  g_test_add_func ("/faults/write", test_write);
  g_test_add_func ("/faults/sync", test_sync);
  g_test_add_func ("/faults/rename", test_rename);
  g_test_add_func ("/faults/remove", test_remove);
  g_test_add_func ("/faults/sync-folder", test_sync_folder);
  g_test_add_func ("/faults/full", test_full);
  g_test_add_func ("/faults/refused-stays-refused", test_refused_stays_refused);
  g_test_add_func ("/faults/close-without-space", test_close_without_space);
  g_test_add_func ("/faults/rebuild-without-space", test_rebuild_without_space);
  g_test_add_func ("/faults/unsynced-name", test_unsynced_name);
  g_test_add_func ("/faults/failed-header", test_failed_header);
  return g_test_run ();
}
