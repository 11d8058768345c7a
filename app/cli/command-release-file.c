/* release save, series and verify: releases as files, and their signature. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "command.h"
#include "input.h"
#include "run.h"
#include "session-parse.h"
#include "session-release.h"
#include "session-signature.h"
#include "session-totals.h"

static gboolean
parse_format (const char *text, ReportReadKind *format, GError **error)
{
  for (ReportReadKind kind = REPORT_READ_TEXT; kind <= REPORT_READ_HTML; kind++)
    if (strcmp (text, report_read_kind_name (kind)) == 0)
      {
        *format = kind;
        return TRUE;
      }
  g_set_error (error, OPTIONS_ERROR, EXIT_USAGE,
               _ ("--format is text, csv, csvw, json or html, not “%s”."), text);
  return FALSE;
}

static gboolean
open_period (Run *run, const char *text, Period *period, GError **error)
{
  return session_parse_period (text, period, error) && run_open (run, error);
}

/* (transfer full): the key's file in the folder of path. */
static char *
dup_key_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  return g_build_filename (folder, SESSION_SIGNATURE_KEY_NAME, NULL);
}

/* Nothing may be written over the store, and no other key over one that readers have
 * learned to trust. */
static gboolean
may_write (const Run *run, const char *path, GError **error)
{
  if (!session_owns_file (run->session, path))
    return TRUE;
  g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                       _ ("That file is the store itself. Choose another one."));
  return FALSE;
}

static gboolean
may_write_key (const Run *run, const char *path, GBytes *key, GError **error)
{
  if (!may_write (run, path, error))
    return FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (GBytes) present = input_read (path, error);
  if (present == NULL || g_bytes_equal (present, key))
    return present != NULL;
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
               _ ("“%s” is another key, and is not replaced. Choose another folder."),
               shown);
  return FALSE;
}

/* The file, its signature, and the key, once it is clear that all three may be. */
static gboolean
write_signed (Run *run, GBytes *file, GError **error)
{
  const char *path = run->options->output;
  char *signature = NULL, *key = NULL;
  if (!session_signature_make (run->session, file, &signature, &key, error))
    return FALSE;
  g_autoptr (GBytes) signature_bytes = g_bytes_new_take (signature, strlen (signature));
  g_autoptr (GBytes) key_bytes = g_bytes_new_take (key, strlen (key));
  g_autofree char *signature_path = g_strconcat (path, SESSION_SIGNATURE_ENDING, NULL);
  g_autofree char *key_path = dup_key_path (path);
  return may_write (run, signature_path, error)
         && may_write_key (run, key_path, key_bytes, error)
         && input_write (path, file, error)
         && input_write (signature_path, signature_bytes, error)
         && input_write (key_path, key_bytes, error);
}

static gboolean
may_sign (const Options *options, const char *output, GError **error)
{
  if (!options->sign || strcmp (output, "-") != 0)
    return TRUE;
  g_set_error_literal (error, OPTIONS_ERROR, EXIT_USAGE,
                       _ ("--sign needs a file's name after -o: the signature is "
                          "written beside it."));
  return FALSE;
}

gboolean
command_release_save (Run *run, GError **error)
{
  const Options *options = run->options;
  ReportReadKind format;
  Period period;
  if (!may_sign (options, options->output, error))
    return FALSE;
  if (!parse_format (options->format, &format, error)
      || !open_period (run, options->arguments[0], &period, error))
    return FALSE;
  g_autoptr (Release) release = session_totals_release (run->session, period, error);
  if (release == NULL || !may_write (run, options->output, error))
    return FALSE;
  g_autoptr (GBytes) bytes =
      session_release_print (release, format, options->language, options->output);
  return options->sign ? write_signed (run, bytes, error)
                       : input_write (options->output, bytes, error);
}

/* --- series -------------------------------------------------------------------------
 */

/* (transfer full): NULL with error set for a format that a series has not. */
static GBytes *
print_series (const Series *series, const Options *options, GError **error)
{
  const char *format = options->format != NULL ? options->format
                       : options->json         ? "json"
                                               : "text";
  ReportReadKind kind;
  if (parse_format (format, &kind, NULL) && kind != REPORT_READ_CSVW)
    return session_release_print_series (series, kind, options->language);
  g_set_error (error, OPTIONS_ERROR, EXIT_USAGE,
               _ ("--format is text, csv, json or html, not “%s”."), format);
  return NULL;
}

/* release verify could not tell what a signed text is. */
static gboolean
may_sign_series (const Options *options, GError **error)
{
  if (!options->sign
      || (options->format != NULL && strcmp (options->format, "text") != 0))
    return TRUE;
  g_set_error_literal (error, OPTIONS_ERROR, EXIT_USAGE,
                       _ ("A series is signed with --format csv, json or html."));
  return FALSE;
}

gboolean
command_release_series (Run *run, GError **error)
{
  const Options *options = run->options;
  const char *output = options->output != NULL ? options->output : "-";
  if (!may_sign (options, output, error) || !may_sign_series (options, error)
      || !run_open (run, error))
    return FALSE;
  g_autoptr (Series) series = session_totals_series (run->session, error);
  if (series == NULL || !may_write (run, output, error))
    return FALSE;
  if (series->n_questions == 0)
    {
      g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                           _ ("No period has been closed yet."));
      return FALSE;
    }
  g_autoptr (GBytes) bytes = print_series (series, options, error);
  if (bytes == NULL)
    return FALSE;
  return options->sign ? write_signed (run, bytes, error)
                       : input_write (output, bytes, error);
}

/* --- verify -------------------------------------------------------------------------
 */

/* What is known of a file. */
typedef struct
{
  SessionReleaseFile file;
  GBytes *key; /* which signed it; NULL without a signature */
  gboolean series; /* then file has its bytes alone */
} Checked;

