/* refusal add, list, outcome, delete, restore. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"
#include "command.h"
#include "run.h"
#include "session-late.h"
#include "session-parse.h"
#include "session-refusals.h"

static gboolean
find_refusal (Run *run, const char *text, uint8_t id[ENTRY_ID_BYTES], GError **error)
{
  return session_refusals_find (run->session, text, id, error);
}

/* Whose entry it is, as --new-person and --same-person-as say. */
static gboolean
resolve_person (Run *run, PersonChoice *whose, GError **error)
{
  *whose = (PersonChoice){ .kind = PERSON_UNSAID };
  if (run->options->new_person)
    whose->kind = PERSON_NEW;
  if (run->options->same_person == NULL)
    return TRUE;
  whose->kind = PERSON_SAME_AS;
  return find_refusal (run, run->options->same_person, whose->same_as, error);
}

static gboolean
parse_code_named (const char *text, CodeNamed *code_named, GError **error)
{
  *code_named = CODE_NAMED_UNKNOWN;
  if (text == NULL)
    return TRUE;
  if (strcmp (text, "yes") == 0 || strcmp (text, "no") == 0)
    return session_parse_code_named (text, code_named, error);
  g_set_error (error, OPTIONS_ERROR, EXIT_USAGE,
               _ ("--code-named is yes or no, not “%s”."), text);
  return FALSE;
}

static gboolean
parse_entry (Run *run, RefusalEntry *entry, GError **error)
{
  const Options *options = run->options;
  const Campaign *campaign = session_campaign (run->session);
  g_autofree char *grounds = g_strjoinv (" ", options->grounds);
  return session_parse_item (campaign, CAMPAIGN_WORK, options->work, &entry->work,
                             error)
         && session_parse_item (campaign, CAMPAIGN_CUSTOMERS, options->customer,
                                &entry->customer, error)
         && session_parse_grounds (campaign, grounds, &entry->grounds, error)
         && session_parse_item (campaign, CAMPAIGN_OUTCOMES, options->outcome,
                                &entry->outcome, error);
}

static void
print_added (const Run *run, const uint8_t id[ENTRY_ID_BYTES], guint64 alike,
             Week counts)
{
  char text[REFUSALS_ID_TEXT_BYTES];
  bytes_to_hex (text, id, ENTRY_ID_BYTES);
  if (run->options->json)
    {
      Json *json = json_new ();
      json_object (json, NULL);
      json_string (json, "id", text);
      json_integer (json, "alike", (gint64)alike);
      run_add_counts (run, json, counts);
      json_end (json);
      run_print_json (json);
      return;
    }
  g_print ("%s\n", text);
  if (alike > 0)
    g_printerr (_ ("An equal refusal of that week is in the store already. If this is "
                   "the same one, take it back: steadfast-cli refusal delete %.8s\n"),
                text);
}

gboolean
command_refusal_add (Run *run, GError **error)
{
  RefusalEntry entry = { 0 };
  PersonChoice whose;
  uint8_t id[ENTRY_ID_BYTES];
  guint64 alike;
  Week counts;
  if (!parse_code_named (run->options->code_named, &entry.code_named, error)
      || (run->options->week != NULL
          && !session_parse_week (run->options->week, &entry.week, error))
      || !run_open (run, error) || !parse_entry (run, &entry, error)
      || !resolve_person (run, &whose, error)
      || !session_late_week (run->session, &entry.week, &counts, error)
      || !session_refusals_add (run->session, &entry, &whose, id, &alike, error))
    return FALSE;
  print_added (run, id, alike, counts);
  run_tell_late (run, entry.week, counts);
  return TRUE;
}

static const char *
item_id (const Campaign *campaign, CampaignList list, guint index)
{
  return campaign_item (campaign, list, index)->id;
}

static const char *
item_name (const Campaign *campaign, CampaignList list, guint index)
{
  return campaign_text_get (campaign_item (campaign, list, index)->name, NULL);
}

static void
add_outcomes_json (Json *json, const Campaign *campaign, const Refusal *refusal)
{
  json_array (json, "outcomes");
  for (guint i = 0; i < refusal->n_outcomes; i++)
    {
      const RefusalOutcome *outcome = &refusal->outcomes[i];
      char week[WEEK_TEXT_BYTES], counts[WEEK_TEXT_BYTES];
      week_print (week, outcome->week);
      week_print (counts, outcome->counts);
      json_object (json, NULL);
      json_string (json, "outcome",
                   item_id (campaign, CAMPAIGN_OUTCOMES, outcome->outcome));
      json_string (json, "week", week);
      json_string (json, "counts", counts);
      json_end (json);
    }
  json_end (json);
}

static void
add_refusal_json (Json *json, const Campaign *campaign, const Refusal *refusal)
{
  static const char *const answers[] = {
    [CODE_NAMED_NO] = "no", [CODE_NAMED_YES] = "yes", [CODE_NAMED_UNKNOWN] = "unknown"
  };
  char id[REFUSALS_ID_TEXT_BYTES], week[WEEK_TEXT_BYTES], counts[WEEK_TEXT_BYTES];
  bytes_to_hex (id, refusal->id, ENTRY_ID_BYTES);
  week_print (week, refusal->week);
  week_print (counts, refusal->counts);
  const RefusalOutcome *latest = &refusal->outcomes[refusal->n_outcomes - 1];
  json_object (json, NULL);
  json_string (json, "id", id);
  json_string (json, "week", week);
  json_string (json, "counts", counts);
  json_string (json, "work", item_id (campaign, CAMPAIGN_WORK, refusal->work));
  json_string (json, "customer",
               item_id (campaign, CAMPAIGN_CUSTOMERS, refusal->customer));
  json_array (json, "grounds");
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_GROUNDS); i++)
    if ((refusal->grounds & 1u << i) != 0)
      json_string (json, NULL, item_id (campaign, CAMPAIGN_GROUNDS, i));
  json_end (json);
  json_string (json, "outcome", item_id (campaign, CAMPAIGN_OUTCOMES, latest->outcome));
  json_string (json, "code_named", answers[refusal->code_named]);
  add_outcomes_json (json, campaign, refusal);
  json_end (json);
}

