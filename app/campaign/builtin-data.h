/* The built-in campaign files as bytes of the program. Its source is written by
 * resources/embed.py from the files merged with their translations. Of this folder
 * only. */
#pragma once

#include <stddef.h>

typedef struct
{
  const char *slug;
  const unsigned char *bytes;
  size_t size;
} BuiltinData;

/* The last one is all zero; and the slugs alone, in the same order, up to NULL. */
extern const BuiltinData builtin_data[];
extern const char *const builtin_data_slugs[];
