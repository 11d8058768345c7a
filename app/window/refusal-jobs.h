/* What the refusals' view asks of the session, as jobs for the worker (worker.h). A job
 * that finds the store locked fails with a sentence that says so: the view that handed
 * it in is gone by then. */
#pragma once

#include "session-refusals.h"
#include "worker.h"

G_BEGIN_DECLS

/* Everything that the view shows. */
typedef struct
{
  GPtrArray *kept; /* Refusal, the latest week first */
  Week now; /* the present week */
  gboolean shared; /* entries of more than one person */
  GBytes *draft; /* (nullable): see refusal-draft.h */
} RefusalTable;

/* NULL is nothing. */
void refusal_jobs_table_free (RefusalTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RefusalTable, refusal_jobs_table_free)

/* Job. Input: none, result: RefusalTable. */
gpointer refusal_jobs_list (Session **session, gpointer input, GError **error);

/* Job. Input: none, result: a RefusalTable whose refusals are those in the trash. */
gpointer refusal_jobs_list_trash (Session **session, gpointer input, GError **error);

typedef enum
{
  REFUSAL_ASK_IF_ALIKE, /* add nothing if an equal one is logged already */
  REFUSAL_ADD_ANYWAY,
} RefusalAlike;

/* A refusal to log. */
typedef struct
{
  RefusalEntry entry; /* week 0: the present one */
  PersonChoice whose;
  RefusalAlike alike;
} RefusalAdding;

/* What came of it. */
typedef struct
{
  gboolean logged;
  guint64 alike; /* equal ones that were there before */
  uint8_t id[ENTRY_ID_BYTES]; /* if logged */
} RefusalAdded;

/* Job. Input: RefusalAdding, result: RefusalAdded. Removes the draft if it logs. */
gpointer refusal_jobs_add (Session **session, gpointer input, GError **error);

/* A later outcome; week 0 is the present one. */
typedef struct
{
  uint8_t id[ENTRY_ID_BYTES];
  guint outcome;
  Week week;
  PersonChoice whose;
} RefusalFollowUp;

/* Job. Input: RefusalFollowUp, result: none. */
gpointer refusal_jobs_add_outcome (Session **session, gpointer input, GError **error);

/* Jobs. Input: an id's ENTRY_ID_BYTES, result: none. */
gpointer refusal_jobs_delete (Session **session, gpointer input, GError **error);
gpointer refusal_jobs_restore (Session **session, gpointer input, GError **error);

/* Job. Input: (nullable) GBytes, the draft to keep, or NULL to remove it; result: none.
 */
gpointer refusal_jobs_set_draft (Session **session, gpointer input, GError **error);

G_END_DECLS
