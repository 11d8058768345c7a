/* Each call to the system that the real back end makes fails, the first, the second and
 * so on, once or from then on, or is interrupted, or moves only part of what it was
 * given. The linker hands the calls to this file. What was acknowledged is there
 * afterwards, what was refused is not, and no descriptor is left open. Syncs cost
 * nothing here: no crash happens. */
#include "kit.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum
{
  CALL_OPEN,
  CALL_FSTAT,
  CALL_LSTAT,
  CALL_FLOCK,
  CALL_PREAD,
  CALL_PWRITE,
  CALL_FDATASYNC,
  CALL_FSYNC,
  CALL_RENAME,
  CALL_UNLINK,
  CALLS,
} Call;

typedef enum
{
  WAY_ONCE,
  WAY_ON, /* every later call fails too */
  WAY_SHORT, /* the call moves one byte, or half */
} Way;

static struct
{
  gboolean counting;
  Call call;
  guint count; /* of that call */
  guint at; /* the number that fails */
  int error;
  Way way;
} state;

/* Whether this call is the one. */
static gboolean
is_hit (Call call)
{
  if (!state.counting || call != state.call)
    return FALSE;
  state.count++;
  return state.count == state.at || (state.way == WAY_ON && state.count > state.at);
}

static gboolean
must_fail (Call call)
{
  if (!is_hit (call))
    return FALSE;
  errno = state.error;
  return TRUE;
}

/* How much of size is moved; 0 to fail. */
static size_t
allow (Call call, size_t size)
{
  if (!is_hit (call))
    return size;
  if (state.way == WAY_SHORT)
    return size > 1 ? size / 2 : size;
  errno = state.error;
  return 0;
}

int __real_open64 (const char *path, int flags, ...);
int __real_fstat64 (int descriptor, struct stat *status);
int __real_lstat64 (const char *path, struct stat *status);
int __real_flock (int descriptor, int operation);
ssize_t __real_pread64 (int descriptor, void *out, size_t size, off_t offset);
ssize_t __real_pwrite64 (int descriptor, const void *in, size_t size, off_t offset);
int __real_rename (const char *from, const char *to);
int __real_unlink (const char *path);
int __wrap_open64 (const char *path, int flags, ...);
int __wrap_fstat64 (int descriptor, struct stat *status);
int __wrap_lstat64 (const char *path, struct stat *status);
int __wrap_flock (int descriptor, int operation);
ssize_t __wrap_pread64 (int descriptor, void *out, size_t size, off_t offset);
ssize_t __wrap_pwrite64 (int descriptor, const void *in, size_t size, off_t offset);
int __wrap_fdatasync (int descriptor);
int __wrap_fsync (int descriptor);
int __wrap_rename (const char *from, const char *to);
int __wrap_unlink (const char *path);

int
__wrap_open64 (const char *path, int flags, ...)
{
  va_list arguments;
  va_start (arguments, flags);
  mode_t mode = flags & O_CREAT ? va_arg (arguments, mode_t) : 0;
  va_end (arguments);
  return must_fail (CALL_OPEN) ? -1 : __real_open64 (path, flags, mode);
}

int
__wrap_fstat64 (int descriptor, struct stat *status)
{
  return must_fail (CALL_FSTAT) ? -1 : __real_fstat64 (descriptor, status);
}

int
__wrap_lstat64 (const char *path, struct stat *status)
{
  return must_fail (CALL_LSTAT) ? -1 : __real_lstat64 (path, status);
}

int
__wrap_flock (int descriptor, int operation)
{
  return must_fail (CALL_FLOCK) ? -1 : __real_flock (descriptor, operation);
}

ssize_t
__wrap_pread64 (int descriptor, void *out, size_t size, off_t offset)
{
  size = allow (CALL_PREAD, size);
  return size == 0 ? -1 : __real_pread64 (descriptor, out, size, offset);
}

ssize_t
__wrap_pwrite64 (int descriptor, const void *in, size_t size, off_t offset)
{
  size = allow (CALL_PWRITE, size);
  return size == 0 ? -1 : __real_pwrite64 (descriptor, in, size, offset);
}

