/* Memory for keys and passphrases: between guard pages, locked as far as the system
 * allows, left out of core dumps, and wiped when freed (libsodium's sodium_malloc).
 * Secrets live here and nowhere else: no GString, log, setting or undo buffer. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Secret Secret;

/* size bytes of unspecified content (size may be 0). NULL if memory is short. */
Secret *secret_new (size_t size);

/* A copy of size bytes at data; wiping data stays with the caller. NULL as above. */
Secret *secret_new_copy (const void *data, size_t size);

/* size bytes from the system's random generator. NULL as above. */
Secret *secret_new_random (size_t size);

/* Wipes and frees; NULL is allowed. */
void secret_free (Secret *secret);

/* The bytes (borrowed, writable, valid until secret_free) and how many they are. */
uint8_t *secret_bytes (Secret *secret);
const uint8_t *secret_peek (const Secret *secret);
size_t secret_size (const Secret *secret);

/* Compares in a time that depends on the sizes alone. */
bool secret_equal (const Secret *a, const Secret *b);

/* Overwrites size bytes of ordinary memory in a way no compiler removes. */
void secret_wipe (void *data, size_t size);
