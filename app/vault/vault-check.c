/* Checking an open store against its file: see vault.h. */
#include "replay.h"
#include "vault-inside.h"

#include <string.h>

/* Whether a query gives exactly one row that is text, or, for NULL, none. */
static bool
gives (sqlite3 *db, const char *query, const char *text)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2 (db, query, -1, &statement, NULL) != SQLITE_OK)
    return false;
  int code = sqlite3_step (statement);
  bool right = text == NULL ? code == SQLITE_DONE : code == SQLITE_ROW;
  if (right && text)
    {
      const char *found = (const char *)sqlite3_column_text (statement, 0);
      right =
          found && strcmp (found, text) == 0 && sqlite3_step (statement) == SQLITE_DONE;
    }
  sqlite3_finalize (statement);
  return right;
}

VaultResult
vault_check (Vault *vault)
{
  if (vault->vfs.state == VFS_FAILED)
    return vault_problem (vault);
  if (connection_is_busy (vault->db))
    return VAULT_BUSY;
  Log log = vault->log;
  Image image = { 0 };
  bool torn;
  VaultResult result =
      replay_log (&log, keys_peek (vault->keys), mark_header (vault), &image, &torn);
  if (result == VAULT_OK && vault->vfs.state == VFS_WORKING
      && (log.commit != vault->log.commit
          || !image_begins_with (&vault->image, &image)))
    result = VAULT_DAMAGED;
  image_clear (&image);
  if (result != VAULT_OK)
    return result;
  bool right = gives (vault->db, "PRAGMA integrity_check", "ok")
               && gives (vault->db, "PRAGMA foreign_key_check", NULL);
  return right ? VAULT_OK : VAULT_DAMAGED;
}

VaultResult
vault_check_passphrase (const Vault *vault, const Secret *passphrase)
{
  const Header *header = (const Header *)secret_peek (vault->header);
  const HeaderPassphrase *slot = &header->passphrase[0];
  const KdfCost *cost = &vault->costs[slot->cost % KDF_CLASSES];
  Secret *wrap = secret_new_copy (slot->wrap, sizeof slot->wrap);
  Secret *derived = secret_new (sizeof slot->wrap);
  VaultResult result = VAULT_NO_MEMORY;
  if (wrap && derived
      && !kdf_from_passphrase (secret_bytes (derived), secret_peek (passphrase),
                               secret_size (passphrase), slot->salt, cost))
    result = secret_equal (wrap, derived) ? VAULT_OK : VAULT_WRONG_KEY;
  secret_free (wrap);
  secret_free (derived);
  return result;
}
