/* See session-late.h. */
#include "config.h"

#include "session-late.h"

#include <glib/gi18n-lib.h>

#include "session-private.h"

gboolean
session_late_week (Session *session, Week *own, Week *counts, GError **error)
{
  return session_resolve_week (session, own, error)
         && session_read (
             session,
             late_week (session->store, *own, session_week (session), counts, error),
             error);
}

GArray *
session_late_periods (Session *session, Week counts)
{
  return late_periods (session->store, counts);
}

static char *
join_periods (const GArray *periods)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < periods->len; i++)
    {
      char period[PERIOD_TEXT_BYTES];
      period_print (period, g_array_index (periods, Period, i));
      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", period);
    }
  return g_string_free (text, FALSE);
}

char *
session_late_describe (Session *session, Week own, Week counts)
{
  char week[WEEK_TEXT_BYTES], later[WEEK_TEXT_BYTES];
  if (own == counts)
    return NULL;
  week_print (week, own);
  week_print (later, counts);
  g_autoptr (GArray) periods = late_periods (session->store, counts);
  g_autofree char *text = join_periods (periods);
  return g_strdup_printf (
      /* Translators: two weeks like 2026-W41, and periods like 2026-Q4. */
      _ ("A period that %s lies in is closed already, so this counts in %s: %s"), week,
      later, text);
}

gboolean
session_late_numbers (Session *session, Period period, LateNumbers *numbers,
                      GError **error)
{
  return session_read (session, late_numbers (session->store, period, numbers, error),
                       error);
}

char *
session_late_describe_numbers (const LateNumbers *numbers)
{
  if (numbers->refusals + numbers->outcomes + numbers->signers == 0)
    return NULL;
  return g_strdup_printf (
      _ ("Made too late for their own period, and counted in this one: refusals %lu, "
         "outcomes %lu, pledges %lu."),
      (gulong)numbers->refusals, (gulong)numbers->outcomes, (gulong)numbers->signers);
}
