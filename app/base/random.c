/* See random.h. */
#include "random.h"

#include <sodium.h>

static void
fill_from_system (void *data, void *out, size_t size)
{
  (void)data;
  randombytes_buf (out, size);
}

const RandomSource random_system = { .fill = fill_from_system };

void
random_fill (void *out, size_t size)
{
  randombytes_buf (out, size);
}

uint32_t
random_below (uint32_t bound)
{
  return randombytes_uniform (bound);
}
