/* The life of a vault: made, opened, rebuilt, given new keys, closed. See vault.h for
 * what each function promises and vault-inside.h for who does the work. */
#include "vault.h"

#include "backup.h"
#include "copy.h"
#include "erase.h"
#include "heap.h"
#include "outcome.h"
#include "replay.h"
#include "slots.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(VAULT_FORMAT == HEADER_FORMAT, "one format");

int
vault_init (void)
{
  return heap_init () == SQLITE_OK ? 0 : -1;
}

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
  free (vault->gone_path);
  free (vault);
}

VaultResult
vault_make (Vault **out, const char *path, const VaultEnv *env)
{
  Vault *vault = calloc (1, sizeof *vault);
  if (!vault)
    return VAULT_NO_MEMORY;
  const VaultFiles *files = env && env->files ? env->files : &files_disk;
  vault->ops = files->ops;
  vault->files = files->data;
  vault->costs = env && env->costs ? env->costs : kdf_costs;
  vault->clock = env && env->clock ? *env->clock : clock_system;
  vault->takes_backups =
      (!env || env->backups == VAULT_BACKUPS_KEPT) && !sibling_is_name (path);
  vault->path = join_name (path, "");
  vault->lock_path = join_name (path, ".lock");
  vault->new_path = join_name (path, ".new");
  vault->gone_path = join_name (path, ".gone");
  vault->vfs.image = &vault->image;
  vault->vfs.commit = commit_pages;
  vault->vfs.data = vault;
  vault->vfs.clock = &vault->clock;
  if (vault->path && vault->lock_path && vault->new_path && vault->gone_path
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
    .changes = header->state == HEADER_OPEN ? vault->log.commit - header->commit : 0,
    .unclean = header->state == HEADER_OPEN,
    .tail_dropped = torn,
    .header_mended = unlocked->damaged_copy,
  };
}

/* --- making a store ------------------------------------------------------------- */

static bool
lies_beside_store (const Vault *vault)
{
  char *store = sibling_store (vault->path);
  bool beside = store && vault->ops->exists (vault->files, store) == 0;
  free (store);
  return beside;
}

VaultResult
vault_take_lock (Vault *vault)
{
  if (lies_beside_store (vault))
    return VAULT_COPY;
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
    result = vault_take_lock (vault);
  if (result == VAULT_OK)
    result = expect_nothing (vault);
  if (result == VAULT_OK)
    result = slots_draw (vault, passphrase, cost, recovery_key, &vault->keys,
                         &vault->header);
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
  VaultResult result = key ? vault_make (&vault, path, env) : VAULT_NO_MEMORY;
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
  if (vault->only_read == VAULT_OK)
    error = vault->ops->hold (*file);
  if (error)
    return outcome_from_errno (error);
  return outcome_from_errno (vault->ops->read (*file, 0, copies, HEADER_BYTES));
}

typedef enum
{
  TRUST_HEADER, /* a file that says that it is clean may be appended to */
  TRUST_NOTHING, /* a write to this file failed: it is replaced */
  TRUST_BEGINNING, /* it is damaged: it is read up to there, and not written */
} Trust;

/* From the file at path to the image and what opening found; stale_copy is as unlock()
 * gives it. */
static VaultResult
read_store (Vault *vault, const Credential *credential, Trust trust, int *stale_copy)
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
  if (memcmp (vault->refused_file, vault->log.file_id, FRAME_ID_BYTES) == 0)
    vault->log.refused = vault->refused;
  bool torn = false;
  if (trust == TRUST_BEGINNING)
    result = replay_beginning (&vault->log, keys_peek (vault->keys),
                               mark_header (vault), &vault->image);
  else
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

static void
read_only (Vault *vault, VaultResult problem)
{
  vault->vfs.state = VFS_READING;
  vault->problem = problem;
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
    read_only (vault, result);
  vault->backup_due = true;
  return VAULT_OK;
}

/* Makes the files as they should be before anything is written. A copy that cannot be
 * given its slots now gets them at another opening. */
static VaultResult
tidy (Vault *vault, Trust trust, int stale_copy)
{
  successor_remove (vault);
  erase_rest (vault);
  VaultResult result = VAULT_OK;
  if (trust == TRUST_NOTHING || vault->opening.unclean || mark_mend (vault, stale_copy))
    result = replace_file (vault);
  if (result == VAULT_OK && !vault->is_backup && vault->vfs.state == VFS_WORKING)
    slots_spread (vault);
  vault->backup_lacking = vault->takes_backups && backup_is_lacking (vault);
  return result;
}

static VaultResult
load (Vault *vault, const Credential *credential, Trust trust)
{
  vault->vfs.state = VFS_WORKING;
  vault->problem = VAULT_OK;
  vault->changed = false;
  vault->compact_from = 0;
  int stale_copy;
  VaultResult result = read_store (vault, credential, trust, &stale_copy);
  if (result == VAULT_OK)
    result = connection_open (&vault->db, &vault->vfs);
  if (result != VAULT_OK)
    return result;
  if (trust != TRUST_BEGINNING && vault->only_read == VAULT_OK)
    return tidy (vault, trust, stale_copy);
  read_only (vault, trust == TRUST_BEGINNING ? VAULT_DAMAGED : vault->only_read);
  return VAULT_OK;
}

/* What is changed in a copy under its own name would be lost when the store is closed;
 * and where nothing can be written nobody needs a lock. */
