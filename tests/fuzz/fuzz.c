/* See fuzz.h. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No sentence of the app is longer, whatever it quotes. */
#define SENTENCE_MOST_BYTES 2000

_Noreturn void
fuzz_stop (const char *file, int line, const char *what)
{
  fprintf (stderr, "%s:%d: does not hold: %s\n", file, line, what);
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  fuzz_expect (base_init () == 0);
  return 0;
}

/* What a terminal would obey, or what would turn a line of text around. */
static gboolean
is_control (gunichar character)
{
  return g_unichar_iscntrl (character) || character == 0x2028 || character == 0x2029
         || (character >= 0x202a && character <= 0x202e)
         || (character >= 0x2066 && character <= 0x2069);
}

void
fuzz_expect_sentence (const char *message)
{
  fuzz_expect (message != NULL);
  size_t length = strlen (message);
  fuzz_expect (length > 0 && length <= SENTENCE_MOST_BYTES);
  fuzz_expect (g_utf8_validate (message, -1, NULL));
  for (const char *at = message; *at != '\0'; at = g_utf8_next_char (at))
    if (is_control (g_utf8_get_char (at)))
      fuzz_stop (__FILE__, __LINE__, message);
  if (message[length - 1] != '.')
    fuzz_stop (__FILE__, __LINE__, message);
}

void
fuzz_expect_error (const GError *error)
{
  fuzz_expect (error != NULL);
  fuzz_expect_sentence (error->message);
}

uint8_t
fuzz_byte (Cursor *input)
{
  uint8_t byte;
  cursor_get (input, &byte, 1);
  return byte;
}
