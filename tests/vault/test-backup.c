/* Generations, copies, slots that reach them, restoring, a new key, erasing, and a
 * store that is read up to its damage. */
#include "backup.h"
#include "erase.h"
#include "kit.h"
#include "rekey.h"
#include "replace.h"
#include "unlock.h"

#include <errno.h>
#include <string.h>

#define WEEK_SECONDS (7 * 24 * 3600)

typedef struct
{
  VaultFiles *files;
  gint64 now;
  Clock clock;
  VaultEnv env;
} World;

static gint64
tell (void *data)
{
  return ((const World *)data)->now;
}

static void
set_up (World *world, gconstpointer data)
{
  (void)data;
  world->files = files_memory_new ();
  world->now = 1790000000;
  world->clock = (Clock){ tell, world };
  world->env = (VaultEnv){ .files = world->files,
                           .costs = kdf_least_costs,
                           .clock = &world->clock };
}

static void
tear_down (World *world, gconstpointer data)
{
  (void)data;
  files_memory_free (world->files);
}

static Vault *
open_as (World *world, const char *path, const char *passphrase, VaultResult expected)
{
  Secret *secret = kit_secret (passphrase);
  Vault *vault;
  VaultResult result = vault_open (&vault, path, secret, &world->env);
  secret_free (secret);
  g_assert_cmpint (result, ==, expected);
  return vault;
}

static Secret *
create (World *world)
{
  Secret *secret = kit_secret ("one");
  Secret *recovery = NULL;
  Vault *vault;
  g_assert_cmpint (
      vault_create (&vault, KIT_PATH, secret, KDF_MODERATE, &recovery, &world->env), ==,
      VAULT_OK);
  secret_free (secret);
  kit_run (vault, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
  kit_close (vault);
  return recovery;
}

static void
add (World *world, gint64 id)
{
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, id, 10);
  kit_close (vault);
}

static gboolean
is_there (World *world, const char *name)
{
  return world->files->ops->exists (world->files->data, name) == 0;
}

/* The number of rows of a store, opened as a store of its own. */
static gint64
count_rows (World *world, const char *path, const char *passphrase)
{
  Vault *vault = open_as (world, path, passphrase, VAULT_OK);
  gint64 count = kit_ask (vault, "SELECT count(*) FROM t");
  vault_abandon (vault);
  return count;
}

static void
test_rotation (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  g_assert_cmpint (count_rows (world, "store.backup-1", "one"), ==, 0);
  add (world, 1);
  /* Of one week there is one. */
  g_assert_cmpint (count_rows (world, "store.backup-1", "one"), ==, 1);
  g_assert_false (is_there (world, "store.backup-2"));
  for (int week = 2; week <= 7; week++)
    {
      world->now += WEEK_SECONDS;
      add (world, week);
    }
  for (unsigned i = 1; i <= BACKUP_GENERATIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("store.backup-%u", i);
      g_assert_cmpint (count_rows (world, name, "one"), ==, 8 - i);
    }
  g_assert_false (is_there (world, "store.backup-6"));
  /* A week in which nothing is changed makes none. */
  world->now += WEEK_SECONDS;
  kit_close (open_as (world, KIT_PATH, "one", VAULT_OK));
  g_assert_cmpint (count_rows (world, "store.backup-1", "one"), ==, 7);
  g_assert_cmpint (count_rows (world, "store.backup-2", "one"), ==, 6);
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  Week first, second;
  g_assert_cmpint (backup_week (vault, 1, &first), ==, VAULT_OK);
  g_assert_cmpint (backup_week (vault, 2, &second), ==, VAULT_OK);
  g_assert_cmpint (first, ==, week_at (world->now - WEEK_SECONDS));
  g_assert_cmpint (second, ==, week_at (world->now - 2 * WEEK_SECONDS));
  vault_abandon (vault);
}

/* What a crash left without a backup gets one at the next closing. */
static void
test_due_after_crash (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, 1, 10);
  vault_abandon (vault);
  kit_close (open_as (world, KIT_PATH, "one", VAULT_OK));
  g_assert_cmpint (count_rows (world, "store.backup-1", "one"), ==, 1);
}

/* One that could not be made in its week is made at the next closing, though that
 * session only read. */
static void
test_lacking (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  g_autoptr (GBytes) first = kit_read_file (world->files, "store.backup-1");
  world->now += WEEK_SECONDS;
  add (world, 1);
  kit_write_file (world->files, "store.backup-1", first);
  kit_close (open_as (world, KIT_PATH, "one", VAULT_OK));
  g_assert_cmpint (count_rows (world, "store.backup-1", "one"), ==, 1);
}

