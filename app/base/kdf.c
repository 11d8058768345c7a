/* See kdf.h. */
#include "kdf.h"

#include <sodium.h>

_Static_assert(KDF_SALT_BYTES == crypto_pwhash_SALTBYTES, "salt");
_Static_assert(KDF_KEY_BYTES == crypto_kdf_KEYBYTES, "key");
_Static_assert(KDF_CONTEXT_BYTES == crypto_kdf_CONTEXTBYTES, "context");

const KdfCost kdf_costs[KDF_CLASSES] = {
  [KDF_INTERACTIVE] = { crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE },
  [KDF_MODERATE] = { crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE },
  [KDF_SENSITIVE] = { crypto_pwhash_OPSLIMIT_SENSITIVE,
                      crypto_pwhash_MEMLIMIT_SENSITIVE },
};

const KdfCost kdf_least_costs[KDF_CLASSES] = {
  [KDF_INTERACTIVE] = { crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN },
  [KDF_MODERATE] = { crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN },
  [KDF_SENSITIVE] = { crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN },
};

int
kdf_from_passphrase (uint8_t key[KDF_KEY_BYTES], const void *passphrase, size_t size,
                     const uint8_t salt[KDF_SALT_BYTES], const KdfCost *cost)
{
  if (crypto_pwhash (key, KDF_KEY_BYTES, passphrase, size, salt, cost->passes,
                     cost->memory, crypto_pwhash_ALG_ARGON2ID13)
      == 0)
    return 0;
  sodium_memzero (key, KDF_KEY_BYTES);
  return -1;
}

void
kdf_subkey (uint8_t key[KDF_KEY_BYTES], const uint8_t master[KDF_KEY_BYTES],
            uint64_t id, const char context[KDF_CONTEXT_BYTES])
{
  crypto_kdf_derive_from_key (key, KDF_KEY_BYTES, id, context, master);
}
