/* The keys of an open store: the data key that the slots wrap, and one subkey for each
 * thing that is sealed under it. Lives in a Secret. */
#pragma once

#include "kdf.h"
#include "secret.h"

typedef struct
{
  uint8_t data[KDF_KEY_BYTES];
  uint8_t state[KDF_KEY_BYTES]; /* the sealed part of a header copy */
  uint8_t head[KDF_KEY_BYTES]; /* a frame's head */
  uint8_t body[KDF_KEY_BYTES]; /* a frame's body */
} Keys;

/* Keys with data as the data key. NULL if memory is short. */
Secret *keys_new (const uint8_t data[KDF_KEY_BYTES]);

/* The Keys in secret, borrowed. */
const Keys *keys_peek (const Secret *secret);

/* The key that wraps the data key for a recovery key of KDF_KEY_BYTES: no Argon2, since
 * 256 random bits cannot be guessed. */
void keys_from_recovery (uint8_t wrap[KDF_KEY_BYTES],
                         const uint8_t recovery_key[KDF_KEY_BYTES]);
