#include <glib.h>

#include "week.h"

static void
test_parse (void)
{
  const struct
  {
    const char *text;
    WeekProblem problem;
    Week week;
  } cases[] = {
    { "2026-W47", WEEK_OK, 202647 },    { "2000-W01", WEEK_OK, 200001 },
    { "2026-W53", WEEK_OK, 202653 },    { "2020-W53", WEEK_OK, 202053 },
    { "9999-W52", WEEK_OK, 999952 },    { "2025-W53", WEEK_NOT_IN_YEAR, 0 },
    { "1999-W52", WEEK_TOO_OLD, 0 },    { "0000-W01", WEEK_TOO_OLD, 0 },
    { "2026-W00", WEEK_MALFORMED, 0 },  { "2026-W54", WEEK_MALFORMED, 0 },
    { "2026-w47", WEEK_MALFORMED, 0 },  { "2026-W4", WEEK_MALFORMED, 0 },
    { "2026-W477", WEEK_MALFORMED, 0 }, { "2026W47", WEEK_MALFORMED, 0 },
    { " 2026-W4", WEEK_MALFORMED, 0 },  { "20a6-W47", WEEK_MALFORMED, 0 },
    { "2026-W4x", WEEK_MALFORMED, 0 },  { "2026-1147", WEEK_MALFORMED, 0 },
    { "12026-W4", WEEK_MALFORMED, 0 },  { "", WEEK_MALFORMED, 0 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Week week = 1;
      g_assert_cmpint (week_parse (&week, cases[i].text), ==, cases[i].problem);
      g_assert_cmpint (week, ==, cases[i].week);
      g_assert_cmpint (week_is_valid (week), ==, cases[i].problem == WEEK_OK);
      if (cases[i].problem != WEEK_OK)
        continue;
      char text[WEEK_TEXT_BYTES];
      week_print (text, week);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* GLib's own calendar is the reference, for every day of 60 years and around the ends
 * of a few more. */
static void
test_agrees_with_glib (void)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (2000, 1, 3, 0, 0, 0);
  for (int day = 0; day < 60 * 366; day++)
    {
      g_autoptr (GDateTime) date = g_date_time_add_days (first, day);
      g_autoptr (GDateTime) thursday =
          g_date_time_add_days (date, 4 - g_date_time_get_day_of_week (date));
      Week week = week_at (g_date_time_to_unix (date));
      g_assert_cmpint (week, ==,
                       g_date_time_get_week_numbering_year (date) * 100
                           + g_date_time_get_week_of_year (date));
      g_assert_cmpint (week_at (g_date_time_to_unix (date) + 86399), ==, week);
      g_assert_cmpint (week_year (week), ==, g_date_time_get_year (thursday));
      g_assert_cmpint (week_month (week), ==, g_date_time_get_month (thursday));
    }
}

static void
test_add (void)
{
  g_assert_cmpint (week_add (202647, 0), ==, 202647);
  g_assert_cmpint (week_add (202653, 1), ==, 202701);
  g_assert_cmpint (week_add (202701, -1), ==, 202653);
  g_assert_cmpint (week_add (202552, 1), ==, 202601);
  g_assert_cmpint (week_add (202601, 52), ==, 202653);
  g_assert_cmpint (week_add (WEEK_FIRST, -1), ==, WEEK_FIRST);
  g_assert_cmpint (week_add (WEEK_LAST, 1), ==, WEEK_LAST);
  g_assert_cmpint (week_add (202601, G_MAXINT), ==, WEEK_LAST);
  g_assert_cmpint (week_add (202601, G_MININT), ==, WEEK_FIRST);
  Week week = WEEK_FIRST;
  for (int i = 0; i < 20000; i++)
    {
      Week next = week_add (week, 1);
      g_assert_cmpint (next, >, week);
      g_assert_true (week_is_valid (next));
      g_assert_cmpint (week_add (next, -1), ==, week);
      week = next;
    }
}

static void
test_moments_out_of_range (void)
{
  g_assert_cmpint (week_at (-1), ==, WEEK_FIRST);
  g_assert_cmpint (week_at (0), ==, WEEK_FIRST);
  g_assert_cmpint (week_at (G_MAXINT64), ==, WEEK_LAST);
  g_assert_cmpint (week_at (G_MININT64), ==, WEEK_FIRST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/week/parse", test_parse);
  g_test_add_func ("/week/agrees-with-glib", test_agrees_with_glib);
  g_test_add_func ("/week/add", test_add);
  g_test_add_func ("/week/moments-out-of-range", test_moments_out_of_range);
  return g_test_run ();
}
