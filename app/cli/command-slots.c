/* passphrase change, recovery new, recover: what opens the store. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "command.h"
#include "input.h"
#include "run.h"
#include "session-passphrase.h"
#include "session-slots.h"

static void
print_recovery_key (const Run *run, const Secret *key)
{
  run_print_recovery_key (
      run,
      _ ("This is the new recovery key, shown only this once. Write "
         "it down and keep it apart from this computer; the old one "
         "opens the store no longer:"),
      key);
}

/* Seals everything anew; the recovery key is shown even where the end of it failed, for
 * it may be the one that counts. */
static gboolean
renew (Run *run, const Secret *passphrase, KdfClass cost, GError **error)
{
  Secret *key = NULL;
  gboolean done = session_slots_renew (run->session, passphrase, cost, &key, error);
  if (key != NULL)
    print_recovery_key (run, key);
  secret_free (key);
  if (done && !run->options->json)
    g_print ("%s\n",
             _ ("The store is sealed with a new key. The older backups beside it, "
                "and the files that restoring had kept, were erased, since the old "
                "passphrase opens them; a new backup was made. Copies elsewhere stay "
                "what they are."));
  return done;
}

static gboolean
change (Run *run, const Secret *passphrase, KdfClass cost, GError **error)
{
  if (!session_slots_set_passphrase (run->session, passphrase, cost, error))
    return FALSE;
  if (!run->options->json)
    g_print ("%s\n",
             _ ("The new passphrase is set, in the backups beside the store too. "
                "Copies elsewhere still open with the old one; if somebody may "
                "have it, change it once more with --new-key."));
  return TRUE;
}

gboolean
command_passphrase_change (Run *run, GError **error)
{
  KdfClass cost;
  if (!run_parse_class (run, &cost, error) || !run_open (run, error))
    return FALSE;
  if (run->options->kdf == NULL)
    cost = session_opening (run->session)->cost;
  Secret *passphrase = run_choose_passphrase (run->options->new_passphrase_fd, error);
  if (passphrase == NULL)
    return FALSE;
  gboolean done = run->options->new_key ? renew (run, passphrase, cost, error)
                                        : change (run, passphrase, cost, error);
  secret_free (passphrase);
  return done;
}

gboolean
command_passphrase_suggest (Run *run, GError **error)
{
  Secret *drawn = session_passphrase_draw ();
  if (drawn == NULL)
    {
      g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                           _ ("There is not enough memory for the passphrase."));
      return FALSE;
    }
  const char *text = (const char *)secret_peek (drawn);
  if (run->options->json)
    {
      Json *json = json_new ();
      json_object (json, NULL);
      json_string (json, "passphrase", text);
      json_integer (json, "bits", SESSION_PASSPHRASE_BITS);
      json_end (json);
      run_print_json (json);
    }
  else
    {
      printf ("%s\n", text);
      /* Translators: %d is a number of bits. */
      g_print (_ ("Drawn at random: %d bits. Nobody can guess it."),
               SESSION_PASSPHRASE_BITS);
      g_print ("\n");
    }
  secret_free (drawn);
  return TRUE;
}

gboolean
command_recovery_new (Run *run, GError **error)
{
  if (!run_open (run, error))
    return FALSE;
  Secret *key = NULL;
  gboolean done = session_slots_new_recovery (run->session, &key, error);
  if (key != NULL)
    print_recovery_key (run, key);
  secret_free (key);
  return done;
}

gboolean
command_recover (Run *run, GError **error)
{
  g_autofree char *path = run_dup_store_path (run);
  if (!session_exists (path, NULL))
    return session_error_set_vault (error, VAULT_MISSING, path);
  Secret *key = input_secret (run->options->recovery_fd, _ ("Recovery key:"), error);
  if (key == NULL)
    return FALSE;
  run->session = session_open_with_recovery (path, key, NULL, error);
  secret_free (key);
  if (run->session == NULL)
    return FALSE;
  run_report_opening (run);
  Secret *passphrase = run_choose_passphrase (run->options->new_passphrase_fd, error);
  gboolean done =
      passphrase != NULL && session_set_passphrase (run->session, passphrase, error);
  secret_free (passphrase);
  if (done && !run->options->json)
    g_print ("%s\n", _ ("The new passphrase is set; the recovery key stays valid."));
  return done;
}
