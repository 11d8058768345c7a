/* period.h. */
#include <glib.h>

#include "period.h"

static Period
parse (const char *text)
{
  Period period;
  g_assert_cmpint (period_parse (&period, text), ==, PERIOD_OK);
  return period;
}

static void
test_round_trip (void)
{
  guint found = 0;
  for (guint i = 0; i < 200000; i++)
    {
      g_autofree char *text =
          i < 100000   ? g_strdup_printf ("%04u-%u", i / 10, i % 10)
          : i < 110000 ? g_strdup_printf ("%04u", i - 100000)
                       : g_strdup_printf ("%04u-Q%u", i / 10 - 10000, i % 10);
      Period period;
      char printed[PERIOD_TEXT_BYTES];
      if (period_parse (&period, text) != PERIOD_OK)
        {
          g_assert_cmpint (period.year, ==, 0);
          continue;
        }
      g_assert_true (period_is_valid (period));
      period_print (printed, period);
      g_assert_cmpstr (printed, ==, text);
      found++;
    }
  g_assert_cmpuint (found, ==, 8000 + 8000 * 4);
  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *text = g_strdup_printf ("2026-%02d", month);
      char printed[PERIOD_TEXT_BYTES];
      period_print (printed, parse (text));
      g_assert_cmpstr (printed, ==, text);
    }
}

static void
test_refused (void)
{
  const char *const malformed[] = { "",         "2026-",   "2026-0",   "2026-00",
                                    "2026-13",  "2026-1",  "2026-Q0",  "2026-Q5",
                                    "2026-q4",  "2026Q4",  "2026-W40", "202",
                                    "20266",    "+026",    " 2026",    "2026 ",
                                    "2026-1a",  "2026-+1", "2026-Q44", "2026-١",
                                    "2026-011", "-026",    "2026/11",  "2026-Q" };
  Period period;
  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_test_message ("%s", malformed[i]);
      g_assert_cmpint (period_parse (&period, malformed[i]), ==, PERIOD_MALFORMED);
    }
  g_assert_cmpint (period_parse (&period, "1999"), ==, PERIOD_TOO_OLD);
  g_assert_cmpint (period_parse (&period, "1999-12"), ==, PERIOD_TOO_OLD);
  g_assert_cmpint (period_parse (&period, "0000-Q1"), ==, PERIOD_TOO_OLD);
}

static void
test_valid (void)
{
  const Period wrong[] = {
    { 0 },
    { PERIOD_MONTH, 2026, 13 },
    { PERIOD_QUARTER, 2026, 5 },
    { PERIOD_YEAR, 2026, 2 },
    { PERIOD_MONTH, 1999, 1 },
    { PERIOD_MONTH, 10000, 1 },
    { (PeriodKind)3, 2026, 1 },
    { PERIOD_MONTH, 2026, 0 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (period_is_valid (wrong[i]));
}

static void
test_of (void)
{
  for (int month = 1; month <= 12; month++)
    for (int kind = 0; kind < PERIOD_KINDS; kind++)
      {
        Period period = period_of ((PeriodKind)kind, 2026, month);
        g_assert_true (period_is_valid (period));
        g_assert_true (period_has_month (period, 2026, month));
        g_assert_false (period_has_month (period, 2027, month));
        int months = period_last_month (period) - period_first_month (period) + 1;
        g_assert_cmpint (months * period_kind_count ((PeriodKind)kind), ==, 12);
      }
  g_assert_cmpint (period_of (PERIOD_QUARTER, 2026, 3).index, ==, 1);
  g_assert_cmpint (period_of (PERIOD_QUARTER, 2026, 4).index, ==, 2);
  g_assert_cmpint (period_of (PERIOD_YEAR, 2026, 12).index, ==, 1);
}

static void
test_contains (void)
{
  Period year = parse ("2026"), quarter = parse ("2026-Q4"), month = parse ("2026-10");
  g_assert_true (period_contains (year, quarter));
  g_assert_true (period_contains (year, month));
  g_assert_true (period_contains (quarter, month));
  g_assert_true (period_contains (month, month));
  g_assert_false (period_contains (month, quarter));
  g_assert_false (period_contains (quarter, year));
  g_assert_false (period_contains (quarter, parse ("2026-09")));
  g_assert_false (period_contains (quarter, parse ("2025-10")));
}

static void
test_order (void)
{
  const char *const sorted[] = { "2025",    "2026-01", "2026-02", "2026-03", "2026-Q1",
                                 "2026-12", "2026-Q4", "2026",    "2027-01" };
  for (gsize i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (sorted); j++)
      {
        int order = period_compare (parse (sorted[i]), parse (sorted[j]));
        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
}

static void
test_kinds (void)
{
  PeriodKind kind;
  for (int i = 0; i < PERIOD_KINDS; i++)
    {
      g_assert_cmpint (period_kind_parse (&kind, period_kind_name ((PeriodKind)i)), ==,
                       0);
      g_assert_cmpint (kind, ==, i);
    }
  kind = PERIOD_YEAR;
  g_assert_cmpint (period_kind_parse (&kind, "week"), ==, -1);
  g_assert_cmpint (kind, ==, PERIOD_MONTH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/period/round-trip", test_round_trip);
  g_test_add_func ("/period/refused", test_refused);
  g_test_add_func ("/period/valid", test_valid);
  g_test_add_func ("/period/of", test_of);
  g_test_add_func ("/period/contains", test_contains);
  g_test_add_func ("/period/order", test_order);
  g_test_add_func ("/period/kinds", test_kinds);
  return g_test_run ();
}
