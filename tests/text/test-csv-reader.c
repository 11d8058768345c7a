/* csv-reader.h: each input is read in pieces of every size up to 9 bytes and whole, and
 * must come out the same. A row is told as cells joined by "|", a problem as
 * line:column:reason. */
#include <glib.h>
#include <string.h>

#include "csv-reader.h"
#include "csv.h"

static const char *const columns[] = { "week", "tier", "role", NULL };

typedef struct
{
  GString *rows;
  guint stop_at; /* fail at this row, from 1; 0 is never */
  gboolean blame;
} Sink;

static gboolean
on_row_read (CsvReader *reader, const CsvReaderRow *row, gpointer data, GError **error)
{
  Sink *sink = data;
  g_autofree char *cells = g_strjoinv ("|", (char **)row->cells);
  g_string_append_printf (sink->rows, "%" G_GUINT64_FORMAT "(%u)=%s;", row->line,
                          row->n_cells, cells);
  if (sink->blame)
    csv_reader_blame (reader, 1, "No such tier.");
  if (csv_reader_rows (reader) != sink->stop_at)
    return TRUE;
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "stopped");
  return FALSE;
}

/* Reads the text in pieces of step bytes: what came of it, in one line. */
static char *
read_in_steps (const char *text, gsize size, gsize step, Sink *sink, GError **error)
{
  g_autoptr (CsvReader) reader = csv_reader_new (columns, 2, on_row_read, sink);
  gboolean ok = TRUE;
  for (gsize at = 0; at < size && ok; at += step)
    ok = csv_reader_push (reader, text + at, MIN (step, size - at), error);
  if (ok)
    ok = csv_reader_end (reader, error);
  GString *told = g_string_new (sink->rows->str);
  guint n;
  const CsvReaderProblem *problems = csv_reader_problems (reader, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (told, "!%" G_GUINT64_FORMAT ":%u:%d", problems[i].line,
                            problems[i].column, problems[i].reason);
  return g_string_free (told, FALSE);
}

static void
check_code (const GError *error, int code)
{
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, CSV_READER_ERROR, code);
}

static void
check_sized (const char *text, gsize size, int code, const char *expected)
{
  for (gsize step = 1; step <= 10; step++)
    {
      g_autoptr (GError) error = NULL;
      Sink sink = { g_string_new (NULL), 0, FALSE };
      g_autofree char *told =
          read_in_steps (text, size, step == 10 ? MAX (size, 1) : step, &sink, &error);
      g_string_free (sink.rows, TRUE);
      check_code (error, code);
      g_assert_cmpstr (told, ==, expected);
    }
}

static void
tell (const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);
  g_test_message ("%s", escaped);
}

/* code: -1 for none. */
static void
check (const char *text, int code, const char *expected)
{
  tell (text);
  check_sized (text, strlen (text), code, expected);
}

#define H "week,tier\n"
#define ROWS CSV_READER_ERROR_ROWS

static void
test_accepted (void)
{
  check (H, -1, "");
  check ("week,tier", -1, "");
  check (H "a,b\n", -1, "2(2)=a|b|;");
  check (H "a,b", -1, "2(2)=a|b|;");
  check ("week,tier,role\na,b,c\n", -1, "2(3)=a|b|c;");
  check ("week,tier,role\r\na,b,\r\n", -1, "2(3)=a|b|;");
  check ("\xef\xbb\xbfweek,tier\r\na,b\nc,d\r\n", -1, "2(2)=a|b|;3(2)=c|d|;");
  check ("\n\r\n" H "\n\n a , b \n\n", -1, "6(2)= a | b |;");
  check ("\"week\",\"tier\"\n\"a\",\"\"\n", -1, "2(2)=a||;");
  check (H "\"a,b\",\"c\"\"d\"\n", -1, "2(2)=a,b|c\"d|;");
  check (H "\"a\nb\",\"c\r\nd\"\ne,f\n", -1, "2(2)=a\nb|c\r\nd|;5(2)=e|f|;");
  check (H "\"\"\"\",\"\"\n", -1, "2(2)=\"||;");
  check (H ",\n", -1, "2(2)=||;");
  check (H "ö,😀\n", -1, "2(2)=ö|😀|;");
}

