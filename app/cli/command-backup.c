/* backup, restore, erase. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "input.h"
#include "run.h"
#include "session-backup.h"
#include "session-erase.h"
#include "session-slots.h"

/* --- backup ----------------------------------------------------------------------- */

/* A damaged store that can be read up to the damage. */
static gboolean
open_damaged (Run *run, GError **error)
{
  g_autofree char *path = run_dup_store_path (run);
  Secret *passphrase =
      input_secret (run->options->passphrase_fd, _ ("Passphrase:"), error);
  if (passphrase == NULL)
    return FALSE;
  run->session = session_open_damaged (path, passphrase, NULL, error);
  secret_free (passphrase);
  return run->session != NULL;
}

static gboolean
write_to_stream (Run *run, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = session_backup_seal (run->session, error);
  return bytes != NULL && input_write (path, bytes, error);
}

static void
report_backup (const Run *run, const char *path)
{
  if (run->options->json)
    {
      run_print_string ("file", path);
      return;
    }
  g_print (_ ("The backup is in “%s” and was read again. It opens with the passphrase "
              "and the recovery key that the store has now; changing them does not "
              "reach it.\n"),
           path);
}

gboolean
command_backup (Run *run, GError **error)
{
  const char *path = run->options->arguments[0];
  if (run->options->up_to_damage ? !open_damaged (run, error) : !run_open (run, error))
    return FALSE;
  if (strcmp (path, "-") == 0)
    return write_to_stream (run, path, error);
  if (!session_backup_save (run->session, path, error))
    return FALSE;
  report_backup (run, path);
  return TRUE;
}

/* --- restore ---------------------------------------------------------------------- */

/* The store that is to be replaced was opened, or not for this reason (transfer full).
 * Where there is none, or it does not open, the reason is in *problem, and the copy can
 * take its place all the same. */
static gboolean
note_present (const Run *run, GError *reason, GError **problem, GError **error)
{
  if (run->session != NULL)
    {
      run_report_opening (run);
      return TRUE;
    }
  gboolean passed = g_error_matches (reason, SESSION_ERROR, SESSION_ERROR_MISSING)
                    || g_error_matches (reason, SESSION_ERROR, SESSION_ERROR_WRONG_KEY)
                    || g_error_matches (reason, SESSION_ERROR, SESSION_ERROR_DAMAGED);
  g_propagate_error (passed ? problem : error, reason);
  return passed;
}

static gboolean
open_present (Run *run, const char *path, const Secret *passphrase, GError **problem,
              GError **error)
{
  GError *reason = NULL;
  run->session = session_open (path, passphrase, NULL, &reason);
  return note_present (run, reason, problem, error);
}

/* A store that has been given another passphrase since the copy was made is not
 * replaced unseen: the copy's key opens it, and its ledger counts. */
static gboolean
open_locked (Run *run, const SessionBackup *backup, const char *path, GError **problem,
             GError **error)
{
  if (!g_error_matches (*problem, SESSION_ERROR, SESSION_ERROR_WRONG_KEY))
    return TRUE;
  g_clear_error (problem);
  GError *reason = NULL;
  run->session = session_backup_open_present (backup, path, NULL, &reason);
  if (!note_present (run, reason, problem, error))
    return FALSE;
  if (run->session != NULL)
    g_printerr (
        "%s\n",
        _ ("What was given does not open the store, but the backup’s key does: the "
           "store keeps the passphrase and the recovery key that it has now."));
  return TRUE;
}

/* Somebody at a terminal may know what opens the store, if not the backup. */
static gboolean
ask_for_present (Run *run, const char *path, GError **problem, GError **error)
{
  const Options *options = run->options;
  if (!g_error_matches (*problem, SESSION_ERROR, SESSION_ERROR_WRONG_KEY)
      || options->store_lost || options->passphrase_fd >= 0)
    return TRUE;
  g_printerr ("%s\n", _ ("The backup is open; the store in whose place it would come "
                         "has another passphrase."));
  Secret *own = input_secret (-1, _ ("The store’s passphrase or recovery key:"), error);
  if (own == NULL)
    return FALSE;
  GError *reason = NULL;
  run->session = session_slots_check_recovery (own, NULL)
                     ? session_open_with_recovery (path, own, NULL, &reason)
                     : session_open (path, own, NULL, &reason);
  secret_free (own);
  g_clear_error (problem);
  return note_present (run, reason, problem, error);
}

