/* Recorded sessions: see script.h. */
#include "script.h"

#include <string.h>

static Expectation *
add_expectation (Script *script)
{
  Expectation *expectation = g_new0 (Expectation, 1);
  expectation->contents = g_ptr_array_new_with_free_func (g_free);
  expectation->passphrases = g_ptr_array_new ();
  expectation->dead_passphrase = script->dead_passphrase;
  g_ptr_array_add (expectation->passphrases, (gpointer)script->passphrase);
  if (script->content)
    g_ptr_array_add (expectation->contents, g_strdup (script->content));
  g_ptr_array_add (script->expectations, expectation);
  disk_mark (script->disk, script->expectations->len - 1);
  return expectation;
}

static void
free_expectation (gpointer data)
{
  Expectation *expectation = data;
  g_ptr_array_unref (expectation->contents);
  g_ptr_array_unref (expectation->passphrases);
  g_free (expectation);
}

/* From now on exactly this is there. */
static void
acknowledge (Script *script, char *content)
{
  g_free (script->content);
  script->content = content;
  add_expectation (script);
}

static Script *
make_script (Disk *disk)
{
  Script *script = g_new0 (Script, 1);
  script->disk = disk;
  script->passphrase = "one";
  script->expectations = g_ptr_array_new_with_free_func (free_expectation);
  return script;
}

Script *
script_new (void)
{
  Script *script = make_script (disk_new ());
  Expectation *expectation = add_expectation (script);
  expectation->may_be_missing = TRUE;
  g_ptr_array_add (expectation->contents, g_strdup ("none"));
  return script;
}

Script *
script_new_on (Disk *disk, const Expectation *known)
{
  Script *script = make_script (disk);
  if (!known)
    return script;
  script->passphrase = g_ptr_array_index (known->passphrases, 0);
  script->dead_passphrase = known->dead_passphrase;
  Expectation *expectation = add_expectation (script);
  for (guint i = 0; i < known->contents->len; i++)
    g_ptr_array_add (expectation->contents,
                     g_strdup (g_ptr_array_index (known->contents, i)));
  for (guint i = 1; i < known->passphrases->len; i++)
    g_ptr_array_add (expectation->passphrases,
                     g_ptr_array_index (known->passphrases, i));
  expectation->may_be_missing = known->may_be_missing;
  return script;
}

void
script_free (Script *script)
{
  vault_abandon (script->vault);
  disk_free (script->disk);
  g_free (script->content);
  g_ptr_array_unref (script->expectations);
  g_free (script);
}

static void
append_row (sqlite3_context *context, int count, sqlite3_value **values)
{
  (void)count;
  g_autofree char *digest =
      g_compute_checksum_for_data (G_CHECKSUM_MD5, sqlite3_value_blob (values[0]),
                                   (gsize)sqlite3_value_bytes (values[0]));
  sqlite3_result_text (context, digest, -1, SQLITE_TRANSIENT);
}

char *
script_content (sqlite3 *db)
{
  sqlite3_create_function (db, "digest", 1, SQLITE_UTF8, NULL, append_row, NULL, NULL);
  sqlite3_stmt *statement = NULL;
  g_autoptr (GString) content = g_string_new ("");
  int code = sqlite3_prepare_v2 (
      db, "SELECT id || '=' || digest (v) FROM t ORDER BY id", -1, &statement, NULL);
  if (code != SQLITE_OK)
    g_string_assign (content, "none");
  else
    while ((code = sqlite3_step (statement)) == SQLITE_ROW)
      g_string_append_printf (content, "%s ",
                              (const char *)sqlite3_column_text (statement, 0));
  if (code != SQLITE_DONE && code != SQLITE_ERROR)
    g_string_printf (content, "error %d", code);
  sqlite3_finalize (statement);
  return g_string_free (g_steal_pointer (&content), FALSE);
}

gboolean
script_create (Script *script)
{
  VaultEnv env = kit_env (disk_files (script->disk));
  Secret *secret = kit_secret (script->passphrase);
  Secret *recovery_key;
  VaultResult result = vault_create (&script->vault, KIT_PATH, secret, KDF_MODERATE,
                                     &recovery_key, &env);
  secret_free (secret);
  secret_free (recovery_key);
  if (result != VAULT_OK)
    return FALSE;
  acknowledge (script, g_strdup ("none"));
  return TRUE;
}

