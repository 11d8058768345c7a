/* See session-draft.h. */
#include "session-draft.h"

#include "preferences.h"
#include "session-private.h"

gboolean
session_draft_set (Session *session, const char *kind, GBytes *draft, GError **error)
{
  if (!session_begin (session, error))
    return FALSE;
  gboolean done = preferences_set_draft (session->store, kind, draft, error);
  return session_finish (session, done, error);
}

GBytes *
session_draft_get (Session *session, const char *kind, GError **error)
{
  GError *problem = NULL;
  GBytes *draft = preferences_get_draft (session->store, kind, &problem);
  if (problem == NULL)
    return draft;
  session_read (session, FALSE, &problem);
  g_propagate_error (error, problem);
  return NULL;
}
