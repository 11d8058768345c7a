/* The week in which an entry counts. */
#include "fixture.h"

static Week
counts_of (Fixture *fixture, Id id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Refusal) refusal = refusals_get (fixture->store, id.bytes, &error);
  g_assert_no_error (error);
  return refusal->counts;
}

static Id
add_late (Fixture *fixture, Week week, Week now)
{
  RefusalEntry entry = entry_of (week);
  return add_entry (fixture, &entry, now, unsaid);
}

static void
test_own_week (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202601, 202610)), ==,
                   202601);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202610, 202610)), ==,
                   202610);
}

/* 2026-W53 ends on 3 January 2027 and is of 2026; 2026-W14 has its Thursday on 2 April.
 */
static void
test_edge_weeks (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202653);
  g_autofree char *last = tally_text (&fixture, "2026-Q4");
  g_autofree char *next = tally_text (&fixture, "2027-Q1");
  g_assert_cmpstr (last, !=, "empty");
  g_assert_cmpstr (next, ==, "empty");
  add_late (&fixture, 202614, 202653);
  add_late (&fixture, 202613, 202653);
  g_autofree char *first = tally_text (&fixture, "2026-Q1");
  g_autofree char *second = tally_text (&fixture, "2026-Q2");
  g_assert_cmpstr (first, ==, second);
}

static void
test_future (void)
{
  Id id;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autoptr (GError) error = NULL;
  RefusalEntry entry = entry_of (202611);
  g_assert_false (
      refusals_add (fixture.store, &entry, 202610, &unsaid, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_FUTURE_WEEK);
  entry.week = 202553;
  g_assert_false (
      refusals_add (fixture.store, &entry, 202610, &unsaid, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal"), ==, 0);
}

/* A late entry moves to the present; where a clock was set back into a closed period,
 * on to the first open week. */
static void
test_closed (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  close_period (&fixture, "2026-Q1", 202620);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202605, 202620)), ==,
                   202620);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202613, 202620)), ==,
                   202620);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202614, 202620)), ==,
                   202614);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202604, 202607)), ==,
                   202614);
}

/* The year closed before its quarters: they take nothing new either. */
static void
test_year_first (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id early = add_now (&fixture, 202605);
  close_period (&fixture, "2026", 202703);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202640, 202704)), ==,
                   202704);
  g_assert_cmpint (counts_of (&fixture, early), ==, 202605);
  add_outcome (&fixture, early, 1, 202640, 202705, unsaid);
  g_assert_cmpint (number_of (&fixture, "SELECT max (counts) FROM outcome"), ==,
                   202705);
  close_period (&fixture, "2026-Q1", 202706);
  g_autofree char *open = tally_text (&fixture, "2026-Q4");
  g_assert_cmpstr (open, ==, "closed");
}

static void
test_months (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, SECOND_CAMPAIGN);
  add_now (&fixture, 202605);
  close_period (&fixture, "2026-01", 202610);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202605, 202610)), ==,
                   202610);
  g_assert_cmpint (counts_of (&fixture, add_late (&fixture, 202606, 202610)), ==,
                   202606);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts/own-week", test_own_week);
  g_test_add_func ("/counts/edge-weeks", test_edge_weeks);
  g_test_add_func ("/counts/future", test_future);
  g_test_add_func ("/counts/closed", test_closed);
  g_test_add_func ("/counts/year-first", test_year_first);
  g_test_add_func ("/counts/months", test_months);
  return g_test_run ();
}