static char *
join_grounds (const Campaign *campaign, guint32 grounds)
{
  GString *names = g_string_new (NULL);
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_GROUNDS); i++)
    if ((grounds & 1u << i) != 0)
      /* Translators: stands between the names of a list. */
      g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "",
                              item_name (campaign, CAMPAIGN_GROUNDS, i));
  return g_string_free (names, FALSE);
}

static const char *
describe_code_named (CodeNamed code_named)
{
  switch (code_named)
    {
    case CODE_NAMED_YES:
      /* Translators: whether there was a code name, in a table. */
      return _ ("yes");
    case CODE_NAMED_NO:
      return _ ("no");
    case CODE_NAMED_UNKNOWN:
    default:
      return _ ("unknown");
    }
}

/* Where a refusal counts and the latest outcome of it, if one of them is late. */
static char *
describe_counts (const Refusal *refusal, const RefusalOutcome *latest)
{
  char counts[WEEK_TEXT_BYTES], later[WEEK_TEXT_BYTES];
  week_print (counts, refusal->counts);
  week_print (later, latest->counts);
  if (latest->counts == latest->week || latest->counts == refusal->counts)
    return g_strdup (refusal->counts == refusal->week ? "" : counts);
  /* Translators: two weeks like 2026-W41, in a table. */
  return g_strdup_printf (_ ("%s, outcome %s"), counts, later);
}

static void
add_refusal_row (Table *table, const Campaign *campaign, const Refusal *refusal)
{
  char id[REFUSALS_ID_TEXT_BYTES], week[WEEK_TEXT_BYTES];
  bytes_to_hex (id, refusal->id, ENTRY_ID_BYTES);
  id[REFUSALS_PREFIX_LEAST] = '\0';
  week_print (week, refusal->week);
  g_autofree char *grounds = join_grounds (campaign, refusal->grounds);
  const RefusalOutcome *latest = &refusal->outcomes[refusal->n_outcomes - 1];
  g_autofree char *counts = describe_counts (refusal, latest);
  const char *const cells[] = {
    id,
    week,
    item_name (campaign, CAMPAIGN_WORK, refusal->work),
    item_name (campaign, CAMPAIGN_CUSTOMERS, refusal->customer),
    grounds,
    item_name (campaign, CAMPAIGN_OUTCOMES, latest->outcome),
    describe_code_named (refusal->code_named),
    counts,
    NULL,
  };
  table_add (table, cells);
}

gboolean
command_refusal_list (Run *run, GError **error)
{
  if (!run_open (run, error))
    return FALSE;
  const Campaign *campaign = session_campaign (run->session);
  g_autoptr (GPtrArray) refusals = session_refusals_list (
      run->session, run->options->trash ? REFUSALS_TRASHED : REFUSALS_KEPT, error);
  if (refusals == NULL)
    return FALSE;
  if (run->options->json)
    {
      Json *json = json_new ();
      json_array (json, NULL);
      for (guint i = 0; i < refusals->len; i++)
        add_refusal_json (json, campaign, refusals->pdata[i]);
      json_end (json);
      run_print_json (json);
      return TRUE;
    }
  const char *const heads[] = { _ ("Id"),        _ ("Week"),      _ ("Work"),
                                _ ("Customer"),  _ ("Grounds"),   _ ("Outcome"),
                                _ ("Code name"), _ ("Counts in"), NULL };
  Table *table = table_new (heads);
  for (guint i = 0; i < refusals->len; i++)
    add_refusal_row (table, campaign, refusals->pdata[i]);
  table_print (table, run->options->trash ? _ ("The trash is empty.")
                                          : _ ("No refusal has been logged yet."));
  return TRUE;
}

/* Where it counts; nothing for a person, unless that is not where they expect it. */
static void
print_outcome (const Run *run, Week own, Week counts)
{
  run_tell_late (run, own, counts);
  if (!run->options->json)
    return;
  Json *json = json_new ();
  json_object (json, NULL);
  run_add_counts (run, json, counts);
  json_end (json);
  run_print_json (json);
}

gboolean
command_refusal_outcome (Run *run, GError **error)
{
  uint8_t id[ENTRY_ID_BYTES];
  Week week = 0, counts;
  guint outcome;
  PersonChoice whose;
  if ((run->options->week != NULL
       && !session_parse_week (run->options->week, &week, error))
      || !run_open (run, error)
      || !find_refusal (run, run->options->arguments[0], id, error)
      || !session_parse_item (session_campaign (run->session), CAMPAIGN_OUTCOMES,
                              run->options->arguments[1], &outcome, error)
      || !resolve_person (run, &whose, error)
      || !session_late_week (run->session, &week, &counts, error)
      || !session_refusals_add_outcome (run->session, id, outcome, week, &whose, error))
    return FALSE;
  print_outcome (run, week, counts);
  return TRUE;
}

gboolean
command_refusal_delete (Run *run, GError **error)
{
  uint8_t id[ENTRY_ID_BYTES];
  return run_open (run, error)
         && find_refusal (run, run->options->arguments[0], id, error)
         && session_refusals_delete (run->session, id, error);
}

gboolean
command_refusal_restore (Run *run, GError **error)
{
  uint8_t id[ENTRY_ID_BYTES];
  return run_open (run, error)
         && find_refusal (run, run->options->arguments[0], id, error)
         && session_refusals_restore (run->session, id, error);
}
