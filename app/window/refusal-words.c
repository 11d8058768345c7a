/* See refusal-words.h. */
#include "config.h"

#include "refusal-words.h"

#include <glib/gi18n-lib.h>

#include "date-words.h"

const char *
refusal_words_item (const Campaign *campaign, CampaignList list, guint index)
{
  return campaign_text_get (campaign_item (campaign, list, index)->name, NULL);
}

char *
refusal_words_grounds (const Campaign *campaign, guint32 grounds)
{
  GString *names = g_string_new (NULL);
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_GROUNDS); i++)
    if ((grounds & 1u << i) != 0)
      {
        if (names->len > 0)
          /* Translators: parts the items of a list, as in "Law, Conscience". */
          g_string_append (names, _ (", "));
        g_string_append (names, refusal_words_item (campaign, CAMPAIGN_GROUNDS, i));
      }
  return g_string_free (names, FALSE);
}

const char *
refusal_words_code_named (CodeNamed code_named)
{
  switch (code_named)
    {
    case CODE_NAMED_YES:
      return _ ("Yes");
    case CODE_NAMED_NO:
      return _ ("No");
    case CODE_NAMED_UNKNOWN:
    default:
      return _ ("Not known");
    }
}

char *
refusal_words_week (Week week)
{
  char text[WEEK_TEXT_BYTES];
  week_print (text, week);
  return g_strdup (text);
}

/* The Monday of a week: the first one is that of the week of 4 January. */
static GDateTime *
find_monday (Week week)
{
  g_autoptr (GDateTime) fourth = g_date_time_new_utc (week_year (week), 1, 4, 0, 0, 0);
  int days = (week % 100 - 1) * 7 - (g_date_time_get_day_of_week (fourth) - 1);
  return g_date_time_add_days (fourth, days);
}

char *
refusal_words_days (Week week, Week now)
{
  g_autoptr (GDateTime) monday = find_monday (week);
  g_autoptr (GDateTime) sunday = g_date_time_add_days (monday, 6);
  /* Translators: the day on which a week begins, in the way of g_date_time_format(). */
  g_autofree char *first = date_words_format (monday, _ ("%-d %B"));
  /* Translators: the day on which a week ends, in the way of g_date_time_format(). */
  g_autofree char *last = date_words_format (sunday, _ ("%-d %B %Y"));
  if (week == now)
    /* Translators: the first and last day of a week. */
    return g_strdup_printf (_ ("This week, %s to %s"), first, last);
  /* Translators: the first and last day of a week. */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

char *
refusal_words_subject (const Campaign *campaign, const Refusal *refusal)
{
  /* Translators: a kind of work, and the customer it was for. */
  return g_strdup_printf (
      _ ("%s · %s"), refusal_words_item (campaign, CAMPAIGN_WORK, refusal->work),
      refusal_words_item (campaign, CAMPAIGN_CUSTOMERS, refusal->customer));
}

const char *
refusal_words_outcome (const Campaign *campaign, const Refusal *refusal)
{
  return refusal_words_item (campaign, CAMPAIGN_OUTCOMES,
                             refusal->outcomes[refusal->n_outcomes - 1].outcome);
}
