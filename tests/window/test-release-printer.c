/* A release on paper: that it says what the page of HTML says, fits on few pages, and
 * that a file which it is printed into tells nothing else. */
#include "release-printer.h"

#include <glib/gstdio.h>
#include <string.h>

#include "release-paper.h"
#include "report-kit.h"
#include "report.h"
#include "total-jobs.h"
#include "window-fixture.h"
#include "words.h"

#define WIDTH 504 /* of A4 within its margins, in points */
#define HEIGHT 751

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };

/* The sample's quarter, closed. */
static Release *
make_release (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_sample (&fixture);
  window_fixture_run (&fixture, total_jobs_close, (gpointer)&quarter, &error);
  g_assert_no_error (error);
  g_autoptr (PeriodTotals) totals =
      window_fixture_run (&fixture, total_jobs_period, (gpointer)&quarter, &error);
  g_assert_no_error (error);
  Release *release = g_steal_pointer (&totals->release);
  window_fixture_clear (&fixture);
  return release;
}

static PangoContext *
new_context (void)
{
  PangoContext *context =
      pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (context, 72);
  return context;
}

static char *
print_all (const ReleasePaper *paper)
{
  GString *all = g_string_new (NULL);
  for (guint i = 0; i < release_paper_pages (paper); i++)
    {
      g_autofree char *page = release_paper_dup_text (paper, i);
      g_string_append (all, page);
    }
  return g_string_free (all, FALSE);
}

static guint
count_missing (const char *text, const char *page)
{
  g_autoptr (GRegex) marks =
      g_regex_new ("<[^>]*>|[\u2066-\u2069]", G_REGEX_OPTIMIZE, 0, NULL);
  const char *end = strstr (page, "<details>");
  guint missing = 0;
  g_auto (GStrv) lines = g_strsplit (strstr (page, "<body>"), "\n", -1);
  for (guint i = 0; lines[i] != NULL && strcmp (lines[i], "<details>") != 0; i++)
    {
      g_autofree char *line = g_regex_replace (marks, lines[i], -1, 0, "", 0, NULL);
      g_autofree char *plain =
          g_strdelimit (g_strdup (line), "&", '\0'); /* up to what is escaped */
      if (!g_str_has_prefix (lines[i], "<p") && !g_str_has_prefix (lines[i], "<li")
          && !g_str_has_prefix (lines[i], "<h"))
        continue;
      if (strstr (text, plain) == NULL)
        {
          g_test_message ("not on paper: %s", plain);
          missing++;
        }
    }
  g_assert_nonnull (end);
  return missing;
}

/* Every sentence and title of the page stands on paper too, in both directions. */
static void
test_says_the_same (void)
{
  static const char *const languages[] = { "en", "ar" };
  g_autoptr (Release) release = make_release ();
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (Catalogue) catalogue = report_kit_open (languages[i]);
      g_autoptr (ReleasePaper) paper =
          release_paper_new (new_context (), WIDTH, HEIGHT, release, catalogue);
      g_autofree char *html = report_html (release, catalogue);
      g_autofree char *text = print_all (paper);
      g_autoptr (GRegex) marks = g_regex_new ("[\u2066-\u2069]", 0, 0, NULL);
      g_autofree char *plain = g_regex_replace (marks, text, -1, 0, "", 0, NULL);
      g_assert_cmpuint (release_paper_pages (paper), <=, 2);
      g_assert_cmpuint (count_missing (plain, html), ==, 0);
    }
}

/* Each figure stands beside its name, and what is hidden is not a number. */
static void
test_figures (void)
{
  g_autoptr (Release) release = make_release ();
  g_autoptr (Catalogue) catalogue = words_open (release->form, "en");
  g_autoptr (ReleasePaper) paper =
      release_paper_new (new_context (), WIDTH, HEIGHT, release, catalogue);
  g_autofree char *text = print_all (paper);
  for (gsize i = 0; i < release->form->n_questions; i++)
    for (gsize j = 0; j < release->form->questions[i].n_buckets; j++)
      {
        const FormBucket *bucket = &release->form->questions[i].buckets[j];
        const ReleaseCell *cell = &release->answers[i].cells[j];
        g_autofree char *row =
            g_strdup_printf ("\u2068%s\u2069: %s%" G_GINT64_FORMAT "\n",
                             form_name (release->form, bucket->names, bucket->id, "en"),
                             cell->kind == RELEASE_BELOW ? "<" : "", cell->value);
        g_assert_nonnull (strstr (text, row));
      }
}

