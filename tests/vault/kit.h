/* What the vault's tests share: a cheap store in any back end, one small table, and
 * statements that must succeed. */
#pragma once

#include <glib.h>

#include "base.h"
#include "vault.h"

#define KIT_PATH "store"

/* What each test program does first. */
void kit_init (int *argc, char ***argv);

/* A passphrase as a Secret; freed with secret_free(). */
Secret *kit_secret (const char *text);

/* The least key derivation, on these files, and no generations of backups. */
VaultEnv kit_env (const VaultFiles *files);

/* A store with the passphrase "one" and an empty table t (id INTEGER PRIMARY KEY, v).
 */
Vault *kit_create (const VaultFiles *files, const char *path);

/* Opens with the passphrase; the test fails unless this gives expected. NULL unless
 * that is VAULT_OK. */
Vault *kit_open (const VaultFiles *files, const char *path, const char *passphrase,
                 VaultResult expected);

/* What opening gives, and closes again without writing. */
VaultResult kit_try (const VaultFiles *files, const char *path, const char *passphrase);

/* Runs SQL, which must succeed. */
void kit_run (Vault *vault, const char *sql);

/* Runs SQL and gives SQLite's code. */
int kit_attempt (Vault *vault, const char *sql);

/* The first column of a query's first row, or -1 where there is none or it fails. */
gint64 kit_ask (Vault *vault, const char *sql);

/* Adds a row whose v is so many random bytes. */
void kit_add (Vault *vault, gint64 id, unsigned size);

/* Closes; the result must be VAULT_OK. */
void kit_close (Vault *vault);

/* A file of any back end, whole; freed with g_bytes_unref(). And back. */
GBytes *kit_read_file (const VaultFiles *files, const char *path);
void kit_write_file (const VaultFiles *files, const char *path, GBytes *content);
