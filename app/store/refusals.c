/* See refusals.h. */
#include "config.h"

#include "refusals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "counts.h"
#include "entries.h"
#include "prefix.h"
#include "restore.h"
#include "sql.h"
#include "store-private.h"
#include "whose.h"

_Static_assert(ENTRY_ID_BYTES == PREFIX_ID_BYTES
                   && REFUSALS_PREFIX_LEAST == PREFIX_LEAST,
               "ids are found by their beginnings");

#define REFUSAL_COLUMNS                                                                \
  "SELECT id, week, work, customer, grounds, code_named, counts, counted, imported,"   \
  " trashed FROM refusal "
#define OUTCOME_COLUMNS "SELECT refusal, outcome, week, counts FROM outcome "

void
refusals_free (Refusal *refusal)
{
  if (refusal == NULL)
    return;
  g_free (refusal->outcomes);
  g_free (refusal);
}

/* Refusals and outcomes, both in the order of the refusals' ids, read side by side. */
typedef struct
{
  Store *store;
  SqlRows *refusals;
  SqlRows *outcomes;
  SqlStep outcome; /* where outcomes is */
} Reader;

static gboolean
is_week_or_zero (Week week)
{
  return week == 0 || week_is_valid (week);
}

/* The row that the reader is at, without outcomes; NULL if no such row can be. */
static Refusal *
read_refusal (Reader *reader, GError **error)
{
  SqlRows *rows = reader->refusals;
  const void *id = sql_blob (rows, 0, ENTRY_ID_BYTES);
  g_autoptr (Refusal) refusal = g_new0 (Refusal, 1);
  if (id != NULL)
    memcpy (refusal->id, id, ENTRY_ID_BYTES);
  refusal->week = sql_int (rows, 1);
  refusal->work = (guint)sql_int (rows, 2);
  refusal->customer = (guint)sql_int (rows, 3);
  refusal->grounds = (guint32)sql_int (rows, 4);
  refusal->code_named = (CodeNamed)sql_int (rows, 5);
  refusal->counts = sql_int (rows, 6);
  refusal->counted = sql_int (rows, 7);
  refusal->imported = sql_int (rows, 8);
  refusal->trashed = sql_int (rows, 9);
  RefusalEntry entry = { refusal->week,    refusal->work,       refusal->customer,
                         refusal->grounds, refusal->code_named, 0 };
  if (id == NULL || !week_is_valid (refusal->week) || !week_is_valid (refusal->counts)
      || !is_week_or_zero (refusal->trashed)
      || !entries_check (reader->store, &entry, NULL))
    {
      sql_refuse_damage (error);
      return NULL;
    }
  return g_steal_pointer (&refusal);
}

/* Adds the outcome that the reader is at. */
static gboolean
append_outcome (Reader *reader, Refusal *refusal, GError **error)
{
  SqlRows *rows = reader->outcomes;
  RefusalOutcome outcome = { (guint)sql_int (rows, 1), sql_int (rows, 2),
                             sql_int (rows, 3) };
  if (!week_is_valid (outcome.week) || !week_is_valid (outcome.counts)
      || !entries_check_outcome (reader->store, outcome.outcome, NULL))
    return sql_refuse_damage (error);
  refusal->outcomes =
      g_renew (RefusalOutcome, refusal->outcomes, refusal->n_outcomes + 1);
  refusal->outcomes[refusal->n_outcomes++] = outcome;
  return TRUE;
}

/* Takes the refusal's outcomes and passes over those of refusals that are not listed.
 */
static gboolean
read_outcomes (Reader *reader, Refusal *refusal, GError **error)
{
  while (reader->outcome == SQL_ROW)
    {
      const void *id = sql_blob (reader->outcomes, 0, ENTRY_ID_BYTES);
      int order = id == NULL ? 1 : memcmp (id, refusal->id, ENTRY_ID_BYTES);
      if (order > 0)
        break;
      if (order == 0 && !append_outcome (reader, refusal, error))
        return FALSE;
      reader->outcome = sql_step (reader->store, reader->outcomes, error);
    }
  if (reader->outcome != SQL_FAILED && refusal->n_outcomes == 0)
    return sql_refuse_damage (error);
  return reader->outcome != SQL_FAILED;
}

