/* See session-slots.h. */
#include "config.h"

#include "session-slots.h"

#include <glib/gi18n-lib.h>

#include "recovery.h"
#include "rekey.h"
#include "session-private.h"

gboolean
session_slots_are_cheap (const Session *session)
{
  return vault_opening (session->vault)->cost < SESSION_SLOTS_COST;
}

gboolean
session_slots_try_passphrase (const Session *session, const Secret *passphrase,
                              GError **error)
{
  VaultResult result = vault_check_passphrase (session->vault, passphrase);
  if (result != VAULT_WRONG_KEY)
    return result == VAULT_OK || session_error_set_vault (error, result, session->path);
  g_set_error_literal (
      error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY,
      _ ("This is not the store's present passphrase. Nothing was changed."));
  return FALSE;
}

gboolean
session_slots_check_recovery (const Secret *text, GError **error)
{
  Secret *key = session_parse_recovery (text, error);
  secret_free (key);
  return key != NULL;
}

guint
session_slots_count_groups (const Secret *text)
{
  G_STATIC_ASSERT (SESSION_SLOTS_GROUPS == RECOVERY_GROUPS);
  Secret *key = NULL;
  int first_missing = 0;
  recovery_parse (&key, (const char *)secret_peek (text), secret_size (text),
                  &first_missing);
  secret_free (key);
  return first_missing == 0 ? RECOVERY_GROUPS : (guint)first_missing - 1;
}

/* What a backup that kept its slots means here. */
static gboolean
report (const Session *session, VaultResult result, GError **error)
{
  if (result != VAULT_BACKUP_FAILED)
    return result == VAULT_OK || session_error_set_vault (error, result, session->path);
  g_autofree char *shown = g_filename_display_name (session->path);
  g_set_error (
      error, SESSION_ERROR, SESSION_ERROR_BACKUP,
      _ ("The change is made in “%s”, but a backup beside it could not be "
         "written: what opened it before may open that backup still. Check the "
         "folder’s permissions, then open the store again."),
      shown);
  return FALSE;
}

gboolean
session_slots_set_passphrase (Session *session, const Secret *passphrase, KdfClass cost,
                              GError **error)
{
  return session_check_passphrase (passphrase, error)
         && report (session, vault_set_passphrase (session->vault, passphrase, cost),
                    error);
}

/* The text of key, which is freed; NULL for NULL. */
static Secret *
print_key (Secret *key)
{
  Secret *text = key != NULL ? recovery_print (key) : NULL;
  secret_free (key);
  return text;
}

gboolean
session_slots_new_recovery (Session *session, Secret **recovery_key, GError **error)
{
  Secret *key = NULL;
  VaultResult result = vault_set_recovery_key (session->vault, &key);
  *recovery_key = print_key (key);
  return report (session, result, error);
}

gboolean
session_slots_renew (Session *session, const Secret *passphrase, KdfClass cost,
                     Secret **recovery_key, GError **error)
{
  *recovery_key = NULL;
  if (!session_check_passphrase (passphrase, error))
    return FALSE;
  Secret *key = NULL;
  VaultResult result = rekey_store (session->vault, passphrase, cost, &key);
  *recovery_key = print_key (key);
  return result == VAULT_OK || session_error_set_vault (error, result, session->path);
}
