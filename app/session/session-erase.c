/* See session-erase.h. */
#include "config.h"

#include "session-erase.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "erase.h"

/* The store went, and something beside it did not. */
static gboolean
refuse_rest (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("“%s” is erased, but not all that is beside it: something there may "
                  "not be written, or is a link. Delete what has that name with "
                  "“.new”, “.gone”, “.backup-” or “.replaced-” behind it."),
               shown);
  return FALSE;
}

static gboolean
refuse_other_file (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("“%s” has not the length of a store, so it was not erased. If it is "
                  "what is left of one, delete it as any other file."),
               shown);
  return FALSE;
}

gboolean
session_erase (const char *path, const SessionEnv *env, GError **error)
{
  VaultResult result = erase_store (path, env != NULL ? &env->vault : NULL);
  if (result == VAULT_DENIED && !session_exists (path, env))
    return refuse_rest (path, error);
  if (result == VAULT_TOO_SHORT)
    return refuse_other_file (path, error);
  return result == VAULT_OK || session_error_set_vault (error, result, path);
}
