/* The lists of a campaign and their items: each id of [Lists] has its group, each such
 * group is in its list, and what items say of one another is there. */
#include "config.h"

#include "campaign-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static guint
find_most (CampaignList list)
{
  switch (list)
    {
    case CAMPAIGN_GROUNDS:
      return CAMPAIGN_GROUNDS_MAX;
    case CAMPAIGN_TIERS:
    case CAMPAIGN_ROLES:
    case CAMPAIGN_WORK:
    case CAMPAIGN_CUSTOMERS:
    case CAMPAIGN_OUTCOMES:
      return CAMPAIGN_CHOICES_MAX;
    case CAMPAIGN_QUESTIONS:
      return CAMPAIGN_QUESTIONS_MAX;
    case CAMPAIGN_INSTRUMENTS:
    case CAMPAIGN_PRECEDENTS:
    case CAMPAIGN_DEMANDS:
    case CAMPAIGN_DATES:
    case CAMPAIGN_TERMS:
    default:
      return CAMPAIGN_REFERENCES_MAX;
    }
}

static const KeyfileGroup *
find_group (const Campaign *campaign, CampaignList list, const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s %s", campaign_schema_group (list), id);

  return keyfile_group (campaign->keyfile, name);
}

static void
read_item (Campaign *campaign, CampaignItem *item, const KeyfileGroup *group)
{
  item->id = strchr (group->name, ' ') + 1;
  item->name = campaign_text_read (campaign, group, "Name");
  item->summary = campaign_text_read (campaign, group, "Summary");
  item->text = campaign_text_read (campaign, group, "Text");
  item->citation = campaign_text_read (campaign, group, "Citation");
  item->source = campaign_text_read (campaign, group, "Source");
  item->when = campaign_text_read (campaign, group, "When");
}

static gboolean
fail_repeated (GError **error, CampaignList list, const char *id)
{
  return keyfile_fail (error, CAMPAIGN_ERROR_REPEATED,
                       _ ("In group [Lists] of the campaign file the key %s names "
                          "“%s” twice."),
                       campaign_schema_list (list), id);
}

static gboolean
read_ids (Campaign *campaign, CampaignList list, char **ids, GError **error)
{
  CampaignItems *items = &campaign->lists[list];
  guint count = g_strv_length (ids);

  if (count > find_most (list))
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [Lists] of the campaign file the key %s names "
                            "%u items, and at most %u are possible."),
                         campaign_schema_list (list), count, find_most (list));
  items->items = g_new0 (CampaignItem, count);
  for (guint i = 0; i < count; i++)
    {
      const KeyfileGroup *group = find_group (campaign, list, ids[i]);

      if (campaign_find (campaign, list, ids[i]) >= 0)
        return fail_repeated (error, list, ids[i]);
      if (group == NULL)
        return keyfile_fail (error, CAMPAIGN_ERROR_MISSING,
                             _ ("The group [%s %s] of the campaign file is missing, "
                                "though the key %s of [Lists] names it."),
                             campaign_schema_group (list), ids[i],
                             campaign_schema_list (list));
      read_item (campaign, &items->items[i], group);
      items->count = i + 1;
    }
  return TRUE;
}

static gboolean
read_list (Campaign *campaign, CampaignList list, GError **error)
{
  const char *value = keyfile_value (keyfile_group (campaign->keyfile, "Lists"),
                                     campaign_schema_list (list));
  g_auto (GStrv) ids = NULL;

  if (value == NULL)
    return TRUE;
  ids = g_strsplit (value, ";", -1);
  return read_ids (campaign, list, ids, error);
}

/* Groups that no list names would be silently unused. */
static gboolean
check_listed (const Campaign *campaign, GError **error)
{
  for (guint i = 0; i < campaign->keyfile->n_groups; i++)
    {
      const char *name = campaign->keyfile->groups[i].name;
      const char *blank = strchr (name, ' ');

      for (CampaignList list = 0; blank != NULL && list < CAMPAIGN_N_LISTS; list++)
        {
          const char *first = campaign_schema_group (list);

          if (strlen (first) == (gsize)(blank - name)
              && strncmp (name, first, strlen (first)) == 0
              && campaign_find (campaign, list, blank + 1) < 0)
            return keyfile_fail (error, CAMPAIGN_ERROR_UNKNOWN,
                                 _ ("The group [%s] of the campaign file is not named "
                                    "by the key %s of [Lists]."),
                                 name, campaign_schema_list (list));
        }
    }
  return TRUE;
}

static gboolean
find_other (const Campaign *campaign, const CampaignItem *item, CampaignList list,
            CampaignList other, const char *key, const char *id, guint *index,
            GError **error)
{
  int found = campaign_find (campaign, other, id);

  if (found < 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_UNKNOWN,
                         _ ("In group [%s %s] of the campaign file the key %s names "
                            "“%s”, which is not in the key %s of [Lists]."),
                         campaign_schema_group (list), item->id, key, id,
                         campaign_schema_list (other));
  *index = (guint)found;
  return TRUE;
}

static gboolean
read_grounds (Campaign *campaign, CampaignList list, GError **error)
{
  CampaignItems *items = &campaign->lists[list];

  for (guint i = 0; i < items->count; i++)
    {
      CampaignItem *item = &items->items[i];
      const char *id = keyfile_value (find_group (campaign, list, item->id), "Ground");

      if (!find_other (campaign, item, list, CAMPAIGN_GROUNDS, "Ground", id,
                       &item->ground, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_tier (Campaign *campaign, guint tier, GError **error)
{
  const CampaignItem *item = &campaign->lists[CAMPAIGN_TIERS].items[tier];
  const KeyfileGroup *group = find_group (campaign, CAMPAIGN_TIERS, item->id);
  g_auto (GStrv) ids = g_strsplit (keyfile_value (group, "Covers"), ";", -1);

  if (campaign_schema_number (item->id, CAMPAIGN_TIER_MAX) == 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("The group [%s] of the campaign file does not have a "
                            "number from 1 to %d as its tier."),
                         group->name, CAMPAIGN_TIER_MAX);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint customer = 0;

      if (!find_other (campaign, item, CAMPAIGN_TIERS, CAMPAIGN_CUSTOMERS, "Covers",
                       ids[i], &customer, error))
        return FALSE;
      if (campaign_tier_covers (campaign, tier, customer))
        return keyfile_fail (error, CAMPAIGN_ERROR_REPEATED,
                             _ ("In group [%s] of the campaign file the key Covers "
                                "names “%s” twice."),
                             group->name, ids[i]);
      campaign->covers[tier] |= 1u << customer;
    }
  return TRUE;
}

gboolean
campaign_list_read (Campaign *campaign, GError **error)
{
  for (CampaignList list = 0; list < CAMPAIGN_N_LISTS; list++)
    if (!read_list (campaign, list, error))
      return FALSE;
  if (!check_listed (campaign, error)
      || !read_grounds (campaign, CAMPAIGN_INSTRUMENTS, error)
      || !read_grounds (campaign, CAMPAIGN_PRECEDENTS, error))
    return FALSE;
  for (guint i = 0; i < campaign->lists[CAMPAIGN_TIERS].count; i++)
    if (!read_tier (campaign, i, error))
      return FALSE;
  return TRUE;
}
