/* pledge take, change, withdraw, list, show, destroy-key, save. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ask.h"
#include "bytes.h"
#include "command.h"
#include "input.h"
#include "run.h"
#include "session-late.h"
#include "session-parse.h"
#include "session-pledge.h"

static void
print_id (const Run *run, const uint8_t id[SIGNERS_ID_BYTES])
{
  char text[SIGNERS_ID_TEXT_BYTES];
  bytes_to_hex (text, id, SIGNERS_ID_BYTES);
  if (!run->options->json)
    {
      g_print ("%s\n", text);
      return;
    }
  run_print_string ("id", text);
}

static const char *
text_of (const CampaignText *text)
{
  return campaign_text_get (text, NULL);
}

/* What signing means, and what it does not: each a heading and a sentence. */
static const char *const meanings[][2] = {
  { N_ ("Your name is not in it"),
    N_ ("A key is made for this pledge alone. It says nothing about who you are.") },
  { N_ ("It can be withdrawn"),
    N_ ("At any time, by signing a withdrawal with the same key. Nobody is told "
        "unless you hand it out.") },
  { N_ ("It may not protect you at work"),
    N_ ("Refusing selected work may not be protected where you live. In the USA, for "
        "instance, partial or intermittent strikes fall outside the protection. Ask a "
        "lawyer first; this is no legal advice.") },
  { N_ ("It does not prove who or when"),
    N_ ("Others can check that it is unaltered. It does not show that a worker made "
        "it, or on which day.") },
};

/* What is promised, in full, and whom it is about. */
static char *
describe_tier (const Campaign *campaign, guint tier)
{
  const CampaignItem *item = campaign_item (campaign, CAMPAIGN_TIERS, tier);
  GString *shown = g_string_new (NULL);
  g_string_append_printf (shown, "\n%s (%s)\n%s\n\n%s\n\n%s\n",
                          text_of (campaign_name (campaign)),
                          text_of (campaign_company (campaign)), text_of (item->name),
                          text_of (item->text), _ ("The customers that it covers:"));
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_CUSTOMERS); i++)
    if (campaign_tier_covers (campaign, tier, i))
      g_string_append_printf (
          shown, "  – %s\n",
          text_of (campaign_item (campaign, CAMPAIGN_CUSTOMERS, i)->name));
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    g_string_append_printf (shown, "\n%s\n  %s\n", _ (meanings[i][0]),
                            _ (meanings[i][1]));
  g_string_append_printf (shown, "\n%s",
                          _ ("“steadfast-cli campaign show” shows the other tiers, and "
                             "what else the campaign says."));
  return g_string_free (shown, FALSE);
}

/* Nobody signs a text that they were not shown. */
static gboolean
ask_to_sign (const Run *run, guint tier, GError **error)
{
  g_autofree char *shown = describe_tier (session_campaign (run->session), tier);
  return ask_before (run, shown, _ ("Nothing was signed."), error);
}

/* The same, with where it counts. */
static void
print_taken (const Run *run, const uint8_t id[SIGNERS_ID_BYTES], Week own, Week counts)
{
  char text[SIGNERS_ID_TEXT_BYTES];
  if (!run->options->json)
    {
      print_id (run, id);
      run_tell_late (run, own, counts);
      return;
    }
  bytes_to_hex (text, id, SIGNERS_ID_BYTES);
  Json *json = json_new ();
  json_object (json, NULL);
  json_string (json, "id", text);
  run_add_counts (run, json, counts);
  json_end (json);
  run_print_json (json);
}

gboolean
command_pledge_take (Run *run, GError **error)
{
  const Options *options = run->options;
  Week week = 0, counts;
  guint tier, role = 0;
  uint8_t id[SIGNERS_ID_BYTES];
  if ((options->week != NULL && !session_parse_week (options->week, &week, error))
      || !run_open (run, error))
    return FALSE;
  const Campaign *campaign = session_campaign (run->session);
  if (!session_parse_tier (campaign, options->tier, &tier, error)
      || (options->role != NULL
          && !session_parse_item (campaign, CAMPAIGN_ROLES, options->role, &role,
                                  error))
      || !ask_to_sign (run, tier, error))
    return FALSE;
  if (!session_late_week (run->session, &week, &counts, error)
      || !session_pledge_take (
          run->session, tier, options->role != NULL ? (int)role : -1, week,
          options->new_person ? SIGNER_OTHER : SIGNER_OWNER, id, error))
    return FALSE;
  print_taken (run, id, week, counts);
  return TRUE;
}

