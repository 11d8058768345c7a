#include <glib.h>
#include <string.h>

#include "base.h"
#include "bytes.h"
#include "kdf.h"

static void
assert_key (const uint8_t key[KDF_KEY_BYTES], const char *hex)
{
  char text[BYTES_HEX_SIZE (KDF_KEY_BYTES)];
  bytes_to_hex (text, key, KDF_KEY_BYTES);
  g_assert_cmpstr (text, ==, hex);
}

/* What `printf %s password | argon2 somesaltsomesalt -id -p 1 -l 32 -r` prints with
 * `-t 2 -m 16` and with `-t 3 -m 12`: another implementation of RFC 9106. */
static void
test_known_answer (void)
{
  const KdfCost cost = { .passes = 2, .memory = 64 << 20 };
  const KdfCost smaller = { .passes = 3, .memory = 4 << 20 };
  const uint8_t *salt = (const uint8_t *)"somesaltsomesalt";
  uint8_t key[KDF_KEY_BYTES];
  g_assert_cmpint (kdf_from_passphrase (key, "password", 8, salt, &cost), ==, 0);
  assert_key (key, "fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2");
  g_assert_cmpint (kdf_from_passphrase (key, "password", 8, salt, &smaller), ==, 0);
  assert_key (key, "06fb80ed27de6ec202ddfe204b2eff122d6cebe86c11f68eb8264c6e5ff2fd28");
}

/* What Python's hashlib.blake2b gives for no data with the master key as key, the id
 * (little-endian) as salt and the context as person: libsodium's crypto_kdf. */
static void
test_known_subkeys (void)
{
  uint8_t master[KDF_KEY_BYTES], key[KDF_KEY_BYTES];
  for (size_t i = 0; i < sizeof master; i++)
    master[i] = (uint8_t)i;
  kdf_subkey (key, master, 0, "contexta");
  assert_key (key, "cde53e8e1677d6a77d37728fa3929bc783044e3f486096a1f307da4a6b9fd064");
  kdf_subkey (key, master, 1, "contexta");
  assert_key (key, "e70cb6d1b4ce64cc7ea30e379ff3c912a44674fb7ea2e4b1cc46ab8bc87264a5");
  kdf_subkey (key, master, UINT64_C (1) << 40, "contexta");
  assert_key (key, "d1331e673e3beb18cda1a74d3638cf862186c81207f33fb9957c888fdabe0632");
}

static void
test_inputs_matter (void)
{
  const KdfCost *cost = &kdf_least_costs[KDF_INTERACTIVE];
  uint8_t a[KDF_KEY_BYTES], b[KDF_KEY_BYTES], salt[KDF_SALT_BYTES] = { 1 };
  kdf_from_passphrase (a, "x", 1, salt, cost);
  kdf_from_passphrase (b, "y", 1, salt, cost);
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
  salt[15] = 1;
  kdf_from_passphrase (b, "x", 1, salt, cost);
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
}

static void
test_no_memory (void)
{
  const KdfCost cost = { .passes = 1, .memory = SIZE_MAX / 2 };
  uint8_t key[KDF_KEY_BYTES], salt[KDF_SALT_BYTES] = { 0 },
                              zeros[KDF_KEY_BYTES] = { 0 };
  memset (key, 1, sizeof key);
  g_assert_cmpint (kdf_from_passphrase (key, "x", 1, salt, &cost), ==, -1);
  g_assert_cmpmem (key, sizeof key, zeros, sizeof zeros);
}

static void
test_classes_grow_dearer (void)
{
  for (int i = 1; i < KDF_CLASSES; i++)
    g_assert_cmpuint (kdf_costs[i].memory, >, kdf_costs[i - 1].memory);
  g_assert_cmpuint (kdf_costs[KDF_INTERACTIVE].memory, >=, 64 << 20);
}

static void
test_subkeys_differ (void)
{
  uint8_t master[KDF_KEY_BYTES] = { 5 }, a[KDF_KEY_BYTES], b[KDF_KEY_BYTES];
  kdf_subkey (a, master, 1, "contexta");
  kdf_subkey (b, master, 2, "contexta");
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
  kdf_subkey (b, master, 1, "contextb");
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
  kdf_subkey (b, master, 1, "contexta");
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/kdf/known-answer", test_known_answer);
  g_test_add_func ("/kdf/known-subkeys", test_known_subkeys);
  g_test_add_func ("/kdf/inputs-matter", test_inputs_matter);
  g_test_add_func ("/kdf/no-memory", test_no_memory);
  g_test_add_func ("/kdf/classes-grow-dearer", test_classes_grow_dearer);
  g_test_add_func ("/kdf/subkeys-differ", test_subkeys_differ);
  return g_test_run ();
}
