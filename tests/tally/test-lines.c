/* lines.h. What is text is compared with GLib's own reading of UTF-8. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"

static Slice
slice (const char *text)
{
  return (Slice){ text, strlen (text) };
}

/* What lines_are_text() should say of these bytes and a line end. */
static gboolean
is_expected (const char *bytes, gsize size)
{
  if (!g_utf8_validate_len (bytes, size, NULL))
    return FALSE;
  for (const char *at = bytes; at < bytes + size; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) && *at != '\n')
      return FALSE;
  return TRUE;
}

static void
check_bytes (const guint8 *bytes, gsize size)
{
  char text[8];
  memcpy (text, bytes, size);
  text[size] = '\n';
  if (lines_are_text (text, size + 1, NULL) != is_expected (text, size))
    g_error ("%02x %02x %02x %02x", bytes[0], bytes[1], bytes[2], bytes[3]);
}

static void
test_utf8 (void)
{
  for (guint first = 0; first < 256; first++)
    for (guint second = 0; second < 256; second++)
      for (guint third = 0; third < 256; third += first < 0xe0 ? 85 : 1)
        {
          guint8 bytes[4] = { (guint8)first, (guint8)second, (guint8)third, 0xbf };
          check_bytes (bytes, 1);
          check_bytes (bytes, 2);
          check_bytes (bytes, 3);
          if (first >= 0xf0)
            check_bytes (bytes, 4);
        }
  const guint8 open[4] = { 0xf0, 0x90, 0x80, 'a' };
  check_bytes (open, 4);
}

static void
test_text (void)
{
  gsize line = 0;
  g_assert_true (lines_are_text ("a\nb\n", 4, &line));
  g_assert_false (lines_are_text ("a\nb\n\x01\nc\n", 8, &line));
  g_assert_cmpuint (line, ==, 3);
  g_assert_false (lines_are_text ("a\nb", 3, &line));
  g_assert_cmpuint (line, ==, 2);
  g_assert_false (lines_are_text ("a\0\n", 3, &line));
  g_assert_false (lines_are_text ("", 0, &line));
}

static void
test_reader (void)
{
  Slice line;
  LineReader reader = lines_reading ("one\n\nthree\n", 11);
  g_assert_true (lines_peek (&reader, &line));
  g_assert_true (lines_next (&reader, &line) && lines_equal (line, "one"));
  g_assert_true (lines_next (&reader, &line) && lines_equal (line, ""));
  g_assert_true (lines_next (&reader, &line) && lines_equal (line, "three"));
  g_assert_cmpuint (reader.line, ==, 3);
  g_assert_false (lines_next (&reader, &line));
  g_assert_cmpuint (reader.line, ==, 4);
  g_assert_cmpuint (line.size, ==, 0);
  g_assert_false (lines_peek (&reader, &line));
}

static void
test_words (void)
{
  Slice text = slice ("key=a b  c");
  g_assert_false (lines_take (&text, "kex"));
  g_assert_true (lines_take (&text, "key="));
  g_assert_true (lines_equal (lines_take_word (&text, ' '), "a"));
  g_assert_true (lines_equal (lines_take_word (&text, ' '), "b"));
  g_assert_true (lines_equal (lines_take_word (&text, ' '), ""));
  g_assert_true (lines_begin (text, "c"));
  g_assert_false (lines_begin (text, "cc"));
  char *copy = lines_dup (text);
  g_assert_cmpstr (copy, ==, "c");
  free (copy);
  g_assert_true (lines_equal (lines_take_word (&text, ' '), "c"));
  g_assert_true (lines_equal (lines_take_word (&text, ' '), ""));
}

static void
test_numbers (void)
{
  const struct
  {
    const char *text;
    int result;
    gint64 value;
  } cases[] = {
    { "0", 0, 0 },     { "7", 0, 7 },    { "-7", 0, -7 },
    { "100", 0, 100 }, { "101", -1, 0 }, { "-100", 0, -100 },
    { "-101", -1, 0 }, { "", -1, 0 },    { "-", -1, 0 },
    { "-0", -1, 0 },   { "00", -1, 0 },  { "07", -1, 0 },
    { "+7", -1, 0 },   { " 7", -1, 0 },  { "7 ", -1, 0 },
    { "7a", -1, 0 },   { "٧", -1, 0 },   { "99999999999999999999999999", -1, 0 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 value = 5;
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (lines_parse_number (slice (cases[i].text), -100, 100, &value),
                       ==, cases[i].result);
      g_assert_cmpint (value, ==, cases[i].value);
    }
}

static void
test_writer (void)
{
  LineWriter writer = { 0 };
  gsize size;
  for (int i = 0; i < 1000; i++)
    lines_add (&writer, "line %d\n", i);
  char *text = lines_end (&writer, &size);
  g_assert_cmpuint (strlen (text), ==, size);
  g_assert_true (g_str_has_prefix (text, "line 0\nline 1\n"));
  g_assert_true (g_str_has_suffix (text, "line 998\nline 999\n"));
  free (text);
  g_assert_null (writer.data);
  lines_add (&writer, "x");
  writer.failed = true;
  lines_add (&writer, "y");
  g_assert_null (lines_end (&writer, &size));
  g_assert_cmpuint (size, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lines/utf8", test_utf8);
  g_test_add_func ("/lines/text", test_text);
  g_test_add_func ("/lines/reader", test_reader);
  g_test_add_func ("/lines/words", test_words);
  g_test_add_func ("/lines/numbers", test_numbers);
  g_test_add_func ("/lines/writer", test_writer);
  return g_test_run ();
}