static gboolean
read_into (Reader *reader, GPtrArray *list, GError **error)
{
  reader->outcome = sql_step (reader->store, reader->outcomes, error);
  SqlStep step = reader->outcome;
  while (step != SQL_FAILED
         && (step = sql_step (reader->store, reader->refusals, error)) == SQL_ROW)
    {
      Refusal *refusal = read_refusal (reader, error);
      if (refusal == NULL)
        return FALSE;
      g_ptr_array_add (list, refusal);
      if (!read_outcomes (reader, refusal, error))
        return FALSE;
    }
  return step != SQL_FAILED;
}

/* The refusals of two started statements, in the order of their ids. */
static GPtrArray *
read_all (Store *store, SqlRows *refusals, SqlRows *outcomes, GError **error)
{
  if (refusals == NULL || outcomes == NULL)
    return NULL;
  Reader reader = { store, refusals, outcomes, SQL_DONE };
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify)refusals_free);
  return read_into (&reader, list, error) ? g_steal_pointer (&list) : NULL;
}

static int
compare_refusals (gconstpointer a, gconstpointer b)
{
  const Refusal *first = *(const Refusal *const *)a;
  const Refusal *second = *(const Refusal *const *)b;
  if (first->week != second->week)
    return first->week > second->week ? -1 : 1;
  return memcmp (first->id, second->id, ENTRY_ID_BYTES);
}

GPtrArray *
refusals_list (Store *store, RefusalsWhich which, GError **error)
{
  const char *text = which == REFUSALS_KEPT
                         ? REFUSAL_COLUMNS "WHERE trashed IS NULL ORDER BY id"
                         : REFUSAL_COLUMNS "WHERE trashed IS NOT NULL ORDER BY id";
  g_autoptr (SqlRows) refusals = sql_start (store, error, text, "");
  if (refusals == NULL)
    return NULL;
  g_autoptr (SqlRows) outcomes =
      sql_start (store, error, OUTCOME_COLUMNS "ORDER BY refusal, week, outcome", "");
  GPtrArray *list = read_all (store, refusals, outcomes, error);
  if (list != NULL)
    g_ptr_array_sort (list, compare_refusals);
  return list;
}

static gboolean
refuse_unknown (GError **error)
{
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                       _ ("There is no refusal with this id."));
  return FALSE;
}

Refusal *
refusals_get (Store *store, const uint8_t id[ENTRY_ID_BYTES], GError **error)
{
  g_autoptr (SqlRows) refusals = sql_start (
      store, error, REFUSAL_COLUMNS "WHERE id = ?1", "b", id, (gsize)ENTRY_ID_BYTES);
  if (refusals == NULL)
    return NULL;
  g_autoptr (SqlRows) outcomes = sql_start (
      store, error, OUTCOME_COLUMNS "WHERE refusal = ?1 ORDER BY week, outcome", "b",
      id, (gsize)ENTRY_ID_BYTES);
  g_autoptr (GPtrArray) list = read_all (store, refusals, outcomes, error);
  if (list != NULL && list->len == 0)
    refuse_unknown (error);
  return list != NULL && list->len > 0 ? g_ptr_array_steal_index (list, 0) : NULL;
}

gboolean
refusals_find (Store *store, const char *text, uint8_t id[ENTRY_ID_BYTES],
               GError **error)
{
  return prefix_find (store, text,
                      "SELECT id FROM refusal WHERE id BETWEEN ?1 AND ?2 LIMIT 2", id,
                      error);
}

