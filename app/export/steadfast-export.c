/* steadfast-export: writes a release text, or a series of them, as CSV, JSON or HTML.
 * It draws nothing, and is linked with nothing that could read an entry. Exit status: 0
 * done; 1 understood and refused; 2 a command line that cannot be parsed. An error is
 * one translated line.
 */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "report-series.h"
#include "report.h"
#include "words.h"

typedef enum
{
  DONE = 0,
  REFUSED = 1,
  NOT_PARSED = 2,
} Status;

typedef struct _Options Options;
typedef char *(*Writer) (const Release *release, const Options *options);
typedef char *(*SeriesWriter) (const Series *series, const Options *options);

/* What can be written. */
typedef struct
{
  const char *name;
  Writer writer;
  SeriesWriter series_writer; /* NULL: of one release alone */
} Format;

struct _Options
{
  char *format_name;
  char *language;
  char *output;
  char **files;
  char **once;
  gboolean series, version;
  const Format *format;
};

static char *
write_csv (const Release *release, const Options *options)
{
  (void)options; /* ids only: the same file for everybody */
  return report_csv (release);
}

static char *
write_csvw (const Release *release, const Options *options)
{
  g_autoptr (Catalogue) catalogue = words_open (release->form, options->language);
  g_autofree char *url = report_csvw_dup_url (options->output);
  return report_csvw (release, catalogue, url);
}

static char *
write_json (const Release *release, const Options *options)
{
  return report_json (release, options->language);
}

static char *
write_html (const Release *release, const Options *options)
{
  g_autoptr (Catalogue) catalogue = words_open (release->form, options->language);
  return report_html (release, catalogue);
}

static char *
write_series_csv (const Series *series, const Options *options)
{
  (void)options; /* ids only: the same file for everybody */
  return report_series_csv (series);
}

static char *
write_series_json (const Series *series, const Options *options)
{
  return report_series_json (series, options->language);
}

static char *
write_series_html (const Series *series, const Options *options)
{
  g_autoptr (Catalogue) catalogue =
      words_open (series_form (series), options->language);
  return report_series_html (series, catalogue);
}

static const Format formats[] = {
  { "csv", write_csv, write_series_csv },
  { "csvw", write_csvw, NULL },
  { "json", write_json, write_series_json },
  { "html", write_html, write_series_html },
};

static int
fail (Status status, const char *message)
{
  g_printerr (_ ("steadfast-export: %s\n"), message);
  return status;
}

static const Format *
find_format (const char *name)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (name, formats[i].name))
      return &formats[i];
  return NULL;
}

static void
clear_options (Options *options)
{
  g_free (options->format_name);
  g_free (options->language);
  g_free (options->output);
  g_strfreev (options->files);
  g_strfreev (options->once);
}

