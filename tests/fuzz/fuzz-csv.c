/* A CSV file. Where it is parted when it is read makes no difference, and the good
 * rows, written as CSV and read again, are the same. The first byte says how long the
 * parts are. */
#include "fuzz.h"

#include "csv-reader.h"
#include "csv.h"

#include <string.h>

static const char *const columns[] = { "a", "b", "c", NULL };
#define REQUIRED 2

/* What reading gives, as one text. */
typedef struct
{
  GString *rows; /* CSV again */
  GString *found; /* lines, problems, how it ended */
} Reading;

static gboolean
on_row_read (CsvReader *reader, const CsvReaderRow *row, gpointer data, GError **error)
{
  (void)error;
  Reading *reading = data;
  fuzz_expect (row->n_cells >= REQUIRED && row->n_cells <= G_N_ELEMENTS (columns) - 1);
  for (size_t i = 0; columns[i] != NULL; i++)
    fuzz_expect (g_utf8_validate (row->cells[i], -1, NULL));
  fuzz_expect (row->cells[G_N_ELEMENTS (columns) - 1] == NULL);
  g_string_append_printf (reading->found, "%" G_GUINT64_FORMAT "\n", row->line);
  csv_append_row (reading->rows, row->cells);
  if (strcmp (row->cells[0], "bad") == 0)
    csv_reader_blame (reader, 0, "It is bad.");
  return TRUE;
}

static void
note_problems (const CsvReader *reader, Reading *reading)
{
  guint count;
  const CsvReaderProblem *problems = csv_reader_problems (reader, &count);
  fuzz_expect (count <= CSV_READER_KEPT);
  fuzz_expect (csv_reader_problem_count (reader) >= count);
  for (guint i = 0; i < count; i++)
    {
      fuzz_expect_sentence (problems[i].message);
      g_string_append_printf (reading->found, "%s\n", problems[i].message);
    }
}

/* Reads the file in parts of this size. */
static Reading
read_in_parts (const char *data, size_t size, size_t part)
{
  Reading reading = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GError) error = NULL;
  g_autoptr (CsvReader) reader =
      csv_reader_new (columns, REQUIRED, on_row_read, &reading);
  gboolean done = TRUE;
  for (size_t at = 0; done && at < size; at += part)
    done = csv_reader_push (reader, data + at, MIN (part, size - at), &error);
  done = done && csv_reader_end (reader, &error);
  fuzz_expect (done == (error == NULL));
  note_problems (reader, &reading);
  if (error != NULL)
    g_string_append (reading.found, error->message);
  if (error != NULL
      && !g_error_matches (error, CSV_READER_ERROR, CSV_READER_ERROR_ROWS))
    fuzz_expect_error (error);
  return reading;
}

static void
clear_reading (Reading *reading)
{
  g_string_free (reading->rows, TRUE);
  g_string_free (reading->found, TRUE);
}

/* A cell that a spreadsheet would run is written with an apostrophe in front: once that
 * is done, writing and reading change nothing any more. */
static void
expect_stable (const Reading *reading)
{
  g_autofree char *text = g_strconcat ("a,b,c\r\n", reading->rows->str, NULL);
  Reading again = read_in_parts (text, strlen (text), SIZE_MAX);
  g_autofree char *again_text = g_strconcat ("a,b,c\r\n", again.rows->str, NULL);
  Reading third = read_in_parts (again_text, strlen (again_text), SIZE_MAX);
  fuzz_expect (g_string_equal (again.rows, third.rows));
  fuzz_expect (g_string_equal (again.found, third.found));
  fuzz_expect (again.rows->len == reading->rows->len);
  clear_reading (&again);
  clear_reading (&third);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  size_t part = (size_t)data[0] + 1;
  data++, size--;
  Reading whole = read_in_parts ((const char *)data, size, SIZE_MAX);
  Reading parted = read_in_parts ((const char *)data, size, part);
  fuzz_expect (g_string_equal (whole.rows, parted.rows));
  fuzz_expect (g_string_equal (whole.found, parted.found));
  expect_stable (&whole);
  clear_reading (&whole);
  clear_reading (&parted);
  return 0;
}
