/* See restore.h. */
#include "config.h"

#include "restore.h"

#include "counts.h"
#include "sql.h"
#include "store-private.h"
#include "whose.h"

#define OF_REFUSAL (-1)

/* The refusal itself, or one of its outcomes. */
typedef struct
{
  gint64 outcome; /* or OF_REFUSAL */
  Week week;
  Week counts;
  gint64 person; /* 0: it needs one */
  gboolean counted;
} Row;

static GArray *
read_rows (Store *store, const uint8_t id[ENTRY_ID_BYTES], GError **error)
{
  g_autoptr (SqlRows) rows = sql_start (
      store, error,
      "SELECT -1, week, counts, person, counted FROM refusal WHERE id = ?1"
      " UNION ALL"
      " SELECT outcome, week, counts, person, counted FROM outcome WHERE refusal = ?1",
      "b", id, (gsize)ENTRY_ID_BYTES);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Row));
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (store, rows, error)) == SQL_ROW)
    {
      Row row = { sqlite3_column_int64 (rows, 0), sql_int (rows, 1), sql_int (rows, 2),
                  sqlite3_column_int64 (rows, 3), sql_int (rows, 4) };
      if (!week_is_valid (row.week) || !week_is_valid (row.counts))
        {
          sql_refuse_damage (error);
          return NULL;
        }
      g_array_append_val (list, row);
    }
  return step == SQL_DONE ? g_steal_pointer (&list) : NULL;
}

/* New weeks; who moves into another year needs a person of that year. */
static gboolean
move_rows (const Counts *closed, GArray *list, Week now, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      Row *row = &g_array_index (list, Row, i);
      Week counts;
      if (row->counted)
        continue;
      if (!counts_fix_again (closed, row->week, now, &counts, error))
        return FALSE;
      if (week_year (counts) != week_year (row->counts))
        row->person = 0;
      row->counts = counts;
    }
  return TRUE;
}

/* The person of a row of the same year, or as the two kinds of store have it. */
static gboolean
find_person (Store *store, const GArray *list, int year, gint64 *person, GError **error)
{
  gboolean shared;
  for (guint i = 0; i < list->len; i++)
    {
      const Row *row = &g_array_index (list, Row, i);
      if (row->person == 0 || week_year (row->counts) != year)
        continue;
      *person = row->person;
      return TRUE;
    }
  if (!store_is_shared (store, &shared, error))
    return FALSE;
  if (!shared)
    return whose_owner (store, year, person, error);
  *person = whose_random (store);
  return TRUE;
}

static gboolean
write_row (Store *store, const uint8_t id[ENTRY_ID_BYTES], const Row *row,
           GError **error)
{
  if (row->outcome == OF_REFUSAL)
    return sql_run (store, error,
                    "UPDATE refusal SET counts = ?2, person = ?3 WHERE id = ?1", "bii",
                    id, (gsize)ENTRY_ID_BYTES, (gint64)row->counts, row->person);
  return sql_run (store, error,
                  "UPDATE outcome SET counts = ?4, person = ?5"
                  " WHERE refusal = ?1 AND week = ?2 AND outcome = ?3",
                  "biiii", id, (gsize)ENTRY_ID_BYTES, (gint64)row->week, row->outcome,
                  (gint64)row->counts, row->person);
}

gboolean
restore_rows (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now, GError **error)
{
  g_autoptr (Counts) closed = counts_new (store, error);
  g_autoptr (GArray) list = closed == NULL ? NULL : read_rows (store, id, error);
  if (list == NULL || !move_rows (closed, list, now, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      Row *row = &g_array_index (list, Row, i);
      if (row->counted)
        continue;
      if (row->person == 0
          && !find_person (store, list, week_year (row->counts), &row->person, error))
        return FALSE;
      if (!write_row (store, id, row, error))
        return FALSE;
    }
  return TRUE;
}
