/* The words that passphrases are drawn from, one a line, behind comments: the bytes of
 * resources/words/eff-large.txt. Its source is written by resources/embed.py. Of this
 * folder only. */
#pragma once

#include <stddef.h>

extern const unsigned char *const word_list;
extern const size_t word_list_size;
