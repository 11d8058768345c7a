/* Replaying a log. The input is a list of steps that write frames, good ones and all
 * kinds of bad ones, into a file that may only be read afterwards. What must be found
 * there is said once more below, from the table in DESIGN.md, section 4. */
#include "fuzz.h"

#include "body.h"
#include "padding.h"
#include "replay.h"
#include "sealed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST_FRAMES 24
#define MOST_STEPS 64
#define MOST_FULL_FRAMES 3 /* of 256 pages: they take time */
#define MOST_PAGES 20 /* of the database, where no frame is full */
#define FILE_MOST_BYTES (6 * 1024 * 1024)

typedef enum
{
  BODY_GOOD,
  BODY_BAD, /* authenticated, and not what a body is */
} BodyState;

/* A frame that was sealed; it opens wherever its bytes lie. */
typedef struct
{
  uint8_t *bytes;
  size_t sealed; /* how many of them are not padding */
  FrameHead head;
  uint8_t tag[SEAL_TAG_BYTES];
  BodyState state;
  uint32_t pages; /* the length that the body says */
  uint32_t first; /* the body's pages are first, first + 1, … */
  uint32_t count;
  uint8_t filling; /* of each of its pages */
} Sealed;

typedef struct
{
  Cursor input;
  Header header;
  uint8_t *file;
  size_t length;
  size_t most; /* what the length ever was */
  size_t at; /* where the next frame goes */
  Sealed frames[MOST_FRAMES];
  size_t n_frames;
  unsigned full_frames;
  /* What a next good frame says. */
  uint64_t commit;
  uint32_t index;
  uint8_t tag[SEAL_TAG_BYTES];
} World;

/* --- a file that can only be read ------------------------------------------------ */

struct VaultFile
{
  const World *world;
};

static int
measure_file (VaultFile *file, uint64_t *size)
{
  *size = file->world->length;
  return 0;
}

static int
read_file (VaultFile *file, uint64_t offset, void *out, size_t size)
{
  size_t length = file->world->length;
  if (offset > length || size > length - offset)
    {
      memset (out, 0, size);
      return EIO;
    }
  memcpy (out, file->world->file + offset, size);
  return 0;
}

/* Anything else would follow a null pointer. */
static const VaultFileOps read_only = { .size = measure_file, .read = read_file };

/* --- making it ------------------------------------------------------------------- */

/* How a frame differs from a good one: bits of a step's second byte. */
enum
{
  OTHER_COMMIT = 1,
  OTHER_INDEX = 2,
  OTHER_CHAIN = 4,
  NOT_LAST = 8,
  BAD_BODY = 16,
  OTHER_ID = 32,
  FULL = 64,
};

/* Fills the body of a frame and notes what it says. */
static void
fill_body (World *world, Sealed *frame, int how)
{
  bool full = how & FULL && world->full_frames < MOST_FULL_FRAMES;
  uint8_t *body = frame->bytes + FRAME_BODY_OFFSET_BYTES;
  frame->pages =
      full ? BODY_MOST_PAGES + 4 : 1 + fuzz_byte (&world->input) % MOST_PAGES;
  frame->first = 1 + fuzz_byte (&world->input) % 3;
  frame->filling = fuzz_byte (&world->input);
  if (full)
    world->full_frames++;
  Cursor out = cursor_over (body, body_size (frame->count));
  cursor_put_u32 (&out, how & BAD_BODY ? 0 : frame->pages);
  cursor_put_u32 (&out, frame->count);
  for (uint32_t i = 0; i < frame->count; i++)
    cursor_put_u32 (&out, frame->first + i);
  memset (out.next, frame->filling, (size_t)frame->count * IMAGE_PAGE_BYTES);
  bool fits = frame->count == 0 || frame->first + frame->count - 1 <= frame->pages;
  frame->state = how & BAD_BODY || !fits ? BODY_BAD : BODY_GOOD;
}

static void
spoil_head (World *world, FrameHead *head, int how)
{
  if (how & OTHER_COMMIT)
    head->commit += (uint64_t)(int64_t)(int8_t)fuzz_byte (&world->input);
  if (how & OTHER_INDEX)
    head->index += fuzz_byte (&world->input);
  if (how & OTHER_CHAIN)
    head->previous[fuzz_byte (&world->input) % SEAL_TAG_BYTES] ^=
        fuzz_byte (&world->input);
}

