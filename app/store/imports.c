/* See imports.h. */
#include "config.h"

#include "imports.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "counts.h"
#include "entries.h"
#include "sql.h"
#include "store-private.h"
#include "whose.h"

/* One import while it runs. */
typedef struct
{
  Store *store;
  Week now;
  Counts *closed;
  GHashTable *weeks; /* own week → `counts` week, both as pointers */
  GHashTable *persons; /* person and year → gint64 */
} Import;

static void
clear_import (Import *import)
{
  counts_free (import->closed);
  g_clear_pointer (&import->weeks, g_hash_table_unref);
  g_clear_pointer (&import->persons, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, clear_import)

static gboolean
init_import (Import *import, Store *store, Week now, GError **error)
{
  import->store = store;
  import->now = now;
  import->weeks = g_hash_table_new (g_direct_hash, g_direct_equal);
  import->persons = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  import->closed = counts_new (store, error);
  return import->closed != NULL;
}

static gboolean
fix_week (Import *import, Week own, Week *counts, GError **error)
{
  *counts =
      GPOINTER_TO_INT (g_hash_table_lookup (import->weeks, GINT_TO_POINTER (own)));
  if (*counts != 0)
    return TRUE;
  if (!counts_fix (import->closed, own, import->now, counts, error))
    return FALSE;
  g_hash_table_insert (import->weeks, GINT_TO_POINTER (own), GINT_TO_POINTER (*counts));
  return TRUE;
}

/* Whether week lies in a period, of a kind that is asked, of one of the import's rows.
 */
static gboolean
is_touched (Import *import, Week week)
{
  GHashTableIter iter;
  gpointer counts;
  g_hash_table_iter_init (&iter, import->weeks);
  while (g_hash_table_iter_next (&iter, NULL, &counts))
    for (int kind = 0; kind < PERIOD_KINDS; kind++)
      if (counts_is_asked (import->store, (PeriodKind)kind)
          && period_compare (counts_period ((PeriodKind)kind, GPOINTER_TO_INT (counts)),
                             counts_period ((PeriodKind)kind, week))
                 == 0)
        return TRUE;
  return FALSE;
}

/* text gives the `counts` weeks of what was imported before. */
static gboolean
check_first (Import *import, const char *text, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (import->store, error, text, "i", import->store->number);
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (import->store, rows, error)) == SQL_ROW)
    {
      Week week = sql_int (rows, 0);
      if (!week_is_valid (week))
        return sql_refuse_damage (error);
      if (!is_touched (import, week))
        continue;
      g_set_error_literal (
          error, STORE_ERROR, STORE_ERROR_NEEDS_MORE,
          _ ("A period that these rows count in holds an import of this kind already, "
             "and whoever is in both would count twice: import it only as more."));
      return FALSE;
    }
  return step == SQL_DONE;
}

static gboolean
refuse_size (GError **error)
{
  g_set_error (error, STORE_ERROR, STORE_ERROR_REFUSED,
               _ ("An import can have up to %d rows: part this one."),
               IMPORTS_ROWS_MAX);
  return FALSE;
}

/* The number that a person of the import has in a year. */
static gboolean
find_person (Import *import, guint32 person, int year, gint64 *number, GError **error)
{
  if (person == 0)
    return whose_owner (import->store, year, number, error);
  gint64 key = (gint64)person * 10000 + year;
  const gint64 *known = g_hash_table_lookup (import->persons, &key);
  if (known == NULL)
    {
      *number = whose_random (import->store);
      g_hash_table_insert (import->persons, g_memdup2 (&key, sizeof key),
                           g_memdup2 (number, sizeof *number));
      return TRUE;
    }
  *number = *known;
  return TRUE;
}

/* A row with the id that it will have. */
typedef struct
{
  uint8_t id[ENTRY_ID_BYTES];
  const ImportRefusal *row;
} Placed;

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  return memcmp (((const Placed *)a)->id, ((const Placed *)b)->id, ENTRY_ID_BYTES);
}

/* In the order of their ids: the database then grows at its end, and keeps nothing of
 * the order of the file. */
static GArray *
place_rows (Store *store, const ImportRefusal *rows, gsize count)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Placed), (guint)count);
  for (gsize i = 0; i < count; i++)
    {
      Placed placed = { .row = &rows[i] };
      entries_make_id (store, placed.id);
      g_array_append_val (places, placed);
    }
  g_array_sort (places, compare_placed);
  return places;
}

