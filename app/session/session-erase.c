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
                  "“.new”, “.backup-” or “.replaced-” behind it."),
               shown);
  return FALSE;
}

gboolean
session_erase (const char *path, const SessionEnv *env, GError **error)
{
  VaultResult result = erase_store (path, env != NULL ? &env->vault : NULL);
  if (result == VAULT_DENIED && !session_exists (path, env))
    return refuse_rest (path, error);
  return result == VAULT_OK || session_error_set_vault (error, result, path);
}
