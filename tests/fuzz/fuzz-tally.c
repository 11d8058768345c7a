/* The canonical text of a tally, and the release that the rule makes of it. */
#include "fuzz.h"

#include "release.h"

#include <stdlib.h>
#include <string.h>

/* Numbers that look random and are the same each time (xorshift64). */
static void
fill_steadily (void *data, void *out, gsize size)
{
  guint64 *state = data;
  uint8_t *bytes = out;
  for (gsize i = 0; i < size; i++)
    {
      *state ^= *state << 13;
      *state ^= *state >> 7;
      *state ^= *state << 17;
      bytes[i] = (uint8_t)(*state >> 32);
    }
}

/* What can be counted can be released, and its text is read again. */
static void
release_it (const Tally *tally)
{
  guint64 state = 0x9e3779b97f4a7c15;
  NoiseSource source = { fill_steadily, &state };
  g_autoptr (GError) error = NULL;
  g_autoptr (Release) release = NULL;
  fuzz_expect (release_make (tally, &source, &release, &error));
  gsize size;
  g_autofree char *text = release_print (release, &size);
  fuzz_expect (text != NULL);
  g_autoptr (Release) again = release_parse (text, size, &error);
  fuzz_expect (again != NULL && error == NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FormProblem problem = { 12345, FORM_OK };
  Tally *tally = tally_parse ((const char *)data, size, &problem);
  fuzz_expect ((tally != NULL) == (problem.reason == FORM_OK));
  if (!tally)
    {
      fuzz_expect (problem.reason <= FORM_AFTER_END);
      fuzz_expect (problem.reason != FORM_NO_MEMORY);
      fuzz_expect (problem.line <= size + 1);
      return 0;
    }
  fuzz_expect (tally_is_text ((const char *)data, size));
  size_t printed_size;
  char *printed = tally_print (tally, &printed_size);
  fuzz_expect (printed && printed_size == size && memcmp (printed, data, size) == 0);
  free (printed);
  release_it (tally);
  tally_free (tally);
  return 0;
}
