/* create, info, check. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "input.h"
#include "run.h"
#include "session-backup.h"
#include "session-slots.h"

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
  if (!run_parse_class (run, &cost, error))
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
  if (!session_can_create (path, campaign, NULL, error))
    return FALSE;
  Secret *passphrase = run_choose_passphrase (run->options->passphrase_fd, error);
  if (passphrase == NULL)
    return FALSE;
  Secret *key = NULL;
  run->session = session_create (path, campaign, passphrase, cost, NULL, &key, error);
  secret_free (passphrase);
  if (run->session == NULL)
    return FALSE;
  run_print_recovery_key (
      run,
      _ ("The store is made. This is its recovery key, shown only this "
         "once. Write it down and keep it apart from this computer; it "
         "opens the store if the passphrase is lost:"),
      key);
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
print_backups_json (Json *json, Session *session)
{
  g_autoptr (GArray) list = session_backup_list (session);
  json_array (json, "backups");
  for (guint i = 0; i < list->len; i++)
    {
      const SessionBackupGeneration *generation =
          &g_array_index (list, SessionBackupGeneration, i);
      char text[WEEK_TEXT_BYTES];
      week_print (text, generation->week);
      json_object (json, NULL);
      json_integer (json, "number", generation->number);
      if (generation->week != 0)
        json_string (json, "week", text);
      json_end (json);
    }
  json_end (json);
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
  json_string (json, "kdf", run_class_name (opening->cost));
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
  print_backups_json (json, run->session);
  json_end (json);
  run_print_json (json);
}

static void
print_backups (Session *session)
{
  g_autoptr (GArray) list = session_backup_list (session);
  g_autoptr (GString) weeks = g_string_new (NULL);
  for (guint i = 0; i < list->len; i++)
    {
      Week week = g_array_index (list, SessionBackupGeneration, i).week;
      char text[WEEK_TEXT_BYTES];
      week_print (text, week);
      g_string_append_printf (weeks, "%s%s", i > 0 ? ", " : "",
                              week != 0 ? text
                                        : _ ("one that this store’s key does "
                                             "not open"));
    }
  g_print (_ ("Backups beside it, of the weeks: %s\n"),
           list->len > 0 ? weeks->str : _ ("none yet"));
}

static void
print_cost (const Session *session)
{
  g_print (_ ("Cost of a guess at the passphrase: %s\n"),
           run_class_name (session_opening (session)->cost));
  if (session_slots_are_cheap (session))
    g_print (
        _ ("That is less than new stores have; “passphrase change --kdf %s” raises "
           "it, and the passphrase may stay the same.\n"),
        run_class_name (SESSION_SLOTS_COST));
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
  run_print_numbers (numbers);
  print_backups (run->session);
  print_cost (run->session);
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
    run_print_yes ("sound");
  else
    g_print ("%s\n", _ ("The store is sound: every byte and every row was checked."));
  return TRUE;
}
