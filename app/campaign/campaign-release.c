/* The release parameters, and the floors under them that no campaign file can go below.
 * Exponents are counted in units of 1/scale, so that all of this is exact. */
#include "config.h"

#include "campaign-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LABEL_EXTRA_BYTES 128 /* what a tally's line has besides a label's text */

static gboolean
read_number (const Campaign *campaign, const char *key, guint least, guint most,
             guint *number, GError **error)
{
  const KeyfileGroup *group = keyfile_group (campaign->keyfile, "Release");

  *number = campaign_schema_number (keyfile_value (group, key), most);
  if (*number < least)
    return keyfile_fail (error, CAMPAIGN_ERROR_FLOOR,
                         _ ("In group [Release] of the campaign file the key %s is not "
                            "a number from %u to %u."),
                         key, least, most);
  return TRUE;
}

static gboolean
check_exponent (const Campaign *campaign, GError **error)
{
  guint sum = campaign_year_exponent (campaign);
  guint scale = campaign->release.scale;

  if (sum > CAMPAIGN_YEAR_EXPONENT_MAX * scale)
    return keyfile_fail (error, CAMPAIGN_ERROR_FLOOR,
                         _ ("The questions of the campaign file cost %u/%u together in "
                            "a year, and at most %d is possible: ask less, less often, "
                            "or with a larger Scale."),
                         sum, scale, CAMPAIGN_YEAR_EXPONENT_MAX);
  return TRUE;
}

static gsize
measure_text (const CampaignText *text)
{
  gsize size = 0;

  for (guint i = 0; i < text->count; i++)
    size += strlen (text->entries[i].value) + LABEL_EXTRA_BYTES;
  return size;
}

/* A tally repeats each bucket's names for each question. One that no reader takes could
 * never be released: better said now than when a year of entries is in. */
static gboolean
check_labels (const Campaign *campaign, GError **error)
{
  gsize size = 0;

  for (guint i = 0; i < campaign->lists[CAMPAIGN_QUESTIONS].count; i++)
    {
      const CampaignQuestion *question = &campaign->questions[i];

      size += measure_text (question->name);
      for (guint j = 0; j < question->n_buckets; j++)
        size += measure_text (question->buckets[j].name);
    }
  if (size > CAMPAIGN_LABELS_BYTES)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("The names of the questions and their buckets in all "
                            "languages of the campaign file have %u bytes together, "
                            "and at most %d are possible."),
                         (guint)size, CAMPAIGN_LABELS_BYTES);
  return TRUE;
}

gboolean
campaign_release_read (Campaign *campaign, GError **error)
{
  CampaignRelease *release = &campaign->release;

  return read_number (campaign, "Scale", CAMPAIGN_SCALE_MIN, CAMPAIGN_SCALE_MAX,
                      &release->scale, error)
         && read_number (campaign, "Minimum", CAMPAIGN_MINIMUM_MIN,
                         CAMPAIGN_PARAMETER_MAX, &release->minimum, error)
         && read_number (campaign, "Threshold", CAMPAIGN_THRESHOLD_MIN,
                         CAMPAIGN_PARAMETER_MAX, &release->threshold, error)
         && read_number (campaign, "Step", CAMPAIGN_STEP_MIN, CAMPAIGN_PARAMETER_MAX,
                         &release->step, error)
         && check_exponent (campaign, error) && check_labels (campaign, error);
}

const CampaignRelease *
campaign_release (const Campaign *campaign)
{
  return &campaign->release;
}
