/* See session-preference.h. */
#include "session-preference.h"

#include "preferences.h"
#include "session-private.h"

char *
session_preference_get (Session *session, const char *key, GError **error)
{
  g_autoptr (GError) problem = NULL;
  char *value = preferences_get (session->store, key, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      session_read (session, FALSE, error);
    }
  return value;
}

gboolean
session_preference_set (Session *session, const char *key, const char *value,
                        GError **error)
{
  if (!session_begin (session, error))
    return FALSE;
  gboolean done = preferences_set (session->store, key, value, error);
  return session_finish (session, done, error);
}