/* As spreadsheets write them where the comma belongs to numbers. */
static void
test_separators (void)
{
  check ("week;tier\na;b\n", -1, "2(2)=a|b|;");
  check ("week\ttier\na\tb\n", -1, "2(2)=a|b|;");
  check ("week;tier;role\r\na;b;\r\n", -1, "2(3)=a|b|;");
  check ("\xef\xbb\xbf\"week\";\"tier\"\r\n\"a\";\"b\"\r\n", -1, "2(2)=a|b|;");
  check ("\"week\"\t\"tier\"\na\t\"b\tc\"\n", -1, "2(2)=a|b\tc|;");
  /* The others are letters like any. */
  check ("week;tier\na,b\t;\"c;d\"\n", -1, "2(2)=a,b\t|c;d|;");
  check ("week\ttier\na,b\tc;d\n", -1, "2(2)=a,b|c;d|;");
  check (H "a;b,c\td\n", -1, "2(2)=a;b|c\td|;");
  check (H ";a,\tb\n", -1, "2(2)=;a|\tb|;");
  check ("week;tier\na,b\n", ROWS, "!2:0:5");
  check ("week\ttier\na;b;c\n", ROWS, "!2:0:5");
  check (H "a;b\n", ROWS, "!2:0:5");
  check ("week;tier\na;b;c\n\"a\",b;c\n", ROWS, "!2:0:6!3:1:0");
}

/* A header that shows no separator leaves none to the rows to choose. */
static void
test_one_column (void)
{
  static const char text[] = "week\na;b\tc\n";
  Sink sink = { g_string_new (NULL), 0, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (CsvReader) reader = csv_reader_new (columns, 1, on_row_read, &sink);
  g_assert_true (csv_reader_push (reader, text, strlen (text), &error));
  g_assert_true (csv_reader_end (reader, &error));
  g_assert_cmpstr (sink.rows->str, ==, "2(1)=a;b\tc||;");
  g_string_free (sink.rows, TRUE);
}

static void
test_header (void)
{
  const char *const wrong[] = { "week\n",
                                "tier,week\n",
                                "Week,tier\n",
                                "week,tier,\n",
                                "week;tier,role\n",
                                "week,tier;role\n",
                                "week;tier;\n",
                                "week\ttier\t\n",
                                "week|tier\n",
                                "week:tier\n",
                                "week tier\n",
                                "\"week;tier\"\n",
                                "\"week\";tier,role\n",
                                "sep=;\nweek;tier\n",
                                " week,tier\n",
                                "week,tier,role,x\n",
                                "a,b\n",
                                "week,tie\"r\n",
                                "week,tier\rweek",
                                "week,\"tier",
                                "week,tier,x\n",
                                "\xef\xbbweek,tier\n",
                                "2026-W47,1\n" };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      Sink sink = { g_string_new (NULL), 0, FALSE };
      g_autoptr (GError) error = NULL;
      tell (wrong[i]);
      g_free (read_in_steps (wrong[i], strlen (wrong[i]), 1, &sink, &error));
      g_assert_error (error, CSV_READER_ERROR, CSV_READER_ERROR_HEADER);
      g_string_free (sink.rows, TRUE);
    }
  check ("", CSV_READER_ERROR_EMPTY, "");
  check ("\xef\xbb\xbf", CSV_READER_ERROR_EMPTY, "");
  check ("\n\n", CSV_READER_ERROR_EMPTY, "");
  check_sized ("\xff\xfew\0", 4, CSV_READER_ERROR_ENCODING, "");
  check_sized ("\xfe\xff\0w", 4, CSV_READER_ERROR_ENCODING, "");
  check_sized ("week,tie\0r\n", 11, CSV_READER_ERROR_HEADER, "");
  check_sized ("week,tier\0\n", 11, CSV_READER_ERROR_HEADER, "");
}

static void
test_header_message (void)
{
  Sink sink = { g_string_new (NULL), 0, FALSE };
  g_autoptr (GError) error = NULL;
  g_free (read_in_steps ("x\n", 2, 1, &sink, &error));
  g_assert_cmpstr (error->message, ==,
                   "The file's first line must be “week,tier”, parted by commas, "
                   "semicolons or tabs, and may go "
                   "on with “,role”.");
  g_string_free (sink.rows, TRUE);

  const char *const all[] = { "week", "tier", NULL };
  g_autoptr (CsvReader) reader = csv_reader_new (all, 2, on_row_read, NULL);
  g_autoptr (GError) other = NULL;
  g_assert_false (csv_reader_push (reader, "x\n", 2, &other));
  g_assert_cmpstr (other->message, ==,
                   "The file's first line must be “week,tier”, parted by commas, "
                   "semicolons or tabs.");
}

