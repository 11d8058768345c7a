/* See secret.h. */
#include "secret.h"

#include <sodium.h>
#include <string.h>

struct Secret
{
  size_t size;
  uint8_t bytes[];
};

Secret *
secret_new (size_t size)
{
  if (size > SIZE_MAX - sizeof (Secret))
    return NULL;
  /* sodium_malloc aligns the end of the block with its guard page, so the size is
   * rounded up for the struct's own alignment. */
  size_t whole = sizeof (Secret) + size;
  size_t step = _Alignof(Secret);
  if (whole > SIZE_MAX - step)
    return NULL;
  Secret *secret = sodium_malloc ((whole + step - 1) / step * step);
  if (secret != NULL)
    secret->size = size;
  return secret;
}

Secret *
secret_new_copy (const void *data, size_t size)
{
  Secret *secret = secret_new (size);
  if (secret != NULL && size > 0)
    memcpy (secret->bytes, data, size);
  return secret;
}

Secret *
secret_new_random (size_t size)
{
  Secret *secret = secret_new (size);
  if (secret != NULL)
    randombytes_buf (secret->bytes, size);
  return secret;
}

void
secret_free (Secret *secret)
{
  sodium_free (secret);
}

uint8_t *
secret_bytes (Secret *secret)
{
  return secret->bytes;
}

const uint8_t *
secret_peek (const Secret *secret)
{
  return secret->bytes;
}

size_t
secret_size (const Secret *secret)
{
  return secret->size;
}

bool
secret_equal (const Secret *a, const Secret *b)
{
  return a->size == b->size && sodium_memcmp (a->bytes, b->bytes, a->size) == 0;
}

void
secret_wipe (void *data, size_t size)
{
  sodium_memzero (data, size);
}
