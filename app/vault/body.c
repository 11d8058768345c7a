/* A body's bytes, out and in: see body.h. */
#include "body.h"

#include "bytes.h"

#include <string.h>

uint32_t
body_size (uint32_t count)
{
  return BODY_FIXED_BYTES + count * (4 + IMAGE_PAGE_BYTES);
}

void
body_print (uint8_t *out, const Image *image, const uint32_t *numbers, uint32_t first,
            uint32_t count, uint32_t pages)
{
  Cursor cursor = cursor_over (out, body_size (count));
  cursor_put_u32 (&cursor, pages);
  cursor_put_u32 (&cursor, count);
  for (uint32_t i = 0; i < count; i++)
    cursor_put_u32 (&cursor, numbers ? numbers[i] : first + i);
  for (uint32_t i = 0; i < count; i++)
    cursor_put (&cursor, image_page (image, numbers ? numbers[i] : first + i),
                IMAGE_PAGE_BYTES);
}

BodyProblem
body_apply (Image *image, const uint8_t *body, uint32_t size, uint32_t *pages)
{
  Cursor numbers = cursor_reading (body, size);
  uint32_t length = cursor_get_u32 (&numbers);
  uint32_t count = cursor_get_u32 (&numbers);
  *pages = 0;
  if (numbers.failed || length == 0 || length > IMAGE_MOST_PAGES
      || count > BODY_MOST_PAGES || size != body_size (count))
    return BODY_MALFORMED;
  if (image_resize (image, length))
    return BODY_NO_MEMORY;
  const uint8_t *content = body + BODY_FIXED_BYTES + 4 * (size_t)count;
  uint32_t before = 0;
  for (uint32_t i = 0; i < count; i++)
    {
      uint32_t number = cursor_get_u32 (&numbers);
      if (number <= before || number > length)
        return BODY_MALFORMED;
      memcpy (image_page (image, number), content + (size_t)i * IMAGE_PAGE_BYTES,
              IMAGE_PAGE_BYTES);
      before = number;
    }
  *pages = length;
  return BODY_OK;
}
