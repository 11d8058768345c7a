/* Writing a refusal's rows, for one and for many; inside this folder only. */
#pragma once

#include "refusals.h"

typedef enum
{
  ENTRY_TYPED,
  ENTRY_IMPORTED,
} EntryOrigin;

/* Whether the campaign has what the entry chooses: STORE_ERROR_REFUSED. */
gboolean entries_check (Store *store, const RefusalEntry *entry, GError **error);
gboolean entries_check_outcome (Store *store, guint outcome, GError **error);

/* A new random id. */
void entries_make_id (Store *store, uint8_t id[ENTRY_ID_BYTES]);

/* Adds a checked entry's refusal, under that id, and its first outcome. */
gboolean entries_insert (Store *store, const uint8_t id[ENTRY_ID_BYTES],
                         const RefusalEntry *entry, Week counts, gint64 person,
                         EntryOrigin origin, GError **error);

/* Adds an outcome; nothing if the refusal has it for that week already. */
gboolean entries_insert_outcome (Store *store, const uint8_t id[ENTRY_ID_BYTES],
                                 const RefusalOutcome *outcome, gint64 person,
                                 GError **error);
