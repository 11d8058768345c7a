/* A store: one campaign and all the entries made for it, as rows of a database. This
 * header opens and closes it, groups changes into transactions and tells its numbers;
 * the others of this folder are
 *
 *   refusals.h      refusals, their outcomes, the trash
 *   persons.h       whose an entry is
 *   signers.h       signing keys, pledge records, sign-up sheets
 *   imports.h       many rows at once
 *   ledger.h        periods and their closing
 *   bridge.h        the one way from rows to a Tally
 *   preferences.h   preferences and drafts
 *
 * May know base, campaign, pledge, tally, sqlite3 and GLib. Knows no file, passphrase
 * or clock: the database comes open, and the present week is a parameter. It keeps no
 * time finer than an ISO week and no order of entry (tests/store/test-schema.c,
 * test-order.c); DESIGN.md, sections 3 and 5, has the rules.
 *
 * A Store and everything made from it belong to one thread at a time. Every function
 * that changes something makes its change whole or not at all. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "campaign.h"
#include "random.h"
#include "store-error.h"

G_BEGIN_DECLS

#define STORE_VERSION 1 /* of the schema: the database's user_version */
#define STORE_APPLICATION_ID 0x53746561 /* the database's application_id */

typedef struct _Store Store;

/**
 * StoreProgress:
 *
 * Called now and then, in the caller's thread, by what passes over many rows, with the
 * number of rows done. Returns: FALSE to cancel: it then fails with
 * STORE_ERROR_CANCELLED, and nothing is changed
 */
typedef gboolean (*StoreProgress) (gsize done, gpointer data);

/* How many rows are done between two calls of it. */
#define STORE_PROGRESS_ROWS 4096

/**
 * store_create:
 * @db: an empty open database; must outlive the Store, which does not close it
 * @campaign: what the store will be for
 * @random: where ids and persons' numbers come from; must outlive the Store
 *
 * Makes schema and campaign row in one transaction.
 *
 * Returns: (transfer full): the store, or NULL with error set
 */
Store *store_create (sqlite3 *db, Campaign *campaign, const RandomSource *random,
                     GError **error);

/**
 * store_open:
 * @db, @random: as in store_create()
 *
 * Opens what store_create() made. Where the app carries the stored campaign with newer
 * translations, store_campaign() has these.
 *
 * Returns: (transfer full): the store, or NULL with error set: STORE_ERROR_NEWER for a
 * later version's schema, STORE_ERROR_DAMAGED for a database that is no store
 */
Store *store_open (sqlite3 *db, const RandomSource *random, GError **error);

/* Rolls back what is not committed and frees the store; the database stays open. NULL
 * is nothing. */
void store_close (Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Store, store_close)

/* Rolls back and lets go of the database, which may then be closed: from here on every
 * function that reads or changes it fails with STORE_ERROR_IO. store_campaign() stays.
 */
void store_detach (Store *store);

/* Whether store_detach() has not been called. */
gboolean store_is_attached (const Store *store);

/* (transfer none): the campaign that every entry belongs to. */
Campaign *store_campaign (const Store *store);

/* Whether more than one person's entries are in here: set for good by a "next person",
 * a sign-up sheet, or an import with persons. FALSE with error set too on failure. */
gboolean store_is_shared (Store *store, gboolean *shared, GError **error);

/* Transactions. They nest, up to four deep (the functions of this folder take one
 * within a caller's): an inner one that is rolled back leaves the outer one as it
 * was before. Only the outermost commit makes anything last. After a commit that
 * fails, that transaction is rolled back. store_rollback() cannot fail: if the
 * database cannot undo the change, it refuses everything from then on. */
gboolean store_begin (Store *store, GError **error);
gboolean store_commit (Store *store, GError **error);
void store_rollback (Store *store);

/* How many rows there are of each kind. */
typedef struct
{
  guint64 refusals; /* without those in the trash */
  guint64 trashed; /* refusals in the trash */
  guint64 outcomes; /* of the refusals not in the trash; the first ones included */
  guint64 signers;
  guint64 records; /* pledge records: takes, changes, withdrawals */
  guint64 sheet; /* rows of sign-up sheets */
  guint64 releases; /* closed periods */
} StoreNumbers;

/* Counts all rows: for `info`. */
gboolean store_numbers (Store *store, StoreNumbers *numbers, GError **error);

/**
 * store_check:
 *
 * Reads every row: the database's own structure, that every week, place in a list and
 * id is one that can be, and that every signer's records follow from one another. For
 * `check`; slow on a large store.
 *
 * Returns: FALSE with error set (STORE_ERROR_DAMAGED) at the first thing wrong
 */
gboolean store_check (Store *store, GError **error);

G_END_DECLS
