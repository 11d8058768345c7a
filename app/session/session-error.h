/* What can go wrong in a use-case, told apart as a caller must tell it apart. Every
 * message is one translated sentence that says what to do. */
#pragma once

#include <glib.h>

#include "vault.h"

G_BEGIN_DECLS

#define SESSION_ERROR (session_error_quark ())
GQuark session_error_quark (void);

typedef enum
{
  SESSION_ERROR_REFUSED, /* understood and not possible; nothing was changed */
  SESSION_ERROR_MALFORMED, /* a week, period, number or tier that can be none */
  SESSION_ERROR_WRONG_KEY, /* no slot of the file opens */
  SESSION_ERROR_DAMAGED, /* the file, or what is in it, is not what was written */
  SESSION_ERROR_IN_USE, /* another program has the store open */
  SESSION_ERROR_NEEDS_PERSON, /* ask whose outcome this is, and say it */
  SESSION_ERROR_NEEDS_MORE, /* ask whether a second import is meant, and say it */
  SESSION_ERROR_BACKUP, /* done; but a backup beside the store could not be written */
  SESSION_ERROR_NEWER, /* a newer version of the program wrote the file */
  SESSION_ERROR_MISSING, /* there is no store */
} SessionError;

/* Sets error to what this result (not VAULT_OK) means for a person; path names the
 * store. Always FALSE, to be returned. */
gboolean session_error_set_vault (GError **error, VaultResult result, const char *path);

/* Gives error the code of this domain that it stands for, its message kept: a store's
 * damaged row, say, becomes SESSION_ERROR_DAMAGED. NULL is nothing. */
void session_error_adopt (GError **error);

G_END_DECLS
