/* Reading and writing one binary field after the other, without running over the end.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Cursor:
 *
 * A borrowed run of bytes with a position. Once one call asks for more than is left,
 * failed is set for good, later reads give zeros and later writes do nothing: check it
 * once, at the end.
 */
typedef struct
{
  uint8_t *next; /* the next byte */
  size_t left; /* bytes from next to the end */
  bool failed;
} Cursor;

/* A cursor over size bytes at data, for writing. The caller keeps data. */
Cursor cursor_over (uint8_t *data, size_t size);

/* The same for reading; nothing is written through it by the cursor_get functions. */
Cursor cursor_reading (const uint8_t *data, size_t size);

/* Writes a big-endian integer, or size bytes, and moves on. */
void cursor_put_u16 (Cursor *cursor, uint16_t value);
void cursor_put_u32 (Cursor *cursor, uint32_t value);
void cursor_put_u64 (Cursor *cursor, uint64_t value);
void cursor_put (Cursor *cursor, const void *data, size_t size);

/* Reads a big-endian integer and moves on. */
uint16_t cursor_get_u16 (Cursor *cursor);
uint32_t cursor_get_u32 (Cursor *cursor);
uint64_t cursor_get_u64 (Cursor *cursor);

/* Copies size bytes to out, or zeros where the cursor has failed. */
void cursor_get (Cursor *cursor, void *out, size_t size);
