/* Ed25519 signatures (RFC 8032, the pure form). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "secret.h"

#define SIGN_SEED_BYTES 32
#define SIGN_PUBLIC_BYTES 32
#define SIGN_SIGNATURE_BYTES 64

/**
 * sign_public:
 * @public_key: (out)
 * @seed: SIGN_SEED_BYTES bytes: RFC 8032's private key
 *
 * Returns: 0, or -1 (public_key zeroed) if seed has another size or memory is short.
 */
int sign_public (uint8_t public_key[SIGN_PUBLIC_BYTES], const Secret *seed);

/* Signs size bytes at message. Returns 0, or -1 (signature zeroed) as above. */
int sign_make (uint8_t signature[SIGN_SIGNATURE_BYTES], const void *message,
               size_t size, const Secret *seed);

/* Returns 0 if the signature is good, -1 if not. */
int sign_check (const uint8_t signature[SIGN_SIGNATURE_BYTES], const void *message,
                size_t size, const uint8_t public_key[SIGN_PUBLIC_BYTES]);
