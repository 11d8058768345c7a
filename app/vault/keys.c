/* Key derivation for one store: see keys.h. The ids and the context are part of the
 * format. */
#include "keys.h"

#include <string.h>

#define CONTEXT "stdvault"

enum
{
  SUBKEY_STATE = 1,
  SUBKEY_HEAD = 2,
  SUBKEY_BODY = 3,
  SUBKEY_RECOVERY = 4,
};

Secret *
keys_new (const uint8_t data[KDF_KEY_BYTES])
{
  Secret *secret = secret_new (sizeof (Keys));
  if (!secret)
    return NULL;
  Keys *keys = (Keys *)secret_bytes (secret);
  memcpy (keys->data, data, KDF_KEY_BYTES);
  kdf_subkey (keys->state, data, SUBKEY_STATE, CONTEXT);
  kdf_subkey (keys->head, data, SUBKEY_HEAD, CONTEXT);
  kdf_subkey (keys->body, data, SUBKEY_BODY, CONTEXT);
  return secret;
}

const Keys *
keys_peek (const Secret *secret)
{
  return (const Keys *)secret_peek (secret);
}

void
keys_from_recovery (uint8_t wrap[KDF_KEY_BYTES],
                    const uint8_t recovery_key[KDF_KEY_BYTES])
{
  kdf_subkey (wrap, recovery_key, SUBKEY_RECOVERY, CONTEXT);
}
