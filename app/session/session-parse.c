/* See session-parse.h. */
#include "config.h"

#include "session-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
malformed (GError **error, char *message)
{
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_MALFORMED, message);
  g_free (message);
  return FALSE;
}

gboolean
session_parse_week (const char *text, Week *week, GError **error)
{
  switch (week_parse (week, text))
    {
    case WEEK_OK:
      return TRUE;
    case WEEK_TOO_OLD:
      return malformed (
          error,
          g_strdup_printf (_ ("The week “%s” lies before the year 2000."), text));
    case WEEK_NOT_IN_YEAR:
      return malformed (
          error,
          g_strdup_printf (_ ("“%s” does not exist: that year has 52 weeks."), text));
    case WEEK_MALFORMED:
    default:
      return malformed (error,
                        g_strdup_printf (_ ("“%s” is no ISO week; write one like "
                                            "2026-W07."),
                                         text));
    }
}

gboolean
session_parse_period (const char *text, Period *period, GError **error)
{
  switch (period_parse (period, text))
    {
    case PERIOD_OK:
      return TRUE;
    case PERIOD_TOO_OLD:
      return malformed (
          error,
          g_strdup_printf (_ ("The period “%s” lies before the year 2000."), text));
    case PERIOD_MALFORMED:
    default:
      return malformed (error,
                        g_strdup_printf (_ ("“%s” is no period; write a month, quarter "
                                            "or year like 2026-07, 2026-Q3 or 2026."),
                                         text));
    }
}

gboolean
session_parse_tier (const Campaign *campaign, const char *text, guint *tier,
                    GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (campaign_tier_parse (campaign, text, tier, &reason))
    return TRUE;
  gboolean is_number =
      g_error_matches (reason, CAMPAIGN_ERROR, CAMPAIGN_ERROR_TIER_UNKNOWN);
  g_set_error_literal (error, SESSION_ERROR,
                       is_number ? SESSION_ERROR_REFUSED : SESSION_ERROR_MALFORMED,
                       reason->message);
  return FALSE;
}

/* "a, b, c": the ids of a list. */
static char *
join_ids (const Campaign *campaign, CampaignList list)
{
  GString *ids = g_string_new (NULL);
  for (guint i = 0; i < campaign_count (campaign, list); i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                            campaign_item (campaign, list, i)->id);
  return g_string_free (ids, FALSE);
}

gboolean
session_parse_item (const Campaign *campaign, CampaignList list, const char *text,
                    guint *index, GError **error)
{
  int place = campaign_find (campaign, list, text);
  *index = place < 0 ? 0 : (guint)place;
  if (place >= 0)
    return TRUE;
  g_autofree char *ids = join_ids (campaign, list);
  g_set_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
               /* Translators: the first is what was typed, the second a word like
                * work or role, as it stands in a command or a file and is never
                * translated, and the last the list of what can be typed there. */
               _ ("“%s” is no choice for “%s”; choose one of: %s."), text,
               campaign_word_list (list), ids);
  return FALSE;
}

gboolean
session_parse_grounds (const Campaign *campaign, const char *text, guint32 *grounds,
                       GError **error)
{
  *grounds = 0;
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint index;
      if (*words[i] == '\0')
        continue;
      if (!session_parse_item (campaign, CAMPAIGN_GROUNDS, words[i], &index, error))
        {
          *grounds = 0;
          return FALSE;
        }
      *grounds |= 1u << index;
    }
  if (*grounds != 0)
    return TRUE;
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                       _ ("A refusal needs at least one ground."));
  return FALSE;
}

gboolean
session_parse_code_named (const char *text, CodeNamed *code_named, GError **error)
{
  static const char *const words[] = {
    [CODE_NAMED_NO] = "no", [CODE_NAMED_YES] = "yes", [CODE_NAMED_UNKNOWN] = "unknown"
  };
  *code_named = CODE_NAMED_UNKNOWN;
  if (*text == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i]) == 0)
      {
        *code_named = (CodeNamed)i;
        return TRUE;
      }
  return malformed (
      error,
      g_strdup_printf (_ ("“%s” does not say whether there was a code name; write "
                          "yes, no or unknown."),
                       text));
}
