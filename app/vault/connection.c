/* The connection: see connection.h. */
#include "connection.h"

#include "bytes.h"
#include "outcome.h"

#include <string.h>

/* In this order: the page size before anything is read, exclusive locking before the
 * journal. */
static const char fixed_pragmas[] = "PRAGMA page_size = 4096;"
                                    "PRAGMA auto_vacuum = NONE;"
                                    "PRAGMA locking_mode = EXCLUSIVE;"
                                    "PRAGMA journal_mode = MEMORY;"
                                    "PRAGMA cache_spill = OFF;"
                                    "PRAGMA temp_store = FILE;"
                                    "PRAGMA synchronous = FULL;"
                                    "PRAGMA mmap_size = 0;"
                                    "PRAGMA secure_delete = ON;"
                                    "PRAGMA foreign_keys = ON;"
                                    "SELECT count(*) FROM sqlite_schema;";

/* The VFS is asked about a PRAGMA of its own file alone: `temp.cache_spill` would pass
 * it by. And ATTACH is for rebuilding only. */
static int
authorize (void *data, int action, const char *first, const char *second,
           const char *database, const char *trigger)
{
  (void)database;
  (void)trigger;
  const Vfs *vfs = data;
  if (action == SQLITE_PRAGMA && vfs->fixed && !vfs_allows_pragma (first, second))
    return SQLITE_DENY;
  if ((action == SQLITE_ATTACH || action == SQLITE_DETACH) && !vfs->rebuilt)
    return SQLITE_DENY;
  return SQLITE_OK;
}

/* Where writing is refused, a commit is turned into a rollback before SQLite's pager
 * has begun to write: a write refused later leaves a connection that cannot even read.
 */
static int
judge_commit (void *data)
{
  return ((const Vfs *)data)->state != VFS_WORKING;
}

static int
set_options (sqlite3 *db, Vfs *vfs)
{
  static const struct
  {
    int option;
    int value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },          { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },      { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 },
    { SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
  };
  for (size_t i = 0; i < sizeof options / sizeof *options; i++)
    {
      int now;
      int code = sqlite3_db_config (db, options[i].option, options[i].value, &now);
      if (code != SQLITE_OK || now != options[i].value)
        return SQLITE_ERROR;
    }
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_commit_hook (db, judge_commit, vfs);
  return sqlite3_set_authorizer (db, authorize, vfs);
}

/* Whether a PRAGMA now has the value that was set: a build of SQLite that leaves one
 * out says nothing when it is set. */
static bool
has_value (sqlite3 *db, const char *question, const char *expected)
{
  sqlite3_stmt *statement = NULL;
  bool same = false;
  if (sqlite3_prepare_v2 (db, question, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *text = (const char *)sqlite3_column_text (statement, 0);
      same = text && strcmp (text, expected) == 0;
    }
  sqlite3_finalize (statement);
  return same;
}

static bool
has_fixed_values (sqlite3 *db)
{
  return has_value (db, "PRAGMA page_size", "4096")
         && has_value (db, "PRAGMA locking_mode", "exclusive")
         && has_value (db, "PRAGMA journal_mode", "memory")
         && has_value (db, "PRAGMA cache_spill", "0")
         && has_value (db, "PRAGMA temp_store", "1")
         && has_value (db, "PRAGMA synchronous", "2")
         && has_value (db, "PRAGMA secure_delete", "1")
         && has_value (db, "PRAGMA foreign_keys", "1");
}

VaultResult
connection_open (sqlite3 **db, Vfs *vfs)
{
  vfs->fixed = false;
  int code = sqlite3_open_v2 (VFS_DATABASE, db,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                  | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                              vfs->name);
  if (code == SQLITE_OK)
    code = set_options (*db, vfs);
  if (code == SQLITE_OK)
    code = sqlite3_exec (*db, fixed_pragmas, NULL, NULL, NULL);
  if (code == SQLITE_OK && !has_fixed_values (*db))
    code = SQLITE_ERROR;
  vfs->fixed = true;
  if (code == SQLITE_OK)
    return VAULT_OK;
  sqlite3_close (*db);
  *db = NULL;
  return outcome_from_sqlite (code);
}

VaultResult
connection_close (sqlite3 *db)
{
  return outcome_from_sqlite (sqlite3_close (db));
}

bool
connection_is_busy (sqlite3 *db)
{
  if (!sqlite3_get_autocommit (db))
    return true;
  for (sqlite3_stmt *statement = sqlite3_next_stmt (db, NULL); statement;
       statement = sqlite3_next_stmt (db, statement))
    if (sqlite3_stmt_busy (statement))
      return true;
  return false;
}

/* VACUUM INTO: unlike VACUUM it writes nothing to the database itself, so that nothing
 * has to be undone if the new file cannot be written, and it needs no copy back. */
VaultResult
connection_rebuild (sqlite3 *db, Vfs *vfs, Image *out)
{
  if (connection_is_busy (db))
    return VAULT_BUSY;
  vfs->rebuilt = out;
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 1);
  int code = sqlite3_exec (db, "VACUUM INTO '" VFS_REBUILT "'", NULL, NULL, NULL);
  sqlite3_limit (db, SQLITE_LIMIT_ATTACHED, 0);
  vfs->rebuilt = NULL;
  if (code != SQLITE_OK)
    image_clear (out);
  return outcome_from_sqlite (code);
}

VaultResult
connection_swap (sqlite3 *db, Vfs *vfs, Image *image)
{
  vfs->fixed = false;
  /* The first statement after this lets go of the lock and of what it vouches for. */
  int code = sqlite3_exec (db,
                           "PRAGMA locking_mode = NORMAL;"
                           "SELECT count(*) FROM sqlite_schema",
                           NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_file_control (db, "main", SQLITE_FCNTL_RESET_CACHE, NULL);
  if (code == SQLITE_OK)
    {
      image_clear (vfs->image);
      *vfs->image = *image;
      *image = (Image){ 0 };
      code = sqlite3_exec (db,
                           "PRAGMA locking_mode = EXCLUSIVE;"
                           "SELECT count(*) FROM sqlite_schema",
                           NULL, NULL, NULL);
    }
  if (code == SQLITE_OK && !has_fixed_values (db))
    code = SQLITE_ERROR;
  vfs->fixed = true;
  if (code != SQLITE_OK)
    vfs->state = VFS_FAILED;
  return outcome_from_sqlite (code);
}
