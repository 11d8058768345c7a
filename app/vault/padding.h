/* Random bytes by the megabyte, for padding: what stands where no frame is. */
#pragma once

#include <stddef.h>

/* size bytes at out that nobody can tell from sealed ones, by the cipher under a key
 * that is drawn for this call and forgotten. */
void padding_fill (void *out, size_t size);
