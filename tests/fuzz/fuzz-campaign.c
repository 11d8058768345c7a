/* A campaign file. What the strict reader takes, GLib's own reads the same way. */
#include "fuzz.h"

#include "campaign.h"
#include "keyfile.h"

#include <string.h>

static void
compare_entry (GKeyFile *other, const char *group, const KeyfileEntry *entry)
{
  g_autofree char *key = entry->language == NULL
                             ? g_strdup (entry->key)
                             : g_strdup_printf ("%s[%s]", entry->key, entry->language);
  g_autofree char *value = g_key_file_get_string (other, group, key, NULL);
  fuzz_expect (value != NULL && strcmp (value, entry->value) == 0);
}

static void
compare_group (GKeyFile *other, const KeyfileGroup *group)
{
  gsize count;
  g_auto (GStrv) keys = g_key_file_get_keys (other, group->name, &count, NULL);
  fuzz_expect (keys != NULL && group->n_entries == count);
  for (guint i = 0; i < group->n_entries; i++)
    compare_entry (other, group->name, &group->entries[i]);
}

static void
compare_with_glib (const Keyfile *ours, GBytes *bytes)
{
  g_autoptr (GKeyFile) other = g_key_file_new ();
  if (g_bytes_get_size (bytes) == 0)
    return;
  g_autoptr (GError) error = NULL;
  gboolean loaded =
      g_key_file_load_from_bytes (other, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, &error);
  /* The one key to which GLib gives a meaning; no campaign has it. */
  if (g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING))
    return;
  fuzz_expect (loaded);
  g_auto (GStrv) groups = g_key_file_get_groups (other, NULL);
  fuzz_expect (ours->n_groups == g_strv_length (groups));
  for (guint i = 0; i < ours->n_groups; i++)
    compare_group (other, &ours->groups[i]);
}

/* Every text and bucket is there, and reading it again gives the same id. */
static void
use_campaign (const Campaign *campaign, GBytes *bytes)
{
  for (guint list = 0; list < CAMPAIGN_N_LISTS; list++)
    for (guint i = 0; i < campaign_count (campaign, (CampaignList)list); i++)
      {
        const CampaignItem *item = campaign_item (campaign, (CampaignList)list, i);
        fuzz_expect (campaign_find (campaign, (CampaignList)list, item->id) == (int)i);
        fuzz_expect (*campaign_text_get (item->name, NULL) != '\0');
      }
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_QUESTIONS); i++)
    fuzz_expect (campaign_question (campaign, i)->n_buckets >= 1);
  fuzz_expect (campaign_year_exponent (campaign)
               <= CAMPAIGN_YEAR_EXPONENT_MAX * campaign_release (campaign)->scale);
  g_autoptr (Campaign) again = campaign_parse (bytes, NULL);
  fuzz_expect (again != NULL);
  fuzz_expect (strcmp (campaign_id (again), campaign_id (campaign)) == 0);
}

static gboolean
has_other_blank (const uint8_t *data, size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (data[i] == '\r' || data[i] == '\v' || data[i] == '\f')
      return TRUE;
  return FALSE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (Keyfile) keyfile = keyfile_parse (bytes, &error);
  if (keyfile == NULL)
    fuzz_expect_error (error);
  g_clear_error (&error);
  g_autoptr (Campaign) campaign = campaign_parse (bytes, &error);
  if (campaign == NULL)
    fuzz_expect_error (error);
  else
    use_campaign (campaign, bytes);
  fuzz_expect (campaign == NULL || keyfile != NULL);
  /* GLib takes other blanks for blanks too; no campaign has them. */
  if (campaign != NULL || (keyfile != NULL && !has_other_blank (data, size)))
    compare_with_glib (keyfile, bytes);
  return 0;
}
