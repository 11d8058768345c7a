/* The database's pages in memory, and which of them changed since the last commit.
 * Pages are numbered from 1, as in SQLite, and found in constant time. Knows nothing of
 * SQLite's calls or of files. What is freed is wiped. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fixed by the format. */
#define IMAGE_PAGE_BYTES 4096

/* Pages are allocated this many at a time: what fits into 64 KiB of the arena. */
#define IMAGE_SLAB_PAGES 15

/* 1 TiB: more is refused as if memory were short. */
#define IMAGE_MOST_PAGES ((uint32_t)1 << 28)

typedef struct
{
  uint8_t **slabs;
  uint8_t *marks; /* one byte a page of the slabs: 1 if it is in changed */
  uint32_t *changed; /* numbers of changed pages, in order of change */
  uint32_t slab_count;
  uint32_t slab_capacity;
  uint32_t changed_count;
  uint32_t pages; /* how many there are */
} Image;

/* An Image of zeros is an empty one. Wipes, frees and empties it. */
void image_clear (Image *image);

/* The page's IMAGE_PAGE_BYTES, or NULL if number is 0 or beyond the last. */
uint8_t *image_page (const Image *image, uint32_t number);

/* Makes the image so many pages long; new pages are zero. Returns 0, or -1 if memory is
 * short (then nothing changed). */
int image_resize (Image *image, uint32_t pages);

/* Notes that an existing page changed. */
void image_mark (Image *image, uint32_t number);

/* Sorts changed by number, and forgets none. */
void image_sort_changed (Image *image);

/* Forgets the changes of pages up to and including last; changed must be sorted. */
void image_forget_changed (Image *image, uint32_t last);

/* Whether image's first pages are those of beginning. */
bool image_begins_with (const Image *image, const Image *beginning);
