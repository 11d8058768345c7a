/* See cursor.h. */
#include "cursor.h"

#include <string.h>

#include "bytes.h"

Cursor
cursor_over (uint8_t *data, size_t size)
{
  return (Cursor){ .next = data, .left = size, .failed = false };
}

Cursor
cursor_reading (const uint8_t *data, size_t size)
{
  return cursor_over ((uint8_t *)data, size);
}

static uint8_t *
take (Cursor *cursor, size_t size)
{
  if (cursor->failed || size > cursor->left)
    {
      cursor->failed = true;
      return NULL;
    }
  uint8_t *here = cursor->next;
  cursor->next += size;
  cursor->left -= size;
  return here;
}

void
cursor_put (Cursor *cursor, const void *data, size_t size)
{
  uint8_t *here = take (cursor, size);
  if (here != NULL && size > 0)
    memcpy (here, data, size);
}

void
cursor_put_u16 (Cursor *cursor, uint16_t value)
{
  uint8_t bytes[2];
  bytes_put_u16 (bytes, value);
  cursor_put (cursor, bytes, sizeof bytes);
}

void
cursor_put_u32 (Cursor *cursor, uint32_t value)
{
  uint8_t bytes[4];
  bytes_put_u32 (bytes, value);
  cursor_put (cursor, bytes, sizeof bytes);
}

void
cursor_put_u64 (Cursor *cursor, uint64_t value)
{
  uint8_t bytes[8];
  bytes_put_u64 (bytes, value);
  cursor_put (cursor, bytes, sizeof bytes);
}

void
cursor_get (Cursor *cursor, void *out, size_t size)
{
  const uint8_t *here = take (cursor, size);
  if (size == 0)
    return;
  if (here != NULL)
    memcpy (out, here, size);
  else
    memset (out, 0, size);
}

uint16_t
cursor_get_u16 (Cursor *cursor)
{
  uint8_t bytes[2];
  cursor_get (cursor, bytes, sizeof bytes);
  return bytes_get_u16 (bytes);
}

uint32_t
cursor_get_u32 (Cursor *cursor)
{
  uint8_t bytes[4];
  cursor_get (cursor, bytes, sizeof bytes);
  return bytes_get_u32 (bytes);
}

uint64_t
cursor_get_u64 (Cursor *cursor)
{
  uint8_t bytes[8];
  cursor_get (cursor, bytes, sizeof bytes);
  return bytes_get_u64 (bytes);
}
