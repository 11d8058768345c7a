/* Authenticated encryption: XChaCha20-Poly1305 (IETF form), a fresh random 24-byte
 * nonce for every seal, written before the ciphertext. 2^80 seals under one key stay
 * below a collision chance of 2^-32, so nothing counts them; and a counter would repeat
 * after a fork or when a virtual machine's snapshot is resumed. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define SEAL_KEY_BYTES 32
#define SEAL_NONCE_BYTES 24
#define SEAL_TAG_BYTES 16
#define SEAL_OVERHEAD_BYTES (SEAL_NONCE_BYTES + SEAL_TAG_BYTES)

/**
 * seal_close:
 * @out: (out): size + SEAL_OVERHEAD_BYTES bytes: nonce, ciphertext, tag. The last
 *   SEAL_TAG_BYTES are the tag.
 * @plain: size bytes; may be out + SEAL_NONCE_BYTES (sealing in place), else must not
 *   overlap out
 * @extra: (nullable): extra_size bytes that are authenticated and not stored
 */
void seal_close (uint8_t *out, const uint8_t *plain, size_t size, const void *extra,
                 size_t extra_size, const uint8_t key[SEAL_KEY_BYTES]);

/**
 * seal_open:
 * @out: (out): size - SEAL_OVERHEAD_BYTES bytes, zeroed on failure; may be
 *   sealed + SEAL_NONCE_BYTES (opening in place), else must not overlap sealed
 * @sealed: size bytes made by seal_close()
 *
 * Returns: 0, or -1 if size is below SEAL_OVERHEAD_BYTES or key, sealed or extra is
 * not what it was.
 */
int seal_open (uint8_t *out, const uint8_t *sealed, size_t size, const void *extra,
               size_t extra_size, const uint8_t key[SEAL_KEY_BYTES]);
