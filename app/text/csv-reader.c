/* See csv-reader.h. A state machine over bytes: cells gather in one buffer of fixed
 * size, each closed by a zero. After a bad row it goes on at the next line. */
#include "csv-reader.h"
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  AT_START, /* of a cell */
  IN_CELL,
  IN_QUOTES,
  AFTER_QUOTE, /* within a quoted cell: its end, or half of a doubled quote */
  AFTER_CR,
  SKIPPING, /* a row that was reported, up to its line feed */
} State;

struct _CsvReader
{
  const char *const *columns;
  guint n_columns, n_required;
  CsvReaderFunc func;
  gpointer data;

  State state;
  char separator; /* of cells; 0 before the header has shown it */
  guint64 bytes; /* read so far */
  guint64 line; /* being read */
  guint64 row_line; /* where the row began */
  guint64 quote_line; /* where the cell's quote was opened */
  guint mark; /* bytes of a byte order mark seen at the start */
  guint header; /* columns of the header; 0 before it is read */
  guint64 rows_seen; /* good and bad, but those passed over midway */
  guint64 rows;

  char *buffer; /* CSV_READER_ROW_BYTES */
  gsize used;
  gsize starts[CSV_READER_MAX_COLUMNS + 1]; /* of each cell, in the buffer */
  guint n_cells; /* begun; above CSV_READER_MAX_COLUMNS they are only counted */

  GArray *problems; /* of CsvReaderProblem */
  guint64 problem_count;
};

GQuark
csv_reader_error_quark (void)
{
  return g_quark_from_static_string ("steadfast-csv-reader-error");
}

static void
clear_problem (gpointer data)
{
  g_free (((CsvReaderProblem *)data)->message);
}

CsvReader *
csv_reader_new (const char *const *columns, guint n_required, CsvReaderFunc func,
                gpointer data)
{
  guint n_columns = g_strv_length ((char **)columns);
  g_return_val_if_fail (n_required >= 1 && n_required <= n_columns, NULL);
  g_return_val_if_fail (n_columns <= CSV_READER_MAX_COLUMNS, NULL);
  CsvReader *reader = g_new0 (CsvReader, 1);
  reader->columns = columns;
  reader->n_columns = n_columns;
  reader->n_required = n_required;
  reader->func = func;
  reader->data = data;
  reader->line = reader->row_line = 1;
  reader->buffer = g_malloc (CSV_READER_ROW_BYTES);
  reader->problems = g_array_new (FALSE, FALSE, sizeof (CsvReaderProblem));
  g_array_set_clear_func (reader->problems, clear_problem);
  return reader;
}

void
csv_reader_free (CsvReader *reader)
{
  if (reader == NULL)
    return;
  g_array_unref (reader->problems);
  g_free (reader->buffer);
  g_free (reader);
}

static char *
print_place (const CsvReader *reader, guint64 line, guint column, const char *reason)
{
  if (column == 0)
    /* Translators: the second is a whole sentence that says what is wrong there. */
    return g_strdup_printf (_ ("Line %lu: %s"), (gulong)line, reason);
  const char *name = column <= reader->n_columns ? reader->columns[column - 1] : "…";
  /* Translators: line number, column's name and number, and a whole sentence that says
   * what is wrong there. */
  return g_strdup_printf (_ ("Line %lu, column “%s” (%u): %s"), (gulong)line, name,
                          column, reason);
}

static void
add_problem (CsvReader *reader, guint64 line, guint column, CsvReaderReason reason,
             const char *sentence)
{
  reader->problem_count++;
  if (reader->problems->len == CSV_READER_KEPT)
    return;
  CsvReaderProblem problem = { line, column, reason,
                               print_place (reader, line, column, sentence) };
  g_array_append_val (reader->problems, problem);
}

