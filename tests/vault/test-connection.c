/* What is fixed about the connection, and what may never reach a frame. */
#include "inside.h"
#include "kit.h"

#include <string.h>

typedef struct
{
  VaultFiles *files;
  Vault *vault;
  gint64 now;
} World;

static void
set_up (World *world, gconstpointer data)
{
  (void)data;
  world->files = files_memory_new ();
  world->vault = kit_create (world->files, KIT_PATH);
}

static void
tear_down (World *world, gconstpointer data)
{
  (void)data;
  vault_abandon (world->vault);
  files_memory_free (world->files);
}

static char *
ask_text (Vault *vault, const char *sql)
{
  sqlite3_stmt *statement;
  char *answer = NULL;
  if (sqlite3_prepare_v2 (vault_database (vault), sql, -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    answer = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return answer;
}

/* No other value, by whatever name the database goes. */
static void
test_pragmas (World *world, gconstpointer data)
{
  (void)data;
  static const struct
  {
    const char *name, *value, *other;
  } fixed[] = {
    { "journal_mode", "memory", "delete" },
    { "journal_mode", "memory", "wal" },
    { "journal_mode", "memory", "off" },
    { "locking_mode", "exclusive", "normal" },
    { "cache_spill", "0", "on" },
    { "cache_spill", "0", "100" },
    { "temp_store", "1", "memory" },
    { "synchronous", "2", "off" },
    { "synchronous", "2", "normal" },
    { "page_size", "4096", "8192" },
    { "auto_vacuum", "0", "full" },
    { "secure_delete", "1", "off" },
    { "mmap_size", NULL, "100000" },
    { "writable_schema", "0", "on" },
    { "temp_store_directory", NULL, "'/tmp'" },
    { "trusted_schema", "0", "on" },
  };
  static const char *const forms[] = { "PRAGMA %s = %s", "PRAGMA main.%s = %s",
                                       "PRAGMA temp.%s = %s", "PRAGMA %s (%s)" };
  for (size_t i = 0; i < G_N_ELEMENTS (fixed); i++)
    {
      g_autofree char *question = g_strdup_printf ("PRAGMA %s", fixed[i].name);
      for (size_t j = 0; j < G_N_ELEMENTS (forms); j++)
        {
          g_autofree char *sql = NULL;
          G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
          sql = g_strdup_printf (forms[j], fixed[i].name, fixed[i].other);
#pragma GCC diagnostic pop
          G_GNUC_END_IGNORE_DEPRECATIONS
          g_assert_cmpint (kit_attempt (world->vault, sql), !=, SQLITE_OK);
        }
      g_autofree char *value = ask_text (world->vault, question);
      if (fixed[i].value)
        g_assert_cmpstr (value, ==, fixed[i].value);
    }
  /* The VFS refuses by itself, if another authorizer should take the place of ours. */
  sqlite3_set_authorizer (vault_database (world->vault), NULL, NULL);
  g_assert_cmpint (kit_attempt (world->vault, "PRAGMA synchronous = OFF"), !=,
                   SQLITE_OK);
  g_assert_nonnull (
      strstr (sqlite3_errmsg (vault_database (world->vault)), "is fixed"));
  kit_run (world->vault, "PRAGMA user_version = 3; PRAGMA application_id = 9");
  g_assert_cmpint (kit_ask (world->vault, "PRAGMA user_version"), ==, 3);
}

static void
test_other_files (World *world, gconstpointer data)
{
  (void)data;
  static const char *const refused[] = {
    "ATTACH '/tmp/other' AS other",      "ATTACH ':memory:' AS other",
    "ATTACH 'rebuilt' AS other",         "VACUUM",
    "VACUUM INTO '/tmp/other'",          "SELECT load_extension ('x')",
    "UPDATE sqlite_schema SET sql = ''",
  };
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (kit_attempt (world->vault, refused[i]), !=, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_limit (vault_database (world->vault), SQLITE_LIMIT_ATTACHED, -1), ==, 0);
  g_assert_cmpint (vault_rebuild (world->vault), ==, VAULT_OK);
  g_assert_cmpint (
      sqlite3_limit (vault_database (world->vault), SQLITE_LIMIT_ATTACHED, -1), ==, 0);
  g_assert_cmpint (kit_attempt (world->vault, "ATTACH ':memory:' AS other"), !=,
                   SQLITE_OK);
  /* Sorting, temporary tables and large statements stay in memory. */
  kit_run (world->vault, "CREATE TEMP TABLE x (a); WITH RECURSIVE n (i) AS (SELECT 1 "
                         "UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO x "
                         "SELECT randomblob (100) FROM n");
  g_assert_cmpint (kit_ask (world->vault, "SELECT count(*) FROM (SELECT a FROM x ORDER "
                                          "BY a)"),
                   ==, 50000);
}

static void
test_defensive (World *world, gconstpointer data)
{
  (void)data;
  sqlite3 *db = vault_database (world->vault);
  int value;
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, -1, &value);
  g_assert_cmpint (value, ==, 1);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &value);
  g_assert_cmpint (value, ==, 0);
  kit_run (world->vault, "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                         "CREATE TABLE c (p REFERENCES p (id))");
  g_assert_cmpint (kit_attempt (world->vault, "INSERT INTO c VALUES (5)"), !=,
                   SQLITE_OK);
}

/* Ten times the page cache: nothing may spill into the image. */
#define LINES 20000
#define CANARY "canary-of-a-refused-import"

static void
fill_with_canaries (Vault *vault)
{
  kit_run (vault, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                  "WHERE i < 20000) INSERT INTO t SELECT i, '" CANARY
                  "' || randomblob (500) FROM n");
}

static guint
count_canaries (const World *world)
{
  g_autoptr (GBytes) content = kit_read_file (world->files, KIT_PATH);
  Inside *inside = inside_new (content);
  guint count = inside_count (inside, CANARY, strlen (CANARY));
  g_assert_cmpuint (inside->frames->len, >, 0);
  inside_free (inside);
  return count;
}

static void
test_refused_import (World *world, gconstpointer data)
{
  (void)data;
  kit_run (world->vault, "BEGIN");
  fill_with_canaries (world->vault);
  kit_run (world->vault, "ROLLBACK");
  kit_add (world->vault, 1, 10);

  /* Refused by its last row. */
  kit_run (world->vault, "BEGIN");
  kit_run (world->vault, "DELETE FROM t");
  fill_with_canaries (world->vault);
  g_assert_cmpint (kit_attempt (world->vault, "INSERT INTO t VALUES (1, 0)"), !=,
                   SQLITE_OK);
  kit_run (world->vault, "ROLLBACK");
  g_assert_cmpint (kit_ask (world->vault, "SELECT count(*) FROM t"), ==, 1);

  /* And a statement that fails within a transaction that does not. */
  kit_run (world->vault, "BEGIN");
  kit_add (world->vault, 2, 10);
  g_assert_cmpint (
      kit_attempt (
          world->vault,
          "WITH RECURSIVE n (i) AS (SELECT 40000 UNION ALL SELECT i - 1 FROM n "
          "WHERE i > 1) INSERT INTO t SELECT i, '" CANARY
          "' || randomblob (300) FROM n"),
      !=, SQLITE_OK);
  kit_run (world->vault, "COMMIT");
  kit_add (world->vault, 3, 10);
  g_assert_cmpuint (count_canaries (world), ==, 0);
  g_assert_cmpint (vault_check (world->vault), ==, VAULT_OK);

  /* The search can find: */
  kit_run (world->vault, "INSERT INTO t VALUES (4, '" CANARY "')");
  g_assert_cmpuint (count_canaries (world), ==, 1);

  /* What is deleted is out of the file after a rebuild. */
  kit_run (world->vault, "DELETE FROM t WHERE id = 4");
  g_assert_cmpuint (count_canaries (world), >, 0);
  g_assert_cmpint (vault_rebuild (world->vault), ==, VAULT_OK);
  g_assert_cmpuint (count_canaries (world), ==, 0);
}

static gint64
read_now (void *data)
{
  return ((World *)data)->now;
}

/* SQL's clock and the weeks in the header are the vault's. */
static void
test_clock (World *world, gconstpointer data)
{
  (void)data;
  Clock clock = { read_now, world };
  VaultEnv env = { world->files, kdf_least_costs, &clock, VAULT_BACKUPS_NONE };
  Secret *secret = kit_secret ("one");
  Secret *recovery_key;
  Vault *vault;
  world->now = 1795478400; /* 2026-11-24 */
  g_assert_cmpint (
      vault_create (&vault, "clock", secret, KDF_MODERATE, &recovery_key, &env), ==,
      VAULT_OK);
  g_assert_cmpint (vault_opening (vault)->created, ==, 202648);
  g_assert_cmpint (vault_opening (vault)->closed, ==, 202648);
  kit_run (vault, "CREATE TABLE t (x)");
  world->now += 14 * 86400;
  g_autofree char *day = ask_text (vault, "SELECT datetime ('now')");
  g_assert_cmpstr (day, ==, "2026-12-08 00:00:00");
  kit_close (vault);
  world->now += 7 * 86400;
  g_assert_cmpint (vault_open (&vault, "clock", secret, &env), ==, VAULT_OK);
  g_assert_cmpint (vault_opening (vault)->created, ==, 202648);
  g_assert_cmpint (vault_opening (vault)->closed, ==, 202650);
  kit_close (vault);
  secret_free (secret);
  secret_free (recovery_key);
}

/* Pages that a transaction drew and gave back, and one that shrinks. */
static void
test_give_back (World *world, gconstpointer data)
{
  (void)data;
  for (int round = 0; round < 4; round++)
    {
      kit_run (world->vault, "BEGIN");
      fill_with_canaries (world->vault);
      kit_run (world->vault, "DELETE FROM t");
      kit_add (world->vault, 1, 100);
      kit_run (world->vault, "COMMIT");
      g_assert_cmpint (vault_check (world->vault), ==, VAULT_OK);
      kit_run (world->vault, "DELETE FROM t");
      g_assert_cmpint (vault_check (world->vault), ==, VAULT_OK);
    }
  vault_abandon (world->vault);
  world->vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (vault_check (world->vault), ==, VAULT_OK);
  g_assert_cmpint (kit_ask (world->vault, "SELECT count(*) FROM t"), ==, 0);
}

/* An unfinished transaction is undone by closing. */
static void
test_close_rolls_back (World *world, gconstpointer data)
{
  (void)data;
  kit_add (world->vault, 1, 10);
  kit_run (world->vault, "BEGIN");
  kit_add (world->vault, 2, 10);
  kit_close (g_steal_pointer (&world->vault));
  world->vault = kit_open (world->files, KIT_PATH, "one", VAULT_OK);
  g_assert_cmpint (kit_ask (world->vault, "SELECT count(*) FROM t"), ==, 1);
  g_assert_false (vault_opening (world->vault)->unclean);
}

static void
test_reopen (World *world, gconstpointer data)
{
  (void)data;
  kit_add (world->vault, 1, 10);
  sqlite3_stmt *statement;
  sqlite3_prepare_v2 (vault_database (world->vault), "SELECT 1", -1, &statement, NULL);
  g_assert_cmpint (vault_reopen (world->vault), ==, VAULT_BUSY);
  sqlite3_finalize (statement);
  g_assert_cmpint (vault_reopen (world->vault), ==, VAULT_OK);
  g_assert_true (vault_opening (world->vault)->unclean);
  g_assert_cmpint (kit_ask (world->vault, "SELECT count(*) FROM t"), ==, 1);
  kit_add (world->vault, 2, 10);
  kit_run (world->vault, "BEGIN");
  g_assert_cmpint (vault_check (world->vault), ==, VAULT_BUSY);
  kit_run (world->vault, "ROLLBACK");
  g_assert_cmpint (vault_check (world->vault), ==, VAULT_OK);

  /* What the file no longer holds, opening again and checking find. */
  g_autoptr (GBytes) content = kit_read_file (world->files, KIT_PATH);
  const uint8_t *bytes = g_bytes_get_data (content, NULL);
  uint8_t other = bytes[8192 + 300] ^ 1;
  VaultFile *file;
  world->files->ops->open (world->files->data, KIT_PATH, &file);
  g_assert_cmpint (world->files->ops->write (file, 8192 + 300, &other, 1), ==, 0);
  world->files->ops->close (file);
  g_assert_cmpint (vault_check (world->vault), ==, VAULT_DAMAGED);
  g_assert_cmpint (vault_reopen (world->vault), ==, VAULT_DAMAGED);
  g_assert_cmpint (vault_state (world->vault), ==, VAULT_FAILED);
  g_assert_cmpint (vault_problem (world->vault), ==, VAULT_DAMAGED);
  g_assert_null (vault_database (world->vault));
  g_assert_cmpint (vault_check (world->vault), ==, VAULT_DAMAGED);
  g_assert_cmpint (vault_rebuild (world->vault), ==, VAULT_DAMAGED);
  kit_write_file (world->files, KIT_PATH, content);
  g_assert_cmpint (vault_reopen (world->vault), ==, VAULT_OK);
  g_assert_cmpint (kit_ask (world->vault, "SELECT count(*) FROM t"), ==, 2);
  kit_close (g_steal_pointer (&world->vault));
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
#define ADD(name, function)                                                            \
  g_test_add ("/connection/" name, World, NULL, set_up, function, tear_down)
  ADD ("pragmas", test_pragmas);
  ADD ("other-files", test_other_files);
  ADD ("defensive", test_defensive);
  ADD ("refused-import", test_refused_import);
  ADD ("clock", test_clock);
  ADD ("give-back", test_give_back);
  ADD ("close-rolls-back", test_close_rolls_back);
  ADD ("reopen", test_reopen);
  return g_test_run ();
}
