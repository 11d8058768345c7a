/* What the fuzz targets share. A target is a program of one file with one
 * LLVMFuzzerTestOneInput(): whatever bytes it is given, it returns 0, and stops the
 * process where a promise does not hold. libFuzzer calls it (`./dev fuzz`), and
 * fuzz-main.c does with the files of a corpus. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#include "base.h"
#include "cursor.h"

/* Called once, before the first input. */
int LLVMFuzzerInitialize (int *argc, char ***argv);

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Says what did not hold, and stops. */
_Noreturn void fuzz_stop (const char *file, int line, const char *what);

#define fuzz_expect(condition)                                                         \
  do                                                                                   \
    {                                                                                  \
      if (!(condition))                                                                \
        fuzz_stop (__FILE__, __LINE__, #condition);                                    \
    }                                                                                  \
  while (0)

/* A message for a person is one line of text that ends as a sentence does, however
 * strange the bytes were that it speaks of. */
void fuzz_expect_sentence (const char *message);

/* That a call failed, and set a good error. */
void fuzz_expect_error (const GError *error);

/* The next byte, or 0 where there is none. */
uint8_t fuzz_byte (Cursor *input);
