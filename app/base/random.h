/* Random bytes. Code whose randomness a test must steer takes a RandomSource. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * RandomSource:
 *
 * Fills size bytes at out with independent uniform bytes. data is the source's own.
 */
typedef struct
{
  void (*fill) (void *data, void *out, size_t size);
  void *data;
} RandomSource;

/* The system's generator, by libsodium's randombytes_buf. Any thread. */
extern const RandomSource random_system;

/* size bytes of random_system at out. */
void random_fill (void *out, size_t size);

/* A uniform number below bound (bound > 0), without modulo bias. */
uint32_t random_below (uint32_t bound);
