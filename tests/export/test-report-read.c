/* report-read.h: what a writer gives is accepted, and nothing that differs from it. */
#include <glib.h>
#include <string.h>

#include "report-kit.h"
#include "report-read.h"
#include "report.h"

/* The period of a file that is accepted, else "". */
static const char *
read_period (const char *data, gsize size)
{
  static char out[PERIOD_TEXT_BYTES];
  g_autoptr (GError) error = NULL;
  Period period = { 0 };
  memset (out, 0, sizeof out);
  if (report_read_kind (data, size) == REPORT_READ_CSV)
    g_assert_true (report_read_csv (data, size, &period, &error) == (error == NULL));
  else
    {
      g_autoptr (Release) release = report_read_release (data, size, &error);
      g_assert_true ((release == NULL) == (error != NULL));
      if (release != NULL)
        period = release->form->period;
    }
  g_assert_true (error == NULL || error->domain == RELEASE_ERROR);
  if (error == NULL)
    period_print (out, period);
  return out;
}

static const struct
{
  const char *name;
  ReportReadKind kind;
} goldens[] = {
  { "good.release", REPORT_READ_TEXT }, { "good.csv", REPORT_READ_CSV },
  { "good.json", REPORT_READ_JSON },    { "good-ar.json", REPORT_READ_JSON },
  { "good-en.html", REPORT_READ_HTML }, { "good.csv-metadata.json", REPORT_READ_CSVW },
};

static void
test_accepted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autofree char *text = report_kit_load (goldens[i].name);
      g_assert_cmpint (report_read_kind (text, strlen (text)), ==, goldens[i].kind);
      g_assert_cmpstr (read_period (text, strlen (text)), ==, "2026-Q4");
    }
}

/* One character changed or left out, anywhere but in the text that is in an object:
 * with another name in it, that is another release's. A page has its hash besides. */
static void
test_altered (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autofree char *text = report_kit_load (goldens[i].name);
      gsize size = strlen (text), step = MAX (size / 400, 1);
      const char *own = strstr (
          text, goldens[i].kind == REPORT_READ_CSVW ? "dc:source" : ",\"text\":");
      gsize end = own != NULL ? (gsize)(own - text) : size;
      if (goldens[i].kind < REPORT_READ_CSVW)
        continue;
      for (gsize at = 0; at < end; at += step)
        {
          g_autofree char *changed = g_strdup (text);
          changed[at] = changed[at] == 'x' ? 'y' : 'x';
          g_assert_cmpstr (read_period (changed, size), ==, "");
          memmove (changed + at, text + at + 1, size - at - 1);
          g_assert_cmpstr (read_period (changed, size - 1), ==, "");
          g_assert_cmpstr (read_period (text, at), ==, "");
        }
      g_autofree char *longer = g_strconcat (text, " ", NULL);
      g_assert_cmpstr (read_period (longer, size + 1), ==, "");
    }
}

/* A figure of the page or the object alone, its text left as it was. */
static void
test_figure (void)
{
  const char *const changes[][3] = {
    { "good-en.html", "<b>40</b>", "<b>45</b>" },
    { "good.json", "\"value\":40", "\"value\":45" },
    { "good.json", "bucket: 1 40", "bucket: 1 45" },
    { "good-en.html", "bucket: 1 40", "bucket: 1 45" },
    { "good-en.html", "</main>", "<script></script></main>" },
    { "good-en.html", "at most 28.1", "at most 1.05" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text = report_kit_load (changes[i][0]);
      g_autoptr (GString) changed = g_string_new (text);
      g_assert_cmpint (g_string_replace (changed, changes[i][1], changes[i][2], 1), ==,
                       1);
      g_assert_cmpstr (read_period (changed->str, changed->len), ==, "");
    }
}

#define HEADER "period,question,bucket,value\r\n"

static void
test_tables (void)
{
  const char *const good[] = {
    HEADER "2026-Q4,a,b,15\r\n",
    HEADER "2026,a,,withheld\r\n",
    HEADER "2026-11,a,b,<15\r\n2026-11,a,c,20\r\n",
  };
  const char *const bad[] = {
    "",
    HEADER,
    HEADER "2026-Q4,a,b,15",
    HEADER "2026-Q4,a,b,15\n",
    HEADER "2026-Q5,a,b,15\r\n",
    HEADER "2026-Q4,a,b,14\r\n",
    HEADER "2026-Q4,a,b,10\r\n",
    HEADER "2026-Q4,a,b,015\r\n",
    HEADER "2026-Q4,a,b,-15\r\n",
    HEADER "2026-Q4,a,b,withheld\r\n",
    HEADER "2026-Q4,a,,15\r\n",
    HEADER "2026-Q4,=a,b,15\r\n",
    HEADER "2026-Q4,a,b,15,1\r\n",
    HEADER "2026-Q4,a,b,15\r\n2026-Q3,a,c,15\r\n",
    HEADER "2026-Q4,a,b,15\r\n\r\n",
    HEADER HEADER "2026-Q4,a,b,15\r\n",
    HEADER "2026-Q4,a,b,99999999999999999999\r\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_cmpstr (read_period (good[i], strlen (good[i])), !=, "");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      Period period;
      g_assert_false (report_read_csv (bad[i], strlen (bad[i]), &period, NULL));
    }
}

static void
test_strange (void)
{
  const char *const texts[] = {
    "{",
    "{\"text\":\"release: v1\\n",
    "{\"release: v1\\n\\",
    "{\"release: v1\\n\\u0041\"}",
    "<!doctype html>\n",
    "<!doctype html>\n<html lang=\"",
    "<!doctype html>\n<html lang=\"en\">release: v1\n",
    "<!doctype html>\n<html lang=\"../..\">release: v1\n<"
  };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (read_period (texts[i], strlen (texts[i])), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-read/accepted", test_accepted);
  g_test_add_func ("/report-read/altered", test_altered);
  g_test_add_func ("/report-read/figure", test_figure);
  g_test_add_func ("/report-read/tables", test_tables);
  g_test_add_func ("/report-read/strange", test_strange);
  return g_test_run ();
}