/* No credential that was changed opens a file of the folder, nor either header copy of
 * one alone. */
static void
expect_dead (World *world, const char *passphrase, const Secret *recovery)
{
  static const char *const names[] = { "store", "store.backup-1", "store.backup-2",
                                       "store.replaced-1" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!is_there (world, names[i]))
        continue;
      g_autoptr (GBytes) whole = kit_read_file (world->files, names[i]);
      const guint8 *bytes = g_bytes_get_data (whole, NULL);
      for (unsigned alone = 0; alone <= HEADER_COPIES; alone++)
        {
          guint8 copies[HEADER_BYTES];
          memcpy (copies, bytes, sizeof copies);
          for (unsigned copy = 0; alone < HEADER_COPIES && copy < HEADER_COPIES; copy++)
            if (copy != alone)
              memset (copies + copy * HEADER_COPY_BYTES, 0x5a, HEADER_COPY_BYTES);
          Secret *secret = passphrase ? kit_secret (passphrase) : NULL;
          Unlocked unlocked;
          g_assert_cmpint (
              unlock (&unlocked, copies,
                      &(Credential){ .passphrase = secret,
                                     .recovery_key = passphrase ? NULL : recovery },
                      NULL, kdf_least_costs),
              ==, VAULT_WRONG_KEY);
          secret_free (secret);
        }
    }
}

/* Two generations and a kept file. */
static Secret *
make_family (World *world)
{
  Secret *recovery = create (world);
  world->now += WEEK_SECONDS;
  add (world, 1);
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  Vault *source = open_as (world, "store.backup-2", "one", VAULT_OK);
  char *kept;
  g_assert_cmpint (replace_content (vault, source, &kept), ==, VAULT_OK);
  g_assert_cmpstr (kept, ==, "store.replaced-1");
  free (kept);
  vault_abandon (source);
  kit_close (vault);
  return recovery;
}

static void
test_passphrase (World *world, gconstpointer data)
{
  (void)data;
  Secret *recovery = make_family (world);
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  Secret *fresh = kit_secret ("two");
  g_assert_cmpint (vault_set_passphrase (vault, fresh, KDF_SENSITIVE), ==, VAULT_OK);
  g_assert_cmpint (vault_opening (vault)->cost, ==, KDF_SENSITIVE);
  expect_dead (world, "one", NULL);
  Secret *new_recovery;
  g_assert_cmpint (vault_set_recovery_key (vault, &new_recovery), ==, VAULT_OK);
  expect_dead (world, NULL, recovery);
  vault_abandon (vault);
  g_assert_cmpint (count_rows (world, "store.backup-1", "two"), ==, 0);
  g_assert_cmpint (count_rows (world, "store.backup-2", "two"), ==, 0);
  g_assert_cmpint (count_rows (world, "store.replaced-1", "two"), ==, 1);
  secret_free (fresh);
  secret_free (recovery);
  secret_free (new_recovery);
}

/* A generation that was away while the passphrase changed gets it at the next opening.
 */
static void
test_passphrase_later (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  g_autoptr (GBytes) away = kit_read_file (world->files, "store.backup-1");
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  Secret *fresh = kit_secret ("two");
  g_assert_cmpint (vault_set_passphrase (vault, fresh, KDF_MODERATE), ==, VAULT_OK);
  kit_close (vault);
  secret_free (fresh);
  kit_write_file (world->files, "store.backup-2", away);
  kit_close (open_as (world, KIT_PATH, "two", VAULT_OK));
  expect_dead (world, "one", NULL);
  g_assert_cmpint (count_rows (world, "store.backup-2", "two"), ==, 0);
}

