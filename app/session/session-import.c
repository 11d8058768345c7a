/* See session-import.h. */
#include "config.h"

#include "session-import.h"

#include <glib/gi18n-lib.h>

#include "csv-reader.h"
#include "late.h"
#include "session-parse.h"
#include "session-private.h"

/* What reading gathers: rows of one of the two kinds. */
typedef struct
{
  Session *session;
  GArray *rows;
  GHashTable *people; /* label → number from 1; only while a file is read */
  GHashTable *weeks; /* own week → number of rows */
} Reading;

static void
clear_problem (void *item)
{
  g_free (((SessionImportProblem *)item)->message);
}

void
session_import_clear (SessionImport *import)
{
  g_clear_pointer (&import->problems, g_array_unref);
}

/* Hands a cell's error to the reader. Always FALSE. */
static gboolean
blame (CsvReader *reader, guint column, GError *reason)
{
  csv_reader_blame (reader, column, reason->message);
  g_error_free (reason);
  return FALSE;
}

static gboolean
read_week (Reading *reading, CsvReader *reader, const char *cell, Week *week)
{
  GError *reason = NULL;
  if (*cell != '\0' && session_parse_week (cell, week, &reason)
      && session_resolve_week (reading->session, week, &reason))
    return TRUE;
  if (reason == NULL)
    g_set_error_literal (&reason, SESSION_ERROR, SESSION_ERROR_MALFORMED,
                         _ ("The week is missing."));
  return blame (reader, 0, reason);
}

/* Keeps a row that is good. */
static void
keep_row (Reading *reading, gconstpointer row, Week week)
{
  gpointer key = GINT_TO_POINTER (week);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (reading->weeks, key));
  g_hash_table_insert (reading->weeks, key, GUINT_TO_POINTER (number + 1));
  g_array_append_vals (reading->rows, row, 1);
}

static gboolean
read_item (Reading *reading, CsvReader *reader, CampaignList list, guint column,
           const char *cell, guint *index)
{
  GError *reason = NULL;
  if (session_parse_item (session_campaign (reading->session), list, cell, index,
                          &reason))
    return TRUE;
  return blame (reader, column, reason);
}

enum
{
  COLUMN_WEEK,
  COLUMN_WORK,
  COLUMN_CUSTOMER,
  COLUMN_GROUNDS,
  COLUMN_OUTCOME,
  COLUMN_CODE_NAMED,
  COLUMN_PERSON,
};

static gboolean
read_person (Reading *reading, CsvReader *reader, const CsvReaderRow *row,
             guint32 *person)
{
  *person = 0;
  if (row->n_cells <= COLUMN_PERSON)
    return TRUE;
  const char *label = row->cells[COLUMN_PERSON];
  if (*label == '\0')
    {
      csv_reader_blame (
          reader, COLUMN_PERSON,
          _ ("The person is missing; give every row a label, or leave the "
             "column out."));
      return FALSE;
    }
  gpointer known = g_hash_table_lookup (reading->people, label);
  if (known == NULL)
    {
      known = GUINT_TO_POINTER (g_hash_table_size (reading->people) + 1);
      g_hash_table_insert (reading->people, g_strdup (label), known);
    }
  *person = GPOINTER_TO_UINT (known);
  return TRUE;
}

static gboolean
on_refusal_read (CsvReader *reader, const CsvReaderRow *row, gpointer data,
                 GError **error)
{
  (void)error;
  Reading *reading = data;
  const Campaign *campaign = session_campaign (reading->session);
  const char *const *cells = row->cells;
  ImportRefusal refusal = { 0 };
  RefusalEntry *entry = &refusal.entry;
  GError *reason = NULL;
  gboolean good = read_week (reading, reader, cells[COLUMN_WEEK], &entry->week);
  good &= read_item (reading, reader, CAMPAIGN_WORK, COLUMN_WORK, cells[COLUMN_WORK],
                     &entry->work);
  good &= read_item (reading, reader, CAMPAIGN_CUSTOMERS, COLUMN_CUSTOMER,
                     cells[COLUMN_CUSTOMER], &entry->customer);
  good &=
      session_parse_grounds (campaign, cells[COLUMN_GROUNDS], &entry->grounds, &reason)
      || blame (reader, COLUMN_GROUNDS, g_steal_pointer (&reason));
  good &= read_item (reading, reader, CAMPAIGN_OUTCOMES, COLUMN_OUTCOME,
                     cells[COLUMN_OUTCOME], &entry->outcome);
  good &=
      session_parse_code_named (cells[COLUMN_CODE_NAMED], &entry->code_named, &reason)
      || blame (reader, COLUMN_CODE_NAMED, g_steal_pointer (&reason));
  good &= read_person (reading, reader, row, &refusal.person);
  if (good)
    keep_row (reading, &refusal, entry->week);
  return TRUE;
}