gboolean
script_open (Script *script)
{
  VaultEnv env = kit_env (disk_files (script->disk));
  Secret *secret = kit_secret (script->passphrase);
  VaultResult result = vault_open (&script->vault, KIT_PATH, secret, &env);
  secret_free (secret);
  if (result == VAULT_WRONG_KEY && script->other_passphrase)
    {
      script->passphrase = g_steal_pointer (&script->other_passphrase);
      return script_open (script);
    }
  if (result != VAULT_OK)
    return FALSE;
  acknowledge (script, script_content (vault_database (script->vault)));
  return TRUE;
}

gboolean
script_reopen (Script *script)
{
  if (vault_reopen (script->vault) != VAULT_OK)
    return FALSE;
  char *content = script_content (vault_database (script->vault));
  /* What is only read may be in the page cache alone. */
  if (vault_state (script->vault) == VAULT_WORKING)
    acknowledge (script, content);
  else
    g_free (content);
  return TRUE;
}

gboolean
script_commit (Script *script, const char *sql)
{
  sqlite3 *db = vault_database (script->vault);
  g_autofree char *text = NULL;
  if (sqlite3_exec (db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK
      && sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    text = script_content (db);
  if (text)
    {
      Expectation *expectation = add_expectation (script);
      g_ptr_array_add (expectation->contents, g_strdup (text));
      if (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        {
          acknowledge (script, g_steal_pointer (&text));
          return TRUE;
        }
    }
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
script_rebuild (Script *script)
{
  return vault_rebuild (script->vault) == VAULT_OK;
}

gboolean
script_change_passphrase (Script *script, const char *passphrase)
{
  Expectation *expectation = add_expectation (script);
  expectation->dead_passphrase = NULL;
  g_ptr_array_add (expectation->passphrases, (gpointer)passphrase);
  Secret *secret = kit_secret (passphrase);
  VaultResult result = vault_set_passphrase (script->vault, secret, KDF_INTERACTIVE);
  secret_free (secret);
  if (result != VAULT_OK && result != VAULT_BACKUP_FAILED)
    {
      script->other_passphrase = passphrase;
      return FALSE;
    }
  script->dead_passphrase = script->passphrase;
  script->passphrase = passphrase;
  add_expectation (script);
  return TRUE;
}

gboolean
script_close (Script *script)
{
  return vault_close (g_steal_pointer (&script->vault)) == VAULT_OK;
}

void
script_kill (Script *script)
{
  vault_abandon (g_steal_pointer (&script->vault));
}

/* --- judging --------------------------------------------------------------------- */

static gboolean
is_allowed (const Expectation *expectation, const char *content)
{
  for (guint i = 0; i < expectation->contents->len; i++)
    if (strcmp (g_ptr_array_index (expectation->contents, i), content) == 0)
      return TRUE;
  return FALSE;
}

static char *
judge_vault (Vault *vault, const Expectation *expectation, char **seen)
{
  g_autofree char *content = script_content (vault_database (vault));
  if (vault_state (vault) != VAULT_WORKING)
    return g_strdup_printf ("state %d", vault_state (vault));
  if (!is_allowed (expectation, content))
    return g_strdup_printf ("content %s", content);
  if (kit_ask (vault, "SELECT count(*) = 1 AND max(integrity_check) = 'ok' FROM "
                      "pragma_integrity_check")
      != 1)
    return g_strdup ("integrity_check");
  if (seen)
    *seen = g_steal_pointer (&content);
  return NULL;
}

char *
script_judge (Disk *disk, const Expectation *expectation, char **seen)
{
  VaultEnv env = kit_env (disk_files (disk));
  Vault *vault = NULL;
  VaultResult result = VAULT_WRONG_KEY;
  if (seen)
    *seen = NULL;
  if (expectation->dead_passphrase
      && kit_try (disk_files (disk), KIT_PATH, expectation->dead_passphrase)
             != VAULT_WRONG_KEY)
    return g_strdup ("a passphrase that was changed still opens");
  for (guint i = 0; result == VAULT_WRONG_KEY && i < expectation->passphrases->len; i++)
    {
      Secret *secret = kit_secret (g_ptr_array_index (expectation->passphrases, i));
      result = vault_open (&vault, KIT_PATH, secret, &env);
      secret_free (secret);
    }
  if (result == VAULT_MISSING && expectation->may_be_missing)
    return NULL;
  if (result != VAULT_OK)
    return g_strdup_printf ("opening gives %d", result);
  char *problem = judge_vault (vault, expectation, seen);
  if (problem || disk_calls (disk, DISK_RENAME) == 0)
    vault_abandon (vault);
  else if (vault_close (vault) != VAULT_OK)
    problem = g_strdup ("closing fails");
  return problem;
}
