/* html.h: nothing in a text is markup, and no name changes what stands around it. */
#include <glib.h>
#include <string.h>

#include "html.h"

static void
check (void (*append) (GString *, const char *), const char *text, const char *expected)
{
  GString *out = g_string_new (NULL);
  append (out, text);
  g_assert_cmpstr (out->str, ==, expected);
  g_string_free (out, TRUE);
}

static void
test_text (void)
{
  check (html_append_text, "", "");
  check (html_append_text, "plain é ض", "plain é ض");
  check (html_append_text, "<script>alert('1')</script>",
         "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  check (html_append_text, "\"><svg onload=x>", "&quot;&gt;&lt;svg onload=x&gt;");
  check (html_append_text, "a &amp; b", "a &amp;amp; b");
}

static void
test_name (void)
{
  check (html_append_name, "<b>", "&lt;b&gt;");
  check (html_append_name, "a\nb\tc\x7f", "a\uFFFDb\uFFFDc\uFFFD");
  check (html_append_name, "\xc2\x85-", "\uFFFD-");
  check (html_append_name, "\u202Eevil\u202C", "\uFFFDevil\uFFFD");
  check (html_append_name, "a\u2028b\u2029c", "a\uFFFDb\uFFFDc");
  check (html_append_name, "\u2068ok\u2069", "\u2068ok\u2069");
  check (html_append_name, "out\u2069side", "out\uFFFDside");
  check (html_append_name, "\u2067open\u2066", "\u2067open\u2066\u2069\u2069");
  check (html_append_name, "a\u200Eb\u200F", "a\u200Eb\u200F");
  check (html_append_name, "\xff<", "\uFFFD&lt;");
  check (html_append_name, "=1+1", "&#39;=1+1");
  check (html_append_name, "1=1", "1=1");
}

static void
test_round_trip (void)
{
  const char *const texts[] = {
    "", "&", "&amp;lt;", "<a href=\"x\" title='y'>&#39;&", "&quot", "&#x27;", "\u202Eض"
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      html_append_text (out, texts[i]);
      g_assert_null (strpbrk (out->str, "<>\"'"));
      g_autofree char *back = html_dup_unescaped (out->str, out->len);
      g_assert_cmpstr (back, ==, texts[i]);
    }
  g_autofree char *cut = html_dup_unescaped ("&amp;&am", 7);
  g_assert_cmpstr (cut, ==, "&&a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/text", test_text);
  g_test_add_func ("/html/name", test_name);
  g_test_add_func ("/html/round-trip", test_round_trip);
  return g_test_run ();
}