static void
test_new_key (World *world, gconstpointer data)
{
  (void)data;
  Secret *recovery = make_family (world);
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, 7, 10);
  g_autoptr (GBytes) before = kit_read_file (world->files, KIT_PATH);
  Secret *fresh = kit_secret ("two");
  Secret *new_recovery;
  g_assert_cmpint (rekey_store (vault, fresh, KDF_MODERATE, &new_recovery), ==,
                   VAULT_OK);
  expect_dead (world, "one", NULL);
  expect_dead (world, NULL, recovery);
  g_assert_false (is_there (world, "store.backup-2"));
  g_assert_false (is_there (world, "store.replaced-1"));
  g_assert_cmpint (count_rows (world, "store.backup-1", "two"), ==, 1);
  kit_add (vault, 8, 10);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  /* Whoever has the older file has another key. */
  kit_write_file (world->files, "elsewhere", before);
  Vault *older;
  g_assert_cmpint (vault_open_with_key_of (&older, "elsewhere", vault, &world->env), ==,
                   VAULT_WRONG_KEY);
  kit_close (vault);
  g_assert_cmpint (
      vault_open_with_recovery (&vault, KIT_PATH, new_recovery, &world->env), ==,
      VAULT_OK);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 2);
  kit_close (vault);
  secret_free (fresh);
  secret_free (recovery);
  secret_free (new_recovery);
}

static void
test_copy (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, 1, 10);
  g_assert_cmpint (backup_write (vault, world->files, "usb"), ==, VAULT_OK);
  kit_add (vault, 2, 10);
  g_assert_cmpint (backup_write (vault, world->files, "usb"), ==, VAULT_OK);
  g_assert_false (is_there (world, "usb.new"));
  g_assert_cmpint (backup_write (vault, world->files, KIT_PATH), ==, VAULT_EXISTS);
  g_autoptr (GBytes) other = g_bytes_new_static ("somebody's", 10);
  kit_write_file (world->files, "other", other);
  g_assert_cmpint (backup_write (vault, world->files, "other"), ==, VAULT_EXISTS);
  g_autoptr (GBytes) still = kit_read_file (world->files, "other");
  g_assert_true (g_bytes_equal (other, still));
  kit_close (vault);
  g_assert_cmpint (count_rows (world, "usb", "one"), ==, 2);
}

/* What a copy is written to may not give it back. */
static const VaultFileOps *honest;

static int
read_wrongly (VaultFile *file, uint64_t offset, void *out, size_t size)
{
  int error = honest->read (file, offset, out, size);
  if (!error && offset >= HEADER_BYTES && size > 5000)
    ((guint8 *)out)[4200] ^= 1;
  return error;
}

static void
test_copy_checked (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  VaultFiles *usb = files_memory_new ();
  honest = usb->ops;
  VaultFileOps ops = *honest;
  ops.read = read_wrongly;
  VaultFiles lying = { &ops, usb->data };
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, 1, 9000);
  g_assert_cmpint (backup_write (vault, &lying, "usb"), ==, VAULT_DAMAGED);
  g_assert_cmpint (usb->ops->exists (usb->data, "usb"), ==, ENOENT);
  g_assert_cmpint (usb->ops->exists (usb->data, "usb.new"), ==, ENOENT);
  g_assert_cmpint (backup_write (vault, usb, "usb"), ==, VAULT_OK);
  kit_close (vault);
  files_memory_free (usb);
}

static void
test_restore (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  world->now += WEEK_SECONDS;
  add (world, 1);
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, 2, 10);
  Vault *source = open_as (world, "store.backup-2", "one", VAULT_OK);
  char *kept;
  g_assert_cmpint (replace_content (vault, source, &kept), ==, VAULT_OK);
  free (kept);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 0);
  kit_add (vault, 9, 10);
  g_assert_cmpint (vault_check (vault), ==, VAULT_OK);
  kit_close (vault);
  vault_abandon (source);
  g_assert_cmpint (count_rows (world, KIT_PATH, "one"), ==, 1);
  g_assert_cmpint (count_rows (world, "store.replaced-1", "one"), ==, 2);
}

/* The present file is anything; it stays byte for byte. */
static void
test_restore_alone (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  add (world, 1);
  g_autoptr (GBytes) good = kit_read_file (world->files, KIT_PATH);
  kit_write_file (world->files, "copy", good);
  g_autoptr (GBytes) bad = g_bytes_new_static ("nothing like a store", 20);
  kit_write_file (world->files, KIT_PATH, bad);
  Vault *source = open_as (world, "copy", "one", VAULT_OK);
  Vault *vault;
  char *kept;
  world->files->ops->remove (world->files->data, "store.backup-1");
  for (unsigned i = 1; i <= SIBLING_REPLACED; i++)
    {
      g_assert_cmpint (replace_store (&vault, KIT_PATH, source, &world->env, &kept), ==,
                       VAULT_OK);
      g_autofree char *expected = g_strdup_printf ("store.replaced-%u", i);
      g_assert_cmpstr (kept, ==, expected);
      free (kept);
      g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 1);
      vault_abandon (vault);
    }
  g_autoptr (GBytes) still = kit_read_file (world->files, "store.replaced-1");
  g_assert_true (g_bytes_equal (bad, still));
  /* When all names are taken nothing is thrown away. */
  g_assert_cmpint (replace_store (&vault, KIT_PATH, source, &world->env, &kept), ==,
                   VAULT_EXISTS);
  g_assert_null (kept);
  vault_abandon (source);
  g_assert_cmpint (count_rows (world, KIT_PATH, "one"), ==, 1);
  g_assert_false (is_there (world, "store.new"));
}

