/* The life of a vault: made, opened, rebuilt, given new keys, closed. See vault.h for
 * what each function promises and vault-inside.h for who does the work. */
#include "vault.h"

#include "outcome.h"
#include "replay.h"
#include "vault-inside.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(VAULT_FORMAT == HEADER_FORMAT, "one format");

static char *
join_name (const char *path, const char *suffix)
{
  size_t size = strlen (path) + strlen (suffix) + 1;
  char *name = malloc (size);
  if (name)
    {
      strcpy (name, path);
      strcat (name, suffix);
    }
  return name;
}

/* Lets go of the file and the database, and keeps lock, keys and header. */
static void
drop_content (Vault *vault)
{
  sqlite3_stmt *statement;
  while (vault->db && (statement = sqlite3_next_stmt (vault->db, NULL)))
    sqlite3_finalize (statement);
  connection_close (vault->db);
  vault->db = NULL;
  image_clear (&vault->image);
  log_clear (&vault->log);
}

void
vault_abandon (Vault *vault)
{
  if (!vault)
    return;
  drop_content (vault);
  vfs_clear (&vault->vfs);
  secret_free (vault->keys);
  secret_free (vault->header);
  if (vault->lock)
    vault->ops->close (vault->lock);
  free (vault->path);
  free (vault->lock_path);
  free (vault->new_path);
  free (vault);
}

/* A vault of nothing yet. */
static VaultResult
make_vault (Vault **out, const char *path, const VaultEnv *env)
{
  Vault *vault = calloc (1, sizeof *vault);
  if (!vault)
    return VAULT_NO_MEMORY;
  const VaultFiles *files = env && env->files ? env->files : &files_disk;
  vault->ops = files->ops;
  vault->files = files->data;
  vault->costs = env && env->costs ? env->costs : kdf_costs;
  vault->clock = env && env->clock ? *env->clock : clock_system;
  vault->path = join_name (path, "");
  vault->lock_path = join_name (path, ".lock");
  vault->new_path = join_name (path, ".new");
  vault->vfs.image = &vault->image;
  vault->vfs.commit = commit_pages;
  vault->vfs.data = vault;
  vault->vfs.clock = &vault->clock;
  if (vault->path && vault->lock_path && vault->new_path
      && vfs_init (&vault->vfs) == SQLITE_OK)
    {
      *out = vault;
      return VAULT_OK;
    }
  vault_abandon (vault);
  return VAULT_NO_MEMORY;
}

static void
note_opening (Vault *vault, const Unlocked *unlocked, bool torn)
{
  const Header *header = mark_header (vault);
  vault->opening = (VaultOpening){
    .format = header->format,
    .cost = (KdfClass)(header->passphrase[0].cost % KDF_CLASSES),
    .created = header->created,
    .closed = header->closed,
    .commits = vault->log.commit,
    .unclean = header->state == HEADER_OPEN,
    .tail_dropped = torn,
    .header_mended = unlocked->damaged_copy,
  };
}

/* --- making a store ------------------------------------------------------------- */

/* Draws salts for both copies and derives their wrapping keys; one of them is wanted at
 * each opening. */
static VaultResult
derive_passphrase (const Vault *vault, HeaderPassphrase out[HEADER_COPIES],
                   const Secret *passphrase, KdfClass cost)
{
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      header_draw_passphrase (&out[i], cost);
      if (kdf_from_passphrase (out[i].wrap, secret_peek (passphrase),
                               secret_size (passphrase), out[i].salt,
                               &vault->costs[cost]))
        return VAULT_NO_MEMORY;
    }
  return VAULT_OK;
}

/* Keys, and a header that lacks only what successor_write() puts into it. */
static VaultResult
draw_keys (Vault *vault, const Secret *passphrase, KdfClass cost,
           const Secret *recovery_key)
{
  Secret *data = secret_new_random (KDF_KEY_BYTES);
  vault->keys = data ? keys_new (secret_peek (data)) : NULL;
  vault->header = secret_new (sizeof (Header));
  secret_free (data);
  if (!vault->keys || !vault->header)
    return VAULT_NO_MEMORY;
  Header *header = mark_header (vault);
  memset (header, 0, sizeof *header);
  header->created = week_at (vault->clock.now (vault->clock.data));
  keys_from_recovery (header->recovery, secret_peek (recovery_key));
  return derive_passphrase (vault, header->passphrase, passphrase, cost);
}

