/* One text in every language, and the hash of the text that is signed. */
#include "campaign-private.h"

#include "bytes.h"
#include "digest.h"

#include <string.h>

const CampaignText *
campaign_text_read (Campaign *campaign, const KeyfileGroup *group, const char *key)
{
  CampaignText text = { .source = campaign->source };
  CampaignText *owned;

  text.entries = keyfile_find (group, key, &text.count);
  if (text.entries == NULL)
    return NULL;
  owned = g_memdup2 (&text, sizeof text);
  g_ptr_array_add (campaign->owned, owned);
  return owned;
}

const char *
campaign_text_exact (const CampaignText *text, const char *language)
{
  g_return_val_if_fail (text != NULL && language != NULL, NULL);

  if (strcmp (language, text->source) == 0)
    return text->entries[0].value;
  for (guint i = 1; i < text->count; i++)
    if (strcmp (language, text->entries[i].language) == 0)
      return text->entries[i].value;
  return NULL;
}

const char *
campaign_text_get (const CampaignText *text, const char *const *languages)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (languages == NULL)
    languages = g_get_language_names ();
  for (; *languages != NULL && strcmp (*languages, "C") != 0; languages++)
    {
      const char *found = campaign_text_exact (text, *languages);

      if (found != NULL)
        return found;
    }
  return text->entries[0].value;
}

static void
append_text (GByteArray *form, const char *text)
{
  uint8_t length[4];

  bytes_put_u32 (length, (uint32_t)strlen (text));
  g_byte_array_append (form, length, sizeof length);
  g_byte_array_append (form, (const uint8_t *)text, (guint)strlen (text));
}

static void
hash_language (const Campaign *campaign, const char *language,
               uint8_t out[CAMPAIGN_HASH_BYTES])
{
  const CampaignItems *tiers = &campaign->lists[CAMPAIGN_TIERS];
  g_autoptr (GByteArray) form = g_byte_array_new ();

  for (guint i = 0; i < tiers->count; i++)
    {
      const char *text = campaign_text_exact (tiers->items[i].text, language);

      append_text (form, tiers->items[i].id);
      append_text (form, text != NULL ? text : tiers->items[i].text->entries[0].value);
    }
  digest_sha256 (out, form->data, form->len);
}

static gboolean
is_signed_in (const Campaign *campaign, const char *language)
{
  const CampaignItems *tiers = &campaign->lists[CAMPAIGN_TIERS];

  for (guint i = 0; i < tiers->count; i++)
    if (campaign_text_exact (tiers->items[i].text, language) != NULL)
      return TRUE;
  return FALSE;
}

static int
compare_hashes (const void *a, const void *b)
{
  return memcmp (a, b, CAMPAIGN_HASH_BYTES);
}

void
campaign_text_hash (const Campaign *campaign, uint8_t out[CAMPAIGN_HASH_BYTES])
{
  const char *const *languages = campaign_languages (campaign);
  uint8_t hashes[CAMPAIGN_LANGUAGES_MAX][CAMPAIGN_HASH_BYTES];
  gsize count = 0;

  for (; *languages != NULL; languages++)
    if (is_signed_in (campaign, *languages))
      hash_language (campaign, *languages, hashes[count++]);
  qsort (hashes, count, CAMPAIGN_HASH_BYTES, compare_hashes);
  digest_sha256 (out, hashes, count * CAMPAIGN_HASH_BYTES);
}
