/* The canonical text of a release, and what is written of it. */
#include "fuzz.h"

#include "report-read.h"
#include "report.h"
#include "words.h"

#include <string.h>

static void
expect_text (char *report)
{
  fuzz_expect (report != NULL);
  fuzz_expect (g_utf8_validate (report, -1, NULL));
  g_free (report);
}

/* What is written is read again; anything else is refused with an error. */
static void
expect_read (char *report)
{
  g_autoptr (Release) release = report_read_release (report, strlen (report), NULL);
  fuzz_expect (release != NULL);
  g_free (report);
}

static void
read_it (const char *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  Period period;
  if (report_read_kind (data, size) == REPORT_READ_CSV)
    report_read_csv (data, size, &period, &error);
  else
    release_free (report_read_release (data, size, &error));
  if (error != NULL)
    fuzz_expect_error (error);
}

static void
write_it (const Release *release)
{
  expect_text (report_csv (release));
  expect_text (report_json (release, NULL));
  expect_text (report_json (release, "pt_BR"));
  g_autoptr (Catalogue) plain = catalogue_new ("ar", NULL, 0);
  expect_text (report_text (release, plain));
  expect_read (report_json (release, NULL));
  g_autoptr (Catalogue) first = words_open (release->form, NULL);
  expect_read (report_html (release, first));
  expect_read (report_csvw (release, first, "a.csv"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  read_it ((const char *)data, size);
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