static gboolean
insert_placed (Import *import, const Placed *placed, GError **error)
{
  Week counts;
  gint64 person;
  const ImportRefusal *row = placed->row;
  return fix_week (import, row->entry.week, &counts, error)
         && find_person (import, row->person, week_year (counts), &person, error)
         && entries_insert (import->store, placed->id, &row->entry, counts, person,
                            ENTRY_IMPORTED, error);
}

static gboolean
insert_refusals (Import *import, const ImportRefusal *rows, gsize count,
                 StoreProgress progress, gpointer data, GError **error)
{
  g_autoptr (GArray) places = place_rows (import->store, rows, count);
  for (guint i = 0; i < places->len; i++)
    {
      if (progress != NULL && i % STORE_PROGRESS_ROWS == 0 && !progress (i, data))
        {
          g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CANCELLED,
                               _ ("The import was cancelled, and nothing was added."));
          return FALSE;
        }
      if (!insert_placed (import, &g_array_index (places, Placed, i), error))
        return FALSE;
    }
  return TRUE;
}

/* Looks at every row before any is written. */
static gboolean
check_refusals (Import *import, const ImportRefusal *rows, gsize count,
                gboolean *labelled, GError **error)
{
  *labelled = FALSE;
  for (gsize i = 0; i < count; i++)
    {
      Week counts;
      if (!entries_check (import->store, &rows[i].entry, error)
          || !fix_week (import, rows[i].entry.week, &counts, error))
        return FALSE;
      *labelled |= rows[i].person != 0;
    }
  return TRUE;
}

static gboolean
import_refusals (Import *import, const ImportRefusal *rows, gsize count,
                 ImportMode mode, StoreProgress progress, gpointer data, GError **error)
{
  gboolean labelled;
  return check_refusals (import, rows, count, &labelled, error)
         && (mode == IMPORT_MORE
             || check_first (import,
                             "SELECT DISTINCT counts FROM refusal"
                             " WHERE campaign = ?1 AND imported = 1"
                             " AND trashed IS NULL",
                             error))
         && (!labelled || store_set_shared (import->store, error))
         && insert_refusals (import, rows, count, progress, data, error);
}

gboolean
imports_refusals (Store *store, const ImportRefusal *rows, gsize count, ImportMode mode,
                  Week now, StoreProgress progress, gpointer data, GError **error)
{
  if (count > IMPORTS_ROWS_MAX)
    return refuse_size (error);
  g_auto (Import) import = { 0 };
  return store_begin (store, error)
         && store_finish (
             store,
             init_import (&import, store, now, error)
                 && import_refusals (&import, rows, count, mode, progress, data, error),
             error);
}

static gboolean
check_signers (Import *import, const ImportSigner *rows, gsize count, GError **error)
{
  int tiers = (int)campaign_count (import->store->campaign, CAMPAIGN_TIERS);
  int roles = (int)campaign_count (import->store->campaign, CAMPAIGN_ROLES);
  for (gsize i = 0; i < count; i++)
    {
      Week counts;
      if (!fix_week (import, rows[i].week, &counts, error))
        return FALSE;
      if (rows[i].tier < (guint)tiers && rows[i].role >= -1 && rows[i].role < roles)
        continue;
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                           _ ("The campaign of this store has no such tier or role."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
insert_signer (Import *import, const ImportSigner *row, GError **error)
{
  Week counts;
  return fix_week (import, row->week, &counts, error)
         && sql_run (import->store, error,
                     "INSERT INTO sheet (campaign, counts, week, tier, role, number)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, 1)"
                     " ON CONFLICT DO UPDATE SET number = number + 1",
                     "iiiii", import->store->number, (gint64)counts, (gint64)row->week,
                     (gint64)row->tier, (gint64)row->role);
}

static gboolean
import_signers (Import *import, const ImportSigner *rows, gsize count, ImportMode mode,
                GError **error)
{
  if (!check_signers (import, rows, count, error)
      || (mode == IMPORT_FIRST
          && !check_first (
              import, "SELECT DISTINCT counts FROM sheet WHERE campaign = ?1", error))
      || (count > 0 && !store_set_shared (import->store, error)))
    return FALSE;
  for (gsize i = 0; i < count; i++)
    if (!insert_signer (import, &rows[i], error))
      return FALSE;
  return TRUE;
}

gboolean
imports_signers (Store *store, const ImportSigner *rows, gsize count, ImportMode mode,
                 Week now, GError **error)
{
  if (count > IMPORTS_ROWS_MAX)
    return refuse_size (error);
  g_auto (Import) import = { 0 };
  return store_begin (store, error)
         && store_finish (store,
                          init_import (&import, store, now, error)
                              && import_signers (&import, rows, count, mode, error),
                          error);
}