static void
test_problems (void)
{
  check (H "a\nb,c\n", ROWS, "3(2)=b|c|;!2:0:5");
  check (H "a,b,c\nd,e\n", ROWS, "3(2)=d|e|;!2:0:6");
  check (H "a\"b,c\nd,e\n", ROWS, "3(2)=d|e|;!2:1:0");
  check (H "a,\"b\"c\nd,e\n", ROWS, "3(2)=d|e|;!2:2:0");
  check (H "a,\"b\nc\"d\ne,f\n", ROWS, "4(2)=e|f|;!3:2:0");
  check (H "a,\"b\nd,e\n", ROWS, "!2:2:1");
  check (H "\"", ROWS, "!2:1:1");
  check (H "a,\xff\nd,e\n", ROWS, "3(2)=d|e|;!2:2:2");
  check (H "\xc3,\xb6\nd,e\n", ROWS, "3(2)=d|e|;!2:1:2");
  check (H "a,\xed\xa0\x80\nd,e\n", ROWS, "3(2)=d|e|;!2:2:2");
  check_sized (H "a,b\0\nd,e\n", 19, ROWS, "3(2)=d|e|;!2:2:3");
  check (H "a\rb,c\nd,e\n", ROWS, "3(2)=d|e|;!2:0:4");
  check (H "a,b\r\r\nd,e\n", ROWS, "3(2)=d|e|;!2:0:4");
  check (H "a,b\r", ROWS, "!2:0:4");
  check (H "x\n\"y\nz,\xff,\nq\"\n", ROWS, "!2:0:5!3:0:5");
  check (H "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,1,2,3,4,5,6,7,8\n",
         ROWS, "!2:0:6");
}

