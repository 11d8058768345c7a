/* Periods that are counted and published: a month, a quarter or a year. A week belongs
 * to the periods of its Thursday: week_year() and week_month() give what is needed
 * here. Knows nothing else of weeks, and no clock. */
#pragma once

#include <stdbool.h>

typedef enum
{
  PERIOD_MONTH,
  PERIOD_QUARTER,
  PERIOD_YEAR,
} PeriodKind;

#define PERIOD_KINDS 3
#define PERIOD_YEAR_FIRST 2000
#define PERIOD_YEAR_LAST 9999
#define PERIOD_TEXT_BYTES 8 /* "2026-11" and the closing zero, the longest */

/* All fields zero is no period. */
typedef struct
{
  PeriodKind kind;
  int year; /* PERIOD_YEAR_FIRST to PERIOD_YEAR_LAST */
  int index; /* month 1 to 12, quarter 1 to 4, or 1 for a year */
} Period;

typedef enum
{
  PERIOD_OK,
  PERIOD_MALFORMED, /* none of 2026-11, 2026-Q4 and 2026 */
  PERIOD_TOO_OLD, /* a year before 2000 */
} PeriodProblem;

/**
 * period_parse:
 * @period: (out): all zero unless PERIOD_OK is returned
 * @text: exactly one of the forms 2026-11, 2026-Q4 and 2026
 */
PeriodProblem period_parse (Period *period, const char *text);

/* Whether period is one that period_parse() could give. */
bool period_is_valid (Period period);

/* The period's text with a closing zero, for a valid period. */
void period_print (char out[PERIOD_TEXT_BYTES], Period period);

/* The period of that kind which holds month (1 to 12) of year. */
Period period_of (PeriodKind kind, int year, int month);

/* The first and last month, 1 to 12, of a valid period; both lie in its year. */
int period_first_month (Period period);
int period_last_month (Period period);

/* Whether the month lies in period. */
bool period_has_month (Period period, int year, int month);

/* Whether every month of inner lies in outer; a period contains itself. Two periods
 * share a month exactly when one contains the other. */
bool period_contains (Period outer, Period inner);

/* Below, equal to or above zero: by the last month, then the shorter first. So a year's
 * quarters come before the year, and what is closed oldest first is sorted by this. */
int period_compare (Period a, Period b);

/* How many periods of a kind a year has: 12, 4 or 1. */
int period_kind_count (PeriodKind kind);

/* "month", "quarter" or "year": the words of campaign files. Not for people. */
const char *period_kind_name (PeriodKind kind);

/* The kind of that name: 0, or -1 (and PERIOD_MONTH) if text is no such name. */
int period_kind_parse (PeriodKind *kind, const char *text);
