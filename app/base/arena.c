/* See arena.h. Memory comes in runs, at multiples of RUN_BYTES: each holds slots of one
 * size, or begins a mapping for one large block. Every block lies in its first
 * RUN_BYTES, so that a Run is found from a block's address alone. A free slot, and a
 * run in the pool, is all zeros but for what links it to the next. */
#include "arena.h"

#include "secret.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

/* The address sanitizer knows nothing of blocks that lie side by side in one mapping.
 * Where it is built in, it is told: what is not in use is poisoned, and so is a guard
 * behind each block. */
#if defined __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define GUARD_BYTES ((size_t)16)
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define GUARD_BYTES ((size_t)0)
#endif

#define RUN_BYTES ((size_t)64 * 1024)
#define PAGE_BYTES ((size_t)4096)
#define RUN_HEAD_BYTES ((size_t)64)

/* The system is asked for so many runs at once, 2 MiB: what x86 and ARM map as one huge
 * page, with one fault. So many empty ones are kept. */
#define ASKED_RUNS 32
#define ASKED_BYTES (ASKED_RUNS * RUN_BYTES)
#define KEPT_RUNS 64

/* Slots: by steps of 16 to 128 bytes, then eight sizes to each power of two up to
 * STEPPED_BYTES, then those of which a run holds three, two and one: a commit that
 * splits pages fills some 28 KiB, and what is freed is wiped whole. */
#define STEPPED_BYTES 16384
#define SMALL_BYTES SHARE_BYTES (1)
#define SHARE_BYTES(parts)                                                             \
  ((RUN_BYTES - RUN_HEAD_BYTES) / (parts) / 16 * 16 - GUARD_BYTES)
#define SHARES 3
#define SMALL_CLASSES (8 + 7 * 8 + SHARES)

/* Of the limit on locked memory, this much is left to secrets. */
#define LEFT_TO_SECRETS_BYTES ((size_t)256 * 1024)

typedef struct Slot
{
  struct Slot *next;
} Slot;

typedef struct Run
{
  size_t mapped; /* bytes of the mapping, a multiple of RUN_BYTES */
  size_t slot_bytes;
  Slot *free; /* slots that were in use before */
  uint8_t *fresh; /* where slots begin that never were */
  struct Run *next, *previous; /* others of its size with a free slot, or in the pool */
  uint32_t used;
  bool locked;
} Run;

_Static_assert(sizeof (Run) <= RUN_HEAD_BYTES, "a block is aligned to 16");

static struct
{
  pthread_mutex_t mutex;
  Run *open[SMALL_CLASSES]; /* runs with a free slot, by size */
  Run *pool; /* empty runs of no size */
  uint32_t pooled; /* how many */
  size_t blocks; /* in use */
  size_t locked; /* bytes */
} arena = { .mutex = PTHREAD_MUTEX_INITIALIZER };

/* --- mappings ------------------------------------------------------------------- */

static size_t
round_up (size_t size, size_t step)
{
  return (size + step - 1) / step * step;
}

static uint8_t *
map (size_t size)
{
  void *at =
      mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return at == MAP_FAILED ? NULL : at;
}

/* The system gives one mapping below the other, so that mostly the first try is aligned
 * to step. */
static uint8_t *
map_aligned (size_t size, size_t step)
{
  uint8_t *at = map (size);
  if (!at || (uintptr_t)at % step == 0)
    return at;
  munmap (at, size);
  at = map (size + step);
  if (!at)
    return NULL;
  size_t before = step - (uintptr_t)at % step;
  munmap (at, before);
  if (before < step)
    munmap (at + before + size, step - before);
  return at + before;
}

/* Locked memory is never swapped; without it the rest works all the same. Pages that
 * are not yet in use cost nothing. */
static bool
lock_if_allowed (void *at, size_t size)
{
  struct rlimit limit;
  if (getrlimit (RLIMIT_MEMLOCK, &limit))
    return false;
  if (limit.rlim_cur != RLIM_INFINITY
      && arena.locked + size + LEFT_TO_SECRETS_BYTES > limit.rlim_cur)
    return false;
  if (mlock2 (at, size, MLOCK_ONFAULT))
    return false;
  arena.locked += size;
  return true;
}

