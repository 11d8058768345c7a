/* See refusal-jobs.h. */
#include "config.h"

#include "refusal-jobs.h"

#include "session-draft.h"

#define DRAFT_KIND "refusal"

void
refusal_jobs_table_free (RefusalTable *table)
{
  if (table == NULL)
    return;
  g_clear_pointer (&table->kept, g_ptr_array_unref);
  g_clear_pointer (&table->draft, g_bytes_unref);
  g_free (table);
}

static RefusalTable *
read_table (Session *session, RefusalsWhich which, GError **error)
{
  StoreNumbers numbers;
  g_autoptr (RefusalTable) table = g_new0 (RefusalTable, 1);
  table->now = session_week (session);
  table->kept = session_refusals_list (session, which, error);
  if (table->kept == NULL
      || !session_numbers (session, &numbers, &table->shared, error))
    return NULL;
  return g_steal_pointer (&table);
}

gpointer
refusal_jobs_list (Session **session, gpointer input, GError **error)
{
  (void)input;
  if (!worker_check_open (*session, error))
    return NULL;
  g_autoptr (RefusalTable) table = read_table (*session, REFUSALS_KEPT, error);
  GError *problem = NULL;
  if (table == NULL)
    return NULL;
  table->draft = session_draft_get (*session, DRAFT_KIND, &problem);
  if (problem == NULL)
    return g_steal_pointer (&table);
  g_propagate_error (error, problem);
  return NULL;
}

gpointer
refusal_jobs_list_trash (Session **session, gpointer input, GError **error)
{
  (void)input;
  if (!worker_check_open (*session, error))
    return NULL;
  return read_table (*session, REFUSALS_TRASHED, error);
}

gpointer
refusal_jobs_add (Session **session, gpointer input, GError **error)
{
  const RefusalAdding *adding = input;
  g_autofree RefusalAdded *added = g_new0 (RefusalAdded, 1);
  if (!worker_check_open (*session, error)
      || !session_refusals_alike (*session, &adding->entry, &adding->whose,
                                  &added->alike, error))
    return NULL;
  if (added->alike > 0 && adding->alike == REFUSAL_ASK_IF_ALIKE)
    return g_steal_pointer (&added);
  if (!session_refusals_add (*session, &adding->entry, &adding->whose, added->id,
                             &added->alike, error))
    return NULL;
  added->logged = TRUE;
  /* The entry is safe: a draft that cannot be removed is offered once more, and its
   * entry is then found to be logged already. */
  session_draft_set (*session, DRAFT_KIND, NULL, NULL);
  return g_steal_pointer (&added);
}

gpointer
refusal_jobs_add_outcome (Session **session, gpointer input, GError **error)
{
  const RefusalFollowUp *follow_up = input;
  if (worker_check_open (*session, error))
    session_refusals_add_outcome (*session, follow_up->id, follow_up->outcome,
                                  follow_up->week, &follow_up->whose, error);
  return NULL;
}

gpointer
refusal_jobs_delete (Session **session, gpointer input, GError **error)
{
  if (worker_check_open (*session, error))
    session_refusals_delete (*session, input, error);
  return NULL;
}

gpointer
refusal_jobs_restore (Session **session, gpointer input, GError **error)
{
  if (worker_check_open (*session, error))
    session_refusals_restore (*session, input, error);
  return NULL;
}

gpointer
refusal_jobs_set_draft (Session **session, gpointer input, GError **error)
{
  if (worker_check_open (*session, error))
    session_draft_set (*session, DRAFT_KIND, input, error);
  return NULL;
}
