/* See refusal-filter.h. A word is looked for in the names of the lists once, not in
 * each refusal: that leaves a few bits to be tested a row. */
#include "refusal-filter.h"

#include <string.h>

#include "week.h"

/* One word of the search, and where it is found. */
typedef struct
{
  const char *text;
  guint32 work, customers, grounds, outcomes; /* bits by place */
} Word;

void
refusal_filter_init (RefusalFilter *filter)
{
  *filter = (RefusalFilter){ .work = -1, .customer = -1, .outcome = -1 };
}

void
refusal_filter_clear (RefusalFilter *filter)
{
  g_free (filter->words);
  refusal_filter_init (filter);
}

gboolean
refusal_filter_is_empty (const RefusalFilter *filter)
{
  return filter->from == 0 && filter->to == 0 && filter->work < 0
         && filter->customer < 0 && filter->outcome < 0
         && (filter->words == NULL || *filter->words == '\0');
}

/* Bits of the items in whose name a word begins with text. */
static guint32
find_items (const Campaign *campaign, CampaignList list, const char *text)
{
  guint32 bits = 0;
  for (guint i = 0; i < campaign_count (campaign, list); i++)
    {
      const char *name =
          campaign_text_get (campaign_item (campaign, list, i)->name, NULL);
      if (g_str_match_string (text, name, TRUE))
        bits |= 1u << i;
    }
  return bits;
}

static Word
look_up (const Campaign *campaign, const char *text)
{
  return (Word){
    .text = text,
    .work = find_items (campaign, CAMPAIGN_WORK, text),
    .customers = find_items (campaign, CAMPAIGN_CUSTOMERS, text),
    .grounds = find_items (campaign, CAMPAIGN_GROUNDS, text),
    .outcomes = find_items (campaign, CAMPAIGN_OUTCOMES, text),
  };
}

static gboolean
has_outcome (const Refusal *refusal, guint32 outcomes)
{
  for (guint i = 0; i < refusal->n_outcomes; i++)
    if ((outcomes & 1u << refusal->outcomes[i].outcome) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
match_word (const Word *word, const Refusal *refusal)
{
  char week[WEEK_TEXT_BYTES];
  if ((word->work & 1u << refusal->work) != 0
      || (word->customers & 1u << refusal->customer) != 0
      || (word->grounds & refusal->grounds) != 0
      || has_outcome (refusal, word->outcomes))
    return TRUE;
  week_print (week, refusal->week);
  return g_ascii_strncasecmp (week, word->text, strlen (word->text)) == 0
         || g_ascii_strcasecmp (week + 5, word->text) == 0;
}

static gboolean
match (const RefusalFilter *filter, const GArray *words, const Refusal *refusal)
{
  if ((filter->from != 0 && refusal->week < filter->from)
      || (filter->to != 0 && refusal->week > filter->to)
      || (filter->work >= 0 && refusal->work != (guint)filter->work)
      || (filter->customer >= 0 && refusal->customer != (guint)filter->customer)
      || (filter->outcome >= 0 && !has_outcome (refusal, 1u << filter->outcome)))
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    if (!match_word (&g_array_index (words, Word, i), refusal))
      return FALSE;
  return TRUE;
}

GArray *
refusal_filter_run (const RefusalFilter *filter, const Campaign *campaign,
                    GPtrArray *refusals)
{
  g_auto (GStrv) texts =
      g_strsplit (filter->words != NULL ? filter->words : "", " ", -1);
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));
  for (guint i = 0; texts[i] != NULL; i++)
    if (*texts[i] != '\0')
      {
        Word word = look_up (campaign, texts[i]);
        g_array_append_val (words, word);
      }
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < refusals->len; i++)
    if (match (filter, words, refusals->pdata[i]))
      g_array_append_val (places, i);
  return places;
}
