/* Erasing a store, with everything that the app has put beside it. */
#pragma once

#include "session.h"

G_BEGIN_DECLS

/**
 * session_erase:
 * @path: a store that no session has open
 *
 * Overwrites what the passphrase opens in the store, its backups and everything else of
 * its own beside it, and removes them; the empty lock file stays. No passphrase is
 * needed: ask before. Copies elsewhere are not reached, and disks can keep old bytes.
 *
 * Returns: FALSE with error set: SESSION_ERROR_IN_USE, or SESSION_ERROR_REFUSED where
 * there is nothing or something could not be erased; the rest is erased all the same
 */
gboolean session_erase (const char *path, const SessionEnv *env, GError **error);

G_END_DECLS
