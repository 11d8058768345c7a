/* See session-refusals.h. */
#include "session-refusals.h"

#include <string.h>

#include "session-private.h"

gboolean
session_refusals_add (Session *session, const RefusalEntry *entry,
                      const PersonChoice *whose, uint8_t id[ENTRY_ID_BYTES],
                      guint64 *alike, GError **error)
{
  RefusalEntry dated = *entry;
  *alike = 0;
  memset (id, 0, ENTRY_ID_BYTES);
  if (!session_resolve_week (session, &dated.week, error)
      || !session_begin (session, error))
    return FALSE;
  gboolean done = refusals_alike (session->store, &dated, whose, alike, error)
                  && refusals_add (session->store, &dated, session_week (session),
                                   whose, id, error);
  return session_finish (session, done, error);
}

gboolean
session_refusals_alike (Session *session, const RefusalEntry *entry,
                        const PersonChoice *whose, guint64 *alike, GError **error)
{
  RefusalEntry dated = *entry;
  *alike = 0;
  return session_resolve_week (session, &dated.week, error)
         && session_read (session,
                          refusals_alike (session->store, &dated, whose, alike, error),
                          error);
}

gboolean
session_refusals_add_outcome (Session *session, const uint8_t id[ENTRY_ID_BYTES],
                              guint outcome, Week week, const PersonChoice *whose,
                              GError **error)
{
  if (!session_resolve_week (session, &week, error) || !session_begin (session, error))
    return FALSE;
  gboolean done = refusals_add_outcome (session->store, id, outcome, week,
                                        session_week (session), whose, error);
  return session_finish (session, done, error);
}

GPtrArray *
session_refusals_list (Session *session, RefusalsWhich which, GError **error)
{
  GPtrArray *refusals = refusals_list (session->store, which, error);
  session_read (session, refusals != NULL, error);
  return refusals;
}

gboolean
session_refusals_delete (Session *session, const uint8_t id[ENTRY_ID_BYTES],
                         GError **error)
{
  if (!session_begin (session, error))
    return FALSE;
  gboolean done = refusals_delete (session->store, id, session_week (session), error);
  return session_finish (session, done, error);
}

gboolean
session_refusals_restore (Session *session, const uint8_t id[ENTRY_ID_BYTES],
                          GError **error)
{
  if (!session_begin (session, error))
    return FALSE;
  gboolean done = refusals_restore (session->store, id, session_week (session), error);
  return session_finish (session, done, error);
}

gboolean
session_refusals_find (Session *session, const char *text, uint8_t id[ENTRY_ID_BYTES],
                       GError **error)
{
  return session_read (session, refusals_find (session->store, text, id, error), error);
}
