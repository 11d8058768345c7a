/* Integers as big-endian bytes, and bytes as hexadecimal and base64 text. All that the
 * project stores or signs in binary passes through here; a C struct is never written to
 * disk. Knows nothing of files. See cursor.h for a run of such fields. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "cursor.h"

/* An integer to its big-endian bytes, and back. */
void bytes_put_u16 (uint8_t out[2], uint16_t value);
void bytes_put_u32 (uint8_t out[4], uint32_t value);
void bytes_put_u64 (uint8_t out[8], uint64_t value);
uint16_t bytes_get_u16 (const uint8_t in[2]);
uint32_t bytes_get_u32 (const uint8_t in[4]);
uint64_t bytes_get_u64 (const uint8_t in[8]);

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
