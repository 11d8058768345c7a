/* See refusal-draft.h. */
#include "refusal-draft.h"

#include <string.h>

#include "bytes.h"
#include "week.h"

#define FORM "refusal-draft-1 %d %d %d %u %d %d %d "
#define N_FIELDS 9 /* with the version and the id */

void
refusal_draft_init (RefusalDraft *draft)
{
  *draft = (RefusalDraft){ .work = -1,
                           .customer = -1,
                           .outcome = -1,
                           .code_named = CODE_NAMED_UNKNOWN,
                           .whose.kind = PERSON_UNSAID };
}

gboolean
refusal_draft_equal (const RefusalDraft *a, const RefusalDraft *b)
{
  return a->work == b->work && a->customer == b->customer && a->outcome == b->outcome
         && a->grounds == b->grounds && a->code_named == b->code_named
         && a->week == b->week && a->whose.kind == b->whose.kind
         && memcmp (a->whose.same_as, b->whose.same_as, ENTRY_ID_BYTES) == 0;
}

GBytes *
refusal_draft_print (const RefusalDraft *draft)
{
  char id[REFUSALS_ID_TEXT_BYTES];
  bytes_to_hex (id, draft->whose.same_as, ENTRY_ID_BYTES);
  char *text = g_strdup_printf (FORM "%s", draft->work, draft->customer, draft->outcome,
                                draft->grounds, (int)draft->code_named, draft->week,
                                (int)draft->whose.kind, id);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
parse_number (const char *word, gint64 least, gint64 most, int *number)
{
  gint64 value = 0;
  gboolean good = g_ascii_string_to_signed (word, 10, least, most, &value, NULL);
  *number = (int)value;
  return good;
}

static gboolean
parse_place (const char *word, const Campaign *campaign, CampaignList list, int *place)
{
  return parse_number (word, -1, (gint64)campaign_count (campaign, list) - 1, place);
}

static gboolean
parse_words (RefusalDraft *draft, char **words, const Campaign *campaign)
{
  int grounds, code_named, kind;
  guint n_grounds = campaign_count (campaign, CAMPAIGN_GROUNDS);
  if (g_strv_length (words) != N_FIELDS || strcmp (words[0], "refusal-draft-1") != 0
      || !parse_place (words[1], campaign, CAMPAIGN_WORK, &draft->work)
      || !parse_place (words[2], campaign, CAMPAIGN_CUSTOMERS, &draft->customer)
      || !parse_place (words[3], campaign, CAMPAIGN_OUTCOMES, &draft->outcome)
      || !parse_number (words[4], 0, (1 << n_grounds) - 1, &grounds)
      || !parse_number (words[5], CODE_NAMED_NO, CODE_NAMED_UNKNOWN, &code_named)
      || !parse_number (words[6], 0, WEEK_LAST, &draft->week)
      || !parse_number (words[7], PERSON_UNSAID, PERSON_SAME_AS, &kind))
    return FALSE;
  draft->grounds = (guint32)grounds;
  draft->code_named = (CodeNamed)code_named;
  draft->whose.kind = (PersonKind)kind;
  return (draft->week == 0 || week_is_valid (draft->week))
         && strlen (words[8]) == 2 * ENTRY_ID_BYTES
         && bytes_from_hex (draft->whose.same_as, ENTRY_ID_BYTES, words[8]) == 0;
}

gboolean
refusal_draft_parse (RefusalDraft *draft, GBytes *bytes, const Campaign *campaign)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  if (parse_words (draft, words, campaign))
    return TRUE;
  refusal_draft_init (draft);
  return FALSE;
}
