/* The present moment, as a parameter: a test sets its own. Nothing finer than the ISO
 * week made from it is ever stored. */
#pragma once

#include <stdint.h>

/* now gives seconds since 1970-01-01 UTC. data is the clock's own. */
typedef struct
{
  int64_t (*now) (void *data);
  void *data;
} Clock;

/* CLOCK_REALTIME. A machine's clock proves nothing: its owner can set it. */
extern const Clock clock_system;
