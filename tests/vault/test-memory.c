/* Each allocation fails, the first, the second and so on, once or from then on: of the
 * vault and of the base below it, and of SQLite on the arena, by the linker's --wrap.
 * Nothing breaks, and no acknowledged commit is lost. */
#include "backup.h"
#include "rekey.h"
#include "script.h"

#include <stdlib.h>

typedef enum
{
  FAIL_ONCE,
  FAIL_ON, /* every later one, too */
  FAILURES,
} Failure;

/* Allocations are counted while a session runs; the nth fails. */
static struct
{
  gboolean counting;
  guint count;
  guint fail_at; /* 0: none */
  Failure failure;
} state;

static gboolean
must_fail (void)
{
  if (!state.counting)
    return FALSE;
  state.count++;
  return state.count == state.fail_at
         || (state.failure == FAIL_ON && state.fail_at && state.count > state.fail_at);
}

void *__real_malloc (size_t size);
void *__real_calloc (size_t count, size_t size);
void *__real_realloc (void *old, size_t size);
void *__real_sodium_malloc (size_t size);
void *__real_arena_alloc (size_t size);
void *__real_arena_resize (void *old, size_t size);
void *__wrap_malloc (size_t size);
void *__wrap_calloc (size_t count, size_t size);
void *__wrap_realloc (void *old, size_t size);
void *__wrap_sodium_malloc (size_t size);
void *__wrap_arena_alloc (size_t size);
void *__wrap_arena_resize (void *old, size_t size);

void *
__wrap_malloc (size_t size)
{
  return must_fail () ? NULL : __real_malloc (size);
}

void *
__wrap_calloc (size_t count, size_t size)
{
  return must_fail () ? NULL : __real_calloc (count, size);
}

void *
__wrap_realloc (void *old, size_t size)
{
  return must_fail () ? NULL : __real_realloc (old, size);
}

void *
__wrap_sodium_malloc (size_t size)
{
  return must_fail () ? NULL : __real_sodium_malloc (size);
}

void *
__wrap_arena_alloc (size_t size)
{
  return must_fail () ? NULL : __real_arena_alloc (size);
}

void *
__wrap_arena_resize (void *old, size_t size)
{
  return must_fail () ? NULL : __real_arena_resize (old, size);
}

static gboolean
attempt (Script *script, gboolean (*what) (Script *))
{
  state.counting = TRUE;
  gboolean done = what (script);
  state.counting = FALSE;
  return done;
}

static gboolean
commit_some (Script *script)
{
  return kit_attempt (script->vault, "INSERT OR REPLACE INTO t VALUES (7, 'x')")
         == SQLITE_OK;
}

/* More than one frame, and more than the file has room for. */
static gboolean
commit_much (Script *script)
{
  return kit_attempt (script->vault, "INSERT INTO t VALUES (7, zeroblob (1300000))")
         == SQLITE_OK;
}

/* The passphrase, made before anything fails. */
static Secret *
get_passphrase (void)
{
  static Secret *secret;
  if (!secret)
    secret = kit_secret ("one");
  return secret;
}

static gboolean
open_it (Script *script)
{
  VaultEnv env = kit_env (disk_files (script->disk));
  return vault_open (&script->vault, KIT_PATH, get_passphrase (), &env) == VAULT_OK;
}

static gboolean
back_up (Script *script)
{
  return backup_write (script->vault, disk_files (script->disk), "copy") == VAULT_OK;
}

static gboolean
change_key (Script *script)
{
  Secret *key;
  gboolean done =
      rekey_store (script->vault, get_passphrase (), KDF_MODERATE, &key) == VAULT_OK;
  secret_free (key);
  return done;
}

static gboolean
check (Script *script)
{
  return vault_check (script->vault) == VAULT_OK;
}

static gboolean
change_slots (Script *script)
{
  Secret *key;
  gboolean done = vault_set_recovery_key (script->vault, &key) == VAULT_OK;
  secret_free (key);
  return vault_set_passphrase (script->vault, get_passphrase (), KDF_INTERACTIVE)
             == VAULT_OK
         && done;
}

/* A closed store with row 1; made once. */
static GBytes *
get_store (void)
{
  static GBytes *store;
  if (!store)
    {
      VaultFiles *files = files_memory_new ();
      Vault *vault = kit_create (files, KIT_PATH);
      kit_add (vault, 1, 10);
      kit_close (vault);
      store = kit_read_file (files, KIT_PATH);
      files_memory_free (files);
    }
  return store;
}

/* A session on it, which has written something or is yet to be opened. */
static Script *
make_script (gboolean closed)
{
  Disk *disk = disk_new_silent ();
  GBytes *store = get_store ();
  disk_put (disk, KIT_PATH, g_bytes_get_data (store, NULL), g_bytes_get_size (store));
  Script *script = script_new_on (disk, NULL);
  if (!closed)
    {
      g_assert_true (script_open (script));
      g_assert_true (script_commit (script, "INSERT INTO t VALUES (2, 'x')"));
    }
  return script;
}

