/* See unlock.h. */
#include "unlock.h"

#include <string.h>

#include "session-import.h"
#include "session-pledge.h"

#define SAMPLE "/page/codeberg/steadfast/Steadfast/sample/"

void
unlocked_free (Unlocked *unlocked)
{
  campaign_unref (unlocked->campaign);
  g_free (unlocked);
}

UnlockInput *
unlock_input_new (const char *path, Secret *secret, Secret *passphrase,
                  const SessionEnv *env)
{
  UnlockInput *input = g_new0 (UnlockInput, 1);
  input->path = g_strdup (path);
  input->secret = secret;
  input->passphrase = passphrase;
  input->env = env;
  return input;
}

void
unlock_input_free (UnlockInput *input)
{
  g_free (input->path);
  secret_free (input->secret);
  secret_free (input->passphrase);
  g_free (input);
}

Unlocked *
unlock_describe (Session *session, GError **error)
{
  StoreNumbers numbers;
  g_autoptr (Unlocked) unlocked = g_new0 (Unlocked, 1);
  unlocked->campaign = campaign_ref (session_campaign (session));
  unlocked->opening = *session_opening (session);
  if (!session_numbers (session, &numbers, &unlocked->shared, error))
    return NULL;
  return g_steal_pointer (&unlocked);
}

/* Keeps fresh in the worker's hands, or closes it. */
static Unlocked *
adopt (Session **session, Session *fresh, GError **error)
{
  if (fresh == NULL)
    return NULL;
  Unlocked *unlocked = unlock_describe (fresh, error);
  if (unlocked == NULL)
    session_close (fresh, NULL);
  else
    *session = fresh;
  return unlocked;
}

gpointer
unlock_with_passphrase (Session **session, gpointer data, GError **error)
{
  const UnlockInput *input = data;
  return adopt (session, session_open (input->path, input->secret, input->env, error),
                error);
}

gpointer
unlock_with_recovery (Session **session, gpointer data, GError **error)
{
  const UnlockInput *input = data;
  Session *fresh =
      session_open_with_recovery (input->path, input->secret, input->env, error);
  if (fresh == NULL)
    return NULL;
  if (session_set_passphrase (fresh, input->passphrase, error))
    return adopt (session, fresh, error);
  session_close (fresh, NULL);
  return NULL;
}

static gboolean
fill_sample (Session *session, GError **error)
{
  uint8_t id[SIGNERS_ID_BYTES];
  g_auto (SessionImport) signers = { 0 }, refusals = { 0 };
  g_autoptr (GBytes) sheet = g_resources_lookup_data (SAMPLE "signups.csv", 0, error);
  g_autoptr (GBytes) table =
      sheet != NULL ? g_resources_lookup_data (SAMPLE "refusals.csv", 0, error) : NULL;
  return table != NULL
         && session_pledge_take (session, 0, 0, 202627, SIGNER_OWNER, id, error)
         && session_import_signers (session, sheet, SESSION_IMPORT_DEFAULT, &signers,
                                    error)
         && session_import_refusals (session, table, SESSION_IMPORT_DEFAULT, &refusals,
                                     NULL, NULL, error);
}

gpointer
unlock_sample (Session **session, gpointer data, GError **error)
{
  const UnlockInput *input = data;
  Secret *recovery = NULL;
  Session *fresh = session_create (input->path, NULL, input->secret, KDF_INTERACTIVE,
                                   input->env, &recovery, error);
  secret_free (recovery);
  if (fresh == NULL)
    return NULL;
  if (fill_sample (fresh, error))
    return adopt (session, fresh, error);
  session_free (fresh);
  return NULL;
}

gpointer
unlock_end (Session **session, gpointer input, GError **error)
{
  (void)input;
  session_close (g_steal_pointer (session), error);
  return NULL;
}
