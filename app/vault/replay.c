/* See replay.h. The chain says where it breaks off; what is found
 * behind that place says whether a crash can have done it.
 *
 * Let n be the last whole commit. Frames are written to a file once, in order, and
 * commit n + 2 is begun only when n + 1 is on the medium. So behind the break a crash
 * leaves frames of n + 1 alone, in any selection, or none; each at the one place where
 * it belongs, since all frames of a commit but its last are of one size; and the first
 * of them names the end of n. Any other frame that opens there proves that something
 * which was acknowledged is gone. */
#include "replay.h"

#include "arena.h"
#include "body.h"
#include "outcome.h"

#include <string.h>

/* How much is read at once in search of frames. */
#define WINDOW_BYTES ((size_t)256 * FRAME_ALIGN_BYTES)

typedef struct
{
  Log *log;
  const Keys *keys;
  const Header *header;
  Image *image;
  uint8_t *buffer; /* for one frame of the greatest size, or a window */
  uint64_t last_wanted; /* the last commit to read */
  bool to_damage; /* what is before any damage is wanted */
  bool pages_ahead; /* image holds pages of a commit that is not whole */
} Replay;

/* A place in the chain, between two frames. */
typedef struct
{
  uint64_t offset;
  uint32_t index;
  uint32_t pages;
  uint8_t tag[SEAL_TAG_BYTES];
} Place;

typedef enum
{
  STEP_FRAME, /* one more frame of the commit */
  STEP_WHOLE, /* the commit's last frame */
  STEP_BREAK, /* what comes here does not go on with the chain */
  STEP_FAILED,
} Step;

/* Reads the frame at place into the buffer, still sealed. */
static Step
read_frame (Replay *replay, const Place *place, FrameHead *head, VaultResult *result)
{
  Log *log = replay->log;
  uint64_t left = log->length - place->offset;
  if (left < FRAME_ALIGN_BYTES)
    return STEP_BREAK;
  *result = outcome_from_errno (
      log->ops->read (log->file, place->offset, replay->buffer, FRAME_ALIGN_BYTES));
  if (*result != VAULT_OK)
    return STEP_FAILED;
  if (frame_open_head (head, replay->buffer, log->file_id, replay->keys)
      || head->commit != log->commit + 1 || head->index != place->index
      || head->commit > replay->last_wanted
      || memcmp (head->previous, place->tag, SEAL_TAG_BYTES) != 0
      || head->body_size > BODY_MOST_BYTES
      || (!head->last && head->body_size != BODY_MOST_BYTES)
      || frame_size (head->body_size) > left)
    return STEP_BREAK;
  *result = outcome_from_errno (log->ops->read (
      log->file, place->offset + FRAME_ALIGN_BYTES, replay->buffer + FRAME_ALIGN_BYTES,
      frame_size (head->body_size) - FRAME_ALIGN_BYTES));
  return *result == VAULT_OK ? STEP_FRAME : STEP_FAILED;
}

/* Reads one frame into the image and goes past it. */
static Step
take_frame (Replay *replay, Place *place, VaultResult *result)
{
  FrameHead head;
  uint8_t tag[SEAL_TAG_BYTES];
  Step step = read_frame (replay, place, &head, result);
  if (step != STEP_FRAME)
    return step;
  if (frame_open_body (replay->buffer, &head, replay->log->file_id, replay->keys, tag))
    return STEP_BREAK;
  uint32_t pages;
  replay->pages_ahead = true;
  BodyProblem problem = body_apply (
      replay->image, replay->buffer + FRAME_BODY_OFFSET_BYTES, head.body_size, &pages);
  if (problem != BODY_OK || (place->index > 0 && pages != place->pages))
    {
      *result = problem == BODY_NO_MEMORY ? VAULT_NO_MEMORY : VAULT_DAMAGED;
      return STEP_FAILED;
    }
  place->pages = pages;
  place->offset += frame_size (head.body_size);
  place->index++;
  memcpy (place->tag, tag, SEAL_TAG_BYTES);
  return head.last ? STEP_WHOLE : STEP_FRAME;
}

/* Reads whole commits up to the break; log then stands after the last of them. */
static VaultResult
read_chain (Replay *replay)
{
  Log *log = replay->log;
  log->end = HEADER_BYTES;
  log->commit = 0;
  memset (log->tag, 0, sizeof log->tag);
  Place place = { .offset = HEADER_BYTES };
  VaultResult result = VAULT_OK;
  Step step;
  while ((step = take_frame (replay, &place, &result)) < STEP_BREAK)
    {
      if (step != STEP_WHOLE)
        continue;
      log->end = place.offset;
      log->commit++;
      memcpy (log->tag, place.tag, sizeof log->tag);
      place.index = 0;
      replay->pages_ahead = false;
      if (log->commit == replay->header->commit
          && memcmp (log->tag, replay->header->commit_tag, sizeof log->tag) != 0)
        return VAULT_DAMAGED;
    }
  return step == STEP_FAILED ? result : VAULT_OK;
}