static const char *
describe (CsvReaderReason reason)
{
  switch (reason)
    {
    case CSV_READER_QUOTE:
      return _ ("A quotation mark must open and close the whole cell, and be doubled "
                "inside it.");
    case CSV_READER_OPEN_QUOTE:
      return _ ("The quotation mark that opens this cell is never closed.");
    case CSV_READER_NOT_UTF8:
      return _ ("This cell is not UTF-8 text; save the file as UTF-8.");
    case CSV_READER_NUL:
      return _ ("This cell holds a zero byte, which no text has.");
    case CSV_READER_CR:
      return _ ("A carriage return stands alone; lines must end with LF or CRLF.");
    case CSV_READER_TOO_FEW:
      return _ ("The row has fewer cells than the first line.");
    case CSV_READER_TOO_MANY:
      return _ ("The row has more cells than the first line.");
    case CSV_READER_TOO_LONG:
      return _ ("The row is longer than 65,536 bytes.");
    case CSV_READER_VALUE:
    default:
      return _ ("This value cannot be used.");
    }
}

/* Reports the row and passes over the rest of its line. */
static void
give_up_row (CsvReader *reader, guint64 line, guint column, CsvReaderReason reason)
{
  add_problem (reader, line, column, reason, describe (reason));
  reader->state = SKIPPING;
}

static void
put_byte (CsvReader *reader, char byte)
{
  if (reader->n_cells > CSV_READER_MAX_COLUMNS)
    return;
  if (reader->used < CSV_READER_ROW_BYTES - 1)
    reader->buffer[reader->used++] = byte;
  else if (reader->state == IN_QUOTES)
    give_up_row (reader, reader->quote_line, reader->n_cells, CSV_READER_OPEN_QUOTE);
  else
    give_up_row (reader, reader->row_line, 0, CSV_READER_TOO_LONG);
}

static void
begin_cell (CsvReader *reader)
{
  if (reader->n_cells < CSV_READER_MAX_COLUMNS)
    reader->starts[reader->n_cells] = reader->used;
  reader->n_cells++;
}

static void
begin_row (CsvReader *reader)
{
  reader->state = AT_START;
  reader->used = 0;
  reader->n_cells = 0;
  reader->row_line = reader->line;
}

/* Size of a cell, without the zero that put_byte() closed it with. */
static gsize
measure_cell (const CsvReader *reader, guint index)
{
  gsize end = index + 1 < reader->n_cells ? reader->starts[index + 1] : reader->used;
  return end - reader->starts[index] - 1;
}

