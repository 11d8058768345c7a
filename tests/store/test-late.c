/* late.h: what is said before an entry is made is where it then counts; and how many
 * late ones a period holds. */
#include "fixture.h"
#include "late.h"

static Week
asked (Fixture *fixture, Week own, Week now)
{
  g_autoptr (GError) error = NULL;
  Week counts;
  gboolean done = late_week (fixture->store, own, now, &counts, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  return counts;
}

/* For every week of two years, with a quarter, a year or nothing closed. */
static void
test_week (void)
{
  static const char *const closed[] = { "2026-Q1", "2026-Q3", "2025" };
  for (guint i = 0; i <= G_N_ELEMENTS (closed); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      fixture_init (&fixture, FIRST_CAMPAIGN);
      add_now (&fixture, 202510);
      add_now (&fixture, 202605);
      add_now (&fixture, 202630);
      if (i < G_N_ELEMENTS (closed))
        close_period (&fixture, closed[i], 202645);
      for (Week own = 202501; own <= 202645; own = week_add (own, 1))
        {
          Week told = asked (&fixture, own, 202645);
          RefusalEntry entry = entry_of (own);
          Id id = add_entry (&fixture, &entry, 202645, unsaid);
          g_autoptr (Refusal) refusal = refusals_get (fixture.store, id.bytes, NULL);
          g_assert_cmpint (refusal->counts, ==, told);
        }
    }
}

static void
assert_periods (WhichCampaign which, Week week, const char *expected)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, which);
  g_autoptr (GArray) periods = late_periods (fixture.store, week);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < periods->len; i++)
    {
      char period[PERIOD_TEXT_BYTES];
      period_print (period, g_array_index (periods, Period, i));
      g_string_append_printf (text, "%s ", period);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* Of the kinds that are asked about, by the week's Thursday. */
static void
test_periods (void)
{
  assert_periods (FIRST_CAMPAIGN, 202653, "2026-Q4 2026 ");
  assert_periods (FIRST_CAMPAIGN, 202701, "2027-Q1 2027 ");
  assert_periods (SECOND_CAMPAIGN, 202614, "2026-04 2026-Q2 2026 ");
}

static void
assert_numbers (Fixture *fixture, const char *text, guint refusals, guint outcomes,
                guint signers)
{
  g_autoptr (GError) error = NULL;
  LateNumbers numbers;
  gboolean done = late_numbers (fixture->store, period (text), &numbers, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpuint (numbers.refusals, ==, refusals);
  g_assert_cmpuint (numbers.outcomes, ==, outcomes);
  g_assert_cmpuint (numbers.signers, ==, signers);
}

static void
test_numbers (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id early = add_now (&fixture, 202605);
  add_now (&fixture, 202620);
  assert_numbers (&fixture, "2026-Q2", 0, 0, 0);
  close_period (&fixture, "2026-Q1", 202620);
  assert_numbers (&fixture, "2026-Q2", 0, 0, 0);
  RefusalEntry entry = entry_of (202606);
  Id late = add_entry (&fixture, &entry, 202621, unsaid);
  add_outcome (&fixture, early, 1, 202607, 202621, unsaid); /* learned then */
  add_outcome (&fixture, early, 2, 202621, 202621, unsaid); /* learned now: in time */
  take_pledge (&fixture, 0, -1, 202603, SIGNER_OWNER);
  Id other = take_pledge (&fixture, 0, -1, 202604, SIGNER_OTHER);
  assert_numbers (&fixture, "2026-Q2", 1, 2, 2);
  /* Of the year they are all. */
  assert_numbers (&fixture, "2026", 0, 0, 0);
  withdraw_pledge (&fixture, other, 202622);
  g_assert_true (refusals_delete (fixture.store, late.bytes, 202622, NULL));
  assert_numbers (&fixture, "2026-Q2", 0, 1, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/late/week", test_week);
  g_test_add_func ("/late/periods", test_periods);
  g_test_add_func ("/late/numbers", test_numbers);
  return g_test_run ();
}
