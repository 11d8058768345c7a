/* See bytes.h. */
#include "bytes.h"

#include <sodium.h>
#include <string.h>

void
bytes_put_u16 (uint8_t out[2], uint16_t value)
{
  out[0] = (uint8_t)(value >> 8);
  out[1] = (uint8_t)value;
}

void
bytes_put_u32 (uint8_t out[4], uint32_t value)
{
  bytes_put_u16 (out, (uint16_t)(value >> 16));
  bytes_put_u16 (out + 2, (uint16_t)value);
}

void
bytes_put_u64 (uint8_t out[8], uint64_t value)
{
  bytes_put_u32 (out, (uint32_t)(value >> 32));
  bytes_put_u32 (out + 4, (uint32_t)value);
}

uint16_t
bytes_get_u16 (const uint8_t in[2])
{
  return (uint16_t)(in[0] << 8 | in[1]);
}

uint32_t
bytes_get_u32 (const uint8_t in[4])
{
  return (uint32_t)bytes_get_u16 (in) << 16 | bytes_get_u16 (in + 2);
}

uint64_t
bytes_get_u64 (const uint8_t in[8])
{
  return (uint64_t)bytes_get_u32 (in) << 32 | bytes_get_u32 (in + 4);
}

void
bytes_to_hex (char *out, const uint8_t *data, size_t size)
{
  sodium_bin2hex (out, BYTES_HEX_SIZE (size), data, size);
}

int
bytes_from_hex (uint8_t *out, size_t size, const char *text)
{
  size_t written = 0;
  size_t length = strlen (text);
  if (length == 2 * size && strspn (text, "0123456789abcdef") == length
      && sodium_hex2bin (out, size, text, length, NULL, &written, NULL) == 0
      && written == size)
    return 0;
  memset (out, 0, size);
  return -1;
}

void
bytes_to_base64 (char *out, const uint8_t *data, size_t size)
{
  sodium_bin2base64 (out, BYTES_BASE64_SIZE (size), data, size,
                     sodium_base64_VARIANT_ORIGINAL);
}

/* libsodium 1.0.18 reads every byte from 0x80 on as `/`, so that one value would have
 * many texts. */
static bool
has_only_base64 (const char *text, size_t length)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                 "0123456789+/=";
  for (size_t i = 0; i < length; i++)
    if (memchr (alphabet, text[i], sizeof alphabet - 1) == NULL)
      return false;
  return true;
}

int
bytes_from_base64 (uint8_t *out, size_t capacity, const char *text, size_t length,
                   size_t *decoded)
{
  const char *end = NULL;
  *decoded = 0;
  if (has_only_base64 (text, length)
      && sodium_base642bin (out, capacity, text, length, NULL, decoded, &end,
                            sodium_base64_VARIANT_ORIGINAL)
             == 0
      && end == text + length)
    return 0;
  memset (out, 0, capacity);
  *decoded = 0;
  return -1;
}
