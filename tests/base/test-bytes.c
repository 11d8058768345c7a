#include <glib.h>
#include <string.h>

#include "base.h"
#include "bytes.h"

static void
test_big_endian (void)
{
  uint8_t bytes[8];
  bytes_put_u64 (bytes, 0x0102030405060708);
  for (int i = 0; i < 8; i++)
    g_assert_cmpint (bytes[i], ==, i + 1);
  g_assert_cmpuint (bytes_get_u64 (bytes), ==, 0x0102030405060708);
  g_assert_cmpuint (bytes_get_u32 (bytes + 4), ==, 0x05060708);
  g_assert_cmpuint (bytes_get_u16 (bytes), ==, 0x0102);
  bytes_put_u16 (bytes, 0xfffe);
  g_assert_cmpint (bytes[0], ==, 0xff);
  g_assert_cmpuint (bytes_get_u16 (bytes), ==, 0xfffe);
  bytes_put_u32 (bytes, 0xfffefdfc);
  g_assert_cmpuint (bytes_get_u32 (bytes), ==, 0xfffefdfc);
}

static void
test_cursor_round_trip (void)
{
  uint8_t bytes[18], tail[4] = "abcd", back[4];
  Cursor out = cursor_over (bytes, sizeof bytes);
  cursor_put_u16 (&out, 7);
  cursor_put_u32 (&out, 70000);
  cursor_put_u64 (&out, 1ULL << 63);
  cursor_put (&out, tail, sizeof tail);
  g_assert_false (out.failed);
  g_assert_cmpuint (out.left, ==, 0);

  Cursor in = cursor_reading (bytes, sizeof bytes);
  g_assert_cmpuint (cursor_get_u16 (&in), ==, 7);
  g_assert_cmpuint (cursor_get_u32 (&in), ==, 70000);
  g_assert_cmpuint (cursor_get_u64 (&in), ==, 1ULL << 63);
  cursor_get (&in, back, sizeof back);
  g_assert_cmpmem (back, 4, tail, 4);
  g_assert_false (in.failed);
}

static void
test_cursor_stops_at_the_end (void)
{
  uint8_t bytes[5] = { 1, 2, 3, 4, 5 }, out[4] = { 9, 9, 9, 9 };
  Cursor in = cursor_reading (bytes, sizeof bytes);
  cursor_get_u16 (&in);
  g_assert_cmpuint (cursor_get_u32 (&in), ==, 0);
  g_assert_true (in.failed);
  /* A failed cursor stays failed, though one byte would still fit. */
  cursor_get (&in, out, 1);
  g_assert_cmpint (out[0], ==, 0);
  g_assert_cmpint (out[1], ==, 9);
  cursor_get (&in, out, 0);

  Cursor over = cursor_over (bytes, 3);
  cursor_put_u32 (&over, 0xffffffff);
  cursor_put_u16 (&over, 0xffff);
  g_assert_true (over.failed);
  g_assert_cmpint (bytes[0], ==, 1);
}

static void
test_hex (void)
{
  const uint8_t bytes[3] = { 0x00, 0xab, 0xff };
  uint8_t back[3];
  char text[BYTES_HEX_SIZE (3)];
  bytes_to_hex (text, bytes, sizeof bytes);
  g_assert_cmpstr (text, ==, "00abff");
  g_assert_cmpint (bytes_from_hex (back, 3, text), ==, 0);
  g_assert_cmpmem (back, 3, bytes, 3);

  const char *bad[] = {
    "", "00abf", "00abff0", "00abff00", "00ABFF", "00abfg", " 0abff"
  };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      memset (back, 7, sizeof back);
      g_assert_cmpint (bytes_from_hex (back, 3, bad[i]), ==, -1);
      g_assert_cmpmem (back, 3, "\0\0\0", 3);
    }
}

/* RFC 4648 section 10. */
static void
test_base64 (void)
{
  const char *plain[] = { "", "f", "fo", "foo", "foob", "fooba", "foobar" };
  const char *coded[] = {
    "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"
  };
  uint8_t back[8];
  char text[BYTES_BASE64_SIZE (6)];
  size_t decoded;
  for (size_t i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      bytes_to_base64 (text, (const uint8_t *)plain[i], strlen (plain[i]));
      g_assert_cmpstr (text, ==, coded[i]);
      g_assert_cmpint (
          bytes_from_base64 (back, sizeof back, text, strlen (text), &decoded), ==, 0);
      g_assert_cmpmem (back, decoded, plain[i], strlen (plain[i]));
    }
  const char *bad[] = { "Zg=",   "Zg",           "Zh==",    "Zm9v\n",
                        "Zm 9v", "Zm9vYmFyZm9v", "Zg==Zg==" };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_cmpint (
          bytes_from_base64 (back, sizeof back, bad[i], strlen (bad[i]), &decoded), ==,
          -1);
      g_assert_cmpuint (decoded, ==, 0);
      g_assert_cmpint (back[0], ==, 0);
    }
}

/* What is accepted encodes back identically: every byte at every place of a text. */
static void
test_base64_one_text_a_value (void)
{
  const char good[] = "Zm8/+g==";
  for (size_t at = 0; at < sizeof good - 1; at++)
    for (int byte = 0; byte < 256; byte++)
      {
        char text[sizeof good], again[sizeof good];
        uint8_t value[8];
        size_t size;
        memcpy (text, good, sizeof good);
        text[at] = (char)byte;
        if (bytes_from_base64 (value, sizeof value, text, sizeof good - 1, &size) < 0)
          continue;
        bytes_to_base64 (again, value, size);
        g_assert_cmpstr (again, ==, text);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/bytes/big-endian", test_big_endian);
  g_test_add_func ("/bytes/cursor-round-trip", test_cursor_round_trip);
  g_test_add_func ("/bytes/cursor-stops-at-the-end", test_cursor_stops_at_the_end);
  g_test_add_func ("/bytes/hex", test_hex);
  g_test_add_func ("/bytes/base64", test_base64);
  g_test_add_func ("/bytes/base64-one-text-a-value", test_base64_one_text_a_value);
  return g_test_run ();
}
