/* See cli.h. */
#include "config.h"

#include "cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "base.h"
#include "input.h"
#include "run.h"

static ExitCode
exit_code_of (const GError *error)
{
  if (error->domain == OPTIONS_ERROR
      || g_error_matches (error, INPUT_ERROR, INPUT_ERROR_USAGE))
    return EXIT_USAGE;
  if (error->domain != SESSION_ERROR)
    return EXIT_REFUSED;
  switch ((SessionError)error->code)
    {
    case SESSION_ERROR_MALFORMED:
      return EXIT_USAGE;
    case SESSION_ERROR_WRONG_KEY:
      return EXIT_WRONG_KEY;
    case SESSION_ERROR_DAMAGED:
      return EXIT_DAMAGED;
    case SESSION_ERROR_IN_USE:
      return EXIT_IN_USE;
    case SESSION_ERROR_REFUSED:
    case SESSION_ERROR_NEEDS_PERSON:
    case SESSION_ERROR_NEEDS_MORE:
    case SESSION_ERROR_BACKUP:
    case SESSION_ERROR_NEWER:
    case SESSION_ERROR_MISSING:
    default:
      return EXIT_REFUSED;
    }
}

/* What to add to the command line for an error that asks something, or "". */
static const char *
answer_to (const GError *error)
{
  if (g_error_matches (error, SESSION_ERROR, SESSION_ERROR_NEEDS_MORE))
    return " (--more)";
  if (g_error_matches (error, SESSION_ERROR, SESSION_ERROR_NEEDS_PERSON))
    return " (--new-person, --same-person-as)";
  if (g_error_matches (error, SESSION_ERROR, SESSION_ERROR_DAMAGED))
    return " (restore, backup --up-to-damage)";
  return "";
}

static ExitCode
report (const GError *error)
{
  g_autofree char *asked = g_strconcat (error->message, answer_to (error), NULL);
  g_autofree char *message = run_dup_printable (asked);
  /* Translators: an error. Where you write from right to left, put U+2067 before %s
   * and U+2069 behind it: the sentence then reads well in every terminal. */
  g_printerr (_ ("steadfast-cli: %s\n"), message);
  return exit_code_of (error);
}

/* What was printed must have arrived: a full disk behind standard output is a failure
 * too. */
static gboolean
flush_output (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
               _ ("Standard output cannot be written: %s."), g_strerror (errno));
  return FALSE;
}

static ExitCode
run_command (const Command *command, const Options *options)
{
  Run run = { .command = command, .options = options };
  g_autoptr (GError) error = NULL, unclosed = NULL;
  gboolean done = command->function (&run, &error);
  /* A failed command closes its store as well: what was acknowledged before counts. */
  session_close (g_steal_pointer (&run.session), &unclosed);
  if (!done || !flush_output (&error))
    return report (error);
  /* With its folder gone, the store may be. */
  if (g_error_matches (unclosed, SESSION_ERROR, SESSION_ERROR_MISSING))
    return report (unclosed);
  /* The change is made and acknowledged all the same. Were this a failure, whoever
   * reads the exit code would make it a second time. */
  if (unclosed != NULL)
    report (unclosed);
  return EXIT_DONE;
}

static ExitCode
print_help (const char *help)
{
  g_autoptr (GError) error = NULL;
  g_print ("%s", help);
  return flush_output (&error) ? EXIT_DONE : report (error);
}

int
cli_main (char **argv)
{
  base_forbid_core_files ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_autoptr (GError) error = NULL;
  if (!session_init (&error))
    return (int)report (error);
  Options options;
  const Command *command;
  g_autofree char *help = NULL;
  ExitCode code;
  if (!options_parse (&options, argv, &command, &help, &error))
    code = report (error);
  else if (help != NULL)
    code = print_help (help);
  else
    code = run_command (command, &options);
  options_clear (&options);
  return (int)code;
}