/* With the store's key, with the passphrase given for the file, or the store's. */
static SessionBackup *
open_file (const Run *run, GBytes *bytes, const Secret *passphrase, gboolean *named,
           GError **error)
{
  const char *name = run->options->arguments[0];
  const int fd = run->options->file_passphrase_fd;
  g_autoptr (GError) problem = NULL;
  *named = FALSE;
  if (fd < 0)
    {
      SessionBackup *backup =
          session_backup_open (bytes, name, run->session, passphrase, NULL, &problem);
      gboolean ask = g_error_matches (problem, SESSION_ERROR, SESSION_ERROR_WRONG_KEY)
                     && run->options->passphrase_fd < 0;
      if (backup != NULL || !ask)
        {
          if (backup == NULL)
            g_propagate_error (error, g_steal_pointer (&problem));
          return backup;
        }
    }
  *named = TRUE;
  Secret *own = input_secret (fd, _ ("Passphrase of the backup:"), error);
  if (own == NULL)
    return NULL;
  SessionBackup *backup =
      session_backup_open (bytes, name, run->session, own, NULL, error);
  secret_free (own);
  return backup;
}

static void
print_json (const SessionBackupSummary *summary, gboolean restored, const char *kept)
{
  const StoreNumbers *numbers = &summary->numbers;
  char week[WEEK_TEXT_BYTES];
  week_print (week, summary->week);
  Json *json = json_new ();
  json_object (json, NULL);
  json_string (json, "week", week);
  json_boolean (json, "shared", summary->shared);
  json_integer (json, "refusals", (gint64)numbers->refusals);
  json_integer (json, "trashed", (gint64)numbers->trashed);
  json_integer (json, "outcomes", (gint64)numbers->outcomes);
  json_integer (json, "signers", (gint64)numbers->signers);
  json_integer (json, "records", (gint64)numbers->records);
  json_integer (json, "sheet", (gint64)numbers->sheet);
  json_integer (json, "releases", (gint64)numbers->releases);
  json_integer (json, "carried", summary->carried);
  json_boolean (json, "other_key", summary->other_key);
  json_boolean (json, "restored", restored);
  if (kept != NULL)
    json_string (json, "kept", kept);
  json_end (json);
  run_print_json (json);
}

/* What is about to come, and what is there now. */
static gboolean
print_preview (const Run *run, const SessionBackupSummary *summary, GError **error)
{
  char week[WEEK_TEXT_BYTES];
  week_print (week, summary->week);
  g_print (_ ("Backup of week: %s\n"), week);
  run_print_numbers (&summary->numbers);
  if (run->session != NULL)
    {
      StoreNumbers present;
      gboolean shared;
      if (!session_numbers (run->session, &present, &shared, error))
        return FALSE;
      g_print ("\n%s\n", _ ("The store as it is:"));
      run_print_numbers (&present);
    }
  if (summary->carried > 0)
    g_print (_ ("Closed periods that stay closed: %u\n"), summary->carried);
  return TRUE;
}

/* The store's ledger cannot be read, or not to its end, so that nothing stops a second
 * closing. */
static void
warn_of_ledger (const GError *problem, SessionBackupLedger ledger)
{
  g_autofree char *reason = run_dup_printable (problem->message);
  gboolean missing = g_error_matches (problem, SESSION_ERROR, SESSION_ERROR_MISSING);
  if (!missing)
    g_printerr ("%s\n", reason);
  if (ledger == SESSION_BACKUP_LEDGER_OF_COPIES)
    g_printerr ("%s\n", _ ("What the present store has published was read from the "
                           "copies beside it: a period that was closed after the last "
                           "of them can be published twice. Close none such again."));
  else if (missing)
    g_printerr ("%s\n", _ ("There is no store here to say what was published after "
                           "this backup: do not close a period again that was closed "
                           "since."));
  else
    g_printerr ("%s\n",
                _ ("What the present store has published cannot be read: periods "
                   "that were closed after this backup can be published twice. "
                   "Close none of them again."));
}

static gboolean
refuse_unopened (const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_WRONG_KEY,
               _ ("Nothing that was given opens “%s”, so that what it has published "
                  "would be forgotten. Give its passphrase, and the backup’s with "
                  "--file-passphrase-fd; if nothing opens it any more, add "
                  "--store-lost."),
               shown);
  return FALSE;
}