static VaultResult
take_lock (Vault *vault)
{
  return outcome_from_errno (
      vault->ops->lock (vault->files, vault->lock_path, &vault->lock));
}

static VaultResult
expect_nothing (const Vault *vault)
{
  int error = vault->ops->exists (vault->files, vault->path);
  if (error == 0)
    return VAULT_EXISTS;
  VaultResult result = outcome_from_errno (error);
  return result == VAULT_MISSING ? VAULT_OK : result;
}

static VaultResult
fill_new_vault (Vault *vault, const Secret *passphrase, KdfClass cost,
                const Secret *recovery_key)
{
  VaultResult result = expect_nothing (vault);
  if (result == VAULT_OK)
    result = take_lock (vault);
  if (result == VAULT_OK)
    result = expect_nothing (vault);
  if (result == VAULT_OK)
    result = draw_keys (vault, passphrase, cost, recovery_key);
  if (result != VAULT_OK)
    return result;
  result = successor_write (vault, &vault->image, 0);
  if (result == VAULT_OK)
    {
      note_opening (vault, &(Unlocked){ .stale_copy = -1 }, false);
      result = connection_open (&vault->db, &vault->vfs);
    }
  if (result != VAULT_OK)
    vault->ops->remove (vault->files, vault->path);
  return result;
}

VaultResult
vault_create (Vault **out, const char *path, const Secret *passphrase, KdfClass cost,
              Secret **recovery_key, const VaultEnv *env)
{
  *out = NULL;
  *recovery_key = NULL;
  Vault *vault = NULL;
  Secret *key = recovery_new ();
  VaultResult result = key ? make_vault (&vault, path, env) : VAULT_NO_MEMORY;
  if (result == VAULT_OK)
    result = fill_new_vault (vault, passphrase, cost, key);
  if (result != VAULT_OK)
    {
      secret_free (key);
      vault_abandon (vault);
      return result;
    }
  *out = vault;
  *recovery_key = key;
  return VAULT_OK;
}

/* --- opening a store ------------------------------------------------------------ */

/* Opens the file at path and reads its header. */
static VaultResult
read_header (Vault *vault, VaultFile **file, uint8_t copies[HEADER_BYTES])
{
  uint64_t size;
  int error = vault->ops->open (vault->files, vault->path, file);
  if (!error)
    error = vault->ops->size (*file, &size);
  if (error)
    return outcome_from_errno (error);
  if (size < VAULT_STEP_BYTES)
    return VAULT_TOO_SHORT;
  return outcome_from_errno (vault->ops->read (*file, 0, copies, HEADER_BYTES));
}

/* From the file at path to the image and what opening found; stale_copy is as unlock()
 * gives it. */
static VaultResult
read_store (Vault *vault, const Credential *credential, int *stale_copy)
{
  VaultFile *file = NULL;
  uint8_t copies[HEADER_BYTES];
  Unlocked unlocked = { .stale_copy = -1 };
  VaultResult result = read_header (vault, &file, copies);
  if (result == VAULT_OK)
    result = unlock (&unlocked, copies, credential, vault->keys, vault->costs);
  if (result != VAULT_OK)
    {
      vault->ops->close (file);
      return result;
    }
  secret_free (vault->keys);
  secret_free (vault->header);
  vault->keys = unlocked.keys;
  vault->header = unlocked.header;
  *stale_copy = unlocked.stale_copy;
  log_init (&vault->log, vault->ops, file, mark_header (vault)->file_id);
  bool torn;
  result = replay_log (&vault->log, keys_peek (vault->keys), mark_header (vault),
                       &vault->image, &torn);
  if (result == VAULT_OK)
    note_opening (vault, &unlocked, torn);
  return result;
}

