/* create, info, check, recover. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "input.h"
#include "run.h"

static const char *const class_names[KDF_CLASSES] = {
  [KDF_INTERACTIVE] = "interactive",
  [KDF_MODERATE] = "moderate",
  [KDF_SENSITIVE] = "sensitive",
};

static gboolean
parse_class (const char *text, KdfClass *cost, GError **error)
{
  *cost = KDF_MODERATE;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < KDF_CLASSES; i++)
    if (strcmp (text, class_names[i]) == 0)
      {
        *cost = (KdfClass)i;
        return TRUE;
      }
  g_set_error (error, OPTIONS_ERROR, EXIT_USAGE,
               _ ("--kdf is interactive, moderate or sensitive, not “%s”."), text);
  return FALSE;
}

/* A passphrase that is being chosen: at a terminal it is asked for twice. */
static Secret *
choose_passphrase (int fd, GError **error)
{
  Secret *first = input_secret (fd, _ ("New passphrase:"), error);
  if (first == NULL || fd >= 0)
    return first;
  Secret *second = input_secret (fd, _ ("The same again:"), error);
  if (second != NULL && secret_equal (first, second))
    {
      secret_free (second);
      return first;
    }
  if (second != NULL)
    g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                         _ ("The two passphrases differ. Nothing was changed."));
  secret_free (first);
  secret_free (second);
  return NULL;
}

static void
print_recovery_key (const Run *run, const Secret *key)
{
  const char *text = (const char *)secret_peek (key);
  if (run->options->json)
    {
      Json *json = json_new ();
      json_object (json, NULL);
      json_string (json, "recovery", text);
      json_end (json);
      run_print_json (json);
      return;
    }
  g_print ("%s\n\n  ",
           _ ("The store is made. This is its recovery key, shown only this "
              "once. Write it down and keep it apart from this computer; it "
              "opens the store if the passphrase is lost:"));
  printf ("%s\n\n", text);
}

/* A store whose recovery key nobody has seen is not left behind. */
static gboolean
take_back (Run *run, const char *path, GError **error)
{
  g_clear_pointer (&run->session, session_free);
  g_unlink (path);
  g_set_error_literal (
      error, INPUT_ERROR, INPUT_ERROR_FAILED,
      _ ("The recovery key could not be shown on standard output, so no "
         "store was made."));
  return FALSE;
}

gboolean
command_create (Run *run, GError **error)
{
  KdfClass cost;
  if (!parse_class (run->options->kdf, &cost, error))
    return FALSE;
  g_autoptr (GBytes) campaign = NULL;
  if (run->options->campaign != NULL)
    {
      campaign = input_read (run->options->campaign, error);
      if (campaign == NULL)
        return FALSE;
    }
  g_autofree char *path = run_dup_store_path (run);
  if (run->options->store == NULL)
    {
      g_autofree char *folder = g_path_get_dirname (path);
      g_mkdir_with_parents (folder, 0700);
    }
  Secret *passphrase = choose_passphrase (run->options->passphrase_fd, error);
  if (passphrase == NULL)
    return FALSE;
  Secret *key = NULL;
  run->session = session_create (path, campaign, passphrase, cost, NULL, &key, error);
  secret_free (passphrase);
  if (run->session == NULL)
    return FALSE;
  print_recovery_key (run, key);
  secret_free (key);
  return fflush (stdout) == 0 || take_back (run, path, error);
}

static const char *
state_name (const VaultOpening *opening)
{
  if (opening->tail_dropped)
    return "recovered";
  return opening->unclean ? "unclean" : "clean";
}