static gboolean
insert_refusal (Store *store, const RefusalEntry *entry, Week now,
                const PersonChoice *whose, uint8_t id[ENTRY_ID_BYTES], GError **error)
{
  Week counts;
  gint64 person;
  g_autoptr (Counts) closed = counts_new (store, error);
  entries_make_id (store, id);
  return closed != NULL && entries_check (store, entry, error)
         && counts_fix (closed, entry->week, now, &counts, error)
         && whose_chosen (store, whose, week_year (counts), &person, error)
         && entries_insert (store, id, entry, counts, person, ENTRY_TYPED, error);
}

gboolean
refusals_add (Store *store, const RefusalEntry *entry, Week now,
              const PersonChoice *whose, uint8_t id[ENTRY_ID_BYTES], GError **error)
{
  memset (id, 0, ENTRY_ID_BYTES);
  if (!store_begin (store, error))
    return FALSE;
  gboolean worked =
      store_finish (store, insert_refusal (store, entry, now, whose, id, error), error);
  if (!worked)
    memset (id, 0, ENTRY_ID_BYTES);
  return worked;
}

/* The week in which a refusal was deleted; 0 if it was not. */
static gboolean
read_trashed (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week *week,
              GError **error)
{
  gint64 number;
  if (!sql_number (store, error, &number, -1,
                   "SELECT coalesce (trashed, 0) FROM refusal WHERE id = ?1", "b", id,
                   (gsize)ENTRY_ID_BYTES))
    return FALSE;
  *week = (Week)number;
  return number != -1 || refuse_unknown (error);
}

/* Whose a later outcome is, where nobody said. */
static gboolean
find_learner (Store *store, const uint8_t id[ENTRY_ID_BYTES], int year, gint64 *person,
              GError **error)
{
  gboolean shared;
  if (!store_is_shared (store, &shared, error))
    return FALSE;
  if (!shared)
    return whose_owner (store, year, person, error);
  if (!whose_of_refusal (store, id, year, person, error))
    return FALSE;
  if (*person != 0)
    return TRUE;
  g_set_error_literal (
      error, STORE_ERROR, STORE_ERROR_NEEDS_PERSON,
      _ ("This outcome counts in a later year than its refusal, and "
         "persons are not known from one year to the next: say whether "
         "it is a new person's or the same person's as another "
         "refusal of this year."));
  return FALSE;
}

static gboolean
insert_outcome (Store *store, const uint8_t id[ENTRY_ID_BYTES], RefusalOutcome *outcome,
                Week now, const PersonChoice *whose, GError **error)
{
  Week trashed;
  gint64 person;
  if (!read_trashed (store, id, &trashed, error))
    return FALSE;
  if (trashed != 0)
    {
      g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                           _ ("This refusal is in the trash: restore it first."));
      return FALSE;
    }
  g_autoptr (Counts) closed = counts_new (store, error);
  if (closed == NULL || !entries_check_outcome (store, outcome->outcome, error)
      || !counts_fix (closed, outcome->week, now, &outcome->counts, error))
    return FALSE;
  int year = week_year (outcome->counts);
  return (whose->kind == PERSON_UNSAID
              ? find_learner (store, id, year, &person, error)
              : whose_chosen (store, whose, year, &person, error))
         && entries_insert_outcome (store, id, outcome, person, error);
}

gboolean
refusals_add_outcome (Store *store, const uint8_t id[ENTRY_ID_BYTES], guint outcome,
                      Week week, Week now, const PersonChoice *whose, GError **error)
{
  RefusalOutcome row = { outcome, week, 0 };
  return store_begin (store, error)
         && store_finish (store, insert_outcome (store, id, &row, now, whose, error),
                          error);
}

/* Which persons' refusals can be alike: in a shared store those of whom entry is, since
 * a hint about another's would tell what somebody else has logged; of somebody new,
 * whose entry makes it shared, none. ?6 is the id of PERSON_SAME_AS, and always bound.
 */
