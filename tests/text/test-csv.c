/* csv.h: RFC 4180 and formulas made text. */
#include <glib.h>

#include "csv.h"

static void
check (const char *const *cells, const char *expected)
{
  GString *out = g_string_new (NULL);
  csv_append_row (out, cells);
  g_assert_cmpstr (out->str, ==, expected);
  g_string_free (out, TRUE);
}

#define ROW(...)                                                                       \
  (const char *[])                                                                     \
  {                                                                                    \
    __VA_ARGS__, NULL                                                                  \
  }

static void
test_rows (void)
{
  check (ROW ("a", "", "ö"), "a,,ö\r\n");
  check (ROW (""), "\r\n");
  check (ROW ("a,b", "c\"d", "e\nf", "g\rh"),
         "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\r\n");
  check (ROW (" a ", "<15", "a=b"), " a ,<15,a=b\r\n");
}

static void
test_formulas (void)
{
  check (ROW ("=1+1", "+1", "-1", "@a"), "'=1+1,'+1,'-1,'@a\r\n");
  check (ROW ("\n=1", "＝1", "－1", "1-1"), "\"'\n=1\",'＝1,'－1,1-1\r\n");
  check (ROW ("\tx", "\rx", "=\"a\",b"), "'\tx,\"'\rx\",\"'=\"\"a\"\",b\"\r\n");
}

static void
test_append (void)
{
  GString *out = g_string_new ("x\n");
  csv_append_row (out, ROW ("a"));
  csv_append_row (out, ROW ("b"));
  g_assert_cmpstr (out->str, ==, "x\na\r\nb\r\n");
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*failed*");
  csv_append_row (out, (const char *[]){ NULL });
  g_test_assert_expected_messages ();
  g_string_free (out, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/rows", test_rows);
  g_test_add_func ("/csv/formulas", test_formulas);
  g_test_add_func ("/csv/append", test_append);
  return g_test_run ();
}
