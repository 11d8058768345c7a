#include <glib.h>
#include <string.h>

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

/* The same standard's examples of more than one block. */
static void
test_sha2_long (void)
{
  const char *blocks256 = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  const char *blocks512 =
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnop"
      "jklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";
  const size_t million = 1000000;
  g_autofree char *long_text = g_strnfill (million, 'a');
  uint8_t out[64];
  digest_sha256 (out, blocks256, strlen (blocks256));
  assert_hex (out, 32,
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  digest_sha256 (out, long_text, million);
  assert_hex (out, 32,
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  digest_sha512 (out, "", 0);
  assert_hex (out, 64,
              "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
              "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e");
  digest_sha512 (out, blocks512, strlen (blocks512));
  assert_hex (out, 64,
              "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
              "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909");
  digest_sha512 (out, long_text, million);
  assert_hex (out, 64,
              "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
              "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
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

/* What Python's hashlib gives for bytes that count up to 250 and begin again: nothing,
 * one full block, and more. */
static void
test_blake2b_blocks (void)
{
  uint8_t data[1000], out[32];
  for (size_t i = 0; i < sizeof data; i++)
    data[i] = (uint8_t)(i % 251);
  digest_blake2b_256 (out, data, 0);
  assert_hex (out, 32,
              "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  digest_blake2b_256 (out, data, 128);
  assert_hex (out, 32,
              "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1");
  digest_blake2b_256 (out, data, 129);
  assert_hex (out, 32,
              "f7f3c46ba2564ff4c4c162da1f5b605f9f1c4aa6a20652a9f9a337c1a2f5b9c9");
  digest_blake2b_256 (out, data, 1000);
  assert_hex (out, 32,
              "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/digest/sha2", test_sha2);
  g_test_add_func ("/digest/sha2-long", test_sha2_long);
  g_test_add_func ("/digest/blake2b", test_blake2b);
  g_test_add_func ("/digest/blake2b-blocks", test_blake2b_blocks);
  return g_test_run ();
}
