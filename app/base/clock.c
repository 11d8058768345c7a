/* See clock.h. */
#include "clock.h"

#include <stddef.h>
#include <time.h>

static int64_t
read_system_clock (void *data)
{
  (void)data;
  return (int64_t)time (NULL);
}

const Clock clock_system = { .now = read_system_clock };
