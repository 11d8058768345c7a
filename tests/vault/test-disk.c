/* The vault on real files: permissions, links, locks between processes, a killed
 * process, a disk that is full. */
#include "kit.h"

#include "erase.h"
#include "rekey.h"
#include "sibling.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} World;

static void
set_up (World *world, gconstpointer data)
{
  (void)data;
  world->folder = g_dir_make_tmp ("vault-XXXXXX", NULL);
  g_assert_nonnull (world->folder);
  world->path = g_build_filename (world->folder, "store", NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  (void)data;
  g_autoptr (GDir) folder = g_dir_open (world->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (folder));)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (world->folder), ==, 0);
  g_free (world->folder);
  g_free (world->path);
}

static void
test_new_file_is_new (World *world, gconstpointer data)
{
  (void)data;
  VaultFile *file = NULL;
  g_autofree char *kept = NULL;
  g_assert_true (g_file_set_contents (world->path, "mine", 4, NULL));
  g_assert_cmpint (files_disk.ops->create (files_disk.data, world->path, &file), ==,
                   EEXIST);
  g_assert_null (file);
  g_assert_true (g_file_get_contents (world->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
}

static void
test_life (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (NULL, world->path);
  kit_add (vault, 1, 3000000);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  kit_close (vault);
  vault = kit_open (NULL, world->path, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT length(v) FROM t"), ==, 3000000);
  kit_add (vault, 2, 10);
  vault_abandon (vault);
  vault = kit_open (NULL, world->path, "one", VAULT_OK);
  g_assert_true (vault_opening (vault)->unclean);
  kit_close (vault);

  struct stat status;
  g_assert_cmpint (stat (world->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (status.st_size % VAULT_STEP_BYTES, ==, 0);
}

/* The store and its lock, whatever happens; a leftover goes at the next opening. */
static void
test_files (World *world, gconstpointer data)
{
  (void)data;
  g_autofree char *leftover = g_strconcat (world->path, ".new", NULL);
  g_autofree char *lock = g_strconcat (world->path, ".lock", NULL);
  g_assert_cmpint (kit_try (NULL, world->path, "one"), ==, VAULT_MISSING);
  g_assert_cmpint (g_access (lock, F_OK), ==, -1);
  kit_close (kit_create (NULL, world->path));
  g_assert_cmpint (g_access (leftover, F_OK), ==, -1);
  g_assert_true (g_file_set_contents (leftover, "x", 1, NULL));
  kit_close (kit_open (NULL, world->path, "one", VAULT_OK));
  g_assert_cmpint (g_access (leftover, F_OK), ==, -1);

  /* One that a wrong passphrase finds stays: nothing is known of it. */
  g_assert_true (g_file_set_contents (leftover, "x", 1, NULL));
  g_assert_cmpint (kit_try (NULL, world->path, "two"), ==, VAULT_WRONG_KEY);
  g_assert_cmpint (g_access (leftover, F_OK), ==, 0);
  g_assert_cmpint (g_access (lock, F_OK), ==, 0);
}

/* Links, folders, pipes and paths that lead nowhere. */
static void
test_kinds (World *world, gconstpointer data)
{
  (void)data;
  g_autofree char *link = g_build_filename (world->folder, "link", NULL);
  g_autofree char *pipe = g_build_filename (world->folder, "pipe", NULL);
  g_autofree char *nowhere = g_build_filename (world->folder, "no", "store", NULL);
  g_autofree char *below = g_build_filename (world->path, "store", NULL);
  kit_close (kit_create (NULL, world->path));
  g_assert_cmpint (symlink (world->path, link), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (kit_try (NULL, link, "one"), ==, VAULT_DENIED);
  g_assert_cmpint (kit_try (NULL, pipe, "one"), ==, VAULT_DENIED);
  g_assert_cmpint (kit_try (NULL, world->folder, "one"), ==, VAULT_DENIED);
  g_assert_cmpint (kit_try (NULL, nowhere, "one"), ==, VAULT_MISSING);
  g_assert_cmpint (kit_try (NULL, below, "one"), ==, VAULT_MISSING);
  g_autofree char *stray = g_strconcat (world->folder, ".lock", NULL);
  g_remove (stray);

  VaultEnv env = kit_env (NULL);
  Secret *secret = kit_secret ("one");
  Secret *key;
  Vault *vault;
  g_assert_cmpint (vault_create (&vault, nowhere, secret, KDF_MODERATE, &key, &env), ==,
                   VAULT_MISSING);
  g_assert_cmpint (vault_create (&vault, link, secret, KDF_MODERATE, &key, &env), ==,
                   VAULT_EXISTS);
  secret_free (secret);
}

/* Runs what in a child process and gives its exit status, or minus the signal that
 * ended it. */
static int
run_child (void (*what) (World *), World *world)
{
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      what (world);
      _exit (100);
    }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status);
}

static void
try_in_child (World *world)
{
  _exit (kit_try (NULL, world->path, "one"));
}

static void
test_two_processes (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (NULL, world->path);
  g_assert_cmpint (run_child (try_in_child, world), ==, VAULT_IN_USE);
  g_assert_cmpint (vault_rebuild (vault), ==, VAULT_OK);
  g_assert_cmpint (run_child (try_in_child, world), ==, VAULT_IN_USE);
  kit_add (vault, 1, 10);
  g_assert_cmpint (run_child (try_in_child, world), ==, VAULT_IN_USE);
  kit_close (vault);
  g_assert_cmpint (run_child (try_in_child, world), ==, VAULT_OK);
}

/* As somebody who may write neither the folder nor what is in it. */
static void
try_as_nobody (World *world)
{
  if (geteuid () == 0
      && (setresgid (65534, 65534, 65534) || setresuid (65534, 65534, 65534)))
    _exit (101);
  VaultEnv env = kit_env (NULL);
  Secret *secret = kit_secret ("one");
  Secret *key;
  Vault *vault;
  g_autofree char *fresh = g_build_filename (world->folder, "fresh", NULL);
  if (vault_create (&vault, fresh, secret, KDF_MODERATE, &key, &env) != VAULT_DENIED)
    _exit (102);
  _exit (kit_try (NULL, world->path, "one"));
}

static void
test_unwritable (World *world, gconstpointer data)
{
  (void)data;
  kit_close (kit_create (NULL, world->path));
  g_autofree char *lock = g_strconcat (world->path, ".lock", NULL);
  g_assert_cmpint (chmod (world->folder, 0555), ==, 0);
  g_assert_cmpint (chmod (world->path, 0444), ==, 0);
  g_assert_cmpint (chmod (lock, 0444), ==, 0);
  g_assert_cmpint (run_child (try_as_nobody, world), ==, VAULT_DENIED);
  g_assert_cmpint (chmod (world->folder, 0755), ==, 0);
}

/* The folder may not be written, the store itself may: it opens, commits, and is marked
 * as clean in place. */
static void
use_as_nobody (World *world)
{
  if (geteuid () == 0
      && (setresgid (65534, 65534, 65534) || setresuid (65534, 65534, 65534)))
    _exit (101);
  Vault *vault = kit_open (NULL, world->path, "one", VAULT_OK);
  kit_add (vault, 1, 10);
  if (vault_rebuild (vault) != VAULT_DENIED || vault_state (vault) != VAULT_WORKING)
    _exit (102);
  kit_add (vault, 2, 10);
  if (vault_close (vault) != VAULT_DENIED)
    _exit (103);
  vault = kit_open (NULL, world->path, "one", VAULT_OK);
  if (vault_opening (vault)->unclean)
    _exit (104);
  _exit ((int)kit_ask (vault, "SELECT count(*) FROM t"));
}

static void
erase_as_nobody (World *world)
{
  if (geteuid () == 0
      && (setresgid (65534, 65534, 65534) || setresuid (65534, 65534, 65534)))
    _exit (101);
  _exit (erase_store (world->path, NULL));
}

static void
test_unwritable_folder (World *world, gconstpointer data)
{
  (void)data;
  kit_close (kit_create (NULL, world->path));
  g_autofree char *lock = g_strconcat (world->path, ".lock", NULL);
  g_assert_cmpint (chmod (world->path, 0666), ==, 0);
  g_assert_cmpint (chmod (lock, 0666), ==, 0);
  g_assert_cmpint (chmod (world->folder, 0555), ==, 0);
  g_assert_cmpint (run_child (use_as_nobody, world), ==, 2);
  /* Erased there, it is erased, though its name stays. */
  g_assert_cmpint (run_child (erase_as_nobody, world), ==, VAULT_STAYS);
  g_assert_cmpint (chmod (world->folder, 0755), ==, 0);
  g_assert_true (g_file_test (world->path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (kit_try (NULL, world->path, "one"), ==, VAULT_WRONG_KEY);
}

/* What lies in the place of a copy and cannot be erased is no reason to erase the
 * others: without a new key they are all there is. */
static void
test_link_among_copies (World *world, gconstpointer data)
{
  (void)data;
  const VaultEnv env = { .costs = kdf_least_costs, .backups = VAULT_BACKUPS_KEPT };
  kit_close (kit_create (NULL, world->path));
  g_autofree char *copy = sibling_name (world->path, SIBLING_BACKUP, 1);
  g_autofree char *link = sibling_name (world->path, SIBLING_KEPT, 9);
  Vault *vault;
  Secret *first = kit_secret ("one"), *secret = kit_secret ("two"), *key;
  g_assert_cmpint (vault_open (&vault, world->path, first, &env), ==, VAULT_OK);
  kit_add (vault, 1, 10);
  kit_close (vault);
  g_assert_cmpint (symlink ("elsewhere", link), ==, 0);
  g_assert_cmpint (vault_open (&vault, world->path, first, &env), ==, VAULT_OK);
  g_assert_cmpint (rekey_store (vault, secret, KDF_INTERACTIVE, &key), ==,
                   VAULT_COPY_DENIED);
  g_assert_null (key);
  g_assert_cmpint (kit_try (NULL, copy, "one"), ==, VAULT_OK);
  g_assert_cmpint (unlink (link), ==, 0);
  g_assert_cmpint (rekey_store (vault, secret, KDF_INTERACTIVE, &key), ==, VAULT_OK);
  secret_free (key);
  kit_close (vault);
  g_assert_cmpint (kit_try (NULL, copy, "one"), ==, VAULT_WRONG_KEY);
  g_assert_cmpint (kit_try (NULL, copy, "two"), ==, VAULT_OK);
  secret_free (first);
  secret_free (secret);
}

/* With hard links a store has two names, and each a lock of its own. */
static void
test_hard_link (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (NULL, world->path);
  kit_close (vault);
  g_autofree char *other = g_build_filename (world->folder, "other", NULL);
  g_assert_cmpint (link (world->path, other), ==, 0);
  vault = kit_open (NULL, world->path, "one", VAULT_OK);
  g_assert_cmpint (kit_try (NULL, other, "one"), ==, VAULT_IN_USE);
  kit_add (vault, 1, 10);
  g_assert_cmpint (kit_try (NULL, other, "one"), ==, VAULT_IN_USE);
  /* The rebuilt file is another one, so that the second name is that of a copy. */
  kit_close (vault);
  g_assert_cmpint (kit_try (NULL, other, "one"), ==, VAULT_OK);
}

static int
lock_on_fixed_medium (void *data, const char *path, VaultFile **file)
{
  (void)data;
  (void)path;
  *file = NULL;
  return EROFS;
}

/* A medium that takes no writing: everything is read, without a lock, and no change is
 * taken. */
static void
test_fixed_medium (World *world, gconstpointer data)
{
  (void)data;
  Vault *vault = kit_create (NULL, world->path);
  kit_add (vault, 1, 10);
  vault_abandon (vault);
  g_autoptr (GBytes) before = kit_read_file (&files_disk, world->path);
  VaultFileOps ops = *files_disk.ops;
  ops.lock = lock_on_fixed_medium;
  const VaultFiles files = { &ops, NULL };
  vault = kit_open (&files, world->path, "one", VAULT_OK);
  g_assert_cmpint (vault_state (vault), ==, VAULT_READING);
  g_assert_cmpint (vault_problem (vault), ==, VAULT_FIXED);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 1);
  g_assert_cmpint (kit_attempt (vault, "DELETE FROM t"), !=, SQLITE_OK);
  g_assert_cmpint (vault_rebuild (vault), ==, VAULT_FIXED);
  kit_close (vault);
  g_autoptr (GBytes) after = kit_read_file (&files_disk, world->path);
  g_assert_true (g_bytes_equal (before, after));
}

/* A limit on file sizes stands for a full disk: the system itself refuses the write. */
static void
fill_disk (World *world)
{
  signal (SIGXFSZ, SIG_IGN);
  struct rlimit limit = { 2 * VAULT_STEP_BYTES + 100000, RLIM_INFINITY };
  Vault *vault = kit_create (NULL, world->path);
  kit_add (vault, 1, 500000);
  if (setrlimit (RLIMIT_FSIZE, &limit))
    _exit (101);
  if (kit_attempt (vault, "INSERT INTO t VALUES (2, randomblob (3000000))")
          != SQLITE_FULL
      || vault_state (vault) != VAULT_FAILED || vault_problem (vault) != VAULT_FULL)
    _exit (102);
  if (vault_reopen (vault) != VAULT_OK || vault_state (vault) != VAULT_WORKING
      || kit_ask (vault, "SELECT count(*) FROM t") != 1)
    _exit (103);
  kit_add (vault, 3, 10);
  _exit (vault_close (vault));
}

static void
test_full_disk (World *world, gconstpointer data)
{
  (void)data;
  g_assert_cmpint (run_child (fill_disk, world), ==, VAULT_OK);
  Vault *vault = kit_open (NULL, world->path, "one", VAULT_OK);
  g_assert_false (vault_opening (vault)->unclean);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 2);
  kit_close (vault);
}

/* --- kill -9 -------------------------------------------------------------------------
 */

#define ROUNDS 25

/* Commits one row after the other, from the first one that is missing on, and tells
 * each through the pipe; rebuilds now and then. */
static void
commit_for_ever (const char *path, int out)
{
  Vault *vault = kit_open (NULL, path, "one", VAULT_OK);
  for (gint64 id = kit_ask (vault, "SELECT count(*) FROM t");; id++)
    {
      kit_add (vault, id, 6000);
      if (write (out, &id, sizeof id) != sizeof id)
        _exit (1);
      if (id % 37 == 0)
        vault_rebuild (vault);
    }
}

/* Kills such a process after some time; returns the last row that it told of. */
static gint64
kill_one (const char *path, gulong after)
{
  int ends[2];
  g_assert_cmpint (pipe (ends), ==, 0);
  pid_t child = fork ();
  if (child == 0)
    {
      close (ends[0]);
      commit_for_ever (path, ends[1]);
    }
  close (ends[1]);
  gint64 last = -1;
  gint64 told;
  /* It is under way once it has told of one. */
  if (read (ends[0], &told, sizeof told) == sizeof told)
    last = told;
  g_usleep (after);
  kill (child, SIGKILL);
  while (read (ends[0], &told, sizeof told) == sizeof told)
    last = told;
  int status;
  waitpid (child, &status, 0);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  close (ends[0]);
  return last;
}

static void
test_kill (World *world, gconstpointer data)
{
  (void)data;
  kit_close (kit_create (NULL, world->path));
  for (int round = 0; round < ROUNDS; round++)
    {
      gint64 last = kill_one (world->path, (gulong)g_test_rand_int_range (0, 40000));
      g_assert_cmpint (last, >=, 0);
      Vault *vault = kit_open (NULL, world->path, "one", VAULT_OK);
      gint64 count = kit_ask (vault, "SELECT count(*) FROM t");
      g_assert_true (count == last + 1 || count == last + 2);
      g_assert_cmpint (kit_ask (vault, "SELECT max(id) + 1 FROM t"), ==, count);
      g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
      vault_abandon (vault);
    }
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
#define ADD(name, function)                                                            \
  g_test_add ("/disk/" name, World, NULL, set_up, function, tear_down)
  ADD ("life", test_life);
  ADD ("new-file-is-new", test_new_file_is_new);
  ADD ("files", test_files);
  ADD ("kinds", test_kinds);
  ADD ("two-processes", test_two_processes);
  ADD ("unwritable", test_unwritable);
  ADD ("unwritable-folder", test_unwritable_folder);
  ADD ("link-among-copies", test_link_among_copies);
  ADD ("hard-link", test_hard_link);
  ADD ("fixed-medium", test_fixed_medium);
  ADD ("full-disk", test_full_disk);
  ADD ("kill", test_kill);
  return g_test_run ();
}
