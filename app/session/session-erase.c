/* See session-erase.h. */
#include "config.h"

#include "session-erase.h"

#include "erase.h"

gboolean
session_erase (const char *path, const SessionEnv *env, GError **error)
{
  VaultResult result = erase_store (path, env != NULL ? &env->vault : NULL);
  return result == VAULT_OK || session_error_set_vault (error, result, path);
}
