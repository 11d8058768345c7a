/* What the files of this folder share: the structs behind campaign.h and the steps of
 * reading one. Of this folder only. */
#pragma once

#include "campaign.h"
#include "keyfile.h"

struct _CampaignText
{
  const KeyfileEntry *entries; /* unlocalised first */
  guint count;
  const char *source; /* the language of the unlocalised one */
};

typedef struct
{
  guint count;
  CampaignItem *items;
} CampaignItems;

struct _Campaign
{
  gatomicrefcount references;
  GBytes *bytes;
  Keyfile *keyfile; /* owns every string below */
  GPtrArray *owned; /* owns every CampaignText and the fixed buckets */
  char id[CAMPAIGN_ID_TEXT_BYTES];
  const char *slug;
  const char *source; /* the language of what is not localised */
  const CampaignText *name;
  const CampaignText *company;
  const CampaignText *summary;
  const CampaignText *who;
  const CampaignText *refused;
  const CampaignText *lasts;
  const CampaignText *protection;
  CampaignItems lists[CAMPAIGN_N_LISTS];
  guint32 covers[CAMPAIGN_CHOICES_MAX]; /* by tier: a bit for each customer group */
  CampaignQuestion *questions;
  CampaignRelease release;
  GPtrArray *languages; /* tags, then NULL */
};

/* The names that a list has in the file. */
const char *campaign_schema_list (CampaignList list); /* its key in [Lists] */
const char *campaign_schema_group (CampaignList list); /* first word of its groups */

/* Every group and key is known, every key that must be there is, every value is of its
 * kind, and the format is this one. */
gboolean campaign_schema_check (const Keyfile *keyfile, GError **error);

/* A lower-case ASCII letter or digit, then also hyphens, CAMPAIGN_ID_BYTES at most. */
gboolean campaign_schema_is_id (const char *text);

/* Digits without a leading zero, 1 to most; 0 for anything else. */
guint campaign_schema_number (const char *text, guint most);

/* The text of a key, NULL where the group has none. Borrowed from campaign. */
const CampaignText *campaign_text_read (Campaign *campaign, const KeyfileGroup *group,
                                        const char *key);

/* Reads the lists; the schema has been checked. */
gboolean campaign_list_read (Campaign *campaign, GError **error);

/* Reads questions and release parameters and checks them against the floors; the lists
 * have been read. */
gboolean campaign_question_read (Campaign *campaign, GError **error);
gboolean campaign_release_read (Campaign *campaign, GError **error);

/* Fills campaign->id. */
void campaign_canonical_read (Campaign *campaign);
