/* ISO 8601 weeks: the finest time the project stores. A week starts on Monday and
 * belongs to the year, and the month, of its Thursday. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A week as one number, year × 100 + week: 202647 is 2026-W47. Numbers sort as weeks
 * do. 0 is no week. */
typedef int Week;

#define WEEK_FIRST 200001 /* the oldest that is accepted */
#define WEEK_LAST 999952
#define WEEK_TEXT_BYTES 9 /* "2026-W47" and the closing zero */

typedef enum
{
  WEEK_OK,
  WEEK_MALFORMED, /* not of the form 2026-W47 with a week of 01 to 53 */
  WEEK_TOO_OLD, /* a year before 2000 */
  WEEK_NOT_IN_YEAR, /* week 53 of a year that has 52 */
} WeekProblem;

/**
 * week_parse:
 * @week: (out): 0 unless WEEK_OK is returned
 * @text: exactly the form 2026-W47
 */
WeekProblem week_parse (Week *week, const char *text);

/* Whether week is one that week_parse() could give. */
bool week_is_valid (Week week);

/* "2026-W47" with a closing zero, for a valid week. */
void week_print (char out[WEEK_TEXT_BYTES], Week week);

/* The week of a moment in seconds since 1970-01-01 UTC, in UTC. A moment outside the
 * years 2000 to 9999 gives the nearest valid week. */
Week week_at (int64_t seconds);

/* The week that is count weeks after week (before it, where negative), kept inside
 * WEEK_FIRST and WEEK_LAST. */
Week week_add (Week week, int count);

/* ISO year, 2000 to 9999, and the month, 1 to 12, of the week's Thursday. The calendar
 * year of the Thursday is the ISO year. */
int week_year (Week week);
int week_month (Week week);
