/* The tables, inside this folder only. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* Sets what every connection needs: foreign keys on, deleted bytes overwritten. Must
 * come before a transaction begins. */
gboolean schema_prepare (sqlite3 *db, GError **error);

/* Makes the tables in an empty database. */
gboolean schema_create (sqlite3 *db, GError **error);

/* Whether the database has this version's tables: STORE_ERROR_NEWER if a later one's,
 * STORE_ERROR_DAMAGED if it is no store. */
gboolean schema_check (sqlite3 *db, GError **error);
