/* The canonical text of a release, and what is written of it. */
#include "fuzz.h"

#include "report.h"

#include <string.h>

static void
expect_text (char *report)
{
  fuzz_expect (report != NULL);
  fuzz_expect (g_utf8_validate (report, -1, NULL));
  g_free (report);
}

static void
write_it (const Release *release)
{
  expect_text (report_csv (release));
  expect_text (report_json (release, NULL));
  expect_text (report_json (release, "pt_BR"));
  g_autoptr (Catalogue) plain = catalogue_new ("ar", NULL, 0);
  expect_text (report_text (release, plain));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Release) release = release_parse ((const char *)data, size, &error);
  if (release == NULL)
    {
      fuzz_expect_error (error);
      return 0;
    }
  fuzz_expect (error == NULL);
  gsize printed_size;
  g_autofree char *printed = release_print (release, &printed_size);
  fuzz_expect (printed_size == size && memcmp (printed, data, size) == 0);
  write_it (release);
  return 0;
}
