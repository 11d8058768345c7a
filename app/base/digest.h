/* Hashes of whole byte strings. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define DIGEST_SHA256_BYTES 32
#define DIGEST_SHA512_BYTES 64
#define DIGEST_BLAKE2B_256_BYTES 32

/* FIPS 180-4. */
void digest_sha256 (uint8_t out[DIGEST_SHA256_BYTES], const void *data, size_t size);
void digest_sha512 (uint8_t out[DIGEST_SHA512_BYTES], const void *data, size_t size);

/* RFC 7693, unkeyed, 32 bytes. */
void digest_blake2b_256 (uint8_t out[DIGEST_BLAKE2B_256_BYTES], const void *data,
                         size_t size);
