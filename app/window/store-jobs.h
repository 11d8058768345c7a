/* What the preferences ask of the session about the store itself: what opens it, its
 * copies, whether it is whole. Jobs for the worker; they know no widget. */
#pragma once

#include "session-backup.h"
#include "worker.h"

G_BEGIN_DECLS

/* What can be told of the open store. */
typedef struct
{
  GArray *backups; /* of SessionBackupGeneration */
  gboolean cheap; /* a guess at its passphrase costs less than it would by default */
  char *fixed; /* (nullable): why nothing in it can be changed now */
} StoreState;

void store_jobs_state_free (StoreState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreState, store_jobs_state_free)

/* Result: StoreState. Input: none. */
gpointer store_jobs_load (Session **session, gpointer input, GError **error);

typedef enum
{
  STORE_CHANGE_PASSPHRASE, /* fresh in place of the present one */
  STORE_CHANGE_COST, /* the present passphrase, dearer to guess */
  STORE_CHANGE_RECOVERY, /* another recovery key */
  STORE_CHANGE_KEY, /* everything sealed anew, under fresh */
} StoreChange;

typedef struct
{
  StoreChange change;
  Secret *present; /* the store's passphrase, which is tried first */
  Secret *fresh; /* (nullable): the new one */
} StoreOrder;

/* (transfer full): takes both secrets over. */
StoreOrder *store_jobs_order_new (StoreChange change, Secret *present, Secret *fresh);
void store_jobs_order_free (StoreOrder *order);

/* What a change gave. */
typedef struct
{
  Secret *recovery; /* (nullable): the new recovery key's text, with a closing zero */
  char *problem; /* (nullable): what did not work although the change was made */
} StoreChanged;

/* Wipes the recovery key. */
void store_jobs_changed_free (StoreChanged *changed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreChanged, store_jobs_changed_free)

/* Result: StoreChanged. Input: StoreOrder. A new recovery key is marked in the store as
 * not written down until store_jobs_confirm(). */
gpointer store_jobs_change (Session **session, gpointer input, GError **error);

/* The recovery key is written down. Result and input: none. */
gpointer store_jobs_confirm (Session **session, gpointer input, GError **error);

/* Whether the last recovery key that was made was never confirmed. */
gboolean store_jobs_is_unconfirmed (Session *session);

/* Marks it so. FALSE with error set. */
gboolean store_jobs_mark_unconfirmed (Session *session, GError **error);

/* Writes a copy of the store into a file and reads it back. Result: none. Input: GFile.
 */
gpointer store_jobs_save (Session **session, gpointer input, GError **error);

/* Reads everything again. Result and input: none. */
gpointer store_jobs_check (Session **session, gpointer input, GError **error);

/* Closes the session and erases the store with all that lies beside it. Result: none.
 * Input: UnlockedInput. */
gpointer store_jobs_erase (Session **session, gpointer input, GError **error);

G_END_DECLS
