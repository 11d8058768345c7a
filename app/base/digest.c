/* See digest.h. */
#include "digest.h"

#include <sodium.h>

void
digest_sha256 (uint8_t out[DIGEST_SHA256_BYTES], const void *data, size_t size)
{
  crypto_hash_sha256 (out, data, size);
}

void
digest_sha512 (uint8_t out[DIGEST_SHA512_BYTES], const void *data, size_t size)
{
  crypto_hash_sha512 (out, data, size);
}

void
digest_blake2b_256 (uint8_t out[DIGEST_BLAKE2B_256_BYTES], const void *data,
                    size_t size)
{
  crypto_generichash (out, DIGEST_BLAKE2B_256_BYTES, data, size, NULL, 0);
}
