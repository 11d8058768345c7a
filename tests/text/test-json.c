/* json.h, against the examples of RFC 8785. */
#include <glib.h>

#include "json.h"

static void
expect_and_free (Json *json, const char *expected)
{
  g_autofree char *text = json_finish (json);
  g_assert_cmpstr (text, ==, expected);
}

/* RFC 8785 section 3.2.3. */
static void
test_order (void)
{
  const char *const keys[] = { "\u20ac",     "\r",       "\ufb33", "1",
                               "\U0001f600", "\xc2\x80", "\u00f6" };
  Json *json = json_new ();
  json_object (json, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    json_integer (json, keys[i], i);
  json_end (json);
  expect_and_free (json, "{\"\\r\":1,\"1\":3,\"\xc2\x80\":5,\"\u00f6\":6,\"\u20ac\":0,"
                         "\"\U0001f600\":4,\"\ufb33\":2}");
}

static void
test_prefixes (void)
{
  Json *json = json_new ();
  json_object (json, NULL);
  json_null (json, "ab");
  json_null (json, "a");
  json_null (json, "");
  json_null (json, "abc");
  json_end (json);
  expect_and_free (json, "{\"\":null,\"a\":null,\"ab\":null,\"abc\":null}");
}

static void
test_escapes (void)
{
  Json *json = json_new ();
  json_string (json, NULL, "\u20ac$\x0f\nA'\x42\"\\\\\"/\b\t\f\r\x1f\x7f<\u2028");
  expect_and_free (json, "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\\u001f"
                         "\x7f<\u2028\"");
}

static void
test_values (void)
{
  Json *json = json_new ();
  const char *const tags[] = { "b", "a", NULL };
  json_array (json, NULL);
  json_integer (json, NULL, JSON_INTEGER_MAX);
  json_integer (json, NULL, -JSON_INTEGER_MAX);
  json_integer (json, NULL, 0);
  json_boolean (json, NULL, TRUE);
  json_boolean (json, NULL, FALSE);
  json_string (json, NULL, NULL);
  json_string (json, NULL,
               "a\xff"
               "b");
  json_object (json, NULL);
  json_strings (json, "tags", tags);
  json_strings (json, "none", NULL);
  json_object (json, "empty");
  json_end (json);
  json_end (json);
  json_end (json);
  expect_and_free (json, "[9007199254740991,-9007199254740991,0,true,false,null,"
                         "\"a\ufffdb\",{\"empty\":{},\"none\":[],\"tags\":[\"b\","
                         "\"a\"]}]");
}

#define EXPECT_CRITICAL()                                                              \
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*assertion*failed*")

static void
test_mistakes (void)
{
  g_autoptr (Json) json = json_new ();
  json_object (json, NULL);
  json_integer (json, "a", 1);
  EXPECT_CRITICAL ();
  json_integer (json, "a", 2);
  EXPECT_CRITICAL ();
  json_integer (json, NULL, 2);
  EXPECT_CRITICAL ();
  json_integer (json, "b", JSON_INTEGER_MAX + 1);
  json_array (json, "c");
  EXPECT_CRITICAL ();
  json_string (json, "d", "x");
  json_end (json);
  json_end (json);
  EXPECT_CRITICAL ();
  json_end (json);
  EXPECT_CRITICAL ();
  json_null (json, NULL);
  expect_and_free (g_steal_pointer (&json), "{\"a\":1,\"c\":[]}");
  json_free (NULL);
  EXPECT_CRITICAL ();
  g_assert_null (json_finish (json_new ()));
  Json *open = json_new ();
  json_array (open, NULL);
  EXPECT_CRITICAL ();
  g_assert_null (json_finish (open));
  g_test_assert_expected_messages ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/order", test_order);
  g_test_add_func ("/json/prefixes", test_prefixes);
  g_test_add_func ("/json/escapes", test_escapes);
  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/mistakes", test_mistakes);
  return g_test_run ();
}
