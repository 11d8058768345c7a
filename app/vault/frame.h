/* One frame: a sealed piece of one commit. It starts at a multiple of FRAME_ALIGN_BYTES
 * and ends with noise up to the next:
 *
 *   sealed head   FRAME_SEALED_HEAD_BYTES; extra data: the file's id
 *   sealed body   body_size + SEAL_OVERHEAD_BYTES; extra data: id and the head's tag
 *
 * The head names the body of the frame before by its tag, so that the frames of a file
 * are one chain. Knows nothing of files and of what a body holds. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "keys.h"
#include "seal.h"

#define FRAME_ALIGN_BYTES 4096
#define FRAME_ID_BYTES 16
#define FRAME_HEAD_BYTES 40
#define FRAME_SEALED_HEAD_BYTES (FRAME_HEAD_BYTES + SEAL_OVERHEAD_BYTES)

/* Where the plain body lies in a frame that is being made or read. */
#define FRAME_BODY_OFFSET_BYTES (FRAME_SEALED_HEAD_BYTES + SEAL_NONCE_BYTES)

typedef struct
{
  uint64_t commit; /* from 1 */
  uint32_t index; /* within the commit, from 0 */
  bool last; /* of its commit */
  uint32_t body_size;
  uint8_t previous[SEAL_TAG_BYTES]; /* tag of the body before; zeros for the first */
} FrameHead;

/* Length of a frame with such a body: a multiple of FRAME_ALIGN_BYTES. */
size_t frame_size (uint32_t body_size);

/**
 * frame_seal:
 * @frame: frame_size (head->body_size) bytes, the plain body at
 * FRAME_BODY_OFFSET_BYTES; sealed in place and padded
 * @tag: (out): the body's tag
 */
void frame_seal (uint8_t *frame, const FrameHead *head,
                 const uint8_t file_id[FRAME_ID_BYTES], const Keys *keys,
                 uint8_t tag[SEAL_TAG_BYTES]);

/**
 * frame_open_head:
 * @head: (out): zeroed on failure
 * @frame: FRAME_SEALED_HEAD_BYTES bytes, which stay as they are
 *
 * Returns: 0, or -1 if no frame of this file starts here.
 */
int frame_open_head (FrameHead *head, const uint8_t *frame,
                     const uint8_t file_id[FRAME_ID_BYTES], const Keys *keys);

/**
 * frame_open_body:
 * @frame: frame_size (head->body_size) bytes; on success the plain body is at
 *   FRAME_BODY_OFFSET_BYTES, on failure zeros are
 * @tag: (out): the body's tag; zeroed on failure
 *
 * Returns: 0, or -1 if the body is not what belongs to this head.
 */
int frame_open_body (uint8_t *frame, const FrameHead *head,
                     const uint8_t file_id[FRAME_ID_BYTES], const Keys *keys,
                     uint8_t tag[SEAL_TAG_BYTES]);
