/* See import-jobs.h. */
#include "config.h"

#include "import-jobs.h"

#include <glib/gi18n-lib.h>

#include "csv-reader.h"
#include "refusal-jobs.h"

#define READ_BYTES ((gsize)1 << 16)
#define PREVIEW_BYTES ((gsize)1 << 16) /* more is not looked at for the first rows */
#define N_COLUMNS 7
#define PERSON_COLUMN 6

struct _ImportMeter
{
  gint references;
  gint cancelled;
  gsize done;
};

void
import_jobs_file_free (ImportFile *file)
{
  if (file == NULL)
    return;
  g_clear_pointer (&file->csv, g_bytes_unref);
  g_clear_pointer (&file->head, g_ptr_array_unref);
  g_free (file->name);
  g_free (file);
}

ImportMeter *
import_jobs_meter_new (void)
{
  ImportMeter *meter = g_new0 (ImportMeter, 1);
  meter->references = 1;
  return meter;
}

ImportMeter *
import_jobs_meter_ref (ImportMeter *meter)
{
  g_atomic_int_inc (&meter->references);
  return meter;
}

void
import_jobs_meter_unref (ImportMeter *meter)
{
  if (g_atomic_int_dec_and_test (&meter->references))
    g_free (meter);
}

gsize
import_jobs_meter_done (ImportMeter *meter)
{
  return (gsize)g_atomic_pointer_get (&meter->done);
}

void
import_jobs_meter_cancel (ImportMeter *meter)
{
  g_atomic_int_set (&meter->cancelled, TRUE);
}

gboolean
import_jobs_meter_is_cancelled (ImportMeter *meter)
{
  return g_atomic_int_get (&meter->cancelled);
}

ImportOrder *
import_jobs_order_new (GBytes *csv, SessionImportFlags flags, ImportMeter *meter)
{
  ImportOrder *order = g_new0 (ImportOrder, 1);
  order->csv = g_bytes_ref (csv);
  order->flags = flags;
  order->meter = import_jobs_meter_ref (meter);
  return order;
}

void
import_jobs_order_free (ImportOrder *order)
{
  g_bytes_unref (order->csv);
  import_jobs_meter_unref (order->meter);
  g_free (order);
}

void
import_jobs_report_free (ImportReport *report)
{
  if (report == NULL)
    return;
  session_import_clear (&report->import);
  g_free (report->reason);
  g_free (report);
}

static gboolean
refuse_large (GError **error)
{
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                       _ ("The file is larger than an import can be (64 MiB). Divide "
                          "it into parts."));
  return FALSE;
}

static gboolean
read_stream (GInputStream *stream, GByteArray *bytes, GError **error)
{
  g_autofree guint8 *part = g_malloc (READ_BYTES);
  for (;;)
    {
      gssize count = g_input_stream_read (stream, part, READ_BYTES, NULL, error);
      if (count <= 0)
        return count == 0;
      g_byte_array_append (bytes, part, (guint)count);
      if (bytes->len > CSV_READER_MAX_BYTES)
        return refuse_large (error);
    }
}

static GBytes *
read_file (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  GByteArray *bytes = g_byte_array_new ();
  if (read_stream (G_INPUT_STREAM (stream), bytes, error))
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

static gboolean
on_preview_row (CsvReader *reader, const CsvReaderRow *row, gpointer data,
                GError **error)
{
  (void)reader;
  (void)error;
  ImportFile *file = data;
  if (file->head->len > IMPORT_PREVIEW_ROWS)
    return TRUE;
  char **cells = g_new0 (char *, N_COLUMNS + 1);
  guint count = MIN (row->n_cells, N_COLUMNS);
  for (guint i = 0; i < count; i++)
    cells[i] = g_strdup (row->cells[i]);
  g_ptr_array_add (file->head, cells);
  file->persons = row->n_cells > PERSON_COLUMN;
  return TRUE;
}

/* Parts the first rows into cells. What is wrong with them, the dry run tells. */
static void
look_at (ImportFile *file)
{
  static const char *const columns[] = { "week",    "work",       "customer", "grounds",
                                         "outcome", "code_named", "person",   NULL };
  gsize size;
  const char *bytes = g_bytes_get_data (file->csv, &size);
  g_autoptr (CsvReader) reader =
      csv_reader_new (columns, PERSON_COLUMN, on_preview_row, file);
  file->head = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_ptr_array_add (file->head, g_strdupv ((char **)columns));
  if (csv_reader_push (reader, bytes, MIN (size, PREVIEW_BYTES), NULL))
    csv_reader_end (reader, NULL);
  if (!file->persons)
    g_clear_pointer (&((char **)file->head->pdata[0])[PERSON_COLUMN], g_free);
}

gpointer
import_jobs_read (Session **session, gpointer input, GError **error)
{
  (void)session;
  g_autoptr (ImportFile) file = g_new0 (ImportFile, 1);
  g_autofree char *base = g_file_get_basename (input);
  file->csv = read_file (input, error);
  if (file->csv == NULL)
    return NULL;
  file->name = g_filename_display_name (base);
  look_at (file);
  return g_steal_pointer (&file);
}

/* Called in the worker's thread. */
static gboolean
on_rows_done (gsize done, gpointer data)
{
  ImportMeter *meter = data;
  g_atomic_pointer_set (&meter->done, done);
  return !import_jobs_meter_is_cancelled (meter);
}

static gboolean
run_import (Session *session, const ImportOrder *order, SessionImportFlags flags,
            ImportReport *report)
{
  g_autoptr (GError) error = NULL;
  session_import_clear (&report->import);
  g_clear_pointer (&report->reason, g_free);
  if (session_import_refusals (session, order->csv, flags, &report->import,
                               on_rows_done, order->meter, &error))
    return TRUE;
  report->reason = g_strdup (error->message);
  return FALSE;
}

/* Whether it is only for SESSION_IMPORT_MORE that the file was refused. */
static gboolean
would_do_with_more (Session *session, const ImportOrder *order)
{
  g_autoptr (ImportReport) trial = g_new0 (ImportReport, 1);
  return run_import (session, order, SESSION_IMPORT_DRY_RUN | SESSION_IMPORT_MORE,
                     trial);
}

gpointer
import_jobs_run (Session **session, gpointer input, GError **error)
{
  const ImportOrder *order = input;
  if (!worker_check_open (*session, error))
    return NULL;
  ImportReport *report = g_new0 (ImportReport, 1);
  if (run_import (*session, order, order->flags, report))
    report->outcome = IMPORT_DONE;
  else if (import_jobs_meter_is_cancelled (order->meter))
    report->outcome = IMPORT_CANCELLED;
  else if (report->import.n_problems == 0 && (order->flags & SESSION_IMPORT_MORE) == 0
           && would_do_with_more (*session, order))
    report->outcome = IMPORT_NEEDS_MORE;
  else
    report->outcome = IMPORT_REFUSED;
  return report;
}