/* Opens the store and finds the signer that argument at names, or the owner. */
static gboolean
open_signer (Run *run, guint at, uint8_t id[SIGNERS_ID_BYTES], GError **error)
{
  const char *text =
      g_strv_length (run->options->arguments) > at ? run->options->arguments[at] : NULL;
  return run_open (run, error) && session_pledge_find (run->session, text, id, error);
}

gboolean
command_pledge_change (Run *run, GError **error)
{
  uint8_t id[SIGNERS_ID_BYTES];
  guint tier;
  if (!open_signer (run, 0, id, error)
      || !session_parse_tier (session_campaign (run->session), run->options->tier,
                              &tier, error)
      || !ask_to_sign (run, tier, error)
      || !session_pledge_change (run->session, id, tier, error))
    return FALSE;
  print_id (run, id);
  return TRUE;
}

gboolean
command_pledge_withdraw (Run *run, GError **error)
{
  uint8_t id[SIGNERS_ID_BYTES];
  if (!open_signer (run, 0, id, error)
      || !session_pledge_withdraw (run->session, id, error))
    return FALSE;
  print_id (run, id);
  ask_tell (run,
            _ ("The pledge is withdrawn here. Whoever has a saved copy of it knows "
               "only if you hand out the withdrawal: “pledge save” writes it."));
  return TRUE;
}

static void
add_signer_json (Json *json, const Signer *signer)
{
  char id[SIGNERS_ID_TEXT_BYTES], week[WEEK_TEXT_BYTES], counts[WEEK_TEXT_BYTES];
  bytes_to_hex (id, signer->id, SIGNERS_ID_BYTES);
  week_print (week, signer->state.take.week);
  week_print (counts, signer->counts);
  const PledgeRecord *last = &signer->state.last;
  json_object (json, NULL);
  json_string (json, "id", id);
  json_string (json, "tier", last->tier);
  json_string (json, "role", *last->role != '\0' ? last->role : NULL);
  json_string (json, "week", week);
  json_string (json, "counts", counts);
  json_string (json, "action", record_action_name (last->action));
  json_boolean (json, "withdrawn", chain_is_withdrawn (&signer->state));
  json_boolean (json, "key", signer->has_key);
  json_boolean (json, "owner", signer->kind == SIGNER_OWNER);
  json_end (json);
}

static void
add_signer_row (Table *table, const Campaign *campaign, const Signer *signer)
{
  char id[SIGNERS_ID_TEXT_BYTES], week[WEEK_TEXT_BYTES];
  bytes_to_hex (id, signer->id, SIGNERS_ID_BYTES);
  id[8] = '\0';
  week_print (week, signer->state.take.week);
  const PledgeRecord *last = &signer->state.last;
  const char *const cells[] = {
    id,
    week,
    campaign_name_of (campaign, CAMPAIGN_TIERS, last->tier, NULL),
    *last->role != '\0' ? campaign_name_of (campaign, CAMPAIGN_ROLES, last->role, NULL)
                        : "–",
    /* Translators: of a pledge, in a table. */
    chain_is_withdrawn (&signer->state) ? _ ("withdrawn") : _ ("taken"),
    /* Translators: of a signing key, in a table. */
    signer->has_key ? _ ("kept") : _ ("destroyed"),
    /* Translators: stands beside the signer who owns the store. */
    signer->kind == SIGNER_OWNER ? _ ("owner") : "",
    NULL,
  };
  table_add (table, cells);
}

gboolean
command_pledge_list (Run *run, GError **error)
{
  if (!run_open (run, error))
    return FALSE;
  g_autoptr (GPtrArray) signers = session_pledge_list (run->session, error);
  if (signers == NULL)
    return FALSE;
  if (run->options->json)
    {
      Json *json = json_new ();
      json_array (json, NULL);
      for (guint i = 0; i < signers->len; i++)
        add_signer_json (json, signers->pdata[i]);
      json_end (json);
      run_print_json (json);
      return TRUE;
    }
  const char *const heads[] = { _ ("Id"),     _ ("Week"), _ ("Tier"), _ ("Role"),
                                _ ("Pledge"), _ ("Key"),  "",         NULL };
  Table *table = table_new (heads);
  for (guint i = 0; i < signers->len; i++)
    add_signer_row (table, session_campaign (run->session), signers->pdata[i]);
  table_print (table, _ ("Nobody has taken the pledge in this store yet."));
  return TRUE;
}