/* The next good frame goes on from this one. */
static void
advance (World *world, const Sealed *frame)
{
  memcpy (world->tag, frame->tag, sizeof world->tag);
  if (frame->head.last)
    {
      world->commit = frame->head.commit + 1;
      world->index = 0;
    }
  else
    world->index = frame->head.index + 1;
}

/* The file's length grows; what was never written there is zero. */
static void
grow (World *world, size_t length)
{
  if (length > world->most)
    {
      memset (world->file + world->most, 0, length - world->most);
      world->most = length;
    }
  world->length = length;
}

static void
place (World *world, const Sealed *frame)
{
  size_t size = frame_size (frame->head.body_size);
  if (size > FILE_MOST_BYTES - world->at)
    return;
  if (world->length < world->at + size)
    grow (world, world->at + size);
  memcpy (world->file + world->at, frame->bytes, size);
  world->at += size;
}

static void
append_frame (World *world)
{
  int how = fuzz_byte (&world->input);
  if (world->n_frames == MOST_FRAMES)
    return;
  Sealed *frame = &world->frames[world->n_frames++];
  bool full = how & FULL && world->full_frames < MOST_FULL_FRAMES;
  frame->count = full ? BODY_MOST_PAGES : fuzz_byte (&world->input) % 4;
  frame->head = (FrameHead){
    .commit = world->commit,
    .index = world->index,
    .last = !(how & NOT_LAST),
    .body_size = body_size (frame->count),
  };
  memcpy (frame->head.previous, world->tag, sizeof world->tag);
  spoil_head (world, &frame->head, how);
  frame->bytes = g_malloc (frame_size (frame->head.body_size));
  fill_body (world, frame, how);
  uint8_t id[FRAME_ID_BYTES];
  memcpy (id, world->header.file_id, sizeof id);
  id[0] ^= how & OTHER_ID ? 1 : 0;
  frame_seal (frame->bytes, &frame->head, id, keys_peek (sealed_keys ()), frame->tag);
  frame->sealed = FRAME_SEALED_HEAD_BYTES + frame->head.body_size + SEAL_OVERHEAD_BYTES;
  place (world, frame);
  if (how & OTHER_ID)
    frame->sealed = SIZE_MAX; /* opens nowhere */
  else
    advance (world, frame);
}

/* Noise over a block, as a write that was torn or never came leaves it. */
static void
spoil_block (World *world)
{
  size_t offset = (size_t)cursor_get_u16 (&world->input) * FRAME_ALIGN_BYTES / 4;
  if (offset >= world->length)
    return;
  size_t size = MIN (FRAME_ALIGN_BYTES / 4, world->length - offset);
  memset (world->file + offset, fuzz_byte (&world->input), size);
}

static void
copy_frame (World *world)
{
  size_t which = fuzz_byte (&world->input);
  if (which < world->n_frames)
    place (world, &world->frames[which]);
}

/* The head of one frame and the body of another of its size. */
static void
mix_frames (World *world)
{
  size_t head = fuzz_byte (&world->input);
  size_t body = fuzz_byte (&world->input);
  size_t at = world->at;
  if (head >= world->n_frames || body >= world->n_frames
      || world->frames[head].count != world->frames[body].count)
    return;
  place (world, &world->frames[head]);
  if (world->at > at)
    memcpy (world->file + at + FRAME_SEALED_HEAD_BYTES,
            world->frames[body].bytes + FRAME_SEALED_HEAD_BYTES,
            body_size (world->frames[body].count) + SEAL_OVERHEAD_BYTES);
}

/* The length that the file has, and the place of the next frame. */
static void
move (World *world)
{
  size_t to = HEADER_BYTES + (size_t)cursor_get_u16 (&world->input) * 512;
  if (to > FILE_MOST_BYTES)
    return;
  if (fuzz_byte (&world->input) & 1)
    grow (world, to);
  else
    world->at = to / FRAME_ALIGN_BYTES * FRAME_ALIGN_BYTES;
}