/* Writes the database in key order as a new file. With a connection that goes on being
 * used, connection_swap() must follow. */
static VaultResult
write_rebuilt (Vault *vault, Image *rebuilt)
{
  VaultResult result = connection_rebuild (vault->db, &vault->vfs, rebuilt);
  if (result == VAULT_OK)
    result = successor_write (vault, rebuilt, rebuilt->pages);
  if (result == VAULT_OK)
    vault->changed = false;
  return result;
}

static VaultResult
rebuild (Vault *vault)
{
  Image rebuilt = { 0 };
  VaultResult result = write_rebuilt (vault, &rebuilt);
  if (result == VAULT_OK)
    {
      result = connection_swap (vault->db, &vault->vfs, &rebuilt);
      vault->problem = result;
    }
  image_clear (&rebuilt);
  return result;
}

/* A file that was not closed cleanly, or whose header cannot be written, is never
 * appended to: it is replaced, or only read. */
static VaultResult
replace_file (Vault *vault)
{
  VaultResult result = rebuild (vault);
  if (result == VAULT_DAMAGED || vault->vfs.state == VFS_FAILED)
    return result;
  if (result != VAULT_OK)
    {
      vault->vfs.state = VFS_READING;
      vault->problem = result;
    }
  return VAULT_OK;
}

typedef enum
{
  TRUST_HEADER, /* a file that says that it is clean may be appended to */
  TRUST_NOTHING, /* a write to this file failed: it is replaced */
} Trust;

static VaultResult
load (Vault *vault, const Credential *credential, Trust trust)
{
  vault->vfs.state = VFS_WORKING;
  vault->problem = VAULT_OK;
  vault->changed = false;
  vault->compact_from = 0;
  int stale_copy;
  VaultResult result = read_store (vault, credential, &stale_copy);
  if (result == VAULT_OK)
    result = connection_open (&vault->db, &vault->vfs);
  if (result != VAULT_OK)
    return result;
  successor_remove (vault);
  if (trust == TRUST_NOTHING || vault->opening.unclean || mark_mend (vault, stale_copy))
    return replace_file (vault);
  return VAULT_OK;
}

static VaultResult
open_with (Vault **out, const char *path, const Credential *credential,
           const VaultEnv *env)
{
  *out = NULL;
  Vault *vault;
  VaultResult result = make_vault (&vault, path, env);
  if (result != VAULT_OK)
    return result;
  result = outcome_from_errno (vault->ops->exists (vault->files, vault->path));
  if (result == VAULT_OK)
    result = take_lock (vault);
  if (result == VAULT_OK)
    result = load (vault, credential, TRUST_HEADER);
  if (result != VAULT_OK)
    {
      vault_abandon (vault);
      return result;
    }
  *out = vault;
  return VAULT_OK;
}

VaultResult
vault_open (Vault **vault, const char *path, const Secret *passphrase,
            const VaultEnv *env)
{
  return open_with (vault, path, &(Credential){ .passphrase = passphrase }, env);
}

VaultResult
vault_open_with_recovery (Vault **vault, const char *path, const Secret *recovery_key,
                          const VaultEnv *env)
{
  return open_with (vault, path, &(Credential){ .recovery_key = recovery_key }, env);
}

VaultResult
vault_reopen (Vault *vault)
{
  if (vault->db && sqlite3_next_stmt (vault->db, NULL))
    return VAULT_BUSY;
  Trust trust = vault_state (vault) == VAULT_WORKING ? TRUST_HEADER : TRUST_NOTHING;
  drop_content (vault);
  VaultResult result = load (vault, &(Credential){ 0 }, trust);
  if (result != VAULT_OK)
    {
      drop_content (vault);
      vault->vfs.state = VFS_FAILED;
      vault->problem = result;
    }
  return result;
}

/* --- an open store -------------------------------------------------------------- */

const VaultOpening *
vault_opening (const Vault *vault)
{
  return &vault->opening;
}

sqlite3 *
vault_database (Vault *vault)
{
  return vault->db;
}