static gboolean
refuse_other_key (GError **error)
{
  g_set_error_literal (
      error, SESSION_ERROR, SESSION_ERROR_REFUSED,
      _ ("The backup is sealed with another key than the store: it is of another "
         "store, or from before this one was given a new key. See what it holds with "
         "--dry-run; to restore it all the same, add --other-key."));
  return FALSE;
}

/* What would be lost by a mistake has to be said. named: a passphrase was given for the
 * backup by itself. */
static gboolean
check_choices (const Run *run, const SessionBackupSummary *summary, gboolean named,
               const char *path, GError **error)
{
  const Options *options = run->options;
  if (!summary->other_key || options->dry_run)
    return TRUE;
  if (run->session == NULL)
    return options->store_lost || refuse_unopened (path, error);
  return named || options->other_key || refuse_other_key (error);
}

static gboolean
describe (const Run *run, SessionBackup *backup, const char *path,
          SessionBackupSummary *summary, GError **error)
{
  return run->session != NULL
             ? session_backup_describe (backup, run->session, summary, error)
             : session_backup_describe_alone (backup, path, NULL, summary, error);
}

static gboolean
put_back (Run *run, SessionBackup *backup, const char *path, char **kept,
          GError **error)
{
  if (run->session != NULL)
    return session_backup_restore (backup, run->session, kept, error);
  run->session = session_backup_restore_alone (backup, path,
                                               run->options->store_lost
                                                   ? SESSION_BACKUP_PRESENT_LOST
                                                   : SESSION_BACKUP_PRESENT_UNSAID,
                                               kept, NULL, error);
  return run->session != NULL;
}

static gboolean
restore (Run *run, SessionBackup *backup, const SessionBackupSummary *summary,
         const char *path, GError **error)
{
  const Options *options = run->options;
  g_autofree char *kept = NULL;
  if ((!options->json && !print_preview (run, summary, error))
      || (!options->dry_run && !put_back (run, backup, path, &kept, error)))
    return FALSE;
  if (options->json)
    print_json (summary, !options->dry_run, kept);
  else if (!options->dry_run)
    g_print ("%s\n", _ ("The backup is restored."));
  if (!options->json && kept != NULL)
    g_print (_ ("The file that was there stays as “%s”.\n"), kept);
  return TRUE;
}

/* (transfer full): the copy, and run's session where the store opens; else *problem. */
static SessionBackup *
open_both (Run *run, const char *path, GBytes *bytes, gboolean *named, GError **problem,
           GError **error)
{
  g_autoptr (SessionBackup) backup = NULL;
  Secret *passphrase =
      input_secret (run->options->passphrase_fd, _ ("Passphrase:"), error);
  if (passphrase == NULL)
    return NULL;
  if (open_present (run, path, passphrase, problem, error))
    backup = open_file (run, bytes, passphrase, named, error);
  secret_free (passphrase);
  if (backup == NULL || !open_locked (run, backup, path, problem, error)
      || !ask_for_present (run, path, problem, error))
    return NULL;
  return g_steal_pointer (&backup);
}

gboolean
command_restore (Run *run, GError **error)
{
  g_autofree char *path = run_dup_store_path (run);
  g_autoptr (GBytes) bytes = input_read_store (run->options->arguments[0], error);
  g_autoptr (GError) problem = NULL;
  gboolean named = FALSE;
  SessionBackupSummary summary;
  if (bytes == NULL)
    return FALSE;
  g_autoptr (SessionBackup) backup =
      open_both (run, path, bytes, &named, &problem, error);
  if (backup == NULL || !describe (run, backup, path, &summary, error)
      || !check_choices (run, &summary, named, path, error))
    return FALSE;
  if (problem != NULL)
    warn_of_ledger (problem, summary.ledger);
  return restore (run, backup, &summary, path, error);
}

/* --- erase ------------------------------------------------------------------------ */

gboolean
command_erase (Run *run, GError **error)
{
  g_autofree char *path = run_dup_store_path (run);
  if (!session_erase (path, NULL, error))
    return FALSE;
  if (run->options->json)
    run_print_yes ("erased");
  else
    g_print (
        _ ("The store, its backups and the files kept beside it are erased; the "
           "empty file “%s.lock” may be deleted. Copies elsewhere are not reached, "
           "and the disk may keep old bytes for a while.\n"),
        path);
  return TRUE;
}
