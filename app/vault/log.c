/* Appending commits to the log and keeping the file a multiple of VAULT_STEP_BYTES.
 * Reading is in replay.c. */
#include "log.h"

#include "arena.h"
#include "body.h"
#include "padding.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
log_init (Log *log, const VaultFileOps *ops, VaultFile *file,
          const uint8_t file_id[FRAME_ID_BYTES])
{
  *log = (Log){ .ops = ops, .file = file, .end = HEADER_BYTES };
  memcpy (log->file_id, file_id, FRAME_ID_BYTES);
}

void
log_clear (Log *log)
{
  if (log->file)
    log->ops->close (log->file);
  *log = (Log){ 0 };
}

/* Writes the frame in buffer, whose plain body is in place, and goes past it. */
static int
append_frame (Log *log, const Keys *keys, uint8_t *buffer, const FrameHead *head)
{
  frame_seal (buffer, head, log->file_id, keys, log->tag);
  size_t size = frame_size (head->body_size);
  int error = log->ops->write (log->file, log->end, buffer, size);
  log->end += size;
  if (log->length < log->end)
    log->length = log->end;
  return error;
}

static int
append_frames (Log *log, const Keys *keys, const Image *image, const uint32_t *numbers,
               uint32_t count, uint32_t pages, uint8_t *buffer)
{
  FrameHead head = { .commit = log->commit + 1 };
  for (uint32_t done = 0; !head.last; head.index++)
    {
      uint32_t left = count - done;
      uint32_t part = left < BODY_MOST_PAGES ? left : BODY_MOST_PAGES;
      head.last = part == left;
      head.body_size = body_size (part);
      memcpy (head.previous, log->tag, SEAL_TAG_BYTES);
      body_print (buffer + FRAME_BODY_OFFSET_BYTES, image,
                  numbers ? numbers + done : NULL, done + 1, part, pages);
      int error = append_frame (log, keys, buffer, &head);
      if (error)
        return error;
      done += part;
    }
  log->commit++;
  return 0;
}

int
log_append (Log *log, const Keys *keys, const Image *image, const uint32_t *numbers,
            uint32_t count, uint32_t pages)
{
  uint32_t most = count < BODY_MOST_PAGES ? count : BODY_MOST_PAGES;
  uint8_t *buffer = arena_alloc (frame_size (body_size (most)));
  if (!buffer)
    return ENOMEM;
  int error = append_frames (log, keys, image, numbers, count, pages, buffer);
  arena_free (buffer);
  return error ? error : log_fill (log);
}

void
log_spoil (Log *log, uint64_t start)
{
  uint8_t noise[FRAME_ALIGN_BYTES];
  padding_fill (noise, sizeof noise);
  log->ops->write (log->file, start, noise, sizeof noise);
}

int
log_fill (Log *log)
{
  uint64_t from = log->length > HEADER_BYTES ? log->length : HEADER_BYTES;
  uint64_t to = (from + VAULT_STEP_BYTES - 1) / VAULT_STEP_BYTES * VAULT_STEP_BYTES;
  if (log->length == to)
    return 0;
  size_t size = (size_t)(to - from);
  uint8_t *noise = malloc (size ? size : 1);
  if (!noise)
    return ENOMEM;
  padding_fill (noise, size);
  int error = size ? log->ops->write (log->file, from, noise, size) : 0;
  free (noise);
  if (!error)
    log->length = to;
  return error;
}
