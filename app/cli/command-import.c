/* pledge import, refusal import. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "command.h"
#include "input.h"
#include "meter.h"
#include "run.h"
#include "session-import.h"

static void
print_import_json (const Run *run, const SessionImport *import)
{
  Json *json = json_new ();
  json_object (json, NULL);
  json_integer (json, "rows", (gint64)import->rows);
  json_integer (json, "late", (gint64)import->late);
  json_boolean (json, "dry_run", run->options->dry_run);
  json_array (json, "errors");
  for (guint i = 0; i < import->problems->len; i++)
    {
      const SessionImportProblem *problem =
          &g_array_index (import->problems, SessionImportProblem, i);
      json_object (json, NULL);
      json_integer (json, "line", (gint64)problem->line);
      json_integer (json, "column", (gint64)problem->column);
      json_string (json, "reason", problem->message);
      json_end (json);
    }
  json_end (json);
  json_end (json);
  run_print_json (json);
}

/* One line a bad row, before the one line that says that nothing was imported. */
static void
print_problems (const SessionImport *import)
{
  for (guint i = 0; i < import->problems->len; i++)
    {
      g_autofree char *message = run_dup_printable (
          g_array_index (import->problems, SessionImportProblem, i).message);
      g_printerr ("%s\n", message);
    }
}

static gboolean
finish (const Run *run, const SessionImport *import, gboolean done)
{
  if (run->options->json)
    print_import_json (run, import);
  else if (!done)
    print_problems (import);
  else if (run->options->dry_run)
    g_print (
        g_dngettext (GETTEXT_PACKAGE, "%lu row is good; nothing was changed.\n",
                     "%lu rows are good; nothing was changed.\n", (gulong)import->rows),
        (gulong)import->rows);
  else
    g_print (g_dngettext (GETTEXT_PACKAGE, "%lu row was imported.\n",
                          "%lu rows were imported.\n", (gulong)import->rows),
             (gulong)import->rows);
  if (done && import->late > 0 && !run->options->json)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "%lu of them counts later, since a period that its week lies "
                          "in is closed.\n",
                          "%lu of them count later, since periods that their weeks lie "
                          "in are closed.\n",
                          (gulong)import->late),
             (gulong)import->late);
  return done;
}

static SessionImportFlags
flags_of (const Options *options)
{
  return (options->dry_run ? SESSION_IMPORT_DRY_RUN : SESSION_IMPORT_DEFAULT)
         | (options->more ? SESSION_IMPORT_MORE : SESSION_IMPORT_DEFAULT);
}

gboolean
command_refusal_import (Run *run, GError **error)
{
  g_autoptr (GBytes) csv = input_read (run->options->arguments[0], error);
  if (csv == NULL || !run_open (run, error))
    return FALSE;
  g_auto (SessionImport) import = { 0 };
  Meter *meter = meter_new (_ ("Importing"));
  gboolean done = session_import_refusals (run->session, csv, flags_of (run->options),
                                           &import, meter_follow, meter, error);
  meter_free (meter);
  return finish (run, &import, done);
}

gboolean
command_pledge_import (Run *run, GError **error)
{
  g_autoptr (GBytes) csv = input_read (run->options->arguments[0], error);
  if (csv == NULL || !run_open (run, error))
    return FALSE;
  g_auto (SessionImport) import = { 0 };
  gboolean done = session_import_signers (run->session, csv, flags_of (run->options),
                                          &import, error);
  return finish (run, &import, done);
}
