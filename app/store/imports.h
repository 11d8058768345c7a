/* Many rows in one transaction: all of them or none. */
#pragma once

#include "refusals.h"
#include "store.h"

G_BEGIN_DECLS

#define IMPORTS_ROWS_MAX 1000000

/* A refusal of somebody. person: 0 is the owner; any other number is a person of this
 * import alone, and tells its rows apart in each year. The number is not kept. */
typedef struct
{
  RefusalEntry entry;
  guint32 person;
} ImportRefusal;

/* A row of a meeting's sign-up sheet. */
typedef struct
{
  Week week;
  guint tier;
  int role; /* -1: none was given */
} ImportSigner;

typedef enum
{
  IMPORT_FIRST, /* refuse if a period that a row counts in holds such an import already
                 */
  IMPORT_MORE, /* the person knows that whoever is in both counts twice */
} ImportMode;

/**
 * imports_refusals:
 * @rows: count rows, at most IMPORTS_ROWS_MAX
 * @progress: (nullable)
 *
 * Adds refusals with their first outcomes. A row with a person makes the store shared.
 * A dry run is store_begin(), this, store_rollback().
 *
 * Returns: FALSE with error set and nothing added: STORE_ERROR_NEEDS_MORE,
 * STORE_ERROR_CANCELLED, and as refusals_add()
 */
gboolean imports_refusals (Store *store, const ImportRefusal *rows, gsize count,
                           ImportMode mode, Week now, StoreProgress progress,
                           gpointer data, GError **error);

/* The same for rows of a sign-up sheet. Makes the store shared. */
gboolean imports_signers (Store *store, const ImportSigner *rows, gsize count,
                          ImportMode mode, Week now, GError **error);

G_END_DECLS
