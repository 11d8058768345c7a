/* One frame: what is sealed opens again, and nothing else does. And its body. */
#include "base.h"
#include "body.h"
#include "frame.h"
#include "padding.h"
#include "random.h"

#include <glib.h>
#include <string.h>

#define BODY_SIZE 100

static const uint8_t file_id[FRAME_ID_BYTES] = "an id of a file";

typedef struct
{
  Secret *keys;
  FrameHead head;
  uint8_t body[BODY_SIZE];
  uint8_t frame[FRAME_ALIGN_BYTES];
  uint8_t tag[SEAL_TAG_BYTES];
} Sample;

static void
set_up (Sample *sample, gconstpointer data)
{
  (void)data;
  uint8_t key[KDF_KEY_BYTES];
  random_fill (key, sizeof key);
  sample->keys = keys_new (key);
  sample->head = (FrameHead){
    .commit = 0x0102030405060708, .index = 9, .last = true, .body_size = BODY_SIZE
  };
  random_fill (sample->head.previous, SEAL_TAG_BYTES);
  random_fill (sample->body, BODY_SIZE);
  memcpy (sample->frame + FRAME_BODY_OFFSET_BYTES, sample->body, BODY_SIZE);
  frame_seal (sample->frame, &sample->head, file_id, keys_peek (sample->keys),
              sample->tag);
}

static void
tear_down (Sample *sample, gconstpointer data)
{
  (void)data;
  secret_free (sample->keys);
}

static int
open_frame (Sample *sample, const uint8_t *frame, const uint8_t *id)
{
  FrameHead head;
  uint8_t copy[FRAME_ALIGN_BYTES];
  uint8_t tag[SEAL_TAG_BYTES];
  memcpy (copy, frame, sizeof copy);
  if (frame_open_head (&head, copy, id, keys_peek (sample->keys)))
    return 1;
  if (frame_open_body (copy, &head, id, keys_peek (sample->keys), tag))
    return 2;
  g_assert_cmpuint (head.commit, ==, sample->head.commit);
  g_assert_cmpuint (head.index, ==, sample->head.index);
  g_assert_true (head.last == sample->head.last);
  g_assert_cmpmem (head.previous, 16, sample->head.previous, 16);
  g_assert_cmpmem (tag, 16, sample->tag, 16);
  g_assert_cmpmem (copy + FRAME_BODY_OFFSET_BYTES, BODY_SIZE, sample->body, BODY_SIZE);
  return 0;
}

static void
test_round (Sample *sample, gconstpointer data)
{
  (void)data;
  g_assert_cmpint (open_frame (sample, sample->frame, file_id), ==, 0);
  sample->head.last = false;
  memcpy (sample->frame + FRAME_BODY_OFFSET_BYTES, sample->body, BODY_SIZE);
  frame_seal (sample->frame, &sample->head, file_id, keys_peek (sample->keys),
              sample->tag);
  g_assert_cmpint (open_frame (sample, sample->frame, file_id), ==, 0);
}

static void
test_sizes (void)
{
  g_assert_cmpuint (frame_size (0), ==, 4096);
  g_assert_cmpuint (frame_size (4096 - 120), ==, 4096);
  g_assert_cmpuint (frame_size (4096 - 119), ==, 8192);
  g_assert_cmpuint (FRAME_SEALED_HEAD_BYTES, ==, 80);
  g_assert_cmpuint (FRAME_BODY_OFFSET_BYTES, ==, 104);
}

static void
test_every_byte (Sample *sample, gconstpointer data)
{
  (void)data;
  size_t sealed = FRAME_SEALED_HEAD_BYTES + BODY_SIZE + SEAL_OVERHEAD_BYTES;
  for (size_t i = 0; i < FRAME_ALIGN_BYTES; i++)
    {
      uint8_t frame[FRAME_ALIGN_BYTES];
      memcpy (frame, sample->frame, sizeof frame);
      frame[i] ^= 1;
      int expected = i < FRAME_SEALED_HEAD_BYTES ? 1 : i < sealed ? 2 : 0;
      g_assert_cmpint (open_frame (sample, frame, file_id), ==, expected);
    }
}

/* Of another file, or with the body of another frame. */
static void
test_bound (Sample *sample, gconstpointer data)
{
  (void)data;
  uint8_t other_id[FRAME_ID_BYTES];
  memcpy (other_id, file_id, sizeof other_id);
  other_id[0] ^= 1;
  g_assert_cmpint (open_frame (sample, sample->frame, other_id), ==, 1);
  uint8_t other[FRAME_ALIGN_BYTES];
  uint8_t tag[SEAL_TAG_BYTES];
  memcpy (other + FRAME_BODY_OFFSET_BYTES, sample->body, BODY_SIZE);
  frame_seal (other, &sample->head, file_id, keys_peek (sample->keys), tag);
  memcpy (other, sample->frame, FRAME_SEALED_HEAD_BYTES);
  g_assert_cmpint (open_frame (sample, other, file_id), ==, 2);
}

/* --- bodies ----------------------------------------------------------------------- */

static void
fill_page (Image *image, uint32_t number, int value)
{
  memset (image_page (image, number), value, IMAGE_PAGE_BYTES);
}

