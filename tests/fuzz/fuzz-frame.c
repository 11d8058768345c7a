/* One frame: any bytes, a good frame that was changed, and any head and body behind the
 * seal. */
#include "fuzz.h"

#include "body.h"
#include "bytes.h"
#include "frame.h"
#include "sealed.h"

#include <stdlib.h>
#include <string.h>

/* Larger databases are not made here: they take time and show nothing more. */
#define MOST_PAGES 600
#define MOST_BODY_PAGES 6

static const uint8_t file_id[FRAME_ID_BYTES] = { 'i', 'd' };

/* Nothing that was not sealed opens. */
static void
run_raw (Cursor *input)
{
  uint8_t frame[FRAME_ALIGN_BYTES] = { 0 };
  cursor_get (input, frame, MIN (input->left, sizeof frame));
  FrameHead head;
  fuzz_expect (frame_open_head (&head, frame, file_id, keys_peek (sealed_keys ())));
  fuzz_expect (head.commit == 0 && head.body_size == 0);
}

/* Any 40 bytes of a head; what is read of it prints and reads the same. */
static void
run_head (Cursor *input)
{
  const Keys *keys = keys_peek (sealed_keys ());
  uint8_t plain[FRAME_HEAD_BYTES] = { 0 };
  uint8_t frame[2 * FRAME_ALIGN_BYTES] = { 0 };
  uint8_t tag[SEAL_TAG_BYTES];
  FrameHead head, again;
  cursor_get (input, plain, MIN (input->left, sizeof plain));
  seal_close (frame, plain, sizeof plain, file_id, sizeof file_id, keys->head);
  fuzz_expect (!frame_open_head (&head, frame, file_id, keys));
  fuzz_expect (head.commit == bytes_get_u64 (plain));
  fuzz_expect (head.body_size == bytes_get_u32 (plain + 16));
  fuzz_expect (frame_size (head.body_size) % FRAME_ALIGN_BYTES == 0);
  fuzz_expect (frame_size (head.body_size) > head.body_size);
  if (frame_size (head.body_size) > sizeof frame)
    return;
  frame_seal (frame, &head, file_id, keys, tag);
  fuzz_expect (!frame_open_head (&again, frame, file_id, keys));
  fuzz_expect (memcmp (&again, &head, sizeof head) == 0);
  fuzz_expect (!frame_open_body (frame, &head, file_id, keys, tag));
}

/* A body whose fields are the input's, with as many pages as it says or not. Returns
 * its size. */
static uint32_t
make_body (Cursor *input, uint8_t *body)
{
  uint32_t count = fuzz_byte (input) % (MOST_BODY_PAGES + 1);
  uint32_t length = cursor_get_u32 (input);
  uint32_t said = cursor_get_u32 (input);
  int32_t more = (int8_t)fuzz_byte (input);
  /* Most often what is right, so that what comes after is looked at. */
  if (said & 1)
    said = count;
  if (length & 1)
    length = length / 2 % MOST_PAGES;
  Cursor out = cursor_over (body, body_size (MOST_BODY_PAGES));
  cursor_put_u32 (&out, length);
  cursor_put_u32 (&out, said);
  for (uint32_t i = 0; i < count; i++)
    cursor_put_u32 (&out, cursor_get_u16 (input));
  memset (out.next, fuzz_byte (input), out.left);
  uint32_t size = body_size (count);
  if (more > 100 && size > 200)
    size -= (uint32_t)more;
  return size;
}

/* The pages of a good body are in the image, and print as they were. */
static void
expect_same (const Image *image, const uint8_t *body, uint32_t size, uint32_t pages)
{
  uint32_t count = bytes_get_u32 (body + 4);
  uint32_t numbers[MOST_BODY_PAGES];
  fuzz_expect (pages == bytes_get_u32 (body) && image->pages == pages);
  fuzz_expect (count <= MOST_BODY_PAGES && size == body_size (count));
  for (uint32_t i = 0; i < count; i++)
    numbers[i] = bytes_get_u32 (body + BODY_FIXED_BYTES + (size_t)4 * i);
  g_autofree uint8_t *printed = g_malloc (size);
  body_print (printed, image, numbers, 0, count, pages);
  fuzz_expect (memcmp (printed, body, size) == 0);
}

static void
apply (const uint8_t *body, uint32_t size)
{
  uint32_t pages;
  Image image = { 0 };
  if (size >= 4 && bytes_get_u32 (body) > MOST_PAGES
      && bytes_get_u32 (body) <= IMAGE_MOST_PAGES)
    return;
  BodyProblem problem = body_apply (&image, body, size, &pages);
  if (problem == BODY_OK)
    expect_same (&image, body, size, pages);
  else
    fuzz_expect (problem == BODY_MALFORMED && pages == 0);
  image_clear (&image);
}

/* Bytes of the frame are changed: behind what is sealed nothing is noticed, within it
 * everything. */
static void
change (Cursor *input, uint8_t *frame, const FrameHead *head)
{
  const Keys *keys = keys_peek (sealed_keys ());
  size_t sealed = FRAME_SEALED_HEAD_BYTES + head->body_size + SEAL_OVERHEAD_BYTES;
  size_t whole = frame_size (head->body_size);
  g_autofree uint8_t *before = g_memdup2 (frame, whole);
  while (input->left > 0 && !input->failed)
    {
      size_t at = cursor_get_u32 (input) % whole;
      frame[at] ^= fuzz_byte (input);
    }
  uint8_t tag[SEAL_TAG_BYTES];
  FrameHead again;
  bool opens = !frame_open_head (&again, frame, file_id, keys)
               && !frame_open_body (frame, &again, file_id, keys, tag);
  /* The plain body now lies where the sealed one was: compare what went in. */
  fuzz_expect (!opens || memcmp (before, frame, FRAME_BODY_OFFSET_BYTES) == 0);
  fuzz_expect (!opens || memcmp (&again, head, sizeof again) == 0);
  fuzz_expect (!opens
               || memcmp (before + sealed - SEAL_TAG_BYTES,
                          frame + sealed - SEAL_TAG_BYTES, SEAL_TAG_BYTES)
                      == 0);
}

static void
run_body (Cursor *input)
{
  const Keys *keys = keys_peek (sealed_keys ());
  uint8_t tag[SEAL_TAG_BYTES], same_tag[SEAL_TAG_BYTES];
  g_autofree uint8_t *body = g_malloc (body_size (MOST_BODY_PAGES));
  FrameHead head;
  memset (&head, 0, sizeof head); /* padding, too: heads are compared whole */
  head.commit = 1;
  head.last = true;
  head.body_size = make_body (input, body);
  g_autofree uint8_t *frame = g_malloc (frame_size (head.body_size));
  memcpy (frame + FRAME_BODY_OFFSET_BYTES, body, head.body_size);
  frame_seal (frame, &head, file_id, keys, tag);
  g_autofree uint8_t *sealed = g_memdup2 (frame, frame_size (head.body_size));
  fuzz_expect (!frame_open_body (frame, &head, file_id, keys, same_tag));
  fuzz_expect (memcmp (tag, same_tag, sizeof tag) == 0);
  fuzz_expect (memcmp (frame + FRAME_BODY_OFFSET_BYTES, body, head.body_size) == 0);
  apply (body, head.body_size);
  change (input, sealed, &head);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Cursor input = cursor_reading (data, size);
  switch (fuzz_byte (&input) % 3)
    {
    case 0:
      run_raw (&input);
      break;
    case 1:
      run_head (&input);
      break;
    default:
      run_body (&input);
    }
  return 0;
}