/* Runs what with the nth allocation failing; afterwards row 1 must be there, and what
 * was reported as done. Returns whether there was an nth. */
static gboolean
run_with_fault (gboolean (*what) (Script *), gboolean closed, guint nth)
{
  state.count = 0;
  state.fail_at = 0;
  Script *script = make_script (closed);
  state.fail_at = nth;
  gboolean done = attempt (script, what);
  gboolean reached = state.count >= nth;
  gboolean wrote = done && (what == commit_some || what == commit_much);
  script_kill (script);
  Vault *vault = kit_open (disk_files (script->disk), KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t WHERE id = 1"), ==, 1);
  g_assert_true (!wrote || kit_ask (vault, "SELECT count(*) FROM t WHERE id = 7") == 1);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  vault_abandon (vault);
  script_free (script);
  return reached;
}

/* Where all fail from then on, neighbours show the same; and behind the first hundred
 * it is SQLite that allocates, page by page. With -m slow each is tried. */
static guint
choose_step (guint nth)
{
  if (g_test_slow ())
    return 1;
  return state.failure == FAIL_ON ? 7 : nth < 100 ? 1 : 4;
}

static void
fail_each (gboolean (*what) (Script *), gboolean closed)
{
  get_passphrase ();
  for (int failure = FAIL_ONCE; failure < FAILURES; failure++)
    {
      guint nth = 1;
      state.failure = (Failure)failure;
      guint runs = 0;
      for (; run_with_fault (what, closed, nth); nth += choose_step (nth))
        runs++;
      g_assert_cmpuint (nth, >, 3);
      g_test_message ("%u sessions", runs);
    }
  state.failure = FAIL_ONCE;
}

static void
test_commit (void)
{
  fail_each (commit_some, FALSE);
}

static void
test_much (void)
{
  fail_each (commit_much, FALSE);
}

static void
test_backup (void)
{
  fail_each (back_up, FALSE);
}

static void
test_new_key (void)
{
  fail_each (change_key, FALSE);
}

static void
test_rebuild (void)
{
  fail_each (script_rebuild, FALSE);
}

static void
test_reopen (void)
{
  fail_each (script_reopen, FALSE);
}

static void
test_close (void)
{
  fail_each (script_close, FALSE);
}

static void
test_check (void)
{
  fail_each (check, FALSE);
}

static void
test_slots (void)
{
  fail_each (change_slots, FALSE);
}

static void
test_open (void)
{
  fail_each (open_it, TRUE);
}

/* Making: either there is a store afterwards that opens, or none. */
static void
test_create (void)
{
  for (guint nth = 1;; nth++)
    {
      Script *script = script_new ();
      state.count = 0;
      state.fail_at = nth;
      gboolean done = attempt (script, script_create);
      gboolean reached = state.count >= nth;
      script_kill (script);
      g_assert_cmpint (kit_try (disk_files (script->disk), KIT_PATH, "one"), ==,
                       done ? VAULT_OK : VAULT_MISSING);
      script_free (script);
      if (!reached)
        break;
      g_assert_cmpuint (nth, <, 10000);
    }
}

static void
test_recovery_text (void)
{
  Secret *key = recovery_new ();
  for (guint nth = 1; nth < 8; nth++)
    {
      int group;
      Secret *parsed = NULL;
      state.count = 0;
      state.fail_at = nth;
      state.counting = TRUE;
      Secret *text = recovery_print (key);
      RecoveryProblem problem = RECOVERY_NO_MEMORY;
      if (text)
        problem = recovery_parse (&parsed, (const char *)secret_peek (text),
                                  secret_size (text), &group);
      state.counting = FALSE;
      g_assert_true (problem == RECOVERY_OK || state.count >= nth);
      g_assert_true (problem == RECOVERY_OK || problem == RECOVERY_NO_MEMORY);
      secret_free (parsed);
      secret_free (text);
    }
  secret_free (key);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  g_test_add_func ("/memory/create", test_create);
  g_test_add_func ("/memory/open", test_open);
  g_test_add_func ("/memory/commit", test_commit);
  g_test_add_func ("/memory/rebuild", test_rebuild);
  g_test_add_func ("/memory/reopen", test_reopen);
  g_test_add_func ("/memory/close", test_close);
  g_test_add_func ("/memory/check", test_check);
  g_test_add_func ("/memory/much", test_much);
  g_test_add_func ("/memory/backup", test_backup);
  g_test_add_func ("/memory/new-key", test_new_key);
  g_test_add_func ("/memory/slots", test_slots);
  g_test_add_func ("/memory/recovery-text", test_recovery_text);
  return g_test_run ();
}
