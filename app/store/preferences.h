/* Preferences, and half-written entries kept over a lock. */
#pragma once

#include "store.h"

G_BEGIN_DECLS

/* (transfer full): the value, or NULL: with error unset if there is none. */
char *preferences_get (Store *store, const char *key, GError **error);

/* value: (nullable): NULL removes it. */
gboolean preferences_set (Store *store, const char *key, const char *value,
                          GError **error);

/* A draft is the caller's own bytes, one for each kind ("refusal"). (transfer full):
 * NULL, with error unset, if there is none. */
GBytes *preferences_get_draft (Store *store, const char *kind, GError **error);

/* draft: (nullable): NULL removes it. */
gboolean preferences_set_draft (Store *store, const char *kind, GBytes *draft,
                                GError **error);

G_END_DECLS