/* Blue: text and lines are grey. */
static gboolean
is_bar (guint32 pixel)
{
  return (int)(pixel & 0xff) - (int)(pixel >> 16 & 0xff) > 50;
}

/* Counts the lines of pixels with a bar in them, and says where the bars begin and end
 * there: from, to of all lines, and end of the shortest. */
static guint
find_bars (cairo_surface_t *page, int *from, int *to, int *end)
{
  guint lines = 0;
  cairo_surface_flush (page);
  for (int y = 0; y < HEIGHT; y++)
    {
      const guchar *data = cairo_image_surface_get_data (page)
                           + (gsize)y * (gsize)cairo_image_surface_get_stride (page);
      const guint32 *line = (gconstpointer)data;
      int first = 0, last = WIDTH - 1;
      while (first < WIDTH && !is_bar (line[first]))
        first++;
      while (last > first && !is_bar (line[last]))
        last--;
      if (first == WIDTH)
        continue;
      g_assert_cmpint (first, ==, lines > 0 ? *from : first);
      *from = first;
      *to = lines > 0 ? MAX (*to, last) : last;
      *end = lines > 0 ? MIN (*end, last) : last;
      lines++;
    }
  return lines;
}

/* Charts are not mirrored: bars begin together at the left, in Arabic too, and end
 * where their figures do. */
static void
test_bars (gconstpointer language)
{
  g_autoptr (Release) release = report_kit_parse ("good.release");
  g_autoptr (Catalogue) catalogue = report_kit_open (language);
  g_autoptr (ReleasePaper) paper =
      release_paper_new (new_context (), WIDTH, HEIGHT, release, catalogue);
  cairo_surface_t *page =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cairo = cairo_create (page);
  int from = 0, to = 0, end = 0;
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  release_paper_draw (paper, cairo, 0);
  g_assert_cmpuint (find_bars (page, &from, &to, &end), >, 3);
  g_assert_cmpint (to - end, >, 10);
  /* Beyond the names and figures, on the side where a line ends. */
  g_assert_true (strcmp (language, "ar") == 0 ? from == 0 : from > WIDTH / 3);
  cairo_destroy (cairo);
  cairo_surface_destroy (page);
}

/* Where pages are small, nothing is lost and no page is empty. */
static void
test_small_pages (void)
{
  g_autoptr (Release) release = make_release ();
  g_autoptr (Catalogue) catalogue = words_open (release->form, "en");
  g_autoptr (ReleasePaper) large =
      release_paper_new (new_context (), 300, 5000, release, catalogue);
  g_autoptr (ReleasePaper) small =
      release_paper_new (new_context (), 300, 200, release, catalogue);
  g_autofree char *one = print_all (large);
  g_autofree char *many = print_all (small);
  g_assert_cmpuint (release_paper_pages (large), ==, 1);
  g_assert_cmpuint (release_paper_pages (small), >, 3);
  g_assert_cmpstr (one, ==, many);
  for (guint i = 0; i < release_paper_pages (small); i++)
    {
      g_autofree char *page = release_paper_dup_text (small, i);
      g_assert_cmpstr (page, !=, "");
    }
}

/* Into a file: a PDF, which holds no time, no user and no host. */
static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Release) release = make_release ();
  g_autoptr (GtkPrintOperation) operation = release_printer_new (release);
  g_autofree char *folder = g_dir_make_tmp ("totals-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "totals.pdf", NULL);
  g_autofree char *content = NULL;
  gsize size;
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (
                       operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &size, &error));
  g_assert_true (size > 5 && memcmp (content, "%PDF-", 5) == 0);
  g_assert_null (g_strstr_len (content, (gssize)size, "/CreationDate"));
  g_assert_null (g_strstr_len (content, (gssize)size, "/ModDate"));
  const char *keep = g_getenv ("STEADFAST_PRINTED");
  if (keep != NULL)
    g_assert_true (g_file_set_contents (keep, content, (gssize)size, NULL));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/release-printer/says-the-same", test_says_the_same);
  g_test_add_func ("/release-printer/figures", test_figures);
  g_test_add_data_func ("/release-printer/bars/en", "en", test_bars);
  g_test_add_data_func ("/release-printer/bars/ar", "ar", test_bars);
  g_test_add_func ("/release-printer/small-pages", test_small_pages);
  g_test_add_func ("/release-printer/file", test_file);
  return g_test_run ();
}
