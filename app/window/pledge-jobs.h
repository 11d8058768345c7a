/* What the Pledge view asks of the session: jobs for the worker. They know no widget.
 */
#pragma once

#include "session-pledge.h"
#include "worker.h"

G_BEGIN_DECLS

/* What the view shows. */
typedef struct
{
  GPtrArray *signers; /* of Signer: the owner first */
  guint64 sheet; /* rows of sign-up sheets */
} PledgeOverview;

/* NULL is nothing. */
void pledge_jobs_free_overview (PledgeOverview *overview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PledgeOverview, pledge_jobs_free_overview)

/* (transfer none) (nullable): the owner, whether the pledge is withdrawn or not. */
const Signer *pledge_jobs_owner (const PledgeOverview *overview);

/* The input of the jobs below; each reads what it needs. */
typedef struct
{
  uint8_t id[SIGNERS_ID_BYTES];
  guint tier;
  int role; /* -1: not said */
  SignerKind kind;
  PledgeFormat format;
} PledgeOrder;

/* Result: PledgeOverview. Input: none. */
gpointer pledge_jobs_load (Session **session, gpointer input, GError **error);

/* Result: PledgeOverview, as it is afterwards. Input: PledgeOrder with tier, role and
 * kind; id and tier; id; id. */
gpointer pledge_jobs_take (Session **session, gpointer input, GError **error);
gpointer pledge_jobs_change (Session **session, gpointer input, GError **error);
gpointer pledge_jobs_withdraw (Session **session, gpointer input, GError **error);
gpointer pledge_jobs_destroy_key (Session **session, gpointer input, GError **error);

/* Result: SavedFiles. Input: PledgeOrder with id and format. */
gpointer pledge_jobs_files (Session **session, gpointer input, GError **error);
gpointer pledge_jobs_withdrawal_files (Session **session, gpointer input,
                                       GError **error);

G_END_DECLS
