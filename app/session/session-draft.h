/* Drafts: what was being typed when the store was locked, kept inside it. */
#pragma once

#include "session.h"

G_BEGIN_DECLS

/**
 * session_draft_set:
 * @kind: whose draft it is, a word of the caller's
 * @draft: (nullable): the caller's own bytes; NULL removes the draft there is
 *
 * Keeps one draft of each kind.
 */
gboolean session_draft_set (Session *session, const char *kind, GBytes *draft,
                            GError **error);

/* (transfer full): the draft of a kind; NULL with error unset if there is none. */
GBytes *session_draft_get (Session *session, const char *kind, GError **error);

G_END_DECLS