/* size and step: multiples of RUN_BYTES. */
static uint8_t *
map_undumped (size_t size, size_t step)
{
  uint8_t *at = map_aligned (size, step);
  if (at && madvise (at, size, MADV_DONTDUMP))
    {
      munmap (at, size);
      return NULL;
    }
  return at;
}

static void
unmap_run (Run *run)
{
  if (run->locked)
    arena.locked -= run->mapped;
  ASAN_UNPOISON_MEMORY_REGION (run, run->mapped);
  munmap (run, run->mapped);
}

/* --- the pool ------------------------------------------------------------------- */

static void
fill_pool (void)
{
  uint8_t *at = map_undumped (ASKED_BYTES, ASKED_BYTES);
  if (!at)
    return;
  /* Where there are no huge pages, small ones do. */
  madvise (at, ASKED_BYTES, MADV_HUGEPAGE);
  bool locked = lock_if_allowed (at, ASKED_BYTES);
  for (; arena.pooled < ASKED_RUNS; arena.pooled++, at += RUN_BYTES)
    {
      Run *run = (Run *)at;
      run->mapped = RUN_BYTES;
      run->locked = locked;
      run->next = arena.pool;
      arena.pool = run;
      ASAN_POISON_MEMORY_REGION (at + RUN_HEAD_BYTES, RUN_BYTES - RUN_HEAD_BYTES);
    }
}

static Run *
take_run (size_t slot_bytes)
{
  if (!arena.pool)
    fill_pool ();
  Run *run = arena.pool;
  if (!run)
    return NULL;
  arena.pool = run->next;
  arena.pooled--;
  run->slot_bytes = slot_bytes;
  run->fresh = (uint8_t *)run + RUN_HEAD_BYTES;
  run->free = NULL;
  return run;
}

static void *
take_free_slot (Run *run)
{
  Slot *slot = run->free;
  ASAN_UNPOISON_MEMORY_REGION (slot, run->slot_bytes);
  run->free = slot->next;
  slot->next = NULL;
  return slot;
}

/* Its slots are wiped; what linked them is wiped here. */
static void
return_run (Run *run)
{
  if (arena.pooled == KEPT_RUNS)
    {
      unmap_run (run);
      return;
    }
  while (run->free)
    take_free_slot (run);
  ASAN_POISON_MEMORY_REGION ((uint8_t *)run + RUN_HEAD_BYTES,
                             RUN_BYTES - RUN_HEAD_BYTES);
  run->next = arena.pool;
  arena.pool = run;
  arena.pooled++;
}

/* --- sizes ---------------------------------------------------------------------- */

/* Where size lies between the powers of two around it: size is at most 2 to the bits
 * plus 1, and a step is an eighth of 2 to the bits. */
static unsigned
count_bits (size_t size)
{
  return 63 - (unsigned)__builtin_clzl (size - 1);
}

/* How many blocks of a size above STEPPED_BYTES a run can hold. */
static unsigned
count_parts (size_t size)
{
  unsigned parts = SHARES;
  while (size > SHARE_BYTES (parts))
    parts--;
  return parts;
}

static unsigned
find_class (size_t size)
{
  if (size <= 128)
    return (unsigned)((size + 15) / 16 - 1);
  if (size > STEPPED_BYTES)
    return SMALL_CLASSES - count_parts (size);
  unsigned bits = count_bits (size);
  return (bits - 7) * 8 + (unsigned)((size - 1) >> (bits - 3));
}

size_t
arena_round (size_t size)
{
  if (size <= 128)
    return round_up (size, 16);
  if (size <= STEPPED_BYTES)
    return round_up (size, (size_t)1 << (count_bits (size) - 3));
  if (size <= SMALL_BYTES)
    return SHARE_BYTES (count_parts (size));
  if (size > SIZE_MAX - 2 * RUN_BYTES)
    return size;
  return round_up (size + RUN_HEAD_BYTES + GUARD_BYTES, PAGE_BYTES) - RUN_HEAD_BYTES
         - GUARD_BYTES;
}

static Run *
find_run (const void *block)
{
  return (Run *)((uintptr_t)block / RUN_BYTES * RUN_BYTES);
}

size_t
arena_size (const void *block)
{
  return find_run (block)->slot_bytes;
}

/* --- runs of slots -------------------------------------------------------------- */

