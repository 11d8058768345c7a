/* Shared by the vault's tests: see kit.h. */
#include "kit.h"

#include "arena.h"

#include <malloc.h>
#include <string.h>

void
kit_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_assert_cmpint (vault_init (), ==, 0);
  /* Stores are made and dropped by the thousand: keep their megabytes. */
  mallopt (M_MMAP_THRESHOLD, 1 << 28);
  mallopt (M_TRIM_THRESHOLD, 1 << 28);
  mallopt (M_TOP_PAD, 1 << 26);
  arena_alloc (1);
}

Secret *
kit_secret (const char *text)
{
  Secret *secret = secret_new_copy (text, strlen (text));
  /* The one allocation that a test lets fail is not meant to be this one. */
  if (!secret)
    secret = secret_new_copy (text, strlen (text));
  g_assert_nonnull (secret);
  return secret;
}

VaultEnv
kit_env (const VaultFiles *files)
{
  return (VaultEnv){
    .files = files, .costs = kdf_least_costs, .backups = VAULT_BACKUPS_NONE
  };
}

Vault *
kit_create (const VaultFiles *files, const char *path)
{
  VaultEnv env = kit_env (files);
  Secret *passphrase = kit_secret ("one");
  Secret *recovery_key;
  Vault *vault;
  VaultResult result =
      vault_create (&vault, path, passphrase, KDF_MODERATE, &recovery_key, &env);
  g_assert_cmpint (result, ==, VAULT_OK);
  secret_free (passphrase);
  secret_free (recovery_key);
  kit_run (vault, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
  return vault;
}

Vault *
kit_open (const VaultFiles *files, const char *path, const char *passphrase,
          VaultResult expected)
{
  VaultEnv env = kit_env (files);
  Secret *secret = kit_secret (passphrase);
  Vault *vault;
  VaultResult result = vault_open (&vault, path, secret, &env);
  g_assert_cmpint (result, ==, expected);
  g_assert_true ((vault != NULL) == (expected == VAULT_OK));
  secret_free (secret);
  return vault;
}

VaultResult
kit_try (const VaultFiles *files, const char *path, const char *passphrase)
{
  VaultEnv env = kit_env (files);
  Secret *secret = kit_secret (passphrase);
  Vault *vault;
  VaultResult result = vault_open (&vault, path, secret, &env);
  secret_free (secret);
  vault_abandon (vault);
  return result;
}

int
kit_attempt (Vault *vault, const char *sql)
{
  return sqlite3_exec (vault_database (vault), sql, NULL, NULL, NULL);
}

void
kit_run (Vault *vault, const char *sql)
{
  int code = kit_attempt (vault, sql);
  if (code != SQLITE_OK)
    g_error ("%s: %d %s", sql, code, sqlite3_errmsg (vault_database (vault)));
}

gint64
kit_ask (Vault *vault, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 answer = -1;
  if (sqlite3_prepare_v2 (vault_database (vault), sql, -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

void
kit_add (Vault *vault, gint64 id, unsigned size)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO t VALUES (%" G_GINT64_FORMAT ", randomblob (%u))", id, size);
  kit_run (vault, sql);
}

void
kit_close (Vault *vault)
{
  g_assert_cmpint (vault_close (vault), ==, VAULT_OK);
}

GBytes *
kit_read_file (const VaultFiles *files, const char *path)
{
  VaultFile *file;
  uint64_t size;
  g_assert_cmpint (files->ops->open (files->data, path, &file), ==, 0);
  g_assert_cmpint (files->ops->size (file, &size), ==, 0);
  guint8 *content = g_malloc (size);
  g_assert_cmpint (files->ops->read (file, 0, content, size), ==, 0);
  files->ops->close (file);
  return g_bytes_new_take (content, size);
}

void
kit_write_file (const VaultFiles *files, const char *path, GBytes *content)
{
  VaultFile *file;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (content, &size);
  files->ops->remove (files->data, path);
  g_assert_cmpint (files->ops->create (files->data, path, &file), ==, 0);
  if (size > 0)
    g_assert_cmpint (files->ops->write (file, 0, bytes, size), ==, 0);
  files->ops->close (file);
}
