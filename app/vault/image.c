/* Pages in slabs: see image.h. */
#include "image.h"

#include "arena.h"
#include "secret.h"

#include <stdlib.h>
#include <string.h>

#define SLAB_BYTES ((size_t)IMAGE_SLAB_PAGES * IMAGE_PAGE_BYTES)

static void
free_slabs_from (Image *image, uint32_t first)
{
  for (uint32_t i = first; i < image->slab_count; i++)
    arena_free (image->slabs[i]);
  image->slab_count = first;
}

void
image_clear (Image *image)
{
  free_slabs_from (image, 0);
  free (image->slabs);
  free (image->marks);
  free (image->changed);
  *image = (Image){ 0 };
}

uint8_t *
image_page (const Image *image, uint32_t number)
{
  if (number == 0 || number > image->pages)
    return NULL;
  uint32_t index = number - 1;
  return image->slabs[index / IMAGE_SLAB_PAGES]
         + (size_t)(index % IMAGE_SLAB_PAGES) * IMAGE_PAGE_BYTES;
}

/* Room for the pointers to count slabs, and for a mark and a change of each page. */
static int
reserve_slabs (Image *image, uint32_t count)
{
  if (count <= image->slab_capacity)
    return 0;
  size_t capacity = image->slab_capacity ? image->slab_capacity : 8;
  while (capacity < count)
    capacity *= 2;
  size_t pages = capacity * IMAGE_SLAB_PAGES;
  uint8_t **slabs = realloc (image->slabs, capacity * sizeof *slabs);
  if (slabs)
    image->slabs = slabs;
  uint8_t *marks = realloc (image->marks, pages);
  if (marks)
    image->marks = marks;
  uint32_t *changed = realloc (image->changed, pages * sizeof *changed);
  if (changed)
    image->changed = changed;
  if (!slabs || !marks || !changed)
    return -1;
  size_t known = (size_t)image->slab_capacity * IMAGE_SLAB_PAGES;
  memset (image->marks + known, 0, pages - known);
  image->slab_capacity = (uint32_t)capacity;
  return 0;
}

static int
add_slabs (Image *image, uint32_t count)
{
  if (reserve_slabs (image, count))
    return -1;
  uint32_t before = image->slab_count;
  while (image->slab_count < count)
    {
      uint8_t *slab = arena_alloc (SLAB_BYTES);
      if (!slab)
        {
          free_slabs_from (image, before);
          return -1;
        }
      image->slabs[image->slab_count++] = slab;
    }
  return 0;
}

/* Drops changes of pages that are no more, and leaves zeros where they were. */
static void
shrink (Image *image, uint32_t pages)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < image->changed_count; i++)
    if (image->changed[i] <= pages)
      image->changed[kept++] = image->changed[i];
    else
      image->marks[image->changed[i] - 1] = 0;
  image->changed_count = kept;

  uint32_t slabs = (pages + IMAGE_SLAB_PAGES - 1) / IMAGE_SLAB_PAGES;
  free_slabs_from (image, slabs);
  uint32_t end = slabs * IMAGE_SLAB_PAGES;
  uint32_t last = image->pages < end ? image->pages : end;
  for (uint32_t number = pages + 1; number <= last; number++)
    secret_wipe (image_page (image, number), IMAGE_PAGE_BYTES);
  image->pages = pages;
}

int
image_resize (Image *image, uint32_t pages)
{
  if (pages < image->pages)
    {
      shrink (image, pages);
      return 0;
    }
  if (pages > IMAGE_MOST_PAGES)
    return -1;
  uint32_t slabs = (pages + IMAGE_SLAB_PAGES - 1) / IMAGE_SLAB_PAGES;
  if (slabs > image->slab_count && add_slabs (image, slabs))
    return -1;
  image->pages = pages;
  return 0;
}

void
image_mark (Image *image, uint32_t number)
{
  if (image->marks[number - 1])
    return;
  image->marks[number - 1] = 1;
  image->changed[image->changed_count++] = number;
}

static int
compare_numbers (const void *a, const void *b)
{
  uint32_t left = *(const uint32_t *)a;
  uint32_t right = *(const uint32_t *)b;
  return (left > right) - (left < right);
}

void
image_sort_changed (Image *image)
{
  for (uint32_t i = 1; i < image->changed_count; i++)
    if (image->changed[i - 1] > image->changed[i])
      {
        qsort (image->changed, image->changed_count, sizeof *image->changed,
               compare_numbers);
        return;
      }
}

void
image_forget_changed (Image *image, uint32_t last)
{
  uint32_t done = 0;
  while (done < image->changed_count && image->changed[done] <= last)
    image->marks[image->changed[done++] - 1] = 0;
  image->changed_count -= done;
  memmove (image->changed, image->changed + done,
           image->changed_count * sizeof *image->changed);
}

bool
image_begins_with (const Image *image, const Image *beginning)
{
  for (uint32_t i = 1; i <= beginning->pages; i++)
    if (!image_page (image, i)
        || memcmp (image_page (image, i), image_page (beginning, i), IMAGE_PAGE_BYTES)
               != 0)
      return false;
  return true;
}