int
__wrap_fdatasync (int descriptor)
{
  (void)descriptor;
  return must_fail (CALL_FDATASYNC) ? -1 : 0;
}

int
__wrap_fsync (int descriptor)
{
  (void)descriptor;
  return must_fail (CALL_FSYNC) ? -1 : 0;
}

int
__wrap_rename (const char *from, const char *to)
{
  return must_fail (CALL_RENAME) ? -1 : __real_rename (from, to);
}

int
__wrap_unlink (const char *path)
{
  return must_fail (CALL_UNLINK) ? -1 : __real_unlink (path);
}

/* --- a session -------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  char *path;
  const char *passphrase;
  const char *other; /* of a change that failed: either may open */
  guint rows; /* acknowledged: one bit each */
  gboolean made; /* vault_create() said that there is a store */
  gboolean whole; /* nothing at all failed */
} World;

static World
make_world (void)
{
  World world = { .passphrase = "one", .whole = TRUE };
  world.folder = g_dir_make_tmp ("vault-XXXXXX", NULL);
  g_assert_nonnull (world.folder);
  world.path = g_build_filename (world.folder, "store", NULL);
  return world;
}

static void
clear_world (World *world)
{
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

static Vault *
create (World *world)
{
  VaultEnv env = kit_env (NULL);
  Secret *secret = kit_secret (world->passphrase);
  Secret *key;
  Vault *vault;
  VaultResult result =
      vault_create (&vault, world->path, secret, KDF_MODERATE, &key, &env);
  secret_free (secret);
  secret_free (key);
  world->made = result == VAULT_OK;
  world->whole &= world->made;
  return vault;
}

static Vault *
open_store (World *world)
{
  VaultEnv env = kit_env (NULL);
  Vault *vault;
  Secret *secret = kit_secret (world->passphrase);
  VaultResult result = vault_open (&vault, world->path, secret, &env);
  secret_free (secret);
  if (result == VAULT_WRONG_KEY && world->other)
    {
      world->passphrase = g_steal_pointer (&world->other);
      return open_store (world);
    }
  world->whole &= result == VAULT_OK;
  return vault;
}

/* One row; a session goes on as it would. */
static void
add (World *world, Vault *vault, guint row, guint size)
{
  g_autofree char *sql =
      g_strdup_printf ("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, v);"
                       "BEGIN; INSERT INTO t VALUES (%u, randomblob (%u)); COMMIT",
                       row, size);
  if (vault && vault_database (vault) && kit_attempt (vault, sql) == SQLITE_OK)
    {
      world->rows |= 1u << row;
      return;
    }
  world->whole = FALSE;
  if (vault && vault_database (vault))
    kit_attempt (vault, "ROLLBACK");
  if (vault && vault_state (vault) != VAULT_WORKING)
    vault_reopen (vault);
}

static void
change_passphrase (World *world, Vault *vault, const char *passphrase)
{
  if (!vault || vault_state (vault) != VAULT_WORKING)
    return;
  Secret *secret = kit_secret (passphrase);
  VaultResult result = vault_set_passphrase (vault, secret, KDF_INTERACTIVE);
  secret_free (secret);
  world->other = result == VAULT_OK ? NULL : passphrase;
  if (result == VAULT_OK)
    world->passphrase = passphrase;
  world->whole &= result == VAULT_OK;
}

static void
close_store (World *world, Vault *vault)
{
  if (vault && vault_close (vault) != VAULT_OK)
    world->whole = FALSE;
}

static void
run_session (World *world)
{
  Vault *vault = create (world);
  if (!vault)
    return;
  add (world, vault, 0, 10);
  add (world, vault, 1, 1200000);
  world->whole &= vault_rebuild (vault) == VAULT_OK;
  change_passphrase (world, vault, "two");
  add (world, vault, 2, 10);
  close_store (world, vault);
  vault = open_store (world);
  if (!vault)
    return;
  add (world, vault, 3, 10);
  world->whole &= vault_check (vault) == VAULT_OK;
  vault_abandon (vault); /* as a crash, so that the next opening recovers */
  vault = open_store (world);
  if (vault)
    add (world, vault, 4, 10);
  close_store (world, vault);
}

/* --- what is there afterwards -------------------------------------------------------
 */

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;
  g_assert_nonnull (folder);
  while (g_dir_read_name (folder))
    count++;
  return count;
}

