/* See ask.h. */
#include "config.h"

#include "ask.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "input.h"

gboolean
ask_is_person (const Run *run)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO) && !run->options->json
         && run->options->passphrase_fd < 0;
}

/* One line of standard input; NULL at its end. */
static char *
read_line (void)
{
  char *line = NULL;
  size_t size = 0;
  if (getline (&line, &size, stdin) < 0)
    {
      free (line);
      return NULL;
    }
  char *copy = g_utf8_make_valid (line, -1);
  free (line);
  return g_strstrip (copy);
}

static gboolean
is_yes (const char *answer)
{
  g_autofree char *folded = g_utf8_casefold (answer, -1);
  g_autofree char *wanted = g_utf8_casefold (_ ("yes"), -1);
  return g_str_equal (folded, wanted) || g_str_equal (folded, "yes");
}

gboolean
ask_before (const Run *run, const char *explanation, const char *refusal,
            GError **error)
{
  if (run->options->yes || !ask_is_person (run))
    return TRUE;
  g_printerr ("%s\n\n", explanation);
  /* Translators: %s is the word “yes” in your language, which is to be typed. */
  g_printerr (_ ("Type “%s” to go on:"), _ ("yes"));
  g_printerr (" ");
  g_autofree char *answer = read_line ();
  if (answer != NULL && is_yes (answer))
    return TRUE;
  g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_FAILED, refusal);
  return FALSE;
}

void
ask_tell (const Run *run, const char *sentence)
{
  if (ask_is_person (run))
    g_printerr ("%s\n", sentence);
}