static VaultResult
lock_or_only_read (Vault *vault)
{
  VaultResult result = vault_take_lock (vault);
  if (result != VAULT_COPY && result != VAULT_FIXED)
    return result;
  vault->only_read = result;
  return VAULT_OK;
}

static VaultResult
open_with (Vault **out, const char *path, const Credential *credential, Trust trust,
           const VaultEnv *env)
{
  *out = NULL;
  Vault *vault;
  VaultResult result = vault_make (&vault, path, env);
  if (result != VAULT_OK)
    return result;
  result = outcome_from_errno (vault->ops->exists (vault->files, vault->path));
  if (result == VAULT_OK)
    result = lock_or_only_read (vault);
  if (result == VAULT_OK)
    result = load (vault, credential, trust);
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
  return open_with (vault, path, &(Credential){ .passphrase = passphrase },
                    TRUST_HEADER, env);
}

VaultResult
vault_open_damaged (Vault **vault, const char *path, const Secret *passphrase,
                    const VaultEnv *env)
{
  return open_with (vault, path, &(Credential){ .passphrase = passphrase },
                    TRUST_BEGINNING, env);
}

VaultResult
vault_open_with_recovery (Vault **vault, const char *path, const Secret *recovery_key,
                          const VaultEnv *env)
{
  return open_with (vault, path, &(Credential){ .recovery_key = recovery_key },
                    TRUST_HEADER, env);
}

/* As load(), with of's key. */
static VaultResult
load_with_key_of (Vault *vault, const Vault *of, Trust trust)
{
  vault->keys = secret_new_copy (secret_peek (of->keys), secret_size (of->keys));
  return vault->keys ? load (vault, &(Credential){ 0 }, trust) : VAULT_NO_MEMORY;
}

static VaultResult
open_with_key_of (Vault **out, const char *path, const Vault *of, Trust trust,
                  const VaultEnv *env)
{
  *out = NULL;
  Vault *vault;
  Unlocked unlocked = { 0 };
  VaultResult result = vault_make (&vault, path, env);
  if (result != VAULT_OK)
    return result;
  VaultFiles files = { vault->ops, vault->files };
  result = copy_read_header (&files, path, of->keys, &unlocked);
  unlock_clear (&unlocked);
  if (result == VAULT_DAMAGED)
    result = VAULT_WRONG_KEY;
  if (result == VAULT_OK)
    result = lock_or_only_read (vault);
  if (result == VAULT_OK)
    result = load_with_key_of (vault, of, trust);
  if (result == VAULT_OK)
    *out = vault;
  else
    vault_abandon (vault);
  return result;
}

VaultResult
vault_open_with_key_of (Vault **vault, const char *path, const Vault *of,
                        const VaultEnv *env)
{
  return open_with_key_of (vault, path, of, TRUST_HEADER, env);
}

VaultResult
vault_open_damaged_with_key_of (Vault **vault, const char *path, const Vault *of,
                                const VaultEnv *env)
{
  return open_with_key_of (vault, path, of, TRUST_BEGINNING, env);
}

bool
vault_has_key_of (const Vault *vault, const Vault *of)
{
  return secret_equal (vault->keys, of->keys);
}

VaultResult
vault_open_copy (Vault **out, const Vault *of, const char *name)
{
  *out = NULL;
  VaultFiles files = { of->ops, of->files };
  VaultEnv env = { .files = &files, .costs = of->costs, .clock = &of->clock };
  Vault *vault;
  VaultResult result = vault_make (&vault, name, &env);
  if (result != VAULT_OK)
    return result;
  free (vault->new_path);
  vault->new_path = join_name (of->new_path, "");
  vault->is_backup = true;
  result =
      vault->new_path ? load_with_key_of (vault, of, TRUST_HEADER) : VAULT_NO_MEMORY;
  if (result == VAULT_OK)
    *out = vault;
  else
    vault_abandon (vault);
  return result;
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

VaultResult
vault_expect_working (const Vault *vault)
{
  if (vault->vfs.state == VFS_READING)
    return vault->only_read != VAULT_OK ? vault->only_read : VAULT_READ_ONLY;
  return vault_problem (vault);
}

VaultResult
vault_rebuild (Vault *vault)
{
  VaultResult result = vault_expect_working (vault);
  return result == VAULT_OK ? rebuild (vault) : result;
}

/* Leaves the store clean and, if anything changed, in key order; then a backup of it,
 * if there is something new. */
static VaultResult
finish (Vault *vault)
{
  if (!sqlite3_get_autocommit (vault->db))
    sqlite3_exec (vault->db, "ROLLBACK", NULL, NULL, NULL);
  VaultResult result = vault_problem (vault);
  if (result != VAULT_OK)
    return vault->only_read != VAULT_OK ? VAULT_OK : result;
  Image rebuilt = { 0 };
  const Image *closed = &vault->image;
  if (vault->changed)
    {
      result = write_rebuilt (vault, &rebuilt);
      closed = &rebuilt;
    }
  /* After a session that only read, nobody needs to hear that none could be made. */
  bool told = vault->backup_due;
  if (result == VAULT_OK)
    result = backup_keep (vault, closed) == VAULT_OK || !told ? VAULT_OK
                                                              : VAULT_BACKUP_FAILED;
  /* In place: this needs no space. */
  else if (vault->vfs.state == VFS_WORKING)
    mark_clean (vault);
  image_clear (&rebuilt);
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
