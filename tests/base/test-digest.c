#include <glib.h>

#include "base.h"
#include "bytes.h"
#include "digest.h"

static void
assert_hex (const uint8_t *data, size_t size, const char *expected)
{
  char text[BYTES_HEX_SIZE (64)];
  bytes_to_hex (text, data, size);
  g_assert_cmpstr (text, ==, expected);
}

/* FIPS 180-4, the examples for "abc" and the empty string. */
static void
test_sha2 (void)
{
  uint8_t out[64];
  digest_sha256 (out, "abc", 3);
  assert_hex (out, 32,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  digest_sha256 (out, "", 0);
  assert_hex (out, 32,
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  digest_sha512 (out, "abc", 3);
  assert_hex (out, 64,
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

/* The value that b2sum -l 256 gives for "abc". */
static void
test_blake2b (void)
{
  uint8_t out[32];
  digest_blake2b_256 (out, "abc", 3);
  assert_hex (out, 32,
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/digest/sha2", test_sha2);
  g_test_add_func ("/digest/blake2b", test_blake2b);
  return g_test_run ();
}
