/* Each call of the back end fails once, in each way, while something touches several
 * files: a closing that moves generations on, a new passphrase, a new key, a restored
 * store, an edit of every copy, erasing. Whatever failed, the store opens with what it
 * held or what it was to hold, and no generation is lost; and what says that it was
 * done has been done. */
#include "backup.h"
#include "disk.h"
#include "erase.h"
#include "kit.h"
#include "rekey.h"
#include "replace.h"
#include "script.h"

#include <errno.h>
#include <string.h>

#define WEEK_SECONDS (7 * 24 * 3600)

typedef struct
{
  Disk *disk;
  gint64 now;
  Clock clock;
  VaultEnv env;
  Vault *vault;
  VaultFiles *memory;
  Vault *source; /* the newest generation, opened there */
} World;

static gint64
tell (void *data)
{
  return ((const World *)data)->now;
}

static Vault *
try_open (World *world, const char *path, const char *passphrase, VaultResult *result)
{
  Secret *secret = kit_secret (passphrase);
  Vault *vault;
  *result = vault_open (&vault, path, secret, &world->env);
  secret_free (secret);
  return vault;
}

/* Two generations, of no row and of one, and an open session with a second row. */
static void
init_world (World *world)
{
  world->disk = disk_new ();
  world->now = 1790000000;
  world->clock = (Clock){ tell, world };
  world->env = (VaultEnv){ .files = disk_files (world->disk),
                           .costs = kdf_least_costs,
                           .clock = &world->clock };
  Secret *secret = kit_secret ("one");
  Secret *recovery;
  VaultResult result = vault_create (&world->vault, KIT_PATH, secret, KDF_MODERATE,
                                     &recovery, &world->env);
  g_assert_cmpint (result, ==, VAULT_OK);
  secret_free (secret);
  secret_free (recovery);
  kit_run (world->vault, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
  for (int week = 0; week < 2; week++)
    {
      kit_close (world->vault);
      world->now += WEEK_SECONDS;
      world->vault = try_open (world, KIT_PATH, "one", &result);
      g_assert_cmpint (result, ==, VAULT_OK);
      kit_add (world->vault, week, 10);
    }
  world->memory = files_memory_new ();
  g_autoptr (GBytes) bytes = kit_read_file (world->env.files, "store.backup-1");
  kit_write_file (world->memory, "copy", bytes);
  world->source = kit_open (world->memory, "copy", "one", VAULT_OK);
}

static void
clear_world (World *world)
{
  vault_abandon (world->vault);
  vault_abandon (world->source);
  disk_free (world->disk);
  files_memory_free (world->memory);
}

typedef VaultResult (*Act) (World *world);

static VaultResult
close_store (World *world)
{
  return vault_close (g_steal_pointer (&world->vault));
}

static VaultResult
change_passphrase (World *world)
{
  Secret *secret = kit_secret ("two");
  VaultResult result = vault_set_passphrase (world->vault, secret, KDF_MODERATE);
  secret_free (secret);
  return result;
}

static VaultResult
change_key (World *world)
{
  Secret *secret = kit_secret ("two");
  Secret *recovery;
  VaultResult result = rekey_store (world->vault, secret, KDF_MODERATE, &recovery);
  secret_free (secret);
  secret_free (recovery);
  return result;
}

static VaultResult
restore (World *world)
{
  char *kept;
  VaultResult result = replace_content (world->vault, world->source, &kept);
  free (kept);
  return result;
}

static VaultResult
delete_first (sqlite3 *db, void *data)
{
  (void)data;
  int code = sqlite3_exec (db, "DELETE FROM t WHERE id = 0", NULL, NULL, NULL);
  return code == SQLITE_OK ? VAULT_OK : VAULT_IO;
}

static VaultResult
edit (World *world)
{
  return backup_edit (world->vault, delete_first, NULL);
}

static VaultResult
erase (World *world)
{
  vault_abandon (g_steal_pointer (&world->vault));
  return erase_store (KIT_PATH, &world->env);
}

typedef struct
{
  const char *name;
  Act act;
  gint64 before, after; /* rows of the store */
  const char *passphrase; /* of the store when it is done */
  gboolean gone; /* there is no store when it is done */
  guint generations; /* that are whole, done or not */
} Case;

static const Case cases[] = {
  { "close", close_store, 2, 2, "one", FALSE, 2 },
  { "passphrase", change_passphrase, 2, 2, "two", FALSE, 2 },
  { "key", change_key, 2, 2, "two", FALSE, 0 },
  { "restore", restore, 2, 1, "one", FALSE, 2 },
  { "edit", edit, 2, 2, "one", FALSE, 2 },
  { "erase", erase, 2, 2, "one", TRUE, 0 },
};

/* A copy that the old passphrase opens, or NULL. */
static char *
find_old_copy (World *world)
{
  char *problem = NULL;
  for (unsigned i = 1; i <= BACKUP_GENERATIONS && !problem; i++)
    {
      char *name = sibling_name (KIT_PATH, SIBLING_BACKUP, i);
      VaultResult old = kit_try (world->env.files, name, "one");
      if (old != VAULT_WRONG_KEY && old != VAULT_MISSING)
        problem = g_strdup_printf ("the old passphrase gives %d for %s", old, name);
      free (name);
    }
  return problem;
}

/* How many generations open with this passphrase, and are sound. */
static guint
count_generations (World *world, const char *passphrase)
{
  guint count = 0;
  for (unsigned i = 1; i <= BACKUP_GENERATIONS; i++)
    {
      VaultResult result;
      char *name = sibling_name (KIT_PATH, SIBLING_BACKUP, i);
      Vault *vault = try_open (world, name, passphrase, &result);
      count += vault && vault_check (vault) == VAULT_OK;
      vault_abandon (vault);
      free (name);
    }
  return count;
}

/* What is wrong with what is there, or NULL. */
static char *
judge (World *world, const Case *what, VaultResult said)
{
  gboolean done = said == VAULT_OK || said == VAULT_BACKUP_FAILED;
  gboolean renews = strcmp (what->passphrase, "two") == 0;
  char *old = renews && said == VAULT_OK ? find_old_copy (world) : NULL;
  if (old)
    return old;
  VaultResult result;
  Vault *vault = try_open (world, KIT_PATH, what->passphrase, &result);
  if (what->gone)
    {
      vault_abandon (vault);
      return done && result != VAULT_MISSING ? g_strdup ("not erased") : NULL;
    }
  const char *passphrase = what->passphrase;
  if (result == VAULT_WRONG_KEY && !done)
    vault = try_open (world, KIT_PATH, passphrase = "one", &result);
  if (!vault)
    return g_strdup_printf ("opening gives %d", result);
  gint64 rows = kit_ask (vault, "SELECT count(*) FROM t");
  char *problem = NULL;
  if (rows != what->after && (done || rows != what->before))
    problem = g_strdup_printf ("%d rows", (int)rows);
  else if (vault_check (vault) != VAULT_OK)
    problem = g_strdup ("not sound");
  vault_abandon (vault);
  /* Opening gave every copy the store's slots. */
  if (!problem && renews && done)
    problem = find_old_copy (world);
  if (!problem && count_generations (world, passphrase) < what->generations)
    problem = g_strdup ("a generation is lost");
  return problem;
}

static const struct
{
  DiskCall call;
  int error;
} failures[] = {
  { DISK_OPEN, EACCES },   { DISK_CREATE, ENOSPC }, { DISK_SIZE, EIO },
  { DISK_READ, EIO },      { DISK_WRITE, ENOSPC },  { DISK_SYNC, EIO },
  { DISK_RENAME, EACCES }, { DISK_REMOVE, EACCES }, { DISK_SYNC_FOLDER, EIO },
};

/* Whether the nth call of this kind was reached. */
static gboolean
fail_once (const Case *what, guint which, guint nth, DiskFailure way)
{
  World world;
  init_world (&world);
  DiskCall call = failures[which].call;
  guint before = disk_calls (world.disk, call);
  disk_fail (world.disk, call, nth, failures[which].error, way);
  VaultResult said = what->act (&world);
  gboolean reached = disk_calls (world.disk, call) - before >= nth;
  disk_fail (world.disk, call, 0, 0, way);
  vault_abandon (g_steal_pointer (&world.vault));
  char *problem = judge (&world, what, said);
  if (problem)
    g_error ("%s, call %u, number %u, way %d said %d: %s", what->name, call, nth, way,
             said, problem);
  clear_world (&world);
  return reached;
}

static void
test_case (gconstpointer data)
{
  const Case *what = data;
  guint count = 0;
  for (guint which = 0; which < G_N_ELEMENTS (failures); which++)
    for (int way = DISK_FAIL_ONCE; way <= DISK_FAIL_AFTER; way++)
      for (guint nth = 1; fail_once (what, which, nth, (DiskFailure)way); nth++)
        count++;
  g_test_message ("%u failures", count);
  g_assert_cmpuint (count, >, 20);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fault-copies/%s", cases[i].name);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
