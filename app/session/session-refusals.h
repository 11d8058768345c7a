/* Refusals: logged, followed up, deleted and brought back. */
#pragma once

#include "refusals.h"
#include "session.h"

G_BEGIN_DECLS

/**
 * session_refusals_add:
 * @entry: with week 0 for the present one
 * @id: (out): the new refusal's id
 * @alike: (out): how many equal ones of that week there were already: a hint to show
 */
gboolean session_refusals_add (Session *session, const RefusalEntry *entry,
                               const PersonChoice *whose, uint8_t id[ENTRY_ID_BYTES],
                               guint64 *alike, GError **error);

/**
 * session_refusals_alike:
 * @entry: with week 0 for the present one
 * @alike: (out): how many equal refusals of that week there are, for a hint before one
 *   more is added; see refusals_alike()
 */
gboolean session_refusals_alike (Session *session, const RefusalEntry *entry,
                                 const PersonChoice *whose, guint64 *alike,
                                 GError **error);

/* A later outcome; week 0 is the present one. See refusals_add_outcome(). */
gboolean session_refusals_add_outcome (Session *session,
                                       const uint8_t id[ENTRY_ID_BYTES], guint outcome,
                                       Week week, const PersonChoice *whose,
                                       GError **error);

/* (transfer full) (element-type Refusal): see refusals_list(). */
GPtrArray *session_refusals_list (Session *session, RefusalsWhich which,
                                  GError **error);

/* Into the trash, and out of it. */
gboolean session_refusals_delete (Session *session, const uint8_t id[ENTRY_ID_BYTES],
                                  GError **error);
gboolean session_refusals_restore (Session *session, const uint8_t id[ENTRY_ID_BYTES],
                                   GError **error);

/* See refusals_find(). */
gboolean session_refusals_find (Session *session, const char *text,
                                uint8_t id[ENTRY_ID_BYTES], GError **error);

G_END_DECLS
