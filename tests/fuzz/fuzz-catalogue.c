/* A .mo file: translations that a system could have in any state. */
#include "fuzz.h"

#include "catalogue.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Catalogue) catalogue = catalogue_new ("ar", (const char *)data, size);
  fuzz_expect (strcmp (catalogue_language (catalogue), "ar") == 0);
  static const char *const messages[] = { "", "A", "Threshold", "Week" };
  for (size_t i = 0; i < G_N_ELEMENTS (messages); i++)
    fuzz_expect (strlen (catalogue_get (catalogue, messages[i])) <= size + 16);
  return 0;
}
