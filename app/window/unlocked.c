/* See unlocked.h. */
#include "config.h"

#include "unlocked.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "opening-words.h"
#include "session-import.h"
#include "session-pledge.h"
#include "session-preference.h"
#include "session-slots.h"
#include "store-jobs.h"

#define SAMPLE "/page/codeberg/steadfast/Steadfast/sample/"

void
unlocked_free (Unlocked *unlocked)
{
  campaign_unref (unlocked->campaign);
  g_free (unlocked->notice);
  g_free (unlocked);
}

void
unlocked_add_notice (Unlocked *unlocked, const char *text)
{
  char *before = unlocked->notice;
  unlocked->notice =
      before != NULL ? g_strconcat (before, " ", text, NULL) : g_strdup (text);
  g_free (before);
}

UnlockedInput *
unlocked_input_new (const char *path, Secret *secret, Secret *passphrase,
                    const SessionEnv *env)
{
  UnlockedInput *input = g_new0 (UnlockedInput, 1);
  input->path = g_strdup (path);
  input->secret = secret;
  input->passphrase = passphrase;
  input->env = env;
  return input;
}

void
unlocked_input_free (UnlockedInput *input)
{
  g_free (input->path);
  secret_free (input->secret);
  secret_free (input->passphrase);
  g_free (input);
}

#define IDLE_KEY "lock-after-minutes"
#define SCREEN_KEY "lock-with-screen"

/* A value that no version of the program writes counts as none. */
static gboolean
read_rules (Session *session, LockRules *rules, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint64 minutes;
  *rules = LOCK_RULES_DEFAULT;
  g_autofree char *idle = session_preference_get (session, IDLE_KEY, &problem);
  g_autofree char *screen =
      problem == NULL ? session_preference_get (session, SCREEN_KEY, &problem) : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (idle != NULL
      && g_ascii_string_to_unsigned (idle, 10, 1, LOCK_IDLE_MINUTES_MAX, &minutes,
                                     NULL))
    rules->idle_minutes = (guint)minutes;
  if (screen != NULL)
    rules->with_screen = strcmp (screen, "no") != 0;
  return TRUE;
}

gpointer
unlocked_set_rules (Session **session, gpointer input, GError **error)
{
  const LockRules *rules = input;
  g_autofree char *minutes = g_strdup_printf ("%u", rules->idle_minutes);
  if (session_preference_set (*session, IDLE_KEY, minutes, error))
    session_preference_set (*session, SCREEN_KEY, rules->with_screen ? "yes" : "no",
                            error);
  return NULL;
}

Unlocked *
unlocked_describe (Session *session, GError **error)
{
  StoreNumbers numbers;
  g_autoptr (Unlocked) unlocked = g_new0 (Unlocked, 1);
  unlocked->campaign = campaign_ref (session_campaign (session));
  unlocked->notice = opening_words_dup (session);
  if (!session_numbers (session, &numbers, &unlocked->shared, error)
      || !read_rules (session, &unlocked->rules, error))
    return NULL;
  return g_steal_pointer (&unlocked);
}

/* Keeps fresh in the worker's hands, or closes it. */
static Unlocked *
adopt (Session **session, Session *fresh, GError **error)
{
  if (fresh == NULL)
    return NULL;
  Unlocked *unlocked = unlocked_describe (fresh, error);
  if (unlocked == NULL)
    session_close (fresh, NULL);
  else
    *session = fresh;
  return unlocked;
}

gpointer
unlocked_by_passphrase (Session **session, gpointer data, GError **error)
{
  const UnlockedInput *input = data;
  return adopt (session, session_open (input->path, input->secret, input->env, error),
                error);
}

gpointer
unlocked_damaged (Session **session, gpointer data, GError **error)
{
  const UnlockedInput *input = data;
  return adopt (session,
                session_open_damaged (input->path, input->secret, input->env, error),
                error);
}

gpointer
unlocked_by_recovery (Session **session, gpointer data, GError **error)
{
  const UnlockedInput *input = data;
  Session *fresh =
      session_open_with_recovery (input->path, input->secret, input->env, error);
  if (fresh == NULL)
    return NULL;
  g_autoptr (GError) problem = NULL;
  gboolean set = session_set_passphrase (fresh, input->passphrase, &problem);
  if (!set && !g_error_matches (problem, SESSION_ERROR, SESSION_ERROR_BACKUP))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      session_close (fresh, NULL);
      return NULL;
    }
  Unlocked *unlocked = adopt (session, fresh, error);
  if (unlocked != NULL && !set)
    unlocked_add_notice (unlocked, problem->message);
  return unlocked;
}

void
unlocked_free_made (UnlockedMade *made)
{
  g_clear_pointer (&made->unlocked, unlocked_free);
  secret_free (made->recovery);
  g_free (made);
}

/* Only files on the disk lie in folders. */
static gboolean
make_folder (const UnlockedInput *input, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (input->path);
  if ((input->env != NULL && input->env->vault.files != NULL)
      || g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  int reason = errno;
  g_autofree char *shown = g_filename_display_name (folder);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               _ ("The folder “%s” cannot be made: %s."), shown, g_strerror (reason));
  return FALSE;
}

gpointer
unlocked_by_making (Session **session, gpointer data, GError **error)
{
  const UnlockedInput *input = data;
  if (!make_folder (input, error))
    return NULL;
  g_autoptr (UnlockedMade) made = g_new0 (UnlockedMade, 1);
  Session *fresh = session_create (input->path, NULL, input->secret, SESSION_SLOTS_COST,
                                   input->env, &made->recovery, error);
  made->unlocked = adopt (session, fresh, error);
  /* Where this cannot be kept, the key is shown all the same. */
  if (made->unlocked != NULL)
    store_jobs_mark_unconfirmed (*session, NULL);
  return made->unlocked != NULL ? g_steal_pointer (&made) : NULL;
}

/* A store was made if its session is open, which nobody has written to. */
gpointer
unlocked_unmake (Session **session, gpointer data, GError **error)
{
  return *session != NULL ? store_jobs_erase (session, data, error) : NULL;
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
unlocked_sample (Session **session, gpointer data, GError **error)
{
  const UnlockedInput *input = data;
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
unlocked_end (Session **session, gpointer input, GError **error)
{
  (void)input;
  session_close (g_steal_pointer (session), error);
  return NULL;
}
