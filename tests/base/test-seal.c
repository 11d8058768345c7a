#include <glib.h>
#include <string.h>

#include "base.h"
#include "bytes.h"
#include "seal.h"

static const char text[] =
    "Ladies and Gentlemen of the class of '99: If I could offer you "
    "only one tip for the future, sunscreen would be it.";

static void
from_hex (uint8_t *out, size_t size, const char *hex)
{
  g_assert_cmpint (bytes_from_hex (out, size, hex), ==, 0);
}

/* draft-irtf-cfrg-xchacha-03, A.3.1. */
static void
test_draft_vector (void)
{
  uint8_t key[SEAL_KEY_BYTES], extra[12], out[114];
  uint8_t sealed[114 + SEAL_OVERHEAD_BYTES];
  from_hex (key, 32,
            "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  from_hex (extra, 12, "50515253c0c1c2c3c4c5c6c7");
  from_hex (sealed, sizeof sealed,
            "404142434445464748494a4b4c4d4e4f5051525354555657"
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
            "21f9664c97637da9768812f615c68b13b52e"
            "c0875924c1c7987947deafd8780acf49");
  g_assert_cmpint (seal_open (out, sealed, sizeof sealed, extra, sizeof extra, key), ==,
                   0);
  g_assert_cmpmem (out, sizeof out, text, sizeof text - 1);
}

static void
test_round_trip_in_place (void)
{
  uint8_t key[SEAL_KEY_BYTES] = { 1 }, buffer[sizeof text + SEAL_OVERHEAD_BYTES];
  uint8_t again[sizeof buffer];
  memcpy (buffer + SEAL_NONCE_BYTES, text, sizeof text);
  seal_close (buffer, buffer + SEAL_NONCE_BYTES, sizeof text, "x", 1, key);
  seal_close (again, (const uint8_t *)text, sizeof text, "x", 1, key);
  /* A fresh nonce each time. */
  g_assert_cmpint (memcmp (buffer, again, SEAL_NONCE_BYTES), !=, 0);
  g_assert_cmpint (memcmp (buffer, again, sizeof buffer), !=, 0);
  g_assert_cmpint (
      seal_open (buffer + SEAL_NONCE_BYTES, buffer, sizeof buffer, "x", 1, key), ==, 0);
  g_assert_cmpmem (buffer + SEAL_NONCE_BYTES, sizeof text, text, sizeof text);
}

static void
test_every_change_is_refused (void)
{
  uint8_t key[SEAL_KEY_BYTES] = { 1 }, out[10], zeros[10] = { 0 };
  uint8_t sealed[10 + SEAL_OVERHEAD_BYTES];
  seal_close (sealed, (const uint8_t *)text, 10, "extra", 5, key);
  for (size_t bit = 0; bit < 8 * sizeof sealed; bit++)
    {
      sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
      memset (out, 1, sizeof out);
      g_assert_cmpint (seal_open (out, sealed, sizeof sealed, "extra", 5, key), ==, -1);
      g_assert_cmpmem (out, sizeof out, zeros, sizeof zeros);
      sealed[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
  g_assert_cmpint (seal_open (out, sealed, sizeof sealed, "extrb", 5, key), ==, -1);
  g_assert_cmpint (seal_open (out, sealed, sizeof sealed, "extra", 4, key), ==, -1);
  g_assert_cmpint (seal_open (out, sealed, SEAL_OVERHEAD_BYTES - 1, "extra", 5, key),
                   ==, -1);
  key[31] = 1;
  g_assert_cmpint (seal_open (out, sealed, sizeof sealed, "extra", 5, key), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/seal/draft-vector", test_draft_vector);
  g_test_add_func ("/seal/round-trip-in-place", test_round_trip_in_place);
  g_test_add_func ("/seal/every-change-is-refused", test_every_change_is_refused);
  return g_test_run ();
}
