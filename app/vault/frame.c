/* Sealing and opening of one frame: see frame.h. */
#include "frame.h"

#include "bytes.h"
#include "padding.h"

#include <string.h>

#define FLAG_LAST 1u

#define HEAD_TAG_OFFSET (FRAME_SEALED_HEAD_BYTES - SEAL_TAG_BYTES)
#define BODY_EXTRA_BYTES (FRAME_ID_BYTES + SEAL_TAG_BYTES)

static size_t
measure_sealed (uint32_t body_size)
{
  return FRAME_SEALED_HEAD_BYTES + (size_t)body_size + SEAL_OVERHEAD_BYTES;
}

size_t
frame_size (uint32_t body_size)
{
  size_t sealed = measure_sealed (body_size);
  return (sealed + FRAME_ALIGN_BYTES - 1) / FRAME_ALIGN_BYTES * FRAME_ALIGN_BYTES;
}

static void
print_head (uint8_t plain[FRAME_HEAD_BYTES], const FrameHead *head)
{
  Cursor cursor = cursor_over (plain, FRAME_HEAD_BYTES);
  cursor_put_u64 (&cursor, head->commit);
  cursor_put_u32 (&cursor, head->index);
  cursor_put_u32 (&cursor, head->last ? FLAG_LAST : 0);
  cursor_put_u32 (&cursor, head->body_size);
  cursor_put_u32 (&cursor, 0);
  cursor_put (&cursor, head->previous, SEAL_TAG_BYTES);
}

static void
parse_head (FrameHead *head, const uint8_t plain[FRAME_HEAD_BYTES])
{
  Cursor cursor = cursor_reading (plain, FRAME_HEAD_BYTES);
  head->commit = cursor_get_u64 (&cursor);
  head->index = cursor_get_u32 (&cursor);
  head->last = (cursor_get_u32 (&cursor) & FLAG_LAST) != 0;
  head->body_size = cursor_get_u32 (&cursor);
  cursor_get_u32 (&cursor);
  cursor_get (&cursor, head->previous, SEAL_TAG_BYTES);
}

/* A body belongs to one file and to one head. */
static void
join_body_extra (uint8_t extra[BODY_EXTRA_BYTES], const uint8_t *frame,
                 const uint8_t file_id[FRAME_ID_BYTES])
{
  memcpy (extra, file_id, FRAME_ID_BYTES);
  memcpy (extra + FRAME_ID_BYTES, frame + HEAD_TAG_OFFSET, SEAL_TAG_BYTES);
}

void
frame_seal (uint8_t *frame, const FrameHead *head,
            const uint8_t file_id[FRAME_ID_BYTES], const Keys *keys,
            uint8_t tag[SEAL_TAG_BYTES])
{
  uint8_t plain[FRAME_HEAD_BYTES];
  print_head (plain, head);
  seal_close (frame, plain, sizeof plain, file_id, FRAME_ID_BYTES, keys->head);

  uint8_t extra[BODY_EXTRA_BYTES];
  join_body_extra (extra, frame, file_id);
  seal_close (frame + FRAME_SEALED_HEAD_BYTES, frame + FRAME_BODY_OFFSET_BYTES,
              head->body_size, extra, sizeof extra, keys->body);

  size_t sealed = measure_sealed (head->body_size);
  memcpy (tag, frame + sealed - SEAL_TAG_BYTES, SEAL_TAG_BYTES);
  padding_fill (frame + sealed, frame_size (head->body_size) - sealed);
}

int
frame_open_head (FrameHead *head, const uint8_t *frame,
                 const uint8_t file_id[FRAME_ID_BYTES], const Keys *keys)
{
  uint8_t plain[FRAME_HEAD_BYTES];
  memset (head, 0, sizeof *head);
  if (seal_open (plain, frame, FRAME_SEALED_HEAD_BYTES, file_id, FRAME_ID_BYTES,
                 keys->head))
    return -1;
  parse_head (head, plain);
  return 0;
}

int
frame_open_body (uint8_t *frame, const FrameHead *head,
                 const uint8_t file_id[FRAME_ID_BYTES], const Keys *keys,
                 uint8_t tag[SEAL_TAG_BYTES])
{
  uint8_t extra[BODY_EXTRA_BYTES];
  join_body_extra (extra, frame, file_id);
  size_t sealed = measure_sealed (head->body_size);
  if (seal_open (frame + FRAME_BODY_OFFSET_BYTES, frame + FRAME_SEALED_HEAD_BYTES,
                 sealed - FRAME_SEALED_HEAD_BYTES, extra, sizeof extra, keys->body))
    {
      memset (tag, 0, SEAL_TAG_BYTES);
      return -1;
    }
  memcpy (tag, frame + sealed - SEAL_TAG_BYTES, SEAL_TAG_BYTES);
  return 0;
}
