/* Integers as big-endian bytes, a cursor that cannot run over its end, and hexadecimal
 * and base64 text. All that the project stores or signs in binary passes through here;
 * a C struct is never written to disk. Knows nothing of files. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void bytes_put_u16 (uint8_t out[2], uint16_t value);
void bytes_put_u32 (uint8_t out[4], uint32_t value);
void bytes_put_u64 (uint8_t out[8], uint64_t value);
uint16_t bytes_get_u16 (const uint8_t in[2]);
uint32_t bytes_get_u32 (const uint8_t in[4]);
uint64_t bytes_get_u64 (const uint8_t in[8]);

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

void cursor_put_u16 (Cursor *cursor, uint16_t value);
void cursor_put_u32 (Cursor *cursor, uint32_t value);
void cursor_put_u64 (Cursor *cursor, uint64_t value);
void cursor_put (Cursor *cursor, const void *data, size_t size);
uint16_t cursor_get_u16 (Cursor *cursor);
uint32_t cursor_get_u32 (Cursor *cursor);
uint64_t cursor_get_u64 (Cursor *cursor);

/* Copies size bytes to out, or zeros where the cursor has failed. */
void cursor_get (Cursor *cursor, void *out, size_t size);

/* Length of the text for size bytes, with the closing zero. */
#define BYTES_HEX_SIZE(size) (2 * (size) + 1)
#define BYTES_BASE64_SIZE(size) ((((size) + 2) / 3) * 4 + 1)

/* Lower-case hexadecimal with a closing zero: BYTES_HEX_SIZE (size) characters. */
void bytes_to_hex (char *out, const uint8_t *data, size_t size);

/**
 * bytes_from_hex:
 * @out: (out): size bytes, zeroed on failure
 * @text: exactly 2 × size lower-case hexadecimal digits and nothing else
 *
 * Returns: 0, or -1 if text is anything else (upper case included, so that one value
 * has one text).
 */
int bytes_from_hex (uint8_t *out, size_t size, const char *text);

/* RFC 4648 section 4, with padding and a closing zero: BYTES_BASE64_SIZE (size). */
void bytes_to_base64 (char *out, const uint8_t *data, size_t size);

/**
 * bytes_from_base64:
 * @out: (out): room for capacity bytes, zeroed on failure
 * @text: length characters of RFC 4648 base64 with padding and without white space
 * @decoded: (out): how many bytes were written
 *
 * Returns: 0, or -1 if text is malformed or needs more than capacity bytes.
 */
int bytes_from_base64 (uint8_t *out, size_t capacity, const char *text, size_t length,
                       size_t *decoded);
