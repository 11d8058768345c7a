/* See sign.h. */
#include "sign.h"

#include <sodium.h>
#include <string.h>

_Static_assert(SIGN_SEED_BYTES == crypto_sign_SEEDBYTES, "seed");
_Static_assert(SIGN_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "public key");
_Static_assert(SIGN_SIGNATURE_BYTES == crypto_sign_BYTES, "signature");

/* libsodium's expanded secret key, in guarded memory. */
static Secret *
expand_seed (uint8_t public_key[SIGN_PUBLIC_BYTES], const Secret *seed)
{
  if (secret_size (seed) != SIGN_SEED_BYTES)
    return NULL;
  Secret *key = secret_new (crypto_sign_SECRETKEYBYTES);
  if (key != NULL)
    crypto_sign_seed_keypair (public_key, secret_bytes (key), secret_peek (seed));
  return key;
}

int
sign_public (uint8_t public_key[SIGN_PUBLIC_BYTES], const Secret *seed)
{
  Secret *key = expand_seed (public_key, seed);
  if (key == NULL)
    memset (public_key, 0, SIGN_PUBLIC_BYTES);
  int result = key == NULL ? -1 : 0;
  secret_free (key);
  return result;
}

int
sign_make (uint8_t signature[SIGN_SIGNATURE_BYTES], const void *message, size_t size,
           const Secret *seed)
{
  uint8_t public_key[SIGN_PUBLIC_BYTES];
  Secret *key = expand_seed (public_key, seed);
  if (key == NULL)
    {
      memset (signature, 0, SIGN_SIGNATURE_BYTES);
      return -1;
    }
  crypto_sign_detached (signature, NULL, message, size, secret_peek (key));
  secret_free (key);
  return 0;
}

int
sign_check (const uint8_t signature[SIGN_SIGNATURE_BYTES], const void *message,
            size_t size, const uint8_t public_key[SIGN_PUBLIC_BYTES])
{
  return crypto_sign_verify_detached (signature, message, size, public_key);
}