static void
judge (World *world)
{
  if (!world->made && g_access (world->path, F_OK) != 0)
    return;
  Vault *vault = open_store (world);
  g_assert_nonnull (vault);
  g_assert_cmpint (vault_state (vault), ==, VAULT_WORKING);
  for (guint row = 0; row < 5; row++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count(*) FROM t WHERE id=%u", row);
      gint64 found = kit_ask (vault, sql);
      gboolean acknowledged = world->rows >> row & 1;
      /* Where every write fails, so does the one that would undo a refused commit. */
      if (acknowledged || state.call != CALL_PWRITE || state.way != WAY_ON)
        g_assert_cmpint (MAX (found, 0), ==, acknowledged);
    }
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  g_assert_cmpint (vault_close (vault), ==, VAULT_OK);
}

/* A session with the nth of these calls failing. Returns whether there was one. */
static gboolean
run_with_fault (guint nth, gboolean *whole)
{
  guint descriptors = count_descriptors ();
  World world = make_world ();
  state.count = 0;
  state.at = nth;
  state.counting = TRUE;
  run_session (&world);
  state.counting = FALSE;
  gboolean reached = state.count >= nth;
  *whole = world.whole;
  judge (&world);
  clear_world (&world);
  g_assert_cmpuint (count_descriptors (), ==, descriptors);
  return reached;
}

static void
fail_each (Call call, int error, Way way)
{
  guint nth = 1, runs = 0;
  gboolean whole;
  /* Where all fail from then on, neighbours show the same: with -m slow they are tried,
   * too. */
  guint step = way == WAY_ON && !g_test_slow () ? 3 : 1;
  state.call = call;
  state.error = error;
  state.way = way;
  while (run_with_fault (nth, &whole))
    {
      /* What can be gone on with is: nobody hears of it. */
      gboolean harmless =
          way == WAY_SHORT || (error == EINTR && call != CALL_FDATASYNC);
      g_assert_true (whole || !harmless);
      nth += step;
      runs++;
    }
  g_assert_true (whole);
  g_assert_cmpuint (nth, >, 2);
  g_test_message ("%u sessions", runs);
}

typedef struct
{
  const char *name;
  Call call;
  int errors[4];
} Case;

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  for (int i = 0; item->errors[i]; i++)
    {
      fail_each (item->call, item->errors[i], WAY_ONCE);
      if (item->errors[i] != EINTR && item->errors[i] != ENOSPC)
        fail_each (item->call, item->errors[i], WAY_ON);
    }
}

static void
test_short_read (void)
{
  fail_each (CALL_PREAD, 0, WAY_SHORT);
}

static void
test_short_write (void)
{
  fail_each (CALL_PWRITE, 0, WAY_SHORT);
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
    { "open", CALL_OPEN, { EINTR, EMFILE } },
    { "fstat", CALL_FSTAT, { EIO } },
    { "lstat", CALL_LSTAT, { EIO } },
    { "flock", CALL_FLOCK, { EINTR, ENOLCK } },
    { "pread", CALL_PREAD, { EINTR, EIO } },
    { "pwrite", CALL_PWRITE, { EINTR, EIO, ENOSPC } },
    { "fdatasync", CALL_FDATASYNC, { EINTR, EIO, ENOSPC } },
    { "fsync", CALL_FSYNC, { EIO } },
    { "rename", CALL_RENAME, { EIO, ENOSPC } },
    { "unlink", CALL_UNLINK, { EACCES } },
  };
  kit_init (&argc, &argv);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/calls/", cases[i].name, NULL);
      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/calls/short-read", test_short_read);
  g_test_add_func ("/calls/short-write", test_short_write);
  return g_test_run ();
}