static const char *
choose_alike (gboolean shared, PersonKind kind)
{
#define ALIKE                                                                          \
  "SELECT count (*) FROM refusal WHERE week = ?1 AND work = ?2 AND customer = ?3"      \
  " AND grounds = ?4 AND code_named = ?5 AND trashed IS NULL AND ?6 IS NOT NULL "
  if (kind == PERSON_NEW)
    return ALIKE "AND FALSE";
  if (!shared)
    return ALIKE;
  if (kind == PERSON_SAME_AS)
    return ALIKE "AND person IN (SELECT person FROM refusal WHERE id = ?6"
                 " UNION ALL SELECT person FROM outcome WHERE refusal = ?6)";
  return ALIKE "AND person IN (SELECT owner FROM year)";
#undef ALIKE
}

gboolean
refusals_alike (Store *store, const RefusalEntry *entry, const PersonChoice *whose,
                guint64 *number, GError **error)
{
  gboolean shared;
  gint64 found = 0;
  *number = 0;
  if (!store_is_shared (store, &shared, error)
      || !sql_number (store, error, &found, 0, choose_alike (shared, whose->kind),
                      "iiiiib", (gint64)entry->week, (gint64)entry->work,
                      (gint64)entry->customer, (gint64)entry->grounds,
                      (gint64)entry->code_named, whose->same_as, (gsize)ENTRY_ID_BYTES))
    return FALSE;
  *number = (guint64)found;
  return TRUE;
}

static gboolean
move_to_trash (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now, GError **error)
{
  Week trashed;
  if (!read_trashed (store, id, &trashed, error))
    return FALSE;
  if (trashed == 0)
    return sql_run (store, error, "UPDATE refusal SET trashed = ?2 WHERE id = ?1", "bi",
                    id, (gsize)ENTRY_ID_BYTES, (gint64)now);
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                       _ ("This refusal is in the trash already."));
  return FALSE;
}

gboolean
refusals_delete (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now,
                 GError **error)
{
  return store_begin (store, error)
         && store_finish (store, move_to_trash (store, id, now, error), error);
}

GPtrArray *
refusals_list_due (Store *store, Week now, GError **error)
{
  GPtrArray *list = refusals_list (store, REFUSALS_TRASHED, error);
  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    if (((const Refusal *)list->pdata[i - 1])->trashed
        > week_add (now, -REFUSALS_TRASH_WEEKS))
      g_ptr_array_remove_index (list, i - 1);
  return list;
}

gboolean
refusals_remove (Store *store, const uint8_t id[ENTRY_ID_BYTES], GError **error)
{
  return store_begin (store, error)
         && store_finish (store,
                          sql_run (store, error, "DELETE FROM refusal WHERE id = ?1",
                                   "b", id, (gsize)ENTRY_ID_BYTES),
                          error);
}

gboolean
refusals_empty_trash (Store *store, Week now, guint64 *emptied, GError **error)
{
  gboolean worked =
      store_begin (store, error)
      && store_finish (store,
                       sql_run (store, error, "DELETE FROM refusal WHERE trashed <= ?1",
                                "i", (gint64)week_add (now, -REFUSALS_TRASH_WEEKS)),
                       error);
  if (emptied != NULL)
    *emptied = worked ? (guint64)sqlite3_changes64 (store->db) : 0;
  return worked;
}

static gboolean
take_from_trash (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now,
                 GError **error)
{
  Week trashed;
  if (!read_trashed (store, id, &trashed, error))
    return FALSE;
  if (trashed != 0)
    return restore_rows (store, id, now, error)
           && sql_run (store, error, "UPDATE refusal SET trashed = NULL WHERE id = ?1",
                       "b", id, (gsize)ENTRY_ID_BYTES);
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_REFUSED,
                       _ ("This refusal is not in the trash."));
  return FALSE;
}

gboolean
refusals_restore (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now,
                  GError **error)
{
  return store_begin (store, error)
         && store_finish (store, take_from_trash (store, id, now, error), error);
}