static void
restore_alone (World *world, const char *copy)
{
  Vault *source = open_as (world, copy, "one", VAULT_OK);
  Vault *vault;
  char *kept;
  g_assert_cmpint (replace_store (&vault, KIT_PATH, source, &world->env, &kept), ==,
                   VAULT_OK);
  free (kept);
  kit_close (vault);
  vault_abandon (source);
}

/* The newest generation may be the last whole state of a store that is damaged: where
 * an older copy is restored, the closing that follows does not write over it. */
static void
test_restore_keeps_newest (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  add (world, 1);
  g_autoptr (GBytes) older = kit_read_file (world->files, KIT_PATH);
  kit_write_file (world->files, "copy", older);
  add (world, 2);
  g_autoptr (GBytes) bad = g_bytes_new_static ("nothing like a store", 20);
  kit_write_file (world->files, KIT_PATH, bad);
  restore_alone (world, "copy");
  g_assert_cmpint (count_rows (world, "store.backup-1", "one"), ==, 1);
  g_assert_cmpint (count_rows (world, "store.replaced-2", "one"), ==, 2);
  /* What is itself restored is there already. */
  restore_alone (world, "store.backup-1");
  g_assert_true (is_there (world, "store.replaced-3"));
  g_assert_false (is_there (world, "store.replaced-4"));
}

/* A store that was worked in gives no copy its place. */
static void
test_copy_over_store (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  g_autoptr (GBytes) older = kit_read_file (world->files, KIT_PATH);
  kit_write_file (world->files, "copy", older);
  add (world, 1);
  Vault *copy = open_as (world, "copy", "one", VAULT_OK);
  g_assert_cmpint (backup_write (copy, world->files, KIT_PATH), ==, VAULT_EXISTS);
  vault_abandon (copy);
  g_assert_cmpint (count_rows (world, KIT_PATH, "one"), ==, 1);
}

static VaultResult
delete_two (sqlite3 *db, void *data)
{
  (void)data;
  return sqlite3_exec (db, "DELETE FROM t WHERE id = 2", NULL, NULL, NULL) == SQLITE_OK
             ? VAULT_OK
             : VAULT_IO;
}

static void
test_edit (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  for (int week = 1; week <= 3; week++)
    {
      world->now += WEEK_SECONDS;
      add (world, week);
    }
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  Week before, after;
  g_assert_cmpint (backup_week (vault, 2, &before), ==, VAULT_OK);
  world->now += WEEK_SECONDS;
  /* A damaged generation cannot be cleaned, and goes. */
  g_autoptr (GBytes) whole = kit_read_file (world->files, "store.backup-3");
  gsize size = g_bytes_get_size (whole);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);
  bytes[HEADER_BYTES + 3000] ^= 1;
  g_autoptr (GBytes) damaged = g_bytes_new (bytes, size);
  kit_write_file (world->files, "store.backup-3", damaged);
  g_assert_cmpint (backup_edit (vault, delete_two, NULL), ==, VAULT_OK);
  g_assert_cmpint (backup_week (vault, 2, &after), ==, VAULT_OK);
  g_assert_cmpint (before, ==, after);
  g_assert_cmpint (kit_ask (vault, "SELECT count(*) FROM t"), ==, 3);
  vault_abandon (vault);
  g_assert_cmpint (count_rows (world, "store.backup-1", "one"), ==, 2);
  g_assert_cmpint (count_rows (world, "store.backup-2", "one"), ==, 1);
  g_assert_false (is_there (world, "store.backup-3"));
}