static gboolean
check_options (Options *options, GError **error)
{
  guint n_files = options->files != NULL ? g_strv_length (options->files) : 0;

  options->format = find_format (options->format_name);
  if (options->format == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Say what to write: --format csv, csvw, json or html."));
  else if (options->series && options->format->series_writer == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("A series is written with --format csv, json or html."));
  else if (!options->series && n_files > 1)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("Give one release text at most, or --series."));
  else if (!options->series && options->once != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("--once belongs to --series."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format_name,
      N_ ("What to write"), "csv|csvw|json|html" },
    { "lang", 'l', 0, G_OPTION_ARG_STRING, &options->language,
      N_ ("Write names and sentences in this language, such as en"), N_ ("LANGUAGE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Where to write; “-” or nothing is standard output"), N_ ("FILE") },
    { "series", 's', 0, G_OPTION_ARG_NONE, &options->series,
      N_ ("Write all releases that are given side by side, and what they add up to"),
      NULL },
    { "once", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->once,
      N_ ("A question that each person answers in one period only, such as signers; "
          "for several, give the option several times"),
      N_ ("QUESTION") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Print the version"),
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL,
      N_ ("[FILE…]") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, N_ ("Reads a release text from FILE or standard input, with --series "
                   "several, and writes what --format says."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  return options->version || check_options (options, error);
}

/* All of a stream, as far as a release text can go and one byte more. */
static char *
read_stream (FILE *stream, gsize *size)
{
  char *data = g_malloc (FORM_TEXT_MAX_BYTES + 1);
  *size = fread (data, 1, FORM_TEXT_MAX_BYTES + 1, stream);
  if (!ferror (stream))
    return data;
  g_free (data);
  return NULL;
}

/* path (nullable): NULL or "-" is standard input. */
static char *
read_input (const char *path, gsize *size, GError **error)
{
  gboolean standard = path == NULL || g_str_equal (path, "-");
  FILE *stream = standard ? stdin : fopen (path, "rbe");
  char *data = stream != NULL ? read_stream (stream, size) : NULL;

  if (data == NULL)
    {
      const char *reason = g_strerror (errno);
      g_autofree char *name = g_filename_display_name (standard ? "-" : path);
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                   /* Translators: a file's name, and the system's reason. */
                   _ ("“%s” could not be read: %s."), name, reason);
    }
  if (stream != NULL && !standard)
    fclose (stream);
  return data;
}

/* A device or a pipe must not be replaced by a file. */
static gboolean
can_be_replaced (const char *path)
{
  struct stat status;
  return stat (path, &status) != 0 || S_ISREG (status.st_mode);
}

static gboolean
write_stream (const char *path, const char *text, GError **error)
{
  FILE *stream = path != NULL ? fopen (path, "wbe") : stdout;
  gboolean ok = stream != NULL && fputs (text, stream) >= 0 && fflush (stream) == 0;
  int reason = errno;

  if (stream != NULL && path != NULL && fclose (stream) != 0)
    ok = FALSE;
  if (!ok)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                 _ ("The file could not be written: %s."), g_strerror (reason));
  return ok;
}

/* A regular file appears whole or not at all. */
static gboolean
write_output (const char *path, const char *text, GError **error)
{
  if (path == NULL || g_str_equal (path, "-"))
    return write_stream (NULL, text, error);
  if (!can_be_replaced (path))
    return write_stream (path, text, error);
  return g_file_set_contents_full (
      path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
      0666, error);
}

/* path (nullable): as for read_input(). */
static Release *
read_release (const char *path, GError **error)
{
  gsize size = 0;
  g_autofree char *data = read_input (path, &size, error);
  return data != NULL ? release_parse (data, size, error) : NULL;
}

/* Says which of several files is no release. */
static void
name_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  if (g_error_matches (*error, G_FILE_ERROR, G_FILE_ERROR_FAILED))
    return; /* names it already */
  g_prefix_error (error, "“%s”: ", name);
}

static Series *
read_series (const Options *options, GError **error)
{
  static char *standard[] = { "-", NULL };
  g_autoptr (GPtrArray) releases =
      g_ptr_array_new_with_free_func ((GDestroyNotify)release_free);

  for (char **path = options->files != NULL ? options->files : standard; *path != NULL;
       path++)
    {
      Release *release = read_release (*path, error);
      if (release == NULL)
        {
          name_file (*path, error);
          return NULL;
        }
      g_ptr_array_add (releases, release);
    }
  return series_new (g_steal_pointer (&releases), (const char *const *)options->once,
                     error);
}

static char *
make_text (const Options *options, GError **error)
{
  if (options->series)
    {
      g_autoptr (Series) series = read_series (options, error);
      return series != NULL ? options->format->series_writer (series, options) : NULL;
    }
  const char *path = options->files != NULL ? options->files[0] : NULL;
  g_autoptr (Release) release = read_release (path, error);
  return release != NULL ? options->format->writer (release, options) : NULL;
}

static int
run (const Options *options)
{
  g_autoptr (GError) error = NULL;
  if (options->version)
    {
      g_print ("steadfast-export " STEADFAST_VERSION "\n");
      return DONE;
    }
  g_autofree char *text = make_text (options, &error);
  if (text == NULL || !write_output (options->output, text, &error))
    return fail (REFUSED, error->message);
  return DONE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Options options = { 0 };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("steadfast-export");
  int status = parse_options (&options, &argc, &argv, &error)
                   ? run (&options)
                   : fail (NOT_PARSED, error->message);
  clear_options (&options);
  return status;
}
