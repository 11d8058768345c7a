/* See entries.h. */
#include "config.h"

#include "entries.h"

#include <glib/gi18n-lib.h>

#include "sql.h"
#include "store-private.h"

static gboolean
refuse_choice (GError **error)
{
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                       _ ("The campaign of this store has no such choice."));
  return FALSE;
}

gboolean
entries_check_outcome (Store *store, guint outcome, GError **error)
{
  return outcome < campaign_count (store->campaign, CAMPAIGN_OUTCOMES)
         || refuse_choice (error);
}

gboolean
entries_check (Store *store, const RefusalEntry *entry, GError **error)
{
  Campaign *campaign = store->campaign;
  gboolean known = entry->work < campaign_count (campaign, CAMPAIGN_WORK)
                   && entry->customer < campaign_count (campaign, CAMPAIGN_CUSTOMERS)
                   && entry->grounds != 0
                   && entry->grounds >> campaign_count (campaign, CAMPAIGN_GROUNDS) == 0
                   && entry->code_named <= CODE_NAMED_UNKNOWN;
  if (!known)
    return refuse_choice (error);
  return entries_check_outcome (store, entry->outcome, error);
}

void
entries_make_id (Store *store, uint8_t id[ENTRY_ID_BYTES])
{
  store->random->fill (store->random->data, id, ENTRY_ID_BYTES);
}

gboolean
entries_insert (Store *store, const uint8_t id[ENTRY_ID_BYTES],
                const RefusalEntry *entry, Week counts, gint64 person,
                EntryOrigin origin, GError **error)
{
  RefusalOutcome first = { entry->outcome, entry->week, counts };
  return sql_run (store, error,
                  "INSERT INTO refusal (id, campaign, person, week, work, customer,"
                  " grounds, code_named, counts, counted, imported)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10)",
                  "biiiiiiiii", id, (gsize)ENTRY_ID_BYTES, store->number, person,
                  (gint64)entry->week, (gint64)entry->work, (gint64)entry->customer,
                  (gint64)entry->grounds, (gint64)entry->code_named, (gint64)counts,
                  (gint64)(origin == ENTRY_IMPORTED))
         && entries_insert_outcome (store, id, &first, person, error);
}

gboolean
entries_insert_outcome (Store *store, const uint8_t id[ENTRY_ID_BYTES],
                        const RefusalOutcome *outcome, gint64 person, GError **error)
{
  return sql_run (store, error,
                  "INSERT INTO outcome (refusal, week, outcome, campaign, person,"
                  " counts, counted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)"
                  " ON CONFLICT DO NOTHING",
                  "biiiiii", id, (gsize)ENTRY_ID_BYTES, (gint64)outcome->week,
                  (gint64)outcome->outcome, store->number, person,
                  (gint64)outcome->counts);
}
