/* See session-error.h: the one place where results of the plain-C floor become errors
 * for people. */
#include "config.h"

#include "session-error.h"

#include <glib/gi18n-lib.h>

#include "store-error.h"

G_DEFINE_QUARK (steadfast - session - error, session_error)

typedef struct
{
  SessionError code;
  const char *message; /* %s is the store's path */
} Meaning;

static const Meaning meanings[] = {
  [VAULT_WRONG_KEY] = { SESSION_ERROR_WRONG_KEY,
                        N_ ("Wrong passphrase for “%s”. Look at Caps Lock and the "
                            "keyboard layout and try again, or try the recovery key. "
                            "If nothing opens it, it is not a store of this program, "
                            "or was changed: a backup helps then.") },
  [VAULT_TOO_SHORT] = { SESSION_ERROR_DAMAGED,
                        N_ ("“%s” is shorter than the smallest store: it is cut off, "
                            "or "
                            "it is another file. Put back a copy of it.") },
  [VAULT_DAMAGED] = { SESSION_ERROR_DAMAGED,
                      N_ ("“%s” is damaged or was tampered with. Nothing was changed. "
                          "Restore a backup, or save what can be read before the "
                          "damage.") },
  [VAULT_NEWER] = { SESSION_ERROR_NEWER, N_ ("“%s” was written by a newer version of "
                                             "this program. Install that version to "
                                             "open it.") },
  [VAULT_IN_USE] = { SESSION_ERROR_IN_USE, N_ ("“%s” is in use by another program. "
                                               "Close the store there first.") },
  [VAULT_MISSING] = { SESSION_ERROR_MISSING,
                      N_ ("There is no store at “%s”. Make one, or say where it is.") },
  [VAULT_EXISTS] = { SESSION_ERROR_REFUSED,
                     N_ ("“%s” exists already. Choose another name for a new store.") },
  [VAULT_FULL] = { SESSION_ERROR_REFUSED, N_ ("The disk that holds “%s” is full. The "
                                              "change was not made; free some space "
                                              "and try again.") },
  [VAULT_DENIED] = { SESSION_ERROR_REFUSED,
                     N_ ("“%s” or its folder may not be written, or is a link. Check "
                         "its owner and "
                         "permissions.") },
  [VAULT_IO] = { SESSION_ERROR_REFUSED,
                 N_ ("The disk that holds “%s” reports a fault. The change may not "
                     "have "
                     "been made; open the store again to see.") },
  [VAULT_NO_MEMORY] = { SESSION_ERROR_REFUSED, N_ ("There is not enough memory to open "
                                                   "“%s”. Close other programs and try "
                                                   "again.") },
  [VAULT_READ_ONLY] = { SESSION_ERROR_REFUSED,
                        N_ ("“%s” can only be read until it is opened again.") },
  [VAULT_BUSY] = { SESSION_ERROR_REFUSED,
                   N_ ("“%s” is busy with another change. Try again.") },
  [VAULT_UNUSABLE] = { SESSION_ERROR_REFUSED,
                       N_ ("The database in “%s” refused a change that should never "
                           "fail. Open the store "
                           "again.") },
  [VAULT_BACKUP_FAILED] = { SESSION_ERROR_BACKUP,
                            N_ ("The change is made in “%s”, but a backup beside it "
                                "could not be written. Check the disk’s space and the "
                                "folder’s permissions, then open the store again.") },
  [VAULT_COPY] = { SESSION_ERROR_REFUSED,
                   N_ ("“%s” is a backup of the store beside it: it can be read, not "
                       "changed. Restore it instead.") },
  [VAULT_FIXED] = { SESSION_ERROR_REFUSED,
                    N_ ("Nothing can be written where “%s” lies: what is there can "
                        "only "
                        "be read. To change it, copy it to another place.") },
  [VAULT_COPY_DENIED] = { SESSION_ERROR_REFUSED,
                          N_ ("Nothing was changed: a backup beside “%s” may not be "
                              "written, or is a link. Delete or move away what has "
                              "that name with “.backup-” or “.replaced-” behind it, "
                              "and try again.") },
  [VAULT_STAYS] = { SESSION_ERROR_REFUSED,
                    N_ ("“%s” is erased, with what is beside it: nothing opens it any "
                        "more. But its folder may not be changed, so that the files "
                        "are still there; delete them.") },
};

gboolean
session_error_set_vault (GError **error, VaultResult result, const char *path)
{
  g_return_val_if_fail (result > VAULT_OK && result < G_N_ELEMENTS (meanings), FALSE);
  g_autofree char *shown = g_filename_display_name (path);
  const Meaning *meaning = &meanings[result];
  g_auto (GStrv) pieces = g_strsplit (_ (meaning->message), "%s", 2);
  g_autofree char *message = g_strjoinv (shown, pieces);
  g_set_error_literal (error, SESSION_ERROR, (int)meaning->code, message);
  return FALSE;
}

static SessionError
code_of (const GError *error)
{
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_DAMAGED))
    return SESSION_ERROR_DAMAGED;
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NEWER))
    return SESSION_ERROR_NEWER;
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NEEDS_PERSON))
    return SESSION_ERROR_NEEDS_PERSON;
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NEEDS_MORE))
    return SESSION_ERROR_NEEDS_MORE;
  return SESSION_ERROR_REFUSED;
}

void
session_error_adopt (GError **error)
{
  if (error == NULL || *error == NULL || (*error)->domain == SESSION_ERROR)
    return;
  (*error)->code = (int)code_of (*error);
  (*error)->domain = SESSION_ERROR;
}
