/* What the files of this folder share and nobody else sees. */
#pragma once

#include "store.h"

struct _Store
{
  sqlite3 *db; /* the caller's */
  const RandomSource *random; /* the caller's */
  Campaign *campaign;
  gint64 number; /* of the campaign's row, in every entry */
  GHashTable *statements; /* SQL text, a constant → its prepared statement */
  guint depth; /* of open transactions */
  gboolean broken; /* a change could not be undone: nothing more is done */
};

/* Ends a transaction: commits where worked is TRUE, else rolls back. Returns whether
 * all went well. A function that changes rows is store_begin(), the work, this. */
gboolean store_finish (Store *store, gboolean worked, GError **error);

/* Makes the store shared, for good. */
gboolean store_set_shared (Store *store, GError **error);
