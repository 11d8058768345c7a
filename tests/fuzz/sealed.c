/* See sealed.h. */
#include "sealed.h"

#include "fuzz.h"
#include "recovery.h"

#include <string.h>

const Secret *
sealed_keys (void)
{
  static Secret *keys;
  const uint8_t data[KDF_KEY_BYTES] = { 'd', 'a', 't', 'a' };
  if (!keys)
    keys = keys_new (data);
  fuzz_expect (keys);
  return keys;
}

const Secret *
sealed_recovery_key (void)
{
  static Secret *key;
  const uint8_t bytes[RECOVERY_KEY_BYTES] = { 'r', 'e', 'c' };
  if (!key)
    key = secret_new_copy (bytes, sizeof bytes);
  fuzz_expect (key);
  return key;
}

void
sealed_header (Header *header)
{
  *header = (Header){
    .format = HEADER_FORMAT,
    .generation = 7,
    .state = HEADER_OPEN,
    .created = 202640,
    .closed = 202647,
  };
  memset (header->file_id, 0xf1, sizeof header->file_id);
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      memset (header->passphrase[i].salt, 0x50 + (int)i, KDF_SALT_BYTES);
      memset (header->passphrase[i].wrap, 0xa0 + (int)i, KDF_KEY_BYTES);
    }
  keys_from_recovery (header->recovery, secret_peek (sealed_recovery_key ()));
}
