/* A backup that takes the place of the present store takes over what that has closed.
 */
#include <string.h>

#include "fixture.h"

/* Two copies of one store; closings made in one are carried to the other. */
static void
copy_database (Fixture *from, Fixture *to)
{
  store_close (g_steal_pointer (&to->store));
  sqlite3_backup *backup = sqlite3_backup_init (to->db, "main", from->db, "main");
  g_assert_cmpint (sqlite3_backup_step (backup, -1), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_backup_finish (backup), ==, SQLITE_OK);
  fixture_reopen (to);
}

static gboolean
carry (Fixture *from, Fixture *to, GError **error)
{
  g_autoptr (GPtrArray) rows = ledger_list (from->store, NULL);
  g_autoptr (GArray) wiped = ledger_wiped_years (from->store, NULL);
  return ledger_carry (to->store, rows, wiped, error);
}

static void
test_closed_stays_closed (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) present = { 0 }, backup = { 0 };
  fixture_init (&present, FIRST_CAMPAIGN);
  fixture_init (&backup, FIRST_CAMPAIGN);
  Id id = add_now (&present, 202605);
  Id trashed = add_now (&present, 202606);
  refusals_delete (present.store, trashed.bytes, 202606, NULL);
  copy_database (&present, &backup);
  refusals_restore (present.store, trashed.bytes, 202607, NULL);
  close_period (&present, "2026-Q1", 202620);
  g_assert_true (carry (&present, &backup, &error));
  g_autofree char *text = tally_text (&backup, "2026-Q1");
  g_assert_cmpstr (text, ==, "closed");
  g_autoptr (Refusal) refusal = refusals_get (backup.store, id.bytes, &error);
  g_assert_true (refusal->counted);
  g_assert_true (refusals_restore (backup.store, trashed.bytes, 202621, &error));
  g_autoptr (Refusal) counted = refusals_get (backup.store, trashed.bytes, &error);
  g_assert_cmpint (counted->counts, ==, 202606);
  g_assert_true (carry (&present, &backup, &error));
  g_assert_true (store_check (backup.store, &error));
}

static void
test_wiped_stays_wiped (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) present = { 0 }, backup = { 0 };
  fixture_init (&present, FIRST_CAMPAIGN);
  fixture_init (&backup, FIRST_CAMPAIGN);
  add_now (&present, 202605);
  Id deleted = add_now (&present, 202620);
  copy_database (&present, &backup);
  refusals_delete (present.store, deleted.bytes, 202630, NULL);
  close_period (&present, "2026-Q1", 202701);
  close_period (&present, "2026", 202701);
  g_assert_true (carry (&present, &backup, &error));
  g_assert_cmpint (number_of (&backup, "SELECT count (person) FROM refusal"), ==, 0);
  g_assert_cmpint (number_of (&backup, "SELECT count (person) FROM outcome"), ==, 0);
  g_assert_cmpint (number_of (&backup, "SELECT count (owner) FROM year"), ==, 0);
  g_autofree char *text = tally_text (&backup, "2026-Q2");
  g_assert_cmpstr (text, ==, "closed");
  g_assert_true (store_check (backup.store, &error));
}

static void
test_ledgers_differ (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) present = { 0 }, backup = { 0 };
  fixture_init (&present, FIRST_CAMPAIGN);
  fixture_init (&backup, FIRST_CAMPAIGN);
  add_now (&present, 202605);
  add_now (&present, 202620);
  copy_database (&present, &backup);
  close_period (&present, "2026-Q1", 202640);
  close_period (&present, "2026-Q2", 202640);
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_assert_true (
      ledger_close (backup.store, period ("2026-Q2"), other, 7, 3, 202640, &error));
  g_assert_false (carry (&present, &backup, &error));
  assert_store_error (error, STORE_ERROR_LEDGERS_DIFFER);
  g_assert_cmpint (number_of (&backup, "SELECT count (*) FROM ledger"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry/closed-stays-closed", test_closed_stays_closed);
  g_test_add_func ("/carry/wiped-stays-wiped", test_wiped_stays_wiped);
  g_test_add_func ("/carry/ledgers-differ", test_ledgers_differ);
  return g_test_run ();
}