static void
test_erase (World *world, gconstpointer data)
{
  (void)data;
  secret_free (make_family (world));
  g_autoptr (GBytes) leftover = kit_read_file (world->files, "store.backup-1");
  kit_write_file (world->files, "store.new", leftover);
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (erase_store (KIT_PATH, &world->env), ==, VAULT_IN_USE);
  g_assert_true (is_there (world, KIT_PATH));
  vault_abandon (vault);
  /* Opening has removed the leftover. */
  kit_write_file (world->files, "store.new", leftover);
  VaultFile *held;
  g_assert_cmpint (world->files->ops->open (world->files->data, "store", &held), ==, 0);
  g_assert_cmpint (erase_store (KIT_PATH, &world->env), ==, VAULT_OK);
  static const char *const names[] = { "store", "store.new", "store.backup-1",
                                       "store.backup-2", "store.replaced-1" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (is_there (world, names[i]));
  g_assert_cmpint (erase_store (KIT_PATH, &world->env), ==, VAULT_MISSING);
  /* What somebody still has open holds no slot any more. */
  guint8 copies[HEADER_BYTES];
  g_assert_cmpint (world->files->ops->read (held, 0, copies, sizeof copies), ==, 0);
  world->files->ops->close (held);
  Secret *secret = kit_secret ("one");
  Unlocked unlocked;
  g_assert_cmpint (unlock (&unlocked, copies, &(Credential){ .passphrase = secret },
                           NULL, kdf_least_costs),
                   ==, VAULT_WRONG_KEY);
  secret_free (secret);
}

/* Three commits; the bytes of the second are spoilt. */
static void
test_damaged (World *world, gconstpointer data)
{
  (void)data;
  secret_free (create (world));
  Vault *vault = open_as (world, KIT_PATH, "one", VAULT_OK);
  for (int id = 1; id <= 3; id++)
    kit_add (vault, id, 10);
  vault_abandon (vault);
  g_autoptr (GBytes) whole = kit_read_file (world->files, KIT_PATH);
  gsize size = g_bytes_get_size (whole);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);
  int seen = 0;
  for (gsize at = HEADER_BYTES; at < 200000; at += 4096)
    {
      bytes[at + 500] ^= 1;
      g_autoptr (GBytes) damaged = g_bytes_new (bytes, size);
      kit_write_file (world->files, KIT_PATH, damaged);
      bytes[at + 500] ^= 1;
      Secret *secret = kit_secret ("one");
      VaultResult result = vault_open (&vault, KIT_PATH, secret, &world->env);
      if (result == VAULT_DAMAGED)
        {
          result = vault_open_damaged (&vault, KIT_PATH, secret, &world->env);
          if (result == VAULT_OK)
            {
              seen |= 1 << kit_ask (vault, "SELECT count(*) FROM t");
              g_assert_cmpint (vault_state (vault), ==, VAULT_READING);
              g_assert_cmpint (vault_problem (vault), ==, VAULT_DAMAGED);
              g_assert_cmpint (kit_attempt (vault, "DELETE FROM t"), ==,
                               SQLITE_CONSTRAINT_COMMITHOOK);
              g_assert_cmpint (backup_write (vault, world->files, "rest"), ==,
                               VAULT_OK);
              /* Another may hold more than this one. */
              g_assert_cmpint (backup_write (vault, world->files, "rest"), ==,
                               VAULT_EXISTS);
              gint64 count = kit_ask (vault, "SELECT count(*) FROM t");
              vault_close (vault);
              g_assert_cmpint (count_rows (world, "rest", "one"), ==, count);
              world->files->ops->remove (world->files->data, "rest");
            }
          else
            g_assert_cmpint (result, ==, VAULT_DAMAGED);
          g_autoptr (GBytes) still = kit_read_file (world->files, KIT_PATH);
          g_assert_true (g_bytes_equal (damaged, still));
        }
      else
        vault_abandon (vault);
      secret_free (secret);
    }
  /* Up to before the second row, and before the first. */
  g_assert_cmpint (seen & 3, ==, 3);
}

#define ADD(path, function)                                                            \
  g_test_add ("/backup/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  ADD ("rotation", test_rotation);
  ADD ("due-after-crash", test_due_after_crash);
  ADD ("lacking", test_lacking);
  ADD ("passphrase", test_passphrase);
  ADD ("passphrase-later", test_passphrase_later);
  ADD ("new-key", test_new_key);
  ADD ("copy", test_copy);
  ADD ("copy-checked", test_copy_checked);
  ADD ("restore", test_restore);
  ADD ("restore-alone", test_restore_alone);
  ADD ("restore-keeps-newest", test_restore_keeps_newest);
  ADD ("copy-over-store", test_copy_over_store);
  ADD ("edit", test_edit);
  ADD ("erase", test_erase);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