static void
open_run (Run **open, Run *run)
{
  run->previous = NULL;
  run->next = *open;
  if (run->next)
    run->next->previous = run;
  *open = run;
}

static void
close_run (Run **open, Run *run)
{
  if (run->next)
    run->next->previous = run->previous;
  if (run->previous)
    run->previous->next = run->next;
  else
    *open = run->next;
}

static bool
is_full (const Run *run)
{
  return !run->free
         && run->fresh + run->slot_bytes + GUARD_BYTES
                > (const uint8_t *)run + RUN_BYTES;
}

static void *
take_slot (Run *run)
{
  run->used++;
  if (run->free)
    return take_free_slot (run);
  void *fresh = run->fresh;
  run->fresh += run->slot_bytes + GUARD_BYTES;
  ASAN_UNPOISON_MEMORY_REGION (fresh, run->slot_bytes);
  return fresh;
}

static void *
alloc_small (size_t size)
{
  Run **open = &arena.open[find_class (size)];
  if (!*open)
    {
      Run *run = take_run (arena_round (size));
      if (!run)
        return NULL;
      open_run (open, run);
    }
  Run *run = *open;
  void *block = take_slot (run);
  if (is_full (run))
    close_run (open, run);
  return block;
}

static void
free_small (Run *run, Slot *slot)
{
  Run **open = &arena.open[find_class (run->slot_bytes)];
  if (is_full (run))
    open_run (open, run);
  slot->next = run->free;
  run->free = slot;
  ASAN_POISON_MEMORY_REGION (slot, run->slot_bytes);
  if (--run->used > 0)
    return;
  close_run (open, run);
  return_run (run);
}

/* --- all sizes ------------------------------------------------------------------ */

static void *
alloc_large (size_t size)
{
  size_t slot_bytes = arena_round (size);
  if (slot_bytes > SIZE_MAX - 2 * RUN_BYTES)
    return NULL;
  size_t mapped = round_up (RUN_HEAD_BYTES + slot_bytes + GUARD_BYTES, RUN_BYTES);
  /* A mebibyte of small pages takes longer to be touched than to be unsealed. */
  bool huge = mapped > ASKED_BYTES / 2;
  if (huge)
    mapped = round_up (mapped, ASKED_BYTES);
  Run *run = (Run *)map_undumped (mapped, huge ? ASKED_BYTES : RUN_BYTES);
  if (!run)
    return NULL;
  if (huge)
    madvise (run, mapped, MADV_HUGEPAGE);
  run->mapped = mapped;
  run->slot_bytes = slot_bytes;
  run->locked = lock_if_allowed (run, mapped);
  ASAN_POISON_MEMORY_REGION ((uint8_t *)run + RUN_HEAD_BYTES + slot_bytes,
                             mapped - RUN_HEAD_BYTES - slot_bytes);
  return (uint8_t *)run + RUN_HEAD_BYTES;
}

/* With no block in use all runs are in the pool. */
static void
unmap_pool (void)
{
  while (arena.pool)
    {
      Run *run = arena.pool;
      arena.pool = run->next;
      unmap_run (run);
    }
  arena.pooled = 0;
}

void *
arena_alloc (size_t size)
{
  if (size == 0)
    return NULL;
  pthread_mutex_lock (&arena.mutex);
  void *block = size <= SMALL_BYTES ? alloc_small (size) : alloc_large (size);
  if (block)
    arena.blocks++;
  pthread_mutex_unlock (&arena.mutex);
  return block;
}

void
arena_free (void *block)
{
  if (!block)
    return;
  Run *run = find_run (block);
  secret_wipe (block, run->slot_bytes);
  pthread_mutex_lock (&arena.mutex);
  if (run->slot_bytes <= SMALL_BYTES)
    free_small (run, block);
  else
    unmap_run (run);
  if (--arena.blocks == 0)
    unmap_pool ();
  pthread_mutex_unlock (&arena.mutex);
}

void *
arena_resize (void *old, size_t size)
{
  size_t before = old ? arena_size (old) : 0;
  if (old && arena_round (size) == before)
    return old;
  void *block = arena_alloc (size);
  if (!block || !old)
    return block;
  memcpy (block, old, before < size ? before : size);
  arena_free (old);
  return block;
}
