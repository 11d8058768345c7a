/* The tables of a store, version 1.
 *
 * Rules that the tests hold (tests/store/test-schema.c, test-order.c):
 * - Every table is STRICT and WITHOUT ROWID, and its key is random or says nothing
 * about when the row was made: a rowid would number the entries in their order.
 * - Times are ISO weeks, year × 100 + week; there is no finer one.
 * - No column links refusal, outcome or person to signer, record or sheet.
 * - Places in the campaign's lists stand for ids: the campaign's id fixes its lists,
 * and the campaign's file is a row of the same database.
 *
 * `year` holds the owner's number of each year; NULL says that the year is wiped: all
 * persons of that year are NULL too. `sheet` holds numbers of equal rows, not rows. */
#include "config.h"

#include "schema.h"

#include <glib/gi18n-lib.h>

#include "sql.h"
#include "store.h"

/* `campaign` alone has rowids, which are its own numbers: every row of the others is
 * checked against it, and in a table without them each check would read the campaign's
 * file along. */
static const char tables[] =
    "CREATE TABLE campaign (\n"
    "  number INTEGER PRIMARY KEY,\n"
    "  id TEXT NOT NULL UNIQUE CHECK (length (id) = 64),\n"
    "  file BLOB NOT NULL,\n"
    "  shared INTEGER NOT NULL CHECK (shared IN (0, 1))\n"
    ") STRICT;\n"

    "CREATE TABLE year (\n"
    "  campaign INTEGER NOT NULL REFERENCES campaign,\n"
    "  year INTEGER NOT NULL,\n"
    "  owner INTEGER,\n"
    "  PRIMARY KEY (campaign, year)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE refusal (\n"
    "  id BLOB PRIMARY KEY CHECK (length (id) = 16),\n"
    "  campaign INTEGER NOT NULL REFERENCES campaign,\n"
    "  person INTEGER,\n"
    "  week INTEGER NOT NULL,\n"
    "  work INTEGER NOT NULL,\n"
    "  customer INTEGER NOT NULL,\n"
    "  grounds INTEGER NOT NULL CHECK (grounds > 0),\n"
    "  code_named INTEGER NOT NULL CHECK (code_named IN (0, 1, 2)),\n"
    "  counts INTEGER NOT NULL,\n"
    "  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),\n"
    "  imported INTEGER NOT NULL CHECK (imported IN (0, 1)),\n"
    "  trashed INTEGER\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE INDEX refusal_alike\n"
    "  ON refusal (week, work, customer, grounds, code_named);\n"
    "CREATE INDEX refusal_trashed\n"
    "  ON refusal (trashed) WHERE trashed IS NOT NULL;\n"

    "CREATE TABLE outcome (\n"
    "  refusal BLOB NOT NULL REFERENCES refusal ON DELETE CASCADE,\n"
    "  week INTEGER NOT NULL,\n"
    "  outcome INTEGER NOT NULL,\n"
    "  campaign INTEGER NOT NULL REFERENCES campaign,\n"
    "  person INTEGER,\n"
    "  counts INTEGER NOT NULL,\n"
    "  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),\n"
    "  PRIMARY KEY (refusal, week, outcome)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE signer (\n"
    "  id BLOB PRIMARY KEY CHECK (length (id) = 16),\n"
    "  campaign INTEGER NOT NULL REFERENCES campaign,\n"
    "  owner INTEGER NOT NULL CHECK (owner IN (0, 1)),\n"
    "  counts INTEGER NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"
    "CREATE UNIQUE INDEX signer_owner ON signer (campaign) WHERE owner = 1;\n"

    "CREATE TABLE signing_key (\n"
    "  signer BLOB PRIMARY KEY REFERENCES signer,\n"
    "  seed BLOB NOT NULL CHECK (length (seed) = 32)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE record (\n"
    "  signer BLOB NOT NULL REFERENCES signer,\n"
    "  hash BLOB NOT NULL CHECK (length (hash) = 32),\n"
    "  campaign INTEGER NOT NULL REFERENCES campaign,\n"
    "  text BLOB NOT NULL,\n"
    "  signatures BLOB NOT NULL CHECK (length (signatures) = 192),\n"
    "  counts INTEGER NOT NULL,\n"
    "  PRIMARY KEY (signer, hash)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE sheet (\n"
    "  campaign INTEGER NOT NULL REFERENCES campaign,\n"
    "  counts INTEGER NOT NULL,\n"
    "  week INTEGER NOT NULL,\n"
    "  tier INTEGER NOT NULL,\n"
    "  role INTEGER NOT NULL,\n"
    "  number INTEGER NOT NULL CHECK (number > 0),\n"
    "  PRIMARY KEY (campaign, counts, week, tier, role)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE ledger (\n"
    "  campaign INTEGER NOT NULL REFERENCES campaign,\n"
    "  period TEXT NOT NULL,\n"
    "  digest BLOB NOT NULL CHECK (length (digest) = 32),\n"
    "  exponent INTEGER NOT NULL CHECK (exponent >= 0),\n"
    "  scale INTEGER NOT NULL CHECK (scale > 0),\n"
    "  release BLOB NOT NULL,\n"
    "  PRIMARY KEY (campaign, period)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE release_key (\n"
    "  campaign INTEGER PRIMARY KEY REFERENCES campaign,\n"
    "  seed BLOB NOT NULL CHECK (length (seed) = 32)\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE draft (\n"
    "  kind TEXT PRIMARY KEY,\n"
    "  body BLOB NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n"

    "CREATE TABLE preference (\n"
    "  key TEXT PRIMARY KEY,\n"
    "  value TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n";

gboolean
schema_create (sqlite3 *db, GError **error)
{
  g_autofree char *versions =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                       STORE_APPLICATION_ID, STORE_VERSION);
  return sql_script (db, tables, error) && sql_script (db, versions, error);
}

/* A pragma's number, -1 if it cannot be read. */
static gint64
read_pragma (sqlite3 *db, const char *text)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = -1;
  if (sqlite3_prepare_v2 (db, text, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

/* A vault's connection has both on already, and refuses to be told. */
gboolean
schema_prepare (sqlite3 *db, GError **error)
{
  if (read_pragma (db, "PRAGMA foreign_keys") == 1
      && read_pragma (db, "PRAGMA secure_delete") == 1)
    return TRUE;
  return sql_script (db,
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA secure_delete = ON;",
                     error);
}

/* Whether db is as a vault is made, before the one transaction that makes the schema.
 */
static gboolean
is_blank (sqlite3 *db)
{
  return read_pragma (db, "PRAGMA user_version") == 0
         && read_pragma (db, "PRAGMA application_id") == 0
         && read_pragma (db, "PRAGMA schema_version") == 0;
}

gboolean
schema_check (sqlite3 *db, GError **error)
{
  gint64 version = read_pragma (db, "PRAGMA user_version");
  if (is_blank (db))
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                           _ ("The making of this store was cut off, and nothing is in "
                              "it: delete its file and make the store again."));
      return FALSE;
    }
  if (read_pragma (db, "PRAGMA application_id") != STORE_APPLICATION_ID || version < 1)
    return sql_refuse_damage (error);
  if (version <= STORE_VERSION)
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NEWER,
                       _ ("This store was written by a newer version of the app: "
                          "install that version to open it."));
  return FALSE;
}