static void
test_long_rows (void)
{
  GString *text = g_string_new (H "a,");
  for (guint i = 0; i < CSV_READER_ROW_BYTES; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\nb,c\n\"");
  for (guint i = 0; i < CSV_READER_ROW_BYTES; i++)
    g_string_append_c (text, 'y');
  g_string_append (text, "\nd,e\n");
  for (guint i = 0; i < CSV_READER_ROW_BYTES + 9; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\nf,g\n");
  check_sized (text->str, text->len, ROWS,
               "3(2)=b|c|;5(2)=d|e|;7(2)=f|g|;!2:0:7!4:1:1!6:0:6");
  g_string_free (text, TRUE);

  text = g_string_new (H);
  for (guint i = 0; i < CSV_READER_ROW_BYTES - 3; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, ",");
  g_autoptr (GError) error = NULL;
  Sink sink = { g_string_new (NULL), 0, FALSE };
  g_free (read_in_steps (text->str, text->len, 4096, &sink, &error));
  g_assert_no_error (error); /* the longest that fits, with two closing zeros */
  g_string_free (sink.rows, TRUE);
  g_string_free (text, TRUE);
}

static void
test_many_problems (void)
{
  GString *text = g_string_new (H);
  for (guint i = 0; i < CSV_READER_KEPT + 50; i++)
    g_string_append (text, "bad\n");
  g_autoptr (CsvReader) reader = csv_reader_new (columns, 2, on_row_read, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (csv_reader_push (reader, text->str, text->len, &error));
  g_assert_false (csv_reader_end (reader, &error));
  g_assert_error (error, CSV_READER_ERROR, CSV_READER_ERROR_ROWS);
  guint n;
  const CsvReaderProblem *problems = csv_reader_problems (reader, &n);
  g_assert_cmpuint (n, ==, CSV_READER_KEPT);
  g_assert_cmpuint (csv_reader_problem_count (reader), ==, CSV_READER_KEPT + 50);
  g_assert_cmpuint (csv_reader_rows (reader), ==, 0);
  g_assert_cmpstr (problems[0].message, ==,
                   "Line 2: The row has fewer cells than the first line.");
  g_assert_true (g_str_has_prefix (error->message, problems[0].message));
  g_assert_true (g_str_has_suffix (error->message, "\nThere are 50 more errors."));
  g_string_free (text, TRUE);
}

static void
test_messages (void)
{
  const char *const columns_of_one[] = { "week", NULL };
  static const char text[] = "week\na\"\n\"\n";
  g_autoptr (CsvReader) reader = csv_reader_new (columns_of_one, 1, on_row_read, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (csv_reader_push (reader, text, strlen (text), &error));
  g_assert_false (csv_reader_end (reader, &error));
  g_assert_cmpstr (
      error->message, ==,
      "Line 2, column “week” (1): A quotation mark must open and close the "
      "whole cell, and be doubled inside it.\n"
      "Line 3, column “week” (1): The quotation mark that opens this cell "
      "is never closed.");
}

static void
test_blame (void)
{
  Sink sink = { g_string_new (NULL), 0, TRUE };
  g_autoptr (GError) error = NULL;
  static const char text[] = H "a,b\nc\nd,e\n";
  g_autofree char *told = read_in_steps (text, strlen (text), 3, &sink, &error);
  g_assert_cmpstr (told, ==, "2(2)=a|b|;4(2)=d|e|;!2:2:8!3:0:5!4:2:8");
  g_assert_true (
      g_str_has_prefix (error->message, "Line 2, column “tier” (2): No such tier.\n"));
  g_string_free (sink.rows, TRUE);
}

static void
test_stopped (void)
{
  for (guint at = 1; at <= 2; at++)
    {
      Sink sink = { g_string_new (NULL), at, FALSE };
      g_autoptr (GError) error = NULL;
      static const char text[] = H "a,b\nc,d";
      g_free (read_in_steps (text, strlen (text), 3, &sink, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
      g_string_free (sink.rows, TRUE);
    }
}

static gboolean
on_row_counted (CsvReader *reader, const CsvReaderRow *row, gpointer data,
                GError **error)
{
  (void)reader, (void)row, (void)error;
  ++*(guint *)data;
  return TRUE;
}

static void
test_too_many_rows (void)
{
  guint counted = 0;
  g_autoptr (CsvReader) reader = csv_reader_new (columns, 2, on_row_counted, &counted);
  g_autoptr (GError) error = NULL;
  g_assert_true (csv_reader_push (reader, H, strlen (H), &error));
  for (guint i = 0; i < CSV_READER_MAX_ROWS / 2; i++)
    g_assert_true (csv_reader_push (reader, "a,b\r\nc,d\r\n", 10, &error));
  g_assert_cmpuint (counted, ==, CSV_READER_MAX_ROWS);
  g_assert_false (csv_reader_push (reader, "e,f\n", 4, &error));
  g_assert_error (error, CSV_READER_ERROR, CSV_READER_ERROR_TOO_MANY_ROWS);
  g_assert_cmpuint (counted, ==, CSV_READER_MAX_ROWS);
}

static void
test_too_large (void)
{
  guint counted = 0;
  g_autoptr (CsvReader) reader = csv_reader_new (columns, 2, on_row_counted, &counted);
  g_autoptr (GError) error = NULL;
  g_autofree char *blank = g_malloc (1 << 20);
  memset (blank, '\n', 1 << 20);
  for (guint i = 0; i < 64; i++)
    g_assert_true (csv_reader_push (reader, blank, 1 << 20, &error));
  g_assert_false (csv_reader_push (reader, "\n", 1, &error));
  g_assert_error (error, CSV_READER_ERROR, CSV_READER_ERROR_TOO_LARGE);
}

/* What csv.h writes is read back as it was, but for the apostrophes. */
static void
test_written (void)
{
  static const char bytes[] = "a\"\"\",,\n\r =+-@\t";
  GRand *random = g_rand_new_with_seed (7);
  for (guint round = 0; round < 20000; round++)
    {
      g_autofree char *cells[3] = { NULL };
      GString *text = g_string_new (H), *expected = g_string_new ("2(2)=");
      for (guint i = 0; i < 2; i++)
        {
          GString *cell = g_string_new (NULL);
          for (gint n = g_rand_int_range (random, 0, 6); n > 0; n--)
            g_string_append_c (cell, bytes[g_rand_int_range (random, 0, 14)]);
          if (cell->len > 0 && strchr ("=+-@\t\r\n", cell->str[0]) != NULL)
            g_string_append_c (expected, '\'');
          g_string_append_printf (expected, "%s|", cell->str);
          cells[i] = g_string_free (cell, FALSE);
        }
      g_string_append (expected, ";");
      csv_append_row (text, (const char *[]){ cells[0], cells[1], NULL });
      Sink sink = { g_string_new (NULL), 0, FALSE };
      g_autoptr (GError) error = NULL;
      g_autofree char *told = read_in_steps (text->str, text->len, 5, &sink, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (told, ==, expected->str);
      g_string_free (sink.rows, TRUE);
      g_string_free (expected, TRUE);
      g_string_free (text, TRUE);
      g_free (cells[1]);
    }
  g_rand_free (random);
}

static void
test_new (void)
{
  for (guint required = 0; required < 5; required += 4)
    {
      g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*failed*");
      g_assert_null (csv_reader_new (columns, required, on_row_read, NULL));
      g_test_assert_expected_messages ();
    }
  csv_reader_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/accepted", test_accepted);
  g_test_add_func ("/csv-reader/separators", test_separators);
  g_test_add_func ("/csv-reader/one-column", test_one_column);
  g_test_add_func ("/csv-reader/header", test_header);
  g_test_add_func ("/csv-reader/header-message", test_header_message);
  g_test_add_func ("/csv-reader/problems", test_problems);
  g_test_add_func ("/csv-reader/long-rows", test_long_rows);
  g_test_add_func ("/csv-reader/many-problems", test_many_problems);
  g_test_add_func ("/csv-reader/messages", test_messages);
  g_test_add_func ("/csv-reader/blame", test_blame);
  g_test_add_func ("/csv-reader/stopped", test_stopped);
  g_test_add_func ("/csv-reader/too-many-rows", test_too_many_rows);
  g_test_add_func ("/csv-reader/too-large", test_too_large);
  g_test_add_func ("/csv-reader/written", test_written);
  g_test_add_func ("/csv-reader/new", test_new);
  return g_test_run ();
}