/* What the next good frame says, and what the header says of the log. */
static void
retell (World *world)
{
  size_t which = fuzz_byte (&world->input);
  if (which >= world->n_frames)
    return;
  const Sealed *frame = &world->frames[which];
  int what = fuzz_byte (&world->input);
  if (what & 1)
    advance (world, frame);
  if (what & 2)
    {
      world->header.commit = frame->head.commit;
      memcpy (world->header.commit_tag, frame->tag, sizeof frame->tag);
    }
  if (what & 4)
    world->header.state = HEADER_CLEAN;
  if (what & 8)
    world->header.length = world->length;
}

static void
make_world (World *world)
{
  static uint8_t file[FILE_MOST_BYTES];
  sealed_header (&world->header);
  world->file = file;
  world->length = world->at = HEADER_BYTES;
  world->commit = 1;
  for (int i = 0; i < MOST_STEPS && world->input.left > 0; i++)
    switch (fuzz_byte (&world->input) % 10)
      {
      case 0:
        spoil_block (world);
        break;
      case 1:
        copy_frame (world);
        break;
      case 2:
        move (world);
        break;
      case 3:
        retell (world);
        break;
      case 4:
        mix_frames (world);
        break;
      default:
        append_frame (world);
      }
}

static void
clear_world (World *world)
{
  for (size_t i = 0; i < world->n_frames; i++)
    g_free (world->frames[i].bytes);
}

/* --- what must be found ---------------------------------------------------------- */

/* The frame whose head opens at offset, or NULL. */
static const Sealed *
find_head (const World *world, size_t offset)
{
  if (offset + FRAME_ALIGN_BYTES > world->length)
    return NULL;
  for (size_t i = 0; i < world->n_frames; i++)
    if (world->frames[i].sealed != SIZE_MAX
        && memcmp (world->frames[i].bytes, world->file + offset,
                   FRAME_SEALED_HEAD_BYTES)
               == 0)
      return &world->frames[i];
  return NULL;
}

/* Whether all of it is there. */
static bool
is_whole (const World *world, const Sealed *frame, size_t offset)
{
  return frame_size (frame->head.body_size) <= world->length - offset
         && memcmp (frame->bytes, world->file + offset, frame->sealed) == 0;
}

typedef struct
{
  VaultResult result;
  bool torn;
  uint64_t commit;
  size_t end;
  uint8_t tag[SEAL_TAG_BYTES];
  uint32_t pages;
  const Sealed *path[MOST_STEPS]; /* the frames of whole commits, in order */
  size_t n_path;
} Found;

/* The next frame of the chain at offset; NULL where it breaks off. */
static const Sealed *
follow (const World *world, size_t offset, uint64_t commit, uint32_t index,
        const uint8_t *tag)
{
  const Sealed *frame = find_head (world, offset);
  if (!frame || frame->head.commit != commit || frame->head.index != index
      || memcmp (frame->head.previous, tag, SEAL_TAG_BYTES) != 0
      || (!frame->head.last && frame->count != BODY_MOST_PAGES)
      || !is_whole (world, frame, offset))
    return NULL;
  return frame;
}

/* Goes along one commit. Returns whether it is whole; then found is past it. */
static bool
find_commit (const World *world, Found *found)
{
  size_t offset = found->end;
  size_t n_path = found->n_path;
  uint32_t pages = 0;
  uint8_t tag[SEAL_TAG_BYTES];
  memcpy (tag, found->tag, sizeof tag);
  for (uint32_t index = 0; n_path < MOST_STEPS; index++)
    {
      const Sealed *frame = follow (world, offset, found->commit + 1, index, tag);
      if (!frame)
        return false;
      if (frame->state == BODY_BAD || (index > 0 && frame->pages != pages))
        {
          found->result = VAULT_DAMAGED;
          return false;
        }
      pages = frame->pages;
      offset += frame_size (frame->head.body_size);
      memcpy (tag, frame->tag, sizeof tag);
      found->path[n_path++] = frame;
      if (!frame->head.last)
        continue;
      memcpy (found->tag, tag, sizeof tag);
      found->commit++;
      found->end = offset;
      found->pages = pages;
      found->n_path = n_path;
      return true;
    }
  return false;
}

