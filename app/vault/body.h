/* What a frame's body holds: some of the pages that a commit changed.
 *
 *   u32   length of the database after the commit, in pages
 *   u32   how many pages follow, 0 to BODY_MOST_PAGES
 *   u32   each page's number, ascending
 *         each page's IMAGE_PAGE_BYTES, in the same order
 *
 * Bodies are authenticated before they are read: what does not fit is damage all the
 * same, never a reason to trust it. */
#pragma once

#include <stdint.h>

#include "image.h"

#define BODY_MOST_PAGES 256
#define BODY_FIXED_BYTES 8
#define BODY_MOST_BYTES (BODY_FIXED_BYTES + BODY_MOST_PAGES * (4 + IMAGE_PAGE_BYTES))

/* Length of a body with count pages. */
uint32_t body_size (uint32_t count);

/**
 * body_print:
 * @out: (out): body_size (count) bytes
 * @numbers: (nullable): count existing pages of image, ascending; NULL stands for the
 *   count pages from first on
 * @pages: length of the database
 */
void body_print (uint8_t *out, const Image *image, const uint32_t *numbers,
                 uint32_t first, uint32_t count, uint32_t pages);

typedef enum
{
  BODY_OK,
  BODY_MALFORMED,
  BODY_NO_MEMORY,
} BodyProblem;

/* Makes image as long as the body says and puts its pages in; pages (out) is that
 * length, 0 on failure. On failure image is half changed. */
BodyProblem body_apply (Image *image, const uint8_t *body, uint32_t size,
                        uint32_t *pages);
