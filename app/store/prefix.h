/* Ids from their first digits; inside this folder only. */
#pragma once

#include "store.h"

#define PREFIX_ID_BYTES 16
#define PREFIX_LEAST 8

/**
 * prefix_find:
 * @text: the hexadecimal digits that a person gave, in either case
 * @sql: a statement that gives up to two ids from ?1 to ?2, both included
 * @id: (out): zeros on failure
 *
 * Returns: FALSE with STORE_ERROR_NOT_FOUND or STORE_ERROR_AMBIGUOUS
 */
gboolean prefix_find (Store *store, const char *text, const char *sql,
                      uint8_t id[PREFIX_ID_BYTES], GError **error);
