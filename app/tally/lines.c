/* See lines.h. */
#include "lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_MOST_DIGITS 18 /* any such number fits int64_t */

/* How long the UTF-8 sequence at the start of text is, its code point being neither a
 * surrogate nor overlong nor above 10FFFF nor a control character but LF; else 0.
 * Unicode 15, table 3-7. */
static size_t
measure_character (const unsigned char *text, size_t size)
{
  static const unsigned char least[5] = { 0, 0, 0xc2, 0xe0, 0xf0 };
  unsigned char first = text[0];
  size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

  if (length == 1)
    return (first >= 0x20 && first != 0x7f) || first == '\n' ? 1 : 0;
  if (first < least[length] || first > 0xf4 || length > size)
    return 0;
  for (size_t i = 1; i < length; i++)
    if ((text[i] & 0xc0) != 0x80)
      return 0;
  unsigned char second = text[1];
  if ((first == 0xc2 && second < 0xa0) || (first == 0xe0 && second < 0xa0)
      || (first == 0xed && second > 0x9f) || (first == 0xf0 && second < 0x90)
      || (first == 0xf4 && second > 0x8f))
    return 0;
  return length;
}

bool
lines_are_text (const char *text, size_t size, size_t *line)
{
  size_t number = 1, at = 0, length = 0;

  while (at < size
         && (length = measure_character ((const unsigned char *)text + at, size - at)))
    {
      if (text[at] == '\n' && at + 1 < size)
        number++;
      at += length;
    }
  if (line != NULL)
    *line = number;
  return size > 0 && at == size && text[size - 1] == '\n';
}

LineReader
lines_reading (const char *text, size_t size)
{
  return (LineReader){ { text, size }, 0 };
}

bool
lines_next (LineReader *reader, Slice *line)
{
  bool found = reader->rest.size > 0;
  reader->line++;
  *line = lines_take_word (&reader->rest, '\n');
  return found;
}

bool
lines_peek (const LineReader *reader, Slice *line)
{
  LineReader copy = *reader;
  return lines_next (&copy, line);
}

bool
lines_begin (Slice slice, const char *text)
{
  size_t size = strlen (text);
  return slice.size >= size && memcmp (slice.at, text, size) == 0;
}

bool
lines_equal (Slice slice, const char *text)
{
  return slice.size == strlen (text) && lines_begin (slice, text);
}

bool
lines_take (Slice *slice, const char *beginning)
{
  if (!lines_begin (*slice, beginning))
    return false;
  slice->at += strlen (beginning);
  slice->size -= strlen (beginning);
  return true;
}

Slice
lines_take_word (Slice *slice, char end)
{
  if (slice->size == 0)
    return (Slice){ "", 0 };
  const char *found = memchr (slice->at, end, slice->size);
  Slice word = { slice->at, found != NULL ? (size_t)(found - slice->at) : slice->size };
  size_t taken = word.size + (found != NULL ? 1 : 0);
  slice->at += taken;
  slice->size -= taken;
  return word;
}

int
lines_parse_number (Slice slice, int64_t least, int64_t most, int64_t *value)
{
  bool negative = lines_take (&slice, "-");
  int64_t found = 0;

  *value = 0;
  if (slice.size == 0 || slice.size > NUMBER_MOST_DIGITS)
    return -1;
  if (slice.at[0] == '0' && (slice.size > 1 || negative))
    return -1;
  for (size_t i = 0; i < slice.size; i++)
    {
      if (slice.at[i] < '0' || slice.at[i] > '9')
        return -1;
      found = found * 10 + (slice.at[i] - '0');
    }
  if (negative)
    found = -found;
  if (found < least || found > most)
    return -1;
  *value = found;
  return 0;
}

char *
lines_dup (Slice slice)
{
  return strndup (slice.at, slice.size);
}

static bool
make_room (LineWriter *writer, size_t size)
{
  if (writer->capacity - writer->size > size)
    return true;
  size_t capacity = 2 * (writer->size + size) + 1024;
  char *data = realloc (writer->data, capacity);
  if (data == NULL)
    return false;
  writer->data = data;
  writer->capacity = capacity;
  return true;
}

void
lines_add (LineWriter *writer, const char *format, ...)
{
  va_list list, again;

  va_start (list, format);
  va_copy (again, list);
  int size = vsnprintf (NULL, 0, format, list);
  if (size < 0 || writer->failed || !make_room (writer, (size_t)size))
    writer->failed = true;
  else
    {
      vsnprintf (writer->data + writer->size, (size_t)size + 1, format, again);
      writer->size += (size_t)size;
    }
  va_end (again);
  va_end (list);
}

char *
lines_end (LineWriter *writer, size_t *size)
{
  char *data = writer->data;

  if (writer->failed)
    {
      free (data);
      data = NULL;
    }
  if (size != NULL)
    *size = data != NULL ? writer->size : 0;
  *writer = (LineWriter){ 0 };
  return data;
}
