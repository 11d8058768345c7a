/* Ordinary memory for what a store holds: left out of core dumps (MADV_DONTDUMP),
 * locked as far as RLIMIT_MEMLOCK allows, and wiped when freed. Keys and passphrases
 * have better (secret.h); this is for pages by the megabyte and for everything of
 * SQLite's.
 *
 * What is small comes from runs of slots of one size, what is large has a mapping of
 * its own. Mappings go back to the system when they are empty, all of them with the
 * last allocation. May be called from any thread. */
#pragma once

#include <stddef.h>

/* size bytes of zeros, aligned to 16. NULL if memory is short or size is 0. */
void *arena_alloc (size_t size);

/* A block of size bytes that begins with old's, as many as fit; what follows them is
 * unspecified. NULL if memory is short: then old stays as it is. old may be NULL, size
 * not 0. */
void *arena_resize (void *old, size_t size);

/* Wipes and frees; NULL is allowed. */
void arena_free (void *block);

/* How many bytes a block has: what was asked for, rounded up as by arena_round(). */
size_t arena_size (const void *block);

/* How many bytes arena_alloc (size) would give. */
size_t arena_round (size_t size);
