/* The canonical form of a campaign file and the id made from it. The key file is sorted
 * already, so the form is one walk over it. */
#include "campaign-private.h"

#include "bytes.h"
#include "digest.h"

#include <string.h>

G_STATIC_ASSERT (CAMPAIGN_ID_TEXT_BYTES == BYTES_HEX_SIZE (DIGEST_BLAKE2B_256_BYTES));

static void
append_number (GByteArray *form, guint number)
{
  uint8_t bytes[4];

  bytes_put_u32 (bytes, number);
  g_byte_array_append (form, bytes, sizeof bytes);
}

static void
append_text (GByteArray *form, const char *text)
{
  append_number (form, (guint)strlen (text));
  g_byte_array_append (form, (const uint8_t *)text, (guint)strlen (text));
}

static void
append_group (GByteArray *form, const KeyfileGroup *group)
{
  guint count = 0;

  for (guint i = 0; i < group->n_entries; i++)
    count += group->entries[i].language == NULL;
  append_text (form, group->name);
  append_number (form, count);
  for (guint i = 0; i < group->n_entries; i++)
    if (group->entries[i].language == NULL)
      {
        append_text (form, group->entries[i].key);
        append_text (form, group->entries[i].value);
      }
}

GBytes *
campaign_canonical (const Campaign *campaign)
{
  static const char first_line[] = "campaign: v1\n";
  GByteArray *form = g_byte_array_new ();

  g_byte_array_append (form, (const uint8_t *)first_line, sizeof first_line - 1);
  append_number (form, campaign->keyfile->n_groups);
  for (guint i = 0; i < campaign->keyfile->n_groups; i++)
    append_group (form, &campaign->keyfile->groups[i]);
  return g_byte_array_free_to_bytes (form);
}

void
campaign_canonical_read (Campaign *campaign)
{
  g_autoptr (GBytes) form = campaign_canonical (campaign);
  gsize size;
  const void *data = g_bytes_get_data (form, &size);
  uint8_t hash[DIGEST_BLAKE2B_256_BYTES];

  digest_blake2b_256 (hash, data, size);
  bytes_to_hex (campaign->id, hash, sizeof hash);
}