static void
test_body_round (void)
{
  Image image = { 0 };
  g_assert_cmpint (image_resize (&image, 5), ==, 0);
  for (uint32_t i = 1; i <= 5; i++)
    fill_page (&image, i, (int)i);
  const uint32_t numbers[] = { 2, 5 };
  g_autofree uint8_t *body = g_malloc (body_size (2));
  body_print (body, &image, numbers, 1, 2, 5);
  Image other = { 0 };
  uint32_t pages;
  g_assert_cmpint (body_apply (&other, body, body_size (2), &pages), ==, BODY_OK);
  g_assert_cmpuint (pages, ==, 5);
  g_assert_cmpuint (other.pages, ==, 5);
  g_assert_cmpint (image_page (&other, 1)[0], ==, 0);
  g_assert_cmpint (image_page (&other, 2)[4095], ==, 2);
  g_assert_cmpint (image_page (&other, 5)[0], ==, 5);
  body_print (body, &image, NULL, 3, 2, 4);
  g_assert_cmpint (body_apply (&other, body, body_size (2), &pages), ==, BODY_OK);
  g_assert_cmpuint (other.pages, ==, 4);
  g_assert_cmpint (image_page (&other, 3)[0], ==, 3);
  g_assert_null (image_page (&other, 5));
  image_clear (&image);
  image_clear (&other);
}

static void
test_body_refuses (void)
{
  static const struct
  {
    uint32_t pages, count, first, second;
    uint32_t size;
  } wrong[] = {
    { 0, 2, 1, 2, 0 }, /* no database */
    { 5, 3, 1, 2, 0 }, /* more pages than there are bytes */
    { 5, 1, 1, 2, 0 }, /* fewer */
    { 5, 2, 2, 2, 0 }, /* the same page twice */
    { 5, 2, 3, 2, 0 }, /* descending */
    { 5, 2, 0, 2, 0 }, /* no page 0 */
    { 5, 2, 1, 6, 0 }, /* beyond the end */
    { 5, 2, 1, 2, 7 }, /* not even two numbers */
    { UINT32_MAX, 2, 1, 2, 0 }, { 5, UINT32_MAX, 1, 2, 0 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree uint8_t *body = g_malloc0 (body_size (2));
      const uint32_t words[] = { wrong[i].pages, wrong[i].count, wrong[i].first,
                                 wrong[i].second };
      for (size_t j = 0; j < 4; j++)
        for (size_t k = 0; k < 4; k++)
          body[4 * j + k] = (uint8_t)(words[j] >> (24 - 8 * k));
      Image image = { 0 };
      uint32_t pages = 1;
      uint32_t size = wrong[i].size ? wrong[i].size : body_size (2);
      g_assert_cmpint (body_apply (&image, body, size, &pages), ==, BODY_MALFORMED);
      g_assert_cmpuint (pages, ==, 0);
      image_clear (&image);
    }
}

/* --- pages in memory -------------------------------------------------------------- */

static void
test_image (void)
{
  Image image = { 0 };
  g_assert_null (image_page (&image, 0));
  g_assert_null (image_page (&image, 1));
  g_assert_cmpint (image_resize (&image, 3000), ==, 0);
  g_assert_cmpint (image_resize (&image, IMAGE_MOST_PAGES + 1), ==, -1);
  fill_page (&image, 3000, 1);
  fill_page (&image, 10, 2);
  fill_page (&image, 11, 3);
  image_mark (&image, 3000);
  image_mark (&image, 11);
  image_mark (&image, 10);
  image_mark (&image, 11);
  image_mark (&image, 2);
  g_assert_cmpuint (image.changed_count, ==, 4);
  image_sort_changed (&image);
  g_assert_cmpuint (image.changed[0], ==, 2);
  g_assert_cmpuint (image.changed[3], ==, 3000);
  image_forget_changed (&image, 10);
  g_assert_cmpuint (image.changed_count, ==, 2);
  image_mark (&image, 10);
  g_assert_cmpuint (image.changed_count, ==, 3);

  /* What was beyond a shorter end is gone when the image grows again. */
  g_assert_cmpint (image_resize (&image, 10), ==, 0);
  g_assert_cmpuint (image.changed_count, ==, 1);
  g_assert_cmpint (image_page (&image, 10)[0], ==, 2);
  g_assert_null (image_page (&image, 11));
  g_assert_cmpint (image_resize (&image, 3000), ==, 0);
  g_assert_cmpint (image_page (&image, 11)[0], ==, 0);
  g_assert_cmpint (image_page (&image, 3000)[0], ==, 0);
  image_mark (&image, 3000);
  g_assert_cmpuint (image.changed_count, ==, 2);
  image_clear (&image);
  g_assert_cmpuint (image.pages, ==, 0);
}

static void
test_padding (void)
{
  for (size_t size = 0; size < 700; size += 7)
    {
      g_autofree uint8_t *a = g_malloc0 (size + 1);
      g_autofree uint8_t *b = g_malloc0 (size + 1);
      padding_fill (a, size);
      padding_fill (b, size);
      g_assert_cmpint (a[size], ==, 0);
      g_assert_true (size < 8 || memcmp (a, b, size) != 0);
      g_assert_true (size < 8 || memcmp (a + size - 8, b + size - 8, 8) != 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
#define ADD(name, function)                                                            \
  g_test_add ("/frame/" name, Sample, NULL, set_up, function, tear_down)
  ADD ("round", test_round);
  ADD ("every-byte", test_every_byte);
  ADD ("bound", test_bound);
  g_test_add_func ("/frame/sizes", test_sizes);
  g_test_add_func ("/body/round", test_body_round);
  g_test_add_func ("/body/refuses", test_body_refuses);
  g_test_add_func ("/image", test_image);
  g_test_add_func ("/padding", test_padding);
  return g_test_run ();
}
