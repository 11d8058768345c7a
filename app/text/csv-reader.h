/* Reading tables from strangers' spreadsheets: as a stream, with line,
 * column and reason of every bad row, not only of the first.
 *
 * Accepted: RFC 4180, with LF or CRLF at the end of each line (either, even mixed; the
 * last may lack it), in UTF-8, with or without a byte order mark. The first line is the
 * header, exactly; lines with nothing on them are passed over; every other row has as
 * many cells as the header. Cells are parted as the header's names are, all by commas,
 * all by semicolons or all by tabs: spreadsheets write what the person's country does.
 * A quoted cell may hold separators, doubled quotes and line ends. Cells are not
 * trimmed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CSV_READER_MAX_BYTES ((guint64)64 << 20)
#define CSV_READER_MAX_ROWS 1000000 /* without the header */
#define CSV_READER_MAX_COLUMNS 32
#define CSV_READER_ROW_BYTES 65536 /* a longer row is a bad row */
#define CSV_READER_KEPT 100 /* this many bad rows are described, the rest counted */

#define CSV_READER_ERROR (csv_reader_error_quark ())
GQuark csv_reader_error_quark (void);

typedef enum
{
  CSV_READER_ERROR_ENCODING, /* UTF-16, by its byte order mark */
  CSV_READER_ERROR_HEADER, /* the first line is not one of the headers asked for */
  CSV_READER_ERROR_EMPTY, /* no header at all */
  CSV_READER_ERROR_TOO_LARGE, /* more than CSV_READER_MAX_BYTES */
  CSV_READER_ERROR_TOO_MANY_ROWS, /* more than CSV_READER_MAX_ROWS */
  CSV_READER_ERROR_ROWS, /* bad rows: see csv_reader_problems() */
} CsvReaderError;

/* What is wrong with a row. */
typedef enum
{
  CSV_READER_QUOTE, /* a quote within an unquoted cell, or text after a closing one */
  CSV_READER_OPEN_QUOTE, /* a quoted cell that is never closed */
  CSV_READER_NOT_UTF8,
  CSV_READER_NUL,
  CSV_READER_CR, /* a carriage return that no line feed follows, outside quotes */
  CSV_READER_TOO_FEW, /* cells */
  CSV_READER_TOO_MANY,
  CSV_READER_TOO_LONG, /* more than CSV_READER_ROW_BYTES */
  CSV_READER_VALUE, /* what the caller says, by csv_reader_blame() */
} CsvReaderReason;

typedef struct
{
  guint64 line; /* counted from 1, the header being line 1 in most files */
  guint column; /* counted from 1; 0 where no one column is to blame */
  CsvReaderReason reason;
  char *message; /* a whole translated sentence with line, column and reason */
} CsvReaderProblem;

/* A good row. Borrowed: valid during the callback. */
typedef struct
{
  guint64 line; /* where it begins */
  guint n_cells; /* as many as the header has */
  /* One for each column asked for, "" where the header leaves it out; then NULL. */
  const char *const *cells;
} CsvReaderRow;

typedef struct _CsvReader CsvReader;

/**
 * CsvReaderFunc:
 *
 * Takes one row; calls csv_reader_blame() if a cell's value is refused. Rows go on
 * coming after bad ones, so that all are reported: work with them must be undone if
 * csv_reader_end() fails.
 *
 * Returns: FALSE with error set to stop at once; the call of csv_reader_push() or
 * csv_reader_end() that is under way then fails with that error.
 */
typedef gboolean (*CsvReaderFunc) (CsvReader *reader, const CsvReaderRow *row,
                                   gpointer data, GError **error);

/**
 * csv_reader_new:
 * @columns: names of all columns in order, ending with NULL, at most
 *   CSV_READER_MAX_COLUMNS; borrowed for the reader's life. None holds a comma, a
 *   semicolon or a tab
 * @n_required: how many of them, from the first on, must be there; the header may end
 *   after any column from that one on
 *
 * Returns: (transfer full): a reader to be given the file's bytes
 */
CsvReader *csv_reader_new (const char *const *columns, guint n_required,
                           CsvReaderFunc func, gpointer data);

void csv_reader_free (CsvReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsvReader, csv_reader_free)

/**
 * csv_reader_push:
 *
 * Reads the next bytes of the file, parted anywhere. After a failure call nothing but
 * csv_reader_free() and the functions that tell.
 *
 * Returns: FALSE with CSV_READER_ERROR, other than _ROWS, or the callback's own error.
 */
gboolean csv_reader_push (CsvReader *reader, const char *data, gsize size,
                          GError **error);

/**
 * csv_reader_end:
 *
 * Says that the file is over.
 *
 * Returns: FALSE with any CSV_READER_ERROR or the callback's own; the message of _ROWS
 * has one sentence a line: each problem's, and how many more there are.
 */
gboolean csv_reader_end (CsvReader *reader, GError **error);

/**
 * csv_reader_blame:
 * @column: counted from 0, as in CsvReaderRow.cells
 * @reason: a whole translated sentence that says what is wrong with the value
 *
 * Reports the present row as bad. To be called from the callback.
 */
void csv_reader_blame (CsvReader *reader, guint column, const char *reason);

/* Good rows so far; those blamed are among them. */
guint64 csv_reader_rows (const CsvReader *reader);

/* (transfer none): the problems that are kept, n of them, in the file's order. */
const CsvReaderProblem *csv_reader_problems (const CsvReader *reader, guint *n);

/* How many problems there were in all. */
guint64 csv_reader_problem_count (const CsvReader *reader);

G_END_DECLS