static void
clear_checked (Checked *checked)
{
  session_release_clear (&checked->file);
  g_clear_pointer (&checked->key, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checked, clear_checked)

/* Of a series nothing but its beginning is looked at, since all of it is made of
 * releases that are not in it. */
static gboolean
check_form (const Options *options, Checked *checked, GError **error)
{
  g_autoptr (GBytes) bytes = input_read (options->arguments[0], error);
  checked->series = bytes != NULL && session_release_is_series (bytes);
  if (!checked->series)
    return bytes != NULL && session_release_read (&checked->file, bytes, error);
  checked->file.bytes = g_steal_pointer (&bytes);
  return TRUE;
}

/* (transfer full) (nullable): the signature that was named, or the one beside the file.
 */
static char *
find_signature (const Options *options)
{
  if (options->signature != NULL)
    return g_strdup (options->signature);
  g_autofree char *beside =
      g_strconcat (options->arguments[0], SESSION_SIGNATURE_ENDING, NULL);
  return g_file_test (beside, G_FILE_TEST_EXISTS) ? g_steal_pointer (&beside) : NULL;
}

static gboolean
check_signature (const Options *options, Checked *checked, GError **error)
{
  const char *path = options->arguments[0];
  g_autofree char *name = find_signature (options);
  if (name == NULL && options->key == NULL)
    return TRUE;
  if (name == NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);
      g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                   _ ("There is no signature beside “%s”; name it with --signature."),
                   shown);
      return FALSE;
    }
  g_autofree char *key =
      options->key != NULL ? g_strdup (options->key) : dup_key_path (path);
  g_autoptr (GBytes) signature = input_read (name, error);
  checked->key = signature != NULL ? input_read (key, error) : NULL;
  return checked->key != NULL
         && session_signature_check (checked->file.bytes, signature, checked->key,
                                     error);
}

static gboolean
check_store (Run *run, const Checked *checked, GError **error)
{
  return run_open (run, error)
         && (checked->series
                 ? session_release_is_held_series (run->session, checked->file.bytes,
                                                   error)
                 : session_release_is_held (run->session, &checked->file, error))
         && (checked->key == NULL
             || session_signature_is_own (run->session, checked->key, error));
}

/* A series that neither a store nor a signature vouches for may say anything. */
static gboolean
check_series (const Checked *checked, gboolean ledger, GError **error)
{
  if (!checked->series || ledger || checked->key != NULL)
    return TRUE;
  g_set_error_literal (
      error, INPUT_ERROR, INPUT_ERROR_FAILED,
      _ ("A series holds no release, so nothing in it can be checked by itself: give "
         "--store, or a signature, or make it again with steadfast-export --series."));
  return FALSE;
}

static void
print_json (const Checked *checked, gboolean ledger)
{
  char period[PERIOD_TEXT_BYTES];
  Json *json = json_new ();
  json_object (json, NULL);
  json_boolean (json, "good", TRUE);
  json_boolean (json, "series", checked->series);
  if (!checked->series)
    {
      period_print (period, checked->file.period);
      json_string (json, "period", period);
      json_string (json, "format", report_read_kind_name (checked->file.kind));
    }
  json_boolean (json, "ledger", ledger);
  json_boolean (json, "signed", checked->key != NULL);
  json_end (json);
  run_print_json (json);
}

static void
print_series_form (gboolean ledger)
{
  if (ledger)
    g_print ("%s\n", _ ("This is what the releases in the ledger add up to, all of "
                        "them, and nothing in it was altered."));
  else
    g_print ("%s\n", _ ("This is a series. Whether its sums are those of the releases, "
                        "only the organisers' store or the releases themselves can "
                        "say."));
}

static void
print_form (const Checked *checked, gboolean ledger)
{
  char period[PERIOD_TEXT_BYTES];
  if (checked->series)
    {
      print_series_form (ledger);
      return;
    }
  period_print (period, checked->file.period);
  if (ledger && checked->file.kind == REPORT_READ_TEXT)
    g_print (_ ("This is the release of %s, byte for byte as the ledger holds it.\n"),
             period);
  else if (ledger)
    g_print (_ ("This was written of the release of %s that the ledger holds, and "
                "nothing in it was altered.\n"),
             period);
  else if (checked->file.kind == REPORT_READ_CSV)
    g_print (_ ("This table has the form of a release of %s. Whether its figures are "
                "the ones that were drawn, only a signature or the organisers' store "
                "can say.\n"),
             period);
  else
    g_print (
        _ ("This is a release of %s in its exact form. Whether its figures are the "
           "ones that were drawn, only the organisers' store can say.\n"),
        period);
}

static void
print_signature (const Checked *checked, gboolean ledger)
{
  if (checked->key == NULL)
    g_print ("%s\n", _ ("There is no signature beside it."));
  else if (ledger)
    g_print ("%s\n", _ ("The signature is good, and made with the key of this store."));
  else
    g_print ("%s\n",
             _ ("The signature is good: the file is what the holder of the key signed. "
                "Whose key it is, it cannot show: compare the key's file with one that "
                "you have from the organisers."));
}

gboolean
command_release_verify (Run *run, GError **error)
{
  g_auto (Checked) checked = { .key = NULL };
  gboolean has_store = run->options->store != NULL;
  if (!check_form (run->options, &checked, error)
      || !check_signature (run->options, &checked, error)
      || (has_store && !check_store (run, &checked, error))
      || !check_series (&checked, has_store, error))
    return FALSE;
  if (run->options->json)
    print_json (&checked, has_store);
  else
    {
      print_form (&checked, has_store);
      print_signature (&checked, has_store);
    }
  return TRUE;
}
