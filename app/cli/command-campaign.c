/* campaign check, campaign show. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "command.h"
#include "input.h"
#include "run.h"

static Campaign *
read_campaign (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = input_read (path, error);
  return bytes != NULL ? campaign_parse (bytes, error) : NULL;
}

gboolean
command_campaign_check (Run *run, GError **error)
{
  g_autoptr (Campaign) campaign = read_campaign (run->options->arguments[0], error);
  if (campaign == NULL)
    return FALSE;
  if (run->options->json)
    {
      Json *json = json_new ();
      json_object (json, NULL);
      json_string (json, "id", campaign_id (campaign));
      json_string (json, "name", campaign_text_get (campaign_name (campaign), NULL));
      json_end (json);
      run_print_json (json);
      return TRUE;
    }
  g_print (_ ("The campaign file is good: %s.\n"),
           campaign_text_get (campaign_name (campaign), NULL));
  g_print (_ ("Campaign id: %s\n"), campaign_id (campaign));
  return TRUE;
}

static const CampaignList shown_lists[] = { CAMPAIGN_TIERS,    CAMPAIGN_ROLES,
                                            CAMPAIGN_WORK,     CAMPAIGN_CUSTOMERS,
                                            CAMPAIGN_GROUNDS,  CAMPAIGN_OUTCOMES,
                                            CAMPAIGN_QUESTIONS };

static const char *
name_of (const CampaignItem *item)
{
  return campaign_text_get (item->name, NULL);
}

static void
print_json (const Campaign *campaign)
{
  Json *json = json_new ();
  json_object (json, NULL);
  json_string (json, "id", campaign_id (campaign));
  json_string (json, "name", campaign_text_get (campaign_name (campaign), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (shown_lists); i++)
    {
      json_array (json, campaign_word_list (shown_lists[i]));
      for (guint j = 0; j < campaign_count (campaign, shown_lists[i]); j++)
        {
          const CampaignItem *item = campaign_item (campaign, shown_lists[i], j);
          json_object (json, NULL);
          json_string (json, "id", item->id);
          json_string (json, "name", name_of (item));
          if (item->text != NULL)
            json_string (json, "text", campaign_text_get (item->text, NULL));
          json_end (json);
        }
      json_end (json);
    }
  json_end (json);
  run_print_json (json);
}

static const char *
title_of (CampaignList list)
{
  switch ((int)list)
    {
    case CAMPAIGN_TIERS:
      return _ ("Tiers (--tier)");
    case CAMPAIGN_ROLES:
      return _ ("Roles (--role)");
    case CAMPAIGN_WORK:
      return _ ("Kinds of work (--work)");
    case CAMPAIGN_CUSTOMERS:
      return _ ("Customer groups (--customer)");
    case CAMPAIGN_GROUNDS:
      return _ ("Grounds (--ground)");
    case CAMPAIGN_OUTCOMES:
      return _ ("Outcomes (--outcome), the mildest first");
    default:
      return _ ("Questions that totals answer");
    }
}

static void
print_covered (const Campaign *campaign, guint tier)
{
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_CUSTOMERS); i++)
    if (campaign_tier_covers (campaign, tier, i))
      g_print ("      – %s\n",
               name_of (campaign_item (campaign, CAMPAIGN_CUSTOMERS, i)));
}

static void
print_list (const Campaign *campaign, CampaignList list)
{
  g_print ("\n%s\n", title_of (list));
  for (guint i = 0; i < campaign_count (campaign, list); i++)
    {
      const CampaignItem *item = campaign_item (campaign, list, i);
      g_print ("  %-14s %s\n", item->id, name_of (item));
      if (list == CAMPAIGN_TIERS)
        print_covered (campaign, i);
    }
}

static void
print_signed (const Campaign *campaign)
{
  g_print ("\n%s\n", _ ("What is signed"));
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_TIERS); i++)
    {
      const CampaignItem *item = campaign_item (campaign, CAMPAIGN_TIERS, i);
      g_print ("\n%s\n%s\n", name_of (item), campaign_text_get (item->text, NULL));
    }
}

static void
print_text (const Campaign *campaign)
{
  g_print ("%s (%s)\n\n%s\n", campaign_text_get (campaign_name (campaign), NULL),
           campaign_text_get (campaign_company (campaign), NULL),
           campaign_text_get (campaign_summary (campaign), NULL));
  const CampaignText *const statements[] = { campaign_who (campaign),
                                             campaign_refused (campaign),
                                             campaign_lasts (campaign),
                                             campaign_protection (campaign) };
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    g_print ("\n%s\n", campaign_text_get (statements[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (shown_lists); i++)
    print_list (campaign, shown_lists[i]);
  print_signed (campaign);
}

/* The file that was named; the store's campaign where a store was; else the built-in
 * one. */
static const Campaign *
find_campaign (Run *run, Campaign **own, GError **error)
{
  if (run->options->arguments[0] != NULL)
    return *own = read_campaign (run->options->arguments[0], error);
  if (run->options->store != NULL)
    return run_open (run, error) ? session_campaign (run->session) : NULL;
  g_autoptr (GBytes) bytes = campaign_builtin (campaign_builtin_slugs ()[0]);
  return *own = campaign_parse (bytes, error);
}

gboolean
command_campaign_show (Run *run, GError **error)
{
  g_autoptr (Campaign) own = NULL;
  const Campaign *campaign = find_campaign (run, &own, error);
  if (campaign == NULL)
    return FALSE;
  if (run->options->json)
    print_json (campaign);
  else
    print_text (campaign);
  return TRUE;
}
