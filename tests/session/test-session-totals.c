#include <string.h>

#include "base.h"
#include "dying.h"
#include "fixture.h"
#include "session-import.h"
#include "session-refusals.h"
#include "session-totals.h"

static const Period quarter = { .kind = PERIOD_QUARTER, .year = 2026, .index = 3 };
static const Period present = { .kind = PERIOD_QUARTER, .year = 2026, .index = 4 };

static void
add_people (Fixture *fixture, guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) csv =
      g_string_new ("week,work,customer,grounds,outcome,code_named,person\n");
  for (guint i = 0; i < count; i++)
    g_string_append_printf (csv, "2026-W%u,ticket,military,law,accepted,yes,p%u\n",
                            28 + i % 10, i);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (g_steal_pointer (&csv));
  g_auto (SessionImport) import = { 0 };
  session_import_refusals (fixture->session, bytes, SESSION_IMPORT_DEFAULT, &import,
                           NULL, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_closed (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = session_totals_ledger (fixture->session, NULL);
  return rows->len;
}

static void
test_closing (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  add_people (&fixture, 40);
  g_autoptr (GArray) periods = session_totals_periods (fixture.session, &error);
  g_assert_cmpuint (periods->len, ==, 2);
  g_assert_cmpint (g_array_index (periods, LedgerPeriod, 0).state, ==, LEDGER_CLOSABLE);
  g_assert_cmpint (g_array_index (periods, LedgerPeriod, 1).state, ==, LEDGER_RUNNING);
  g_autoptr (Tally) tally =
      session_totals_tally (fixture.session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tally);
  g_assert_true (session_totals_can_close (fixture.session, quarter, &error));
  g_autoptr (Release) release =
      session_totals_close (fixture.session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *text = release_print (release, NULL);
  g_assert_null (strstr (text, "people="));
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_assert_true (session_totals_verify (fixture.session, bytes, &error));

  fixture_reopen (&fixture);
  g_autoptr (Release) again = session_totals_release (fixture.session, quarter, &error);
  g_autofree char *same = release_print (again, NULL);
  g_assert_cmpstr (same, ==, text);
  g_assert_cmpuint (count_closed (&fixture), ==, 1);
  fixture_clear (&fixture);
}

static void
test_refused_closings (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  fixture_assert_error (
      session_totals_close (fixture.session, quarter, NULL, NULL, &error) != NULL,
      error, SESSION_ERROR_REFUSED);
  add_people (&fixture, 9);
  fixture_add_refusal (&fixture, 202641);
  fixture_assert_error (
      session_totals_close (fixture.session, present, NULL, NULL, &error) != NULL,
      error, SESSION_ERROR_REFUSED);
  fixture_assert_error (
      session_totals_close (fixture.session,
                            (Period){ .kind = PERIOD_MONTH, .year = 2026, .index = 8 },
                            NULL, NULL, &error)
          != NULL,
      error, SESSION_ERROR_REFUSED);
  g_assert_cmpuint (count_closed (&fixture), ==, 0);
  g_autoptr (Release) release =
      session_totals_close (fixture.session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (release);
  fixture_assert_error (
      session_totals_close (fixture.session, quarter, NULL, NULL, &error) != NULL,
      error, SESSION_ERROR_REFUSED);
  fixture_assert_error (
      session_totals_tally (fixture.session, quarter, NULL, NULL, &error) != NULL,
      error, SESSION_ERROR_REFUSED);
  fixture_assert_error (
      session_totals_release (fixture.session, present, &error) != NULL, error,
      SESSION_ERROR_REFUSED);
  g_assert_cmpuint (count_closed (&fixture), ==, 1);
  fixture_clear (&fixture);
}

static gboolean
cancel_at_once (gsize done, gpointer data)
{
  (void)done;
  (void)data;
  return FALSE;
}

/* Cancelled while it counts, a closing leaves the period open, and the next one closes
 * it. */
static void
test_cancelled_closing (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  add_people (&fixture, 30);
  fixture_assert_error (
      session_totals_close (fixture.session, quarter, cancel_at_once, NULL, &error)
          != NULL,
      error, SESSION_ERROR_REFUSED);
  g_assert_cmpuint (count_closed (&fixture), ==, 0);
  fixture_reopen (&fixture);
  g_assert_cmpuint (count_closed (&fixture), ==, 0);
  g_autoptr (Release) release =
      session_totals_close (fixture.session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (release);
  fixture_clear (&fixture);
}

/* Closed periods alone are in it; and what is added up is what a person answers once. */
static void
test_series (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  add_people (&fixture, 40);
  g_autoptr (Series) none = session_totals_series (fixture.session, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->n_questions, ==, 0);
  fixture_add_refusal (&fixture, 202641);
  g_autoptr (Release) release =
      session_totals_close (fixture.session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (release);
  g_autoptr (Series) series = session_totals_series (fixture.session, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->releases->len, ==, 1);
  for (guint i = 0; i < series->n_questions; i++)
    {
      const SeriesQuestion *question = &series->questions[i];
      g_assert_cmpint (question->adds_up, ==,
                       !g_str_equal (question->question->id, "outcomes"));
      g_assert_cmpint (period_compare (question->points[0].period, quarter), ==, 0);
    }
  fixture_clear (&fixture);
}

static void
test_verify_refuses (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  add_people (&fixture, 40);
  g_autoptr (Release) release =
      session_totals_close (fixture.session, quarter, NULL, NULL, &error);
  release->form->rule.minimum++;
  g_autofree char *other = release_print (release, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (other, strlen (other));
  fixture_assert_error (session_totals_verify (fixture.session, bytes, &error), error,
                        SESSION_ERROR_REFUSED);
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("release", 7);
  fixture_assert_error (session_totals_verify (fixture.session, rubbish, &error), error,
                        SESSION_ERROR_REFUSED);
  fixture_clear (&fixture);
}

/* Closes the period on a disk that dies after operations, opens the store again on a
 * good one, and returns whether closing was acknowledged. */
static gboolean
close_on_dying_disk (int operations)
{
  Fixture fixture;
  VaultFiles mortal;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  add_people (&fixture, 40);
  fixture_reopen (&fixture);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  dying_init (fixture.files, &mortal);
  fixture.env.vault.files = &mortal;
  Session *session =
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  dying_after (operations);
  g_autoptr (Release) release =
      session_totals_close (session, quarter, NULL, NULL, &error);
  g_assert_true ((release == NULL) == (error != NULL));
  session_free (session);

  fixture.env.vault.files = fixture.files;
  fixture.session = session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, NULL);
  g_assert_nonnull (fixture.session);
  g_autoptr (Release) kept = session_totals_release (fixture.session, quarter, NULL);
  if (release != NULL)
    {
      g_autofree char *shown = release_print (release, NULL);
      g_autofree char *stored = release_print (kept, NULL);
      g_assert_cmpstr (shown, ==, stored);
    }
  else if (kept == NULL)
    g_assert_true (session_totals_can_close (fixture.session, quarter, NULL));
  fixture_clear (&fixture);
  return release != NULL;
}

/* At whichever operation the disk dies, the period is open and nothing was shown, or
 * closed with the bytes that were shown. */
static void
test_closing_on_a_dying_disk (void)
{
  int refused = 0;
  for (int operations = 0; operations < 12; operations++)
    refused += !close_on_dying_disk (operations);
  g_assert_cmpint (refused, >=, 2);
  g_assert_cmpint (refused, <, 12);
}

/* One failed write does not end the session: the next change goes through. */
static void
test_goes_on_after_a_failure (void)
{
  Fixture fixture;
  VaultFiles mortal;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  dying_init (fixture.files, &mortal);
  fixture.env.vault.files = &mortal;
  fixture.session =
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  RefusalEntry entry = { .grounds = 1 };
  PersonChoice whose = { .kind = PERSON_UNSAID };
  uint8_t id[ENTRY_ID_BYTES];
  guint64 alike;
  dying_after (0);
  fixture_assert_error (
      session_refusals_add (fixture.session, &entry, &whose, id, &alike, &error), error,
      SESSION_ERROR_REFUSED);
  dying_after (G_MAXINT);
  g_assert_true (
      session_refusals_add (fixture.session, &entry, &whose, id, &alike, &error));
  g_autoptr (GPtrArray) list =
      session_refusals_list (fixture.session, REFUSALS_KEPT, &error);
  g_assert_cmpuint (list->len, ==, 1);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-totals/closing", test_closing);
  g_test_add_func ("/session-totals/refused-closings", test_refused_closings);
  g_test_add_func ("/session-totals/cancelled-closing", test_cancelled_closing);
  g_test_add_func ("/session-totals/series", test_series);
  g_test_add_func ("/session-totals/verify-refuses", test_verify_refuses);
  g_test_add_func ("/session-totals/dying-disk", test_closing_on_a_dying_disk);
  g_test_add_func ("/session-totals/goes-on", test_goes_on_after_a_failure);
  return g_test_run ();
}