VaultState
vault_state (const Vault *vault)
{
  if (vault->vfs.state == VFS_WORKING)
    return VAULT_WORKING;
  return vault->vfs.state == VFS_READING ? VAULT_READING : VAULT_FAILED;
}

VaultResult
vault_problem (const Vault *vault)
{
  if (vault->vfs.state == VFS_WORKING)
    return VAULT_OK;
  return vault->problem == VAULT_OK ? VAULT_IO : vault->problem;
}

/* VAULT_OK if the vault may write. */
static VaultResult
expect_working (const Vault *vault)
{
  if (vault->vfs.state == VFS_READING)
    return VAULT_READ_ONLY;
  return vault_problem (vault);
}

VaultResult
vault_rebuild (Vault *vault)
{
  VaultResult result = expect_working (vault);
  return result == VAULT_OK ? rebuild (vault) : result;
}

/* Writes the header, whose slots have changed. */
static VaultResult
write_new_slots (Vault *vault)
{
  int error = mark_write (vault);
  if (!error)
    return VAULT_OK;
  vault->vfs.state = VFS_FAILED;
  vault->problem = outcome_from_errno (error);
  return vault->problem;
}

VaultResult
vault_set_passphrase (Vault *vault, const Secret *passphrase, KdfClass cost)
{
  VaultResult result = expect_working (vault);
  if (result != VAULT_OK)
    return result;
  HeaderPassphrase *slots = mark_header (vault)->passphrase;
  Secret *room = secret_new (sizeof (HeaderPassphrase[HEADER_COPIES]));
  if (!room)
    return VAULT_NO_MEMORY;
  HeaderPassphrase *derived = (HeaderPassphrase *)secret_bytes (room);
  result = derive_passphrase (vault, derived, passphrase, cost);
  if (result == VAULT_OK)
    memcpy (slots, derived, secret_size (room));
  secret_free (room);
  return result == VAULT_OK ? write_new_slots (vault) : result;
}

VaultResult
vault_set_recovery_key (Vault *vault, Secret **recovery_key)
{
  *recovery_key = NULL;
  VaultResult result = expect_working (vault);
  if (result != VAULT_OK)
    return result;
  Secret *key = recovery_new ();
  if (!key)
    return VAULT_NO_MEMORY;
  keys_from_recovery (mark_header (vault)->recovery, secret_peek (key));
  result = write_new_slots (vault);
  if (result == VAULT_OK)
    *recovery_key = key;
  else
    secret_free (key);
  return result;
}

/* Leaves the store clean and, if anything changed, in key order. */
static VaultResult
finish (Vault *vault)
{
  if (!sqlite3_get_autocommit (vault->db))
    sqlite3_exec (vault->db, "ROLLBACK", NULL, NULL, NULL);
  VaultResult result = vault_problem (vault);
  if (result != VAULT_OK || !vault->changed)
    return result;
  Image rebuilt = { 0 };
  result = write_rebuilt (vault, &rebuilt);
  image_clear (&rebuilt);
  /* In place: this needs no space. */
  if (result != VAULT_OK && vault->vfs.state == VFS_WORKING)
    mark_clean (vault);
  return result;
}

VaultResult
vault_close (Vault *vault)
{
  if (!vault)
    return VAULT_OK;
  VaultResult result = vault->db ? finish (vault) : vault->problem;
  vault_abandon (vault);
  return result;
}

/* --- checking ------------------------------------------------------------------- */

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

static bool
equals_image (const Image *a, const Image *b)
{
  for (uint32_t i = 1; i <= a->pages; i++)
    if (!image_page (b, i)
        || memcmp (image_page (a, i), image_page (b, i), IMAGE_PAGE_BYTES) != 0)
      return false;
  return true;
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
      && (log.commit != vault->log.commit || !equals_image (&image, &vault->image)))
    result = VAULT_DAMAGED;
  image_clear (&image);
  if (result != VAULT_OK)
    return result;
  bool right = gives (vault->db, "PRAGMA integrity_check", "ok")
               && gives (vault->db, "PRAGMA foreign_key_check", NULL);
  return right ? VAULT_OK : VAULT_DAMAGED;
}
