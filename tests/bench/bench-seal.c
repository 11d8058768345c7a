/* What sealing costs beside copying and hashing the same bytes: the floor under all
 * that the vault writes. */
#include <stdlib.h>
#include <string.h>

#include "base.h"
#include "bench.h"
#include "digest.h"
#include "random.h"
#include "seal.h"

#define SIZE_BYTES ((size_t)1 << 20)

static uint8_t key[SEAL_KEY_BYTES];
static uint8_t plain[SIZE_BYTES];
static uint8_t out[SIZE_BYTES + SEAL_OVERHEAD_BYTES];

static void
run_copy (void *data)
{
  (void)data;
  memcpy (out, plain, SIZE_BYTES);
}

static void
run_seal (void *data)
{
  (void)data;
  seal_close (out, plain, SIZE_BYTES, NULL, 0, key);
}

static void
run_open (void *data)
{
  (void)data;
  if (seal_open (plain, out, sizeof out, NULL, 0, key) != 0)
    abort ();
}

static void
run_hash (void *data)
{
  (void)data;
  uint8_t digest[DIGEST_SHA256_BYTES];
  digest_sha256 (digest, plain, SIZE_BYTES);
}

int
main (void)
{
  if (base_init () != 0)
    return 1;
  random_fill (key, sizeof key);
  BenchWay ways[] = {
    { .name = "seal_close", .run = run_seal },
    { .name = "seal_open", .prepare = run_seal, .run = run_open },
    { .name = "digest_sha256", .run = run_hash },
    { .name = "memcpy", .run = run_copy },
  };
  bench_compare ("One MiB", ways, sizeof ways / sizeof ways[0], 101);
  return 0;
}
