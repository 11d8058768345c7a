/* See totals-words.h. */
#include "config.h"

#include "totals-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "date-words.h"

char *
totals_words_period (Period period)
{
  switch (period.kind)
    {
    case PERIOD_YEAR:
      return g_strdup_printf (_ ("Year %d"), period.year);
    case PERIOD_QUARTER:
      /* Translators: the quarter, 1 to 4, and its year. */
      return g_strdup_printf (_ ("Quarter %d of %d"), period.index, period.year);
    case PERIOD_MONTH:
    default:
      {
        g_autoptr (GDateTime) day =
            g_date_time_new_utc (period.year, period.index, 1, 0, 0, 0);
        /* Translators: a month and its year, as g_date_time_format() has it. */
        return date_words_format (day, _ ("%OB %Y"));
      }
    }
}

const char *
totals_words_state (LedgerState state)
{
  switch (state)
    {
    case LEDGER_RUNNING:
      return _ ("Running: it can be closed once its last week is over.");
    case LEDGER_CLOSABLE:
      return _ ("Over: it can be closed.");
    case LEDGER_CLOSED:
    default:
      return _ ("Closed: its release is made, once and for good.");
    }
}

Catalogue *
totals_words_catalogue (void)
{
  const char *const *names = g_get_language_names ();
  while (*names != NULL && strchr (*names, '.') != NULL)
    names++;
  return catalogue_open (NULL, *names != NULL ? *names : "C");
}
