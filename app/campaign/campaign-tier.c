/* Tiers: which customer groups each covers, and the number a person types for one. */
#include "config.h"

#include "campaign-private.h"

#include <glib/gi18n-lib.h>

gboolean
campaign_tier_covers (const Campaign *campaign, guint tier, guint customer)
{
  if (tier >= campaign->lists[CAMPAIGN_TIERS].count
      || customer >= campaign->lists[CAMPAIGN_CUSTOMERS].count)
    return FALSE;
  return (campaign->covers[tier] >> customer & 1) != 0;
}

gboolean
campaign_tier_parse (const Campaign *campaign, const char *text, guint *tier,
                     GError **error)
{
  int found;

  *tier = 0;
  if (campaign_schema_number (text, CAMPAIGN_TIER_MAX) == 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_TIER_MALFORMED,
                         _ ("A tier is a number from 1 to %d."), CAMPAIGN_TIER_MAX);
  found = campaign_find (campaign, CAMPAIGN_TIERS, text);
  if (found < 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_TIER_UNKNOWN,
                         _ ("This campaign has no tier %s."), text);
  *tier = (guint)found;
  return TRUE;
}