static gboolean
on_signer_read (CsvReader *reader, const CsvReaderRow *row, gpointer data,
                GError **error)
{
  (void)error;
  Reading *reading = data;
  ImportSigner signer = { .role = -1 };
  GError *reason = NULL;
  gboolean good = read_week (reading, reader, row->cells[0], &signer.week);
  good &= session_parse_tier (session_campaign (reading->session), row->cells[1],
                              &signer.tier, &reason)
          || blame (reader, 1, g_steal_pointer (&reason));
  if (*row->cells[2] != '\0')
    {
      guint role;
      good &= read_item (reading, reader, CAMPAIGN_ROLES, 2, row->cells[2], &role);
      signer.role = (int)role;
    }
  if (good)
    keep_row (reading, &signer, signer.week);
  return TRUE;
}

static void
describe_problems (const CsvReader *reader, SessionImport *import)
{
  guint count;
  const CsvReaderProblem *problems = csv_reader_problems (reader, &count);
  for (guint i = 0; i < count; i++)
    {
      SessionImportProblem problem = { .line = problems[i].line,
                                       .column = problems[i].column,
                                       .message = g_strdup (problems[i].message) };
      g_array_append_val (import->problems, problem);
    }
  import->n_problems = csv_reader_problem_count (reader);
}

/* Reads the whole file; import is filled in any case. */
static gboolean
read_rows (CsvReader *reader, GBytes *csv, SessionImport *import, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (csv, &size);
  gboolean done =
      csv_reader_push (reader, bytes, size, error) && csv_reader_end (reader, error);
  *import = (SessionImport){ .rows = done ? csv_reader_rows (reader) : 0 };
  import->problems = g_array_new (FALSE, FALSE, sizeof (SessionImportProblem));
  g_array_set_clear_func (import->problems, clear_problem);
  describe_problems (reader, import);
  if (!done && import->n_problems > 0)
    {
      g_clear_error (error);
      g_set_error (
          error, SESSION_ERROR, SESSION_ERROR_REFUSED,
          g_dngettext (GETTEXT_PACKAGE,
                       "Nothing was imported: %lu mistake was found in the file.",
                       "Nothing was imported: %lu mistakes were found in the file.",
                       (gulong)import->n_problems),
          (gulong)import->n_problems);
    }
  if (!done)
    session_error_adopt (error);
  return done;
}

/* Ends a change that was begun: a dry run takes it back and is a success all the same.
 */
static gboolean
finish_import (Session *session, SessionImportFlags flags, gboolean done,
               GError **error)
{
  if (!done || (flags & SESSION_IMPORT_DRY_RUN) == 0)
    return session_finish (session, done, error);
  session_finish (session, FALSE, NULL);
  return TRUE;
}

/* How many of the rows count in another week than their own. */
static gboolean
count_late (const Reading *reading, guint64 *late, GError **error)
{
  GHashTableIter iter;
  gpointer own, number;
  Week now = session_week (reading->session);

  g_hash_table_iter_init (&iter, reading->weeks);
  while (g_hash_table_iter_next (&iter, &own, &number))
    {
      Week counts;
      if (!late_week (reading->session->store, GPOINTER_TO_INT (own), now, &counts,
                      error))
        return FALSE;
      if (counts != GPOINTER_TO_INT (own))
        *late += GPOINTER_TO_UINT (number);
    }
  return TRUE;
}

static ImportMode
mode_of (SessionImportFlags flags)
{
  return (flags & SESSION_IMPORT_MORE) != 0 ? IMPORT_MORE : IMPORT_FIRST;
}

gboolean
session_import_refusals (Session *session, GBytes *csv, SessionImportFlags flags,
                         SessionImport *import, StoreProgress progress, gpointer data,
                         GError **error)
{
  static const char *const columns[] = { "week",    "work",       "customer", "grounds",
                                         "outcome", "code_named", "person",   NULL };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (ImportRefusal));
  g_autoptr (GHashTable) people =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) weeks = g_hash_table_new (NULL, NULL);
  Reading reading = {
    .session = session, .rows = rows, .people = people, .weeks = weeks
  };
  g_autoptr (CsvReader) reader =
      csv_reader_new (columns, COLUMN_PERSON, on_refusal_read, &reading);
  if (!read_rows (reader, csv, import, error) || !session_begin (session, error))
    return FALSE;
  gboolean done =
      count_late (&reading, &import->late, error)
      && imports_refusals (session->store, (const ImportRefusal *)(void *)rows->data,
                           rows->len, mode_of (flags), session_week (session), progress,
                           data, error);
  return finish_import (session, flags, done, error);
}

gboolean
session_import_signers (Session *session, GBytes *csv, SessionImportFlags flags,
                        SessionImport *import, GError **error)
{
  static const char *const columns[] = { "week", "tier", "role", NULL };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (ImportSigner));
  g_autoptr (GHashTable) weeks = g_hash_table_new (NULL, NULL);
  Reading reading = { .session = session, .rows = rows, .weeks = weeks };
  g_autoptr (CsvReader) reader = csv_reader_new (columns, 2, on_signer_read, &reading);
  if (!read_rows (reader, csv, import, error) || !session_begin (session, error))
    return FALSE;
  gboolean done =
      count_late (&reading, &import->late, error)
      && imports_signers (session->store, (const ImportSigner *)(void *)rows->data,
                          rows->len, mode_of (flags), session_week (session), error);
  return finish_import (session, flags, done, error);
}