static void
print_info_json (const Run *run, const StoreNumbers *numbers, gboolean shared)
{
  const Campaign *campaign = session_campaign (run->session);
  const VaultOpening *opening = session_opening (run->session);
  char closed[WEEK_TEXT_BYTES], created[WEEK_TEXT_BYTES];
  week_print (closed, opening->closed);
  week_print (created, opening->created);
  Json *json = json_new ();
  json_object (json, NULL);
  json_object (json, "campaign");
  json_string (json, "id", campaign_id (campaign));
  json_string (json, "name", campaign_text_get (campaign_name (campaign), NULL));
  json_end (json);
  json_string (json, "state", state_name (opening));
  json_integer (json, "format", opening->format);
  json_string (json, "kdf", class_names[opening->cost]);
  json_string (json, "created", created);
  json_string (json, "closed", closed);
  json_boolean (json, "shared", shared);
  json_integer (json, "refusals", (gint64)numbers->refusals);
  json_integer (json, "trashed", (gint64)numbers->trashed);
  json_integer (json, "outcomes", (gint64)numbers->outcomes);
  json_integer (json, "signers", (gint64)numbers->signers);
  json_integer (json, "records", (gint64)numbers->records);
  json_integer (json, "sheet", (gint64)numbers->sheet);
  json_integer (json, "releases", (gint64)numbers->releases);
  json_array (json, "backups");
  json_end (json);
  json_end (json);
  run_print_json (json);
}

static void
print_opening (const VaultOpening *opening)
{
  char closed[WEEK_TEXT_BYTES];
  week_print (closed, opening->closed);
  g_print (_ ("State: %s\n"),
           opening->tail_dropped ? _ ("recovered after a crash; nothing that was "
                                      "acknowledged is missing")
           : opening->unclean    ? _ ("not closed last time; nothing is missing")
                                 : _ ("closed cleanly last time"));
  g_print (_ ("Last closed in week: %s\n"), closed);
  g_print (_ ("File format: %u\n"), opening->format);
}

static void
print_info (const Run *run, const StoreNumbers *numbers, gboolean shared)
{
  const Campaign *campaign = session_campaign (run->session);
  g_print (_ ("Campaign: %s\n"), campaign_text_get (campaign_name (campaign), NULL));
  g_print (_ ("Campaign id: %s\n"), campaign_id (campaign));
  print_opening (session_opening (run->session));
  g_print (_ ("Holds entries of: %s\n"),
           shared ? _ ("more than one person") : _ ("its owner only"));
  g_print (_ ("Refusals: %lu\n"), (gulong)numbers->refusals);
  g_print (_ ("Refusals in the trash: %lu\n"), (gulong)numbers->trashed);
  g_print (_ ("Outcomes: %lu\n"), (gulong)numbers->outcomes);
  g_print (_ ("Signers with a record: %lu\n"), (gulong)numbers->signers);
  g_print (_ ("Rows of sign-up sheets: %lu\n"), (gulong)numbers->sheet);
  g_print (_ ("Closed periods: %lu\n"), (gulong)numbers->releases);
}

gboolean
command_info (Run *run, GError **error)
{
  StoreNumbers numbers;
  gboolean shared;
  if (!run_open (run, error)
      || !session_numbers (run->session, &numbers, &shared, error))
    return FALSE;
  if (run->options->json)
    print_info_json (run, &numbers, shared);
  else
    print_info (run, &numbers, shared);
  return TRUE;
}

gboolean
command_check (Run *run, GError **error)
{
  if (!run_open (run, error) || !session_check (run->session, error))
    return FALSE;
  if (run->options->json)
    {
      Json *json = json_new ();
      json_object (json, NULL);
      json_boolean (json, "sound", TRUE);
      json_end (json);
      run_print_json (json);
    }
  else
    g_print ("%s\n", _ ("The store is sound: every byte and every row was checked."));
  return TRUE;
}

gboolean
command_recover (Run *run, GError **error)
{
  g_autofree char *path = run_dup_store_path (run);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return session_error_set_vault (error, VAULT_MISSING, path);
  Secret *key = input_secret (run->options->recovery_fd, _ ("Recovery key:"), error);
  if (key == NULL)
    return FALSE;
  run->session = session_open_with_recovery (path, key, NULL, error);
  secret_free (key);
  if (run->session == NULL)
    return FALSE;
  run_report_opening (run);
  Secret *passphrase = choose_passphrase (run->options->new_passphrase_fd, error);
  gboolean done =
      passphrase != NULL && session_set_passphrase (run->session, passphrase, error);
  secret_free (passphrase);
  if (done && !run->options->json)
    g_print ("%s\n", _ ("The new passphrase is set; the recovery key stays valid."));
  return done;
}
