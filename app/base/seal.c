/* See seal.h. */
#include "seal.h"

#include <sodium.h>

_Static_assert(SEAL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
_Static_assert(SEAL_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
               "nonce");
_Static_assert(SEAL_TAG_BYTES == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");

void
seal_close (uint8_t *out, const uint8_t *plain, size_t size, const void *extra,
            size_t extra_size, const uint8_t key[SEAL_KEY_BYTES])
{
  randombytes_buf (out, SEAL_NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (out + SEAL_NONCE_BYTES, NULL, plain, size,
                                              extra, extra_size, NULL, out, key);
}

int
seal_open (uint8_t *out, const uint8_t *sealed, size_t size, const void *extra,
           size_t extra_size, const uint8_t key[SEAL_KEY_BYTES])
{
  if (size < SEAL_OVERHEAD_BYTES)
    return -1;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (
          out, NULL, NULL, sealed + SEAL_NONCE_BYTES, size - SEAL_NONCE_BYTES, extra,
          extra_size, sealed, key)
      == 0)
    return 0;
  sodium_memzero (out, size - SEAL_OVERHEAD_BYTES);
  return -1;
}
