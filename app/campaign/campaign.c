/* A parsed campaign: the order in which a file is read, and the plain accessors. */
#include "config.h"

#include "campaign-private.h"
#include "campaign.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (campaign - error - quark, campaign_error)

static int
compare_tags (const void *a, const void *b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
add_languages (Campaign *campaign, GHashTable *seen, const KeyfileGroup *group,
               GError **error)
{
  for (guint i = 0; i < group->n_entries; i++)
    {
      const KeyfileEntry *entry = &group->entries[i];

      if (entry->language == NULL)
        continue;
      if (strcmp (entry->language, campaign->source) == 0)
        return keyfile_fail (error, CAMPAIGN_ERROR_REPEATED,
                             _ ("In group [%s] of the campaign file the key %s[%s] is "
                                "in the language of the plain key %s."),
                             group->name, entry->key, entry->language, entry->key);
      if (g_hash_table_add (seen, (gpointer)entry->language))
        g_ptr_array_add (campaign->languages, (gpointer)entry->language);
    }
  return TRUE;
}

static gboolean
read_languages (Campaign *campaign, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *tags = campaign->languages;

  for (guint i = 0; i < campaign->keyfile->n_groups; i++)
    if (!add_languages (campaign, seen, &campaign->keyfile->groups[i], error))
      return FALSE;
  if (tags->len > 1)
    qsort (tags->pdata, tags->len, sizeof (gpointer), compare_tags);
  g_ptr_array_insert (tags, 0, (gpointer)campaign->source);
  if (tags->len > CAMPAIGN_LANGUAGES_MAX)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("The campaign file is in %u languages, and at most %d are "
                            "possible."),
                         tags->len, CAMPAIGN_LANGUAGES_MAX);
  g_ptr_array_add (tags, NULL);
  return TRUE;
}

static gboolean
read_head (Campaign *campaign, GError **error)
{
  const KeyfileGroup *group = keyfile_group (campaign->keyfile, "Campaign");

  campaign->slug = keyfile_value (group, "Slug");
  campaign->source = keyfile_value (group, "Language");
  if (!keyfile_is_language (campaign->source))
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [Campaign] of the campaign file the key Language "
                            "is not a language tag such as en or pt_BR."));
  campaign->name = campaign_text_read (campaign, group, "Name");
  campaign->company = campaign_text_read (campaign, group, "Company");
  campaign->summary = campaign_text_read (campaign, group, "Summary");
  campaign->who = campaign_text_read (campaign, group, "Who");
  campaign->refused = campaign_text_read (campaign, group, "Refused");
  campaign->lasts = campaign_text_read (campaign, group, "Lasts");
  campaign->protection = campaign_text_read (campaign, group, "Protection");
  return TRUE;
}

Campaign *
campaign_parse (GBytes *bytes, GError **error)
{
  g_autoptr (Campaign) campaign = NULL;
  g_autoptr (Keyfile) keyfile = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  keyfile = keyfile_parse (bytes, error);
  if (keyfile == NULL || !campaign_schema_check (keyfile, error))
    return NULL;
  campaign = g_new0 (Campaign, 1);
  g_atomic_ref_count_init (&campaign->references);
  campaign->bytes = g_bytes_ref (bytes);
  campaign->keyfile = g_steal_pointer (&keyfile);
  campaign->owned = g_ptr_array_new_with_free_func (g_free);
  campaign->languages = g_ptr_array_new ();
  if (!read_head (campaign, error) || !read_languages (campaign, error)
      || !campaign_list_read (campaign, error)
      || !campaign_question_read (campaign, error)
      || !campaign_release_read (campaign, error))
    return NULL;
  campaign_canonical_read (campaign);
  return g_steal_pointer (&campaign);
}

Campaign *
campaign_ref (const Campaign *campaign)
{
  Campaign *shared = (Campaign *)campaign; /* only the count changes */

  if (shared != NULL)
    g_atomic_ref_count_inc (&shared->references);
  return shared;
}

void
campaign_unref (Campaign *campaign)
{
  if (campaign == NULL || !g_atomic_ref_count_dec (&campaign->references))
    return;
  for (guint i = 0; i < CAMPAIGN_N_LISTS; i++)
    g_free (campaign->lists[i].items);
  g_free (campaign->questions);
  g_ptr_array_unref (campaign->languages);
  g_ptr_array_unref (campaign->owned);
  keyfile_free (campaign->keyfile);
  g_bytes_unref (campaign->bytes);
  g_free (campaign);
}

GBytes *
campaign_bytes (const Campaign *campaign)
{
  return campaign->bytes;
}

const char *
campaign_id (const Campaign *campaign)
{
  return campaign->id;
}

const char *
campaign_slug (const Campaign *campaign)
{
  return campaign->slug;
}

const CampaignText *
campaign_name (const Campaign *campaign)
{
  return campaign->name;
}

const CampaignText *
campaign_company (const Campaign *campaign)
{
  return campaign->company;
}

const CampaignText *
campaign_summary (const Campaign *campaign)
{
  return campaign->summary;
}

const CampaignText *
campaign_who (const Campaign *campaign)
{
  return campaign->who;
}

const CampaignText *
campaign_refused (const Campaign *campaign)
{
  return campaign->refused;
}

const CampaignText *
campaign_lasts (const Campaign *campaign)
{
  return campaign->lasts;
}

const CampaignText *
campaign_protection (const Campaign *campaign)
{
  return campaign->protection;
}

const char *const *
campaign_languages (const Campaign *campaign)
{
  return (const char *const *)campaign->languages->pdata;
}

guint
campaign_count (const Campaign *campaign, CampaignList list)
{
  return campaign->lists[list].count;
}

const CampaignItem *
campaign_item (const Campaign *campaign, CampaignList list, guint index)
{
  if (index >= campaign->lists[list].count)
    return NULL;
  return &campaign->lists[list].items[index];
}

int
campaign_find (const Campaign *campaign, CampaignList list, const char *id)
{
  for (guint i = 0; i < campaign->lists[list].count; i++)
    if (strcmp (campaign->lists[list].items[i].id, id) == 0)
      return (int)i;
  return -1;
}

const char *
campaign_name_of (const Campaign *campaign, CampaignList list, const char *id,
                  const char *const *languages)
{
  int index = campaign_find (campaign, list, id);

  if (index < 0)
    return id;
  return campaign_text_get (campaign->lists[list].items[index].name, languages);
}

guint
campaign_year_exponent (const Campaign *campaign)
{
  static const guint periods[] = {
    [CAMPAIGN_PERIOD_MONTH] = 12,
    [CAMPAIGN_PERIOD_QUARTER] = 4,
    [CAMPAIGN_PERIOD_YEAR] = 1,
  };
  guint sum = 0;

  for (guint i = 0; i < campaign->lists[CAMPAIGN_QUESTIONS].count; i++)
    sum += campaign_question_exponent (&campaign->questions[i])
           * periods[campaign->questions[i].period];
  return sum;
}
