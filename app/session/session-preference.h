/* Preferences: a few words of the faces' own, kept in the store like everything else,
 * since a settings file would lie outside it in clear. */
#pragma once

#include "session.h"

G_BEGIN_DECLS

/**
 * session_preference_get:
 * @key: a word of the caller's
 *
 * Returns: (transfer full): the value, or NULL: with error unset if there is none
 */
char *session_preference_get (Session *session, const char *key, GError **error);

/* value: (nullable): UTF-8; NULL removes it. */
gboolean session_preference_set (Session *session, const char *key, const char *value,
                                 GError **error);

G_END_DECLS
