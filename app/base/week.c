/* See week.h. Days are counted from 1970-01-01 (a Thursday) in the proleptic Gregorian
 * calendar, so that no time zone or locale has a say. */
#include "week.h"

#include <stdio.h>
#include <string.h>

#define SECONDS_A_DAY 86400

static int
days_before_year (int year)
{
  int past = year - 1;
  return past * 365 + past / 4 - past / 100 + past / 400 - 719162;
}

static bool
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* The Thursday of week 1: of the week that holds 4 January. */
static int
first_thursday (int year)
{
  int fourth = days_before_year (year) + 3;
  int weekday = ((fourth % 7) + 7 + 3) % 7; /* 0 is Monday; day 0 was a Thursday */
  return fourth - weekday + 3;
}

static int
weeks_in_year (int year)
{
  return (first_thursday (year + 1) - first_thursday (year)) / 7;
}

static int
thursday_of (Week week)
{
  return first_thursday (week / 100) + (week % 100 - 1) * 7;
}

static Week
week_of_thursday (int thursday)
{
  if (thursday < first_thursday (2000))
    return WEEK_FIRST;
  int year = 1970 + thursday / 366;
  while (thursday >= days_before_year (year + 1))
    year++;
  if (year > 9999)
    return WEEK_LAST;
  return year * 100 + (thursday - first_thursday (year)) / 7 + 1;
}

WeekProblem
week_parse (Week *week, const char *text)
{
  *week = 0;
  if (strlen (text) != WEEK_TEXT_BYTES - 1 || strspn (text, "0123456789") != 4
      || text[4] != '-' || text[5] != 'W' || strspn (text + 6, "0123456789") != 2)
    return WEEK_MALFORMED;
  int year = 0;
  for (int i = 0; i < 4; i++)
    year = year * 10 + (text[i] - '0');
  int number = (text[6] - '0') * 10 + (text[7] - '0');
  if (number < 1 || number > 53)
    return WEEK_MALFORMED;
  if (year < 2000)
    return WEEK_TOO_OLD;
  if (number > weeks_in_year (year))
    return WEEK_NOT_IN_YEAR;
  *week = year * 100 + number;
  return WEEK_OK;
}

bool
week_is_valid (Week week)
{
  return week >= WEEK_FIRST && week <= WEEK_LAST && week % 100 >= 1
         && week % 100 <= weeks_in_year (week / 100);
}

void
week_print (char out[WEEK_TEXT_BYTES], Week week)
{
  snprintf (out, WEEK_TEXT_BYTES, "%04u-W%02u", (unsigned)week / 100 % 10000,
            (unsigned)week % 100);
}

Week
week_at (int64_t seconds)
{
  if (seconds < 0)
    return WEEK_FIRST;
  int64_t day = seconds / SECONDS_A_DAY;
  if (day > days_before_year (10000))
    return WEEK_LAST;
  int monday_based = (int)((day + 3) % 7);
  return week_of_thursday ((int)day - monday_based + 3);
}

Week
week_add (Week week, int count)
{
  const int most = 8000 * 53;
  if (count > most)
    count = most;
  if (count < -most)
    count = -most;
  return week_of_thursday (thursday_of (week) + 7 * count);
}

int
week_year (Week week)
{
  return week / 100;
}

int
week_month (Week week)
{
  int year = week / 100;
  int day = thursday_of (week) - days_before_year (year);
  const int lengths[12] = {
    31, is_leap (year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
  };
  int month = 0;
  while (day >= lengths[month])
    day -= lengths[month++];
  return month + 1;
}
