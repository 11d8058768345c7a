/* Texts of lines, for tallies and releases: reading one line and one word at a time,
 * and printing into memory that grows. One value has one spelling: numbers have no
 * leading zero, words are parted by one space. Knows nothing of what the lines mean. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A borrowed run of characters, not closed by a zero. */
typedef struct
{
  const char *at;
  size_t size;
} Slice;

/* What is left of a text, and the number of the line read last, from 1. */
typedef struct
{
  Slice rest;
  size_t line;
} LineReader;

/* Text being printed. Once memory is short, failed is set for good. */
typedef struct
{
  char *data; /* closed by a zero; NULL while empty */
  size_t size;
  size_t capacity;
  bool failed;
} LineWriter;

/* Whether text is UTF-8 without control characters (C0 but LF, DEL, C1), and ends with
 * LF. If not, line (nullable) is the number of the first bad line. */
bool lines_are_text (const char *text, size_t size, size_t *line);

/* A reader over a text that lines_are_text() accepts. */
LineReader lines_reading (const char *text, size_t size);

/* The next line, without its LF, in line. False at the end; line is then empty and the
 * reader's number one more than the last line's. */
bool lines_next (LineReader *reader, Slice *line);

/* The same, without taking it. */
bool lines_peek (const LineReader *reader, Slice *line);

/* Whether the slice is exactly this text, or begins with it. */
bool lines_equal (Slice slice, const char *text);
bool lines_begin (Slice slice, const char *text);

/* Takes that beginning off the slice, if it has it. */
bool lines_take (Slice *slice, const char *beginning);

/* Takes what stands before the first end character, and that character, off the slice.
 * Where there is none, takes all. The word may be empty. */
Slice lines_take_word (Slice *slice, char end);

/* The whole slice as a number from least to most, with no leading zero, no plus and no
 * "-0": 0, or -1 and value 0. */
int lines_parse_number (Slice slice, int64_t least, int64_t most, int64_t *value);

/* A copy closed by a zero, for free(); NULL if memory is short. */
char *lines_dup (Slice slice);

/* Appends as printf does. Use no directive that depends on the locale. */
void lines_add (LineWriter *writer, const char *format, ...)
    __attribute__ ((format (printf, 2, 3)));

/* What was printed, for free(), and its size without the closing zero (nullable); NULL
 * if memory was short. The writer is empty afterwards. */
char *lines_end (LineWriter *writer, size_t *size);