/* Whether every cell is UTF-8 without a zero byte; the row is reported if not. */
static gboolean
check_text (CsvReader *reader)
{
  for (guint i = 0; i < reader->n_cells; i++)
    {
      const char *cell = reader->buffer + reader->starts[i];
      gsize size = measure_cell (reader, i);
      CsvReaderReason reason = CSV_READER_NUL;
      if (memchr (cell, '\0', size) == NULL)
        {
          if (g_utf8_validate_len (cell, size, NULL))
            continue;
          reason = CSV_READER_NOT_UTF8;
        }
      add_problem (reader, reader->row_line, i + 1, reason, describe (reason));
      return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_header (const CsvReader *reader, GError **error)
{
  g_autofree char *all = g_strjoinv (",", (char **)reader->columns);
  char *least = all;
  for (guint i = 0; i < reader->n_required; i++)
    least = strchrnul (least + (i > 0), ',');
  if (*least == '\0')
    g_set_error (error, CSV_READER_ERROR, CSV_READER_ERROR_HEADER,
                 /* Translators: a list of column names, parted by commas. */
                 _ ("The file's first line must be “%s”, parted by commas, semicolons "
                    "or tabs."),
                 all);
  else
    g_set_error (
        error, CSV_READER_ERROR, CSV_READER_ERROR_HEADER,
        /* Translators: two lists of column names, parted by commas. */
        _ ("The file's first line must be “%.*s”, parted by commas, semicolons "
           "or tabs, and may go on with “%s”."),
        (int)(least - all), all, least);
  return FALSE;
}

static gboolean
take_header (CsvReader *reader, GError **error)
{
  if (reader->n_cells < reader->n_required || reader->n_cells > reader->n_columns)
    return refuse_header (reader, error);
  for (guint i = 0; i < reader->n_cells; i++)
    if (strcmp (reader->buffer + reader->starts[i], reader->columns[i]) != 0
        || strlen (reader->columns[i]) != measure_cell (reader, i))
      return refuse_header (reader, error);
  reader->header = reader->n_cells;
  if (reader->separator == 0)
    reader->separator = ','; /* one column alone shows none */
  return TRUE;
}

static gboolean
take_row (CsvReader *reader, GError **error)
{
  const char *cells[CSV_READER_MAX_COLUMNS + 1];

  if (reader->header == 0)
    return take_header (reader, error);
  if (++reader->rows_seen > CSV_READER_MAX_ROWS)
    {
      g_set_error_literal (error, CSV_READER_ERROR, CSV_READER_ERROR_TOO_MANY_ROWS,
                           _ ("The file has more than 1,000,000 rows; divide it."));
      return FALSE;
    }
  if (reader->n_cells != reader->header)
    {
      CsvReaderReason reason =
          reader->n_cells < reader->header ? CSV_READER_TOO_FEW : CSV_READER_TOO_MANY;
      add_problem (reader, reader->row_line, 0, reason, describe (reason));
      return TRUE;
    }
  if (!check_text (reader))
    return TRUE;
  for (guint i = 0; i < reader->n_columns; i++)
    cells[i] = i < reader->n_cells ? reader->buffer + reader->starts[i] : "";
  cells[reader->n_columns] = NULL;
  CsvReaderRow row = { reader->row_line, reader->n_cells, cells };
  reader->rows++;
  return reader->func (reader, &row, reader->data, error);
}

/* At the end of a line, outside quotes. */
static gboolean
end_row (CsvReader *reader, GError **error)
{
  gboolean blank = reader->n_cells == 0;
  gboolean skipped = reader->state == SKIPPING;
  gboolean ok = TRUE;

  if (!blank && !skipped)
    {
      put_byte (reader, '\0');
      if (reader->state != SKIPPING)
        ok = take_row (reader, error);
    }
  else if (skipped && reader->header == 0)
    ok = refuse_header (reader, error);
  return ok;
}

/* The first of the three that the header has decides, since no column's name holds one.
 * A header that is parted in two ways is none. */
static gboolean
is_separator (CsvReader *reader, char byte)
{
  if (reader->separator == 0 && (byte == ',' || byte == ';' || byte == '\t'))
    reader->separator = byte;
  return byte == reader->separator;
}

static void
read_plain (CsvReader *reader, char byte)
{
  if (is_separator (reader, byte))
    {
      if (reader->n_cells == 0)
        begin_cell (reader);
      put_byte (reader, '\0');
      if (reader->state == SKIPPING)
        return;
      reader->state = AT_START;
      begin_cell (reader);
    }
  else if (byte == '\r')
    reader->state = AFTER_CR;
  else if (byte == '"' && reader->state == AT_START)
    {
      if (reader->n_cells == 0)
        begin_cell (reader);
      reader->quote_line = reader->line;
      reader->state = IN_QUOTES;
    }
  else if (byte == '"')
    give_up_row (reader, reader->line, reader->n_cells, CSV_READER_QUOTE);
  else
    {
      if (reader->n_cells == 0)
        begin_cell (reader);
      reader->state = IN_CELL;
      put_byte (reader, byte);
    }
}

static void
read_after_quote (CsvReader *reader, char byte)
{
  if (byte == '"')
    {
      reader->state = IN_QUOTES;
      put_byte (reader, byte);
    }
  else if (byte == '\r' || is_separator (reader, byte))
    {
      reader->state = IN_CELL;
      read_plain (reader, byte);
    }
  else
    give_up_row (reader, reader->line, reader->n_cells, CSV_READER_QUOTE);
}

static void
read_quoted (CsvReader *reader, char byte)
{
  if (byte == '"')
    reader->state = AFTER_QUOTE;
  else
    put_byte (reader, byte);
}

static void
read_byte (CsvReader *reader, char byte)
{
  switch (reader->state)
    {
    case IN_QUOTES:
      read_quoted (reader, byte);
      break;
    case AFTER_QUOTE:
      read_after_quote (reader, byte);
      break;
    case AFTER_CR:
      give_up_row (reader, reader->line, 0, CSV_READER_CR);
      break;
    case SKIPPING:
      break;
    case AT_START:
    case IN_CELL:
    default:
      read_plain (reader, byte);
    }
}

static gboolean
read_line_feed (CsvReader *reader, GError **error)
{
  gboolean ok = TRUE;
  gboolean quoted = reader->state == IN_QUOTES;

  if (quoted)
    put_byte (reader, '\n');
  else
    ok = end_row (reader, error);
  reader->line++;
  if (!quoted || reader->state == SKIPPING)
    begin_row (reader);
  return ok;
}

/* Passes over a byte order mark at the file's start. */
static gboolean
read_mark (CsvReader *reader, const char **at, const char *end, GError **error)
{
  static const char mark[] = "\xef\xbb\xbf";
  while (*at < end && reader->mark < 3 && **at == mark[reader->mark])
    {
      (*at)++;
      reader->mark++;
    }
  if (*at == end)
    return TRUE;
  if (reader->mark == 0 && ((guchar) * *at == 0xff || (guchar) * *at == 0xfe))
    {
      g_set_error_literal (error, CSV_READER_ERROR, CSV_READER_ERROR_ENCODING,
                           _ ("The file is UTF-16, not UTF-8; save it as UTF-8."));
      return FALSE;
    }
  for (guint i = 0; i < reader->mark && reader->mark < 3; i++)
    read_byte (reader, mark[i]);
  reader->mark = 3;
  return TRUE;
}

/* Within an unquoted cell, copies at once what needs no thought. How many bytes. */
static gsize
copy_run (CsvReader *reader, const char *at, const char *end)
{
  char separator = reader->separator;
  if (reader->state != IN_CELL || reader->n_cells > CSV_READER_MAX_COLUMNS
      || separator == 0)
    return 0;
  gsize most = MIN ((gsize)(end - at), CSV_READER_ROW_BYTES - 1 - reader->used), n = 0;
  while (n < most && at[n] != separator && at[n] != '\n' && at[n] != '\r'
         && at[n] != '"')
    n++;
  memcpy (reader->buffer + reader->used, at, n);
  reader->used += n;
  return n;
}

gboolean
csv_reader_push (CsvReader *reader, const char *data, gsize size, GError **error)
{
  const char *at = data, *end = data + size;

  reader->bytes += size;
  if (reader->bytes > CSV_READER_MAX_BYTES)
    {
      g_set_error_literal (error, CSV_READER_ERROR, CSV_READER_ERROR_TOO_LARGE,
                           _ ("The file is larger than 64 MiB; divide it."));
      return FALSE;
    }
  if (reader->mark < 3 && !read_mark (reader, &at, end, error))
    return FALSE;
  while (at < end)
    {
      at += copy_run (reader, at, end);
      if (at == end)
        break;
      char byte = *at++;
      if (byte != '\n')
        read_byte (reader, byte);
      else if (!read_line_feed (reader, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
report_problems (const CsvReader *reader, GError **error)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reader->problems->len; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? "\n" : "",
        g_array_index (reader->problems, CsvReaderProblem, i).message);
  gulong more = (gulong)(reader->problem_count - reader->problems->len);
  if (more > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "There is %lu more error.",
                                           "There are %lu more errors.", more),
                              more);
    }
  g_set_error_literal (error, CSV_READER_ERROR, CSV_READER_ERROR_ROWS, text->str);
  g_string_free (text, TRUE);
  return FALSE;
}

gboolean
csv_reader_end (CsvReader *reader, GError **error)
{
  if (reader->state == IN_QUOTES)
    give_up_row (reader, reader->quote_line, reader->n_cells, CSV_READER_OPEN_QUOTE);
  else if (reader->state == AFTER_CR)
    give_up_row (reader, reader->line, 0, CSV_READER_CR);
  if (!end_row (reader, error))
    return FALSE;
  if (reader->header == 0)
    {
      g_set_error_literal (error, CSV_READER_ERROR, CSV_READER_ERROR_EMPTY,
                           _ ("The file is empty: not even its first line is there."));
      return FALSE;
    }
  return reader->problem_count == 0 || report_problems (reader, error);
}

void
csv_reader_blame (CsvReader *reader, guint column, const char *reason)
{
  add_problem (reader, reader->row_line, column + 1, CSV_READER_VALUE, reason);
}

guint64
csv_reader_rows (const CsvReader *reader)
{
  return reader->rows;
}

const CsvReaderProblem *
csv_reader_problems (const CsvReader *reader, guint *n)
{
  *n = reader->problems->len;
  return (const CsvReaderProblem *)(void *)reader->problems->data;
}

guint64
csv_reader_problem_count (const CsvReader *reader)
{
  return reader->problem_count;
}