/* The same again where pages of a commit that is not whole got into the image. */
static VaultResult
read_commits (Replay *replay)
{
  VaultResult result = read_chain (replay);
  if (result == VAULT_DAMAGED && replay->to_damage)
    result = VAULT_OK;
  if (result != VAULT_OK || !replay->pages_ahead)
    return result;
  image_clear (replay->image);
  replay->last_wanted = replay->log->commit;
  return read_chain (replay);
}

/* Whether a crash can have left a frame with this head at offset. */
static bool
belongs_to_tail (const Log *log, const FrameHead *head, uint64_t offset)
{
  return head->commit == log->commit + 1
         && offset == log->end + head->index * frame_size (BODY_MOST_BYTES)
         && (head->index > 0 || memcmp (head->previous, log->tag, SEAL_TAG_BYTES) == 0);
}

/* Tries every place behind the last whole commit where a frame could start. */
static VaultResult
search_tail (Replay *replay, bool *torn)
{
  Log *log = replay->log;
  uint64_t offset = log->end;
  while (log->length - offset >= FRAME_ALIGN_BYTES)
    {
      uint64_t left = log->length - offset;
      size_t size = left < WINDOW_BYTES ? (size_t)left : WINDOW_BYTES;
      size -= size % FRAME_ALIGN_BYTES;
      VaultResult result =
          outcome_from_errno (log->ops->read (log->file, offset, replay->buffer, size));
      if (result != VAULT_OK)
        return result;
      for (size_t at = 0; at < size; at += FRAME_ALIGN_BYTES)
        {
          FrameHead head;
          if (frame_open_head (&head, replay->buffer + at, log->file_id, replay->keys))
            continue;
          if (!belongs_to_tail (log, &head, offset + at))
            return VAULT_DAMAGED;
          *torn = true;
        }
      offset += size;
    }
  return VAULT_OK;
}

/* What the header promises of the log. */
static VaultResult
compare_with_header (const Replay *replay, bool *torn)
{
  const Log *log = replay->log;
  const Header *header = replay->header;
  if (log->commit < header->commit)
    return VAULT_DAMAGED;
  if (header->state == HEADER_OPEN)
    {
      /* An interrupted growth. */
      if (log->length % VAULT_STEP_BYTES != 0)
        *torn = true;
      return VAULT_OK;
    }
  if (*torn || log->commit != header->commit || log->length != header->length)
    return VAULT_DAMAGED;
  return VAULT_OK;
}

static VaultResult
run (Replay *replay, bool *torn)
{
  VaultResult result = read_commits (replay);
  if (replay->to_damage)
    return result;
  if (result == VAULT_OK)
    result = search_tail (replay, torn);
  if (result == VAULT_OK)
    result = compare_with_header (replay, torn);
  return result;
}

/* torn: NULL where only the beginning is wanted. */
static VaultResult
start (Log *log, const Keys *keys, const Header *header, Image *image, bool *torn)
{
  Replay replay = {
    .log = log,
    .keys = keys,
    .header = header,
    .image = image,
    .buffer = arena_alloc (frame_size (BODY_MOST_BYTES)),
    .last_wanted = log->refused > 0 ? log->refused - 1 : UINT64_MAX,
    .to_damage = torn == NULL,
  };
  VaultResult result = replay.buffer ? VAULT_OK : VAULT_NO_MEMORY;
  if (result == VAULT_OK)
    result = outcome_from_errno (log->ops->size (log->file, &log->length));
  if (result == VAULT_OK && log->length < HEADER_BYTES)
    result = VAULT_DAMAGED;
  if (result == VAULT_OK)
    result = run (&replay, torn);
  arena_free (replay.buffer);
  if (result != VAULT_OK)
    image_clear (image);
  return result;
}

VaultResult
replay_log (Log *log, const Keys *keys, const Header *header, Image *image, bool *torn)
{
  *torn = false;
  return start (log, keys, header, image, torn);
}

VaultResult
replay_beginning (Log *log, const Keys *keys, const Header *header, Image *image)
{
  VaultResult result = start (log, keys, header, image, NULL);
  return result == VAULT_OK && log->commit == 0 ? VAULT_DAMAGED : result;
}
