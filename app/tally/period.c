/* See period.h. */
#include "period.h"

#include <stdio.h>
#include <string.h>

static bool
are_digits (const char *text, size_t count)
{
  return strspn (text, "0123456789") == count;
}

static int
read_digits (const char *text, int count)
{
  int value = 0;
  for (int i = 0; i < count; i++)
    value = value * 10 + (text[i] - '0');
  return value;
}

/* Kind and index from what follows the four digits of the year. */
static bool
read_part (Period *period, const char *rest)
{
  *period = (Period){ PERIOD_YEAR, 0, 1 };
  if (rest[0] == '\0')
    return true;
  if (rest[0] != '-' || strlen (rest) != 3)
    return false;
  if (rest[1] == 'Q' && are_digits (rest + 2, 1))
    *period = (Period){ PERIOD_QUARTER, 0, read_digits (rest + 2, 1) };
  else if (are_digits (rest + 1, 2))
    *period = (Period){ PERIOD_MONTH, 0, read_digits (rest + 1, 2) };
  else
    return false;
  return period->index >= 1 && period->index <= period_kind_count (period->kind);
}

PeriodProblem
period_parse (Period *period, const char *text)
{
  Period found;
  *period = (Period){ 0 };
  if (!are_digits (text, 4) || !read_part (&found, text + 4))
    return PERIOD_MALFORMED;
  found.year = read_digits (text, 4);
  if (found.year < PERIOD_YEAR_FIRST)
    return PERIOD_TOO_OLD;
  *period = found;
  return PERIOD_OK;
}

bool
period_is_valid (Period period)
{
  return period.kind >= PERIOD_MONTH && period.kind <= PERIOD_YEAR
         && period.year >= PERIOD_YEAR_FIRST && period.year <= PERIOD_YEAR_LAST
         && period.index >= 1 && period.index <= period_kind_count (period.kind);
}

void
period_print (char out[PERIOD_TEXT_BYTES], Period period)
{
  unsigned year = (unsigned)period.year % 10000, index = (unsigned)period.index % 100;

  if (period.kind == PERIOD_YEAR)
    snprintf (out, PERIOD_TEXT_BYTES, "%04u", year);
  else if (period.kind == PERIOD_QUARTER)
    snprintf (out, PERIOD_TEXT_BYTES, "%04u-Q%u", year, index % 10);
  else
    snprintf (out, PERIOD_TEXT_BYTES, "%04u-%02u", year, index);
}

static int
months_each (PeriodKind kind)
{
  return 12 / period_kind_count (kind);
}

Period
period_of (PeriodKind kind, int year, int month)
{
  return (Period){ kind, year, (month - 1) / months_each (kind) + 1 };
}

int
period_first_month (Period period)
{
  return (period.index - 1) * months_each (period.kind) + 1;
}

int
period_last_month (Period period)
{
  return period.index * months_each (period.kind);
}

bool
period_has_month (Period period, int year, int month)
{
  return year == period.year && month >= period_first_month (period)
         && month <= period_last_month (period);
}

bool
period_contains (Period outer, Period inner)
{
  return period_has_month (outer, inner.year, period_first_month (inner))
         && period_has_month (outer, inner.year, period_last_month (inner));
}

int
period_compare (Period a, Period b)
{
  if (a.year != b.year)
    return a.year < b.year ? -1 : 1;
  int last = period_last_month (a) - period_last_month (b);
  return last != 0 ? last : months_each (a.kind) - months_each (b.kind);
}

int
period_kind_count (PeriodKind kind)
{
  return kind == PERIOD_YEAR ? 1 : kind == PERIOD_QUARTER ? 4 : 12;
}

const char *
period_kind_name (PeriodKind kind)
{
  return kind == PERIOD_YEAR ? "year" : kind == PERIOD_QUARTER ? "quarter" : "month";
}

int
period_kind_parse (PeriodKind *kind, const char *text)
{
  for (int i = 0; i < PERIOD_KINDS; i++)
    if (strcmp (text, period_kind_name ((PeriodKind)i)) == 0)
      {
        *kind = (PeriodKind)i;
        return 0;
      }
  *kind = PERIOD_MONTH;
  return -1;
}
