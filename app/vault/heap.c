/* See heap.h, and sqlite.org/c3ref/mem_methods.html for what each function owes. */
#include "heap.h"

#include "arena.h"

#include <sqlite3.h>
#include <stdbool.h>

static void *
allocate (int size)
{
  return size > 0 ? arena_alloc ((size_t)size) : NULL;
}

static void *
resize (void *old, int size)
{
  return arena_resize (old, (size_t)size);
}

static int
measure (void *block)
{
  return block ? (int)arena_size (block) : 0;
}

/* SQLite asks for less than 2 GiB. */
static int
round_size (int size)
{
  return (int)arena_round ((size_t)size);
}

static int
start (void *data)
{
  (void)data;
  return SQLITE_OK;
}

static void
stop (void *data)
{
  (void)data;
}

static const sqlite3_mem_methods methods = {
  .xMalloc = allocate,
  .xFree = arena_free,
  .xRealloc = resize,
  .xSize = measure,
  .xRoundup = round_size,
  .xInit = start,
  .xShutdown = stop,
};

int
heap_init (void)
{
  static bool done;
  if (done)
    return SQLITE_OK;
  /* Counting takes a lock at each allocation; the arena has its own. */
  int code = sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  if (code == SQLITE_OK)
    code = sqlite3_config (SQLITE_CONFIG_MALLOC, &methods);
  /* Each page by itself: in bulk, every table that a statement makes for its own ends
   * would take room for twenty pages, which is wiped when that statement ends. */
  if (code == SQLITE_OK)
    code = sqlite3_config (SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
  done = code == SQLITE_OK;
  return code;
}
