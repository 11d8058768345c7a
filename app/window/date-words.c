/* See date-words.h. */
#include "config.h"

#include "date-words.h"

#include <glib/gi18n-lib.h>

/* Many languages bend a month that stands behind its day. */
static const char *
month_of_day (int month)
{
  static const char *const names[] = {
    NC_ ("behind a day", "January"),   NC_ ("behind a day", "February"),
    NC_ ("behind a day", "March"),     NC_ ("behind a day", "April"),
    NC_ ("behind a day", "May"),       NC_ ("behind a day", "June"),
    NC_ ("behind a day", "July"),      NC_ ("behind a day", "August"),
    NC_ ("behind a day", "September"), NC_ ("behind a day", "October"),
    NC_ ("behind a day", "November"),  NC_ ("behind a day", "December"),
  };
  return g_dpgettext2 (GETTEXT_PACKAGE, "behind a day", names[month - 1]);
}

static const char *
month_alone (int month)
{
  static const char *const names[] = {
    NC_ ("alone", "January"), NC_ ("alone", "February"), NC_ ("alone", "March"),
    NC_ ("alone", "April"),   NC_ ("alone", "May"),      NC_ ("alone", "June"),
    NC_ ("alone", "July"),    NC_ ("alone", "August"),   NC_ ("alone", "September"),
    NC_ ("alone", "October"), NC_ ("alone", "November"), NC_ ("alone", "December"),
  };
  return g_dpgettext2 (GETTEXT_PACKAGE, "alone", names[month - 1]);
}

char *
date_words_format (GDateTime *date, const char *format)
{
  int month = g_date_time_get_month (date);
  g_autoptr (GString) named = g_string_new (format);
  g_string_replace (named, "%OB", month_alone (month), 0);
  g_string_replace (named, "%B", month_of_day (month), 0);
  return g_date_time_format (date, named->str);
}
