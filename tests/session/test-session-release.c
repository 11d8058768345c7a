/* A release as a file: what is written is read, and the ledger knows its own. */
#include "session-release.h"

#include <string.h>

#include "fixture.h"
#include "session-totals.h"

static const Period quarter = { .kind = PERIOD_QUARTER, .year = 2026, .index = 3 };

static const struct
{
  ReportReadKind kind;
  const char *language;
  const char *name;
} files[] = {
  { REPORT_READ_TEXT, NULL, NULL },
  { REPORT_READ_CSV, NULL, NULL },
  { REPORT_READ_CSVW, "en", "totals.csv-metadata.json" },
  { REPORT_READ_JSON, NULL, NULL },
  { REPORT_READ_JSON, "ar", NULL },
  { REPORT_READ_HTML, "en", NULL },
};

static Release *
close_quarter (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  fixture_add_refusal (fixture, 202630);
  Release *release =
      session_totals_close (fixture->session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  return release;
}

static void
test_formats (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  g_autoptr (Release) release = close_quarter (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (SessionReleaseFile) file = { .bytes = NULL };
      g_autoptr (GBytes) bytes = session_release_print (
          release, files[i].kind, files[i].language, files[i].name);
      session_release_read (&file, bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpint (file.kind, ==, files[i].kind);
      g_assert_cmpint (period_compare (file.period, quarter), ==, 0);
      g_assert_true (session_release_is_held (fixture.session, &file, &error));
      g_assert_no_error (error);
    }
  fixture_clear (&fixture);
}

/* One more byte is no release any more. */
static void
test_altered (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  g_autoptr (Release) release = close_quarter (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (SessionReleaseFile) file = { .bytes = NULL };
      g_autoptr (GBytes) bytes = session_release_print (
          release, files[i].kind, files[i].language, files[i].name);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);
      g_autofree char *longer = g_strdup_printf ("%.*s\n", (int)size, data);
      g_autoptr (GBytes) altered = g_bytes_new (longer, size + 1);
      g_assert_false (session_release_read (&file, altered, &error));
      g_assert_nonnull (error);
      g_assert_null (file.bytes);
    }
  fixture_clear (&fixture);
}

/* A table of possible figures that the ledger did not draw. */
static void
test_other_table (void)
{
  static const char table[] = "period,question,bucket,value\r\n"
                              "2026-Q3,signers,1,40\r\n";
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  release_free (close_quarter (&fixture));
  g_auto (SessionReleaseFile) file = { .bytes = NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static (table, strlen (table));
  g_assert_true (session_release_read (&file, bytes, &error));
  fixture_assert_error (session_release_is_held (fixture.session, &file, &error), error,
                        SESSION_ERROR_REFUSED);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-release/formats", test_formats);
  g_test_add_func ("/session-release/altered", test_altered);
  g_test_add_func ("/session-release/other-table", test_other_table);
  return g_test_run ();
}
