/* See scratch.h. Whoever opens one is alone with it: locks and syncs are nothing. */
#include "scratch.h"

#include <stdbool.h>
#include <string.h>

static int
close_file (sqlite3_file *base)
{
  image_clear (&((Scratch *)base)->image);
  base->pMethods = NULL;
  return SQLITE_OK;
}

/* The bytes from offset on that lie in one page: at most left of them. */
static uint8_t *
find_part (const Scratch *scratch, sqlite3_int64 offset, int left, int *size)
{
  int within = (int)(offset % IMAGE_PAGE_BYTES);
  int room = IMAGE_PAGE_BYTES - within;
  *size = left < room ? left : room;
  return image_page (&scratch->image, (uint32_t)(offset / IMAGE_PAGE_BYTES + 1))
         + within;
}

static int
read_file (sqlite3_file *base, void *out, int size, sqlite3_int64 offset)
{
  const Scratch *scratch = (const Scratch *)base;
  sqlite3_int64 there = scratch->size > offset ? scratch->size - offset : 0;
  int left = there < size ? (int)there : size;
  memset ((uint8_t *)out + left, 0, (size_t)(size - left));
  int code = left < size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
  uint8_t *to = out;
  for (int part; left > 0; left -= part, to += part, offset += part)
    {
      const uint8_t *from = find_part (scratch, offset, left, &part);
      memcpy (to, from, (size_t)part);
    }
  return code;
}

static int
resize (Scratch *scratch, sqlite3_int64 size)
{
  sqlite3_int64 pages = size / IMAGE_PAGE_BYTES + (size % IMAGE_PAGE_BYTES != 0);
  if (pages > IMAGE_MOST_PAGES || image_resize (&scratch->image, (uint32_t)pages))
    return SQLITE_IOERR_NOMEM;
  scratch->size = size;
  return SQLITE_OK;
}

static int
write_file (sqlite3_file *base, const void *in, int size, sqlite3_int64 offset)
{
  Scratch *scratch = (Scratch *)base;
  if (offset + size > scratch->size && resize (scratch, offset + size) != SQLITE_OK)
    return SQLITE_IOERR_NOMEM;
  const uint8_t *from = in;
  for (int part, left = size; left > 0; left -= part, from += part, offset += part)
    {
      uint8_t *to = find_part (scratch, offset, left, &part);
      memcpy (to, from, (size_t)part);
    }
  return SQLITE_OK;
}

static int
truncate_file (sqlite3_file *base, sqlite3_int64 size)
{
  Scratch *scratch = (Scratch *)base;
  if (size >= scratch->size)
    return SQLITE_OK;
  /* What is cut off within the last page must read as zeros if the file grows again. */
  int part, left = IMAGE_PAGE_BYTES - (int)(size % IMAGE_PAGE_BYTES);
  if (left < IMAGE_PAGE_BYTES)
    memset (find_part (scratch, size, left, &part), 0, (size_t)left);
  return resize (scratch, size);
}

static int
sync_file (sqlite3_file *base, int flags)
{
  (void)base;
  (void)flags;
  return SQLITE_OK;
}

static int
measure_file (sqlite3_file *base, sqlite3_int64 *size)
{
  *size = ((const Scratch *)base)->size;
  return SQLITE_OK;
}

static int
set_lock (sqlite3_file *base, int level)
{
  (void)base;
  (void)level;
  return SQLITE_OK;
}

static int
check_reserved_lock (sqlite3_file *base, int *held)
{
  (void)base;
  *held = 0;
  return SQLITE_OK;
}

static int
control_file (sqlite3_file *base, int operation, void *argument)
{
  (void)base;
  (void)operation;
  (void)argument;
  return SQLITE_NOTFOUND;
}

static int
get_sector_size (sqlite3_file *base)
{
  (void)base;
  return IMAGE_PAGE_BYTES;
}

static int
get_characteristics (sqlite3_file *base)
{
  (void)base;
  return 0;
}

static const sqlite3_io_methods methods = {
  .iVersion = 1,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = measure_file,
  .xLock = set_lock,
  .xUnlock = set_lock,
  .xCheckReservedLock = check_reserved_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
};

void
scratch_open (sqlite3_file *out)
{
  Scratch *scratch = (Scratch *)out;
  *scratch = (Scratch){ .base.pMethods = &methods };
}