static void
print_records_json (const GPtrArray *records)
{
  Json *json = json_new ();
  json_array (json, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      const SignerRecord *item = records->pdata[i];
      const PledgeRecord *record = &item->record;
      gsize size;
      const char *bytes = g_bytes_get_data (item->text, &size);
      g_autofree char *text = g_strndup (bytes, size);
      char week[WEEK_TEXT_BYTES];
      week_print (week, record->week);
      json_object (json, NULL);
      json_string (json, "action", record_action_name (record->action));
      json_string (json, "tier", record->tier);
      json_string (json, "role", *record->role != '\0' ? record->role : NULL);
      json_string (json, "week", week);
      json_string (json, "record", text);
      json_end (json);
    }
  json_end (json);
  run_print_json (json);
}

gboolean
command_pledge_show (Run *run, GError **error)
{
  uint8_t id[SIGNERS_ID_BYTES];
  if (!open_signer (run, 0, id, error))
    return FALSE;
  g_autoptr (GPtrArray) records = session_pledge_records (run->session, id, error);
  if (records == NULL)
    return FALSE;
  if (run->options->json)
    {
      print_records_json (records);
      return TRUE;
    }
  for (guint i = 0; i < records->len; i++)
    {
      const SignerRecord *item = records->pdata[i];
      gsize size;
      const char *text = g_bytes_get_data (item->text, &size);
      g_print ("%s%.*s", i > 0 ? "\n" : "", (int)size, text);
    }
  return TRUE;
}

/* A file that holds something else already is not replaced: it may be another signer's.
 */
static gboolean
write_new_file (const char *folder, const SavedFile *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file->name, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *present = NULL;
  g_autoptr (GError) reason = NULL;
  gsize size = 0;
  if (!g_file_get_contents (path, &present, &size, &reason))
    {
      if (!g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                       _ ("“%s” cannot be written: %s."), shown, reason->message);
          return FALSE;
        }
    }
  else if (size != strlen (file->text) || memcmp (present, file->text, size) != 0)
    {
      g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                   _ ("“%s” exists already and holds something else. Choose another "
                      "folder."),
                   shown);
      return FALSE;
    }
  g_autoptr (GBytes) bytes = g_bytes_new_static (file->text, strlen (file->text));
  return input_write (path, bytes, error);
}

static gboolean
write_files (const char *folder, const SavedFiles *saved, GError **error)
{
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_autofree char *shown = g_filename_display_name (folder);
      g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                   _ ("The folder “%s” cannot be made: %s."), shown,
                   g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; i < SAVED_FILES; i++)
    if (!write_new_file (folder, &saved->files[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
ask_to_destroy (const Run *run, GError **error)
{
  const char *explanation =
      run->options->withdrawal != NULL
          ? _ (
              "Without the key nobody can change or withdraw this pledge any more, but "
              "by the withdrawal that is saved now.")
          : _ ("Without the key nobody can change or withdraw this pledge any more. "
               "“--withdrawal FOLDER” saves a signed withdrawal first, for later.");
  return ask_before (run, explanation, _ ("No key was destroyed."), error);
}

gboolean
command_pledge_destroy_key (Run *run, GError **error)
{
  uint8_t id[SIGNERS_ID_BYTES];
  if (!open_signer (run, 0, id, error) || !ask_to_destroy (run, error))
    return FALSE;
  if (run->options->withdrawal != NULL)
    {
      g_autoptr (SavedFiles) files = session_pledge_withdrawal_files (
          run->session, id, PLEDGE_FORMAT_MINISIGN, error);
      if (files == NULL || !write_files (run->options->withdrawal, files, error))
        return FALSE;
    }
  if (!session_pledge_destroy_key (run->session, id, error))
    return FALSE;
  if (!run->options->json)
    g_print ("%s\n", _ ("The key is destroyed in this store. Copies of the store that "
                        "were made before still hold it."));
  return TRUE;
}

static gboolean
parse_format (const char *text, PledgeFormat *format, GError **error)
{
  *format = PLEDGE_FORMAT_MINISIGN;
  if (text == NULL || saved_format_parse (format, text))
    return TRUE;
  g_set_error (error, OPTIONS_ERROR, EXIT_USAGE,
               _ ("--format is minisign or sshsig, not “%s”."), text);
  return FALSE;
}

gboolean
command_pledge_save (Run *run, GError **error)
{
  PledgeFormat format;
  uint8_t id[SIGNERS_ID_BYTES];
  if (!parse_format (run->options->format, &format, error)
      || !open_signer (run, 1, id, error))
    return FALSE;
  g_autoptr (SavedFiles) files = session_pledge_files (run->session, id, format, error);
  return files != NULL && write_files (run->options->arguments[0], files, error);
}