/* Behind the last whole commit n: frames of n + 1 alone, each in its place. */
static void
find_tail (const World *world, Found *found)
{
  for (size_t at = found->end; at + FRAME_ALIGN_BYTES <= world->length;
       at += FRAME_ALIGN_BYTES)
    {
      const Sealed *frame = find_head (world, at);
      if (!frame)
        continue;
      uint64_t place =
          found->end + (uint64_t)frame->head.index * frame_size (BODY_MOST_BYTES);
      if (frame->head.commit != found->commit + 1 || at != place
          || (frame->head.index == 0
              && memcmp (frame->head.previous, found->tag, SEAL_TAG_BYTES) != 0))
        found->result = VAULT_DAMAGED;
      found->torn = true;
    }
}

static Found
find (const World *world)
{
  const Header *header = &world->header;
  Found found = { .result = VAULT_OK, .end = HEADER_BYTES };
  while (find_commit (world, &found))
    if (found.commit == header->commit
        && memcmp (found.tag, header->commit_tag, SEAL_TAG_BYTES) != 0)
      found.result = VAULT_DAMAGED;
  find_tail (world, &found);
  if (found.commit < header->commit)
    found.result = VAULT_DAMAGED;
  if (header->state == HEADER_CLEAN
      && (found.torn || found.commit != header->commit
          || world->length != header->length))
    found.result = VAULT_DAMAGED;
  if (header->state == HEADER_OPEN && world->length % VAULT_STEP_BYTES != 0)
    found.torn = true;
  return found;
}

/* The pages that the path's frames give one after the other. */
static void
expect_image (const Found *found, const Image *image)
{
  fuzz_expect (image->pages == found->pages);
  for (uint32_t number = 1; number <= image->pages; number++)
    {
      uint8_t filling = 0;
      for (size_t i = 0; i < found->n_path; i++)
        {
          const Sealed *frame = found->path[i];
          if (number >= frame->first && number < frame->first + frame->count)
            filling = frame->filling;
          if (number > frame->pages)
            filling = 0;
        }
      const uint8_t *page = image_page (image, number);
      for (size_t i = 0; i < IMAGE_PAGE_BYTES; i++)
        fuzz_expect (page[i] == filling);
    }
}

/* What can be read before anything that is wrong. */
static Found
find_beginning (const World *world)
{
  const Header *header = &world->header;
  Found found = { .end = HEADER_BYTES };
  while (find_commit (world, &found))
    if (found.commit == header->commit
        && memcmp (found.tag, header->commit_tag, SEAL_TAG_BYTES) != 0)
      break;
  found.result = found.commit > 0 ? VAULT_OK : VAULT_DAMAGED;
  return found;
}

static void
expect_found (const Found *found, VaultResult result, const Log *log, Image *image)
{
  fuzz_expect (result == found->result);
  if (result == VAULT_OK)
    {
      fuzz_expect (log->commit == found->commit && log->end == found->end);
      fuzz_expect (memcmp (log->tag, found->tag, sizeof log->tag) == 0);
      expect_image (found, image);
    }
  else
    fuzz_expect (image->pages == 0 && !image->slabs);
  image_clear (image);
}

static void
replay (const World *world)
{
  Found found = find (world);
  VaultFile file = { world };
  Log log;
  Image image = { 0 };
  bool torn;
  log_init (&log, &read_only, &file, world->header.file_id);
  VaultResult result =
      replay_log (&log, keys_peek (sealed_keys ()), &world->header, &image, &torn);
  fuzz_expect (result != VAULT_OK || torn == found.torn);
  expect_found (&found, result, &log, &image);
}

static void
replay_to_damage (const World *world)
{
  Found found = find_beginning (world);
  VaultFile file = { world };
  Log log;
  Image image = { 0 };
  log_init (&log, &read_only, &file, world->header.file_id);
  VaultResult result =
      replay_beginning (&log, keys_peek (sealed_keys ()), &world->header, &image);
  expect_found (&found, result, &log, &image);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  World world = { .input = cursor_reading (data, size) };
  make_world (&world);
  replay (&world);
  replay_to_damage (&world);
  clear_world (&world);
  return 0;
}
