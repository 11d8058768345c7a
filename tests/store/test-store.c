/* Transactions, numbers, checking, preferences. */
#include <string.h>

#include "fixture.h"
#include "preferences.h"

static gint64
count (Fixture *fixture)
{
  return number_of (fixture, "SELECT count (*) FROM refusal");
}

static void
test_transactions (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_true (store_begin (fixture.store, &error));
  add_now (&fixture, 202605);
  g_assert_true (store_begin (fixture.store, &error));
  add_now (&fixture, 202605);
  store_rollback (fixture.store);
  g_assert_true (store_begin (fixture.store, &error));
  add_now (&fixture, 202605);
  g_assert_true (store_commit (fixture.store, &error));
  g_assert_cmpint (count (&fixture), ==, 2);
  g_assert_true (store_commit (fixture.store, &error));
  g_assert_cmpint (count (&fixture), ==, 2);
  g_assert_true (store_begin (fixture.store, &error));
  add_now (&fixture, 202605);
  store_rollback (fixture.store);
  g_assert_cmpint (count (&fixture), ==, 2);
}

static void
test_close_rolls_back (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_true (store_begin (fixture.store, &error));
  g_assert_true (store_begin (fixture.store, &error));
  add_now (&fixture, 202605);
  fixture_reopen (&fixture);
  g_assert_cmpint (count (&fixture), ==, 0);
}

/* SQLite can end a transaction by itself: nothing may then be committed bit by bit. */
static void
test_lost_transaction (void)
{
  Id id;
  g_autoptr (GError) error = NULL;
  RefusalEntry entry = entry_of (202605);
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_true (store_begin (fixture.store, &error));
  g_assert_cmpint (sqlite3_exec (fixture.db, "ROLLBACK", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_false (
      refusals_add (fixture.store, &entry, 202605, &unsaid, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_IO);
  g_assert_false (store_commit (fixture.store, &error));
  assert_store_error (error, STORE_ERROR_IO);
  g_assert_cmpint (count (&fixture), ==, 0);
  add_now (&fixture, 202605);
  g_assert_cmpint (count (&fixture), ==, 1);
}

static void
test_numbers (void)
{
  StoreNumbers numbers;
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_true (store_numbers (fixture.store, &numbers, &error));
  g_assert_cmpuint (numbers.refusals + numbers.outcomes + numbers.sheet, ==, 0);
  Id id = add_now (&fixture, 202605), trashed = add_now (&fixture, 202605);
  add_outcome (&fixture, id, 1, 202605, 202605, unsaid);
  refusals_delete (fixture.store, trashed.bytes, 202605, NULL);
  Id signer = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
  take_pledge (&fixture, 0, -1, 202605, SIGNER_OTHER);
  change_pledge (&fixture, signer, 1, 202605);
  const ImportSigner rows[] = { { 202605, 0, 0 }, { 202605, 0, 0 }, { 202605, 1, 0 } };
  imports_signers (fixture.store, rows, 3, IMPORT_FIRST, 202605, NULL);
  close_period (&fixture, "2026-Q1", 202620);
  g_assert_true (store_numbers (fixture.store, &numbers, &error));
  g_assert_cmpuint (numbers.refusals, ==, 1);
  g_assert_cmpuint (numbers.trashed, ==, 1);
  g_assert_cmpuint (numbers.outcomes, ==, 2);
  g_assert_cmpuint (numbers.signers, ==, 2);
  g_assert_cmpuint (numbers.records, ==, 3);
  g_assert_cmpuint (numbers.sheet, ==, 3);
  g_assert_cmpuint (numbers.releases, ==, 1);
}

static void
test_check (void)
{
  static const char *const changes[] = {
    "UPDATE refusal SET week = 202654",
    "UPDATE refusal SET work = 6",
    "UPDATE refusal SET work = 1 << 40",
    "UPDATE refusal SET trashed = 7",
    "UPDATE refusal SET person = NULL",
    "UPDATE refusal SET campaign = 2",
    "UPDATE outcome SET outcome = 6",
    "UPDATE outcome SET counts = 0",
    "DELETE FROM outcome",
    "INSERT INTO outcome VALUES (x'ff', 202605, 0, 1, 1, 202605, 0)",
    "INSERT INTO year VALUES (1, 2026, NULL) ON CONFLICT DO UPDATE SET owner = NULL",
    "UPDATE record SET signatures = zeroblob (192)",
    "UPDATE record SET text = CAST (text || ' ' AS BLOB)",
    "UPDATE signer SET counts = 1",
    "UPDATE sheet SET week = 1",
    "UPDATE sheet SET role = 7",
    "UPDATE ledger SET period = '2026-Q5'",
    "UPDATE ledger SET digest = zeroblob (32)",
  };
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (Fixture) fixture = { 0 };
      fixture_init (&fixture, FIRST_CAMPAIGN);
      add_now (&fixture, 202605);
      take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
      imports_signers (fixture.store, &(ImportSigner){ 202605, 0, 0 }, 1, IMPORT_FIRST,
                       202605, NULL);
      close_period (&fixture, "2026-Q1", 202620);
      g_assert_true (store_check (fixture.store, &error));
      sqlite3_exec (fixture.db, "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
      g_assert_cmpint (sqlite3_exec (fixture.db, changes[i], NULL, NULL, NULL), ==,
                       SQLITE_OK);
      g_test_message ("%s", changes[i]);
      g_assert_false (store_check (fixture.store, &error));
      assert_store_error (error, STORE_ERROR_DAMAGED);
    }
}

static void
test_preferences (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_null (preferences_get (fixture.store, "lock", &error));
  g_assert_no_error (error);
  g_assert_true (preferences_set (fixture.store, "lock", "5", &error));
  g_assert_true (preferences_set (fixture.store, "lock", "10", &error));
  g_assert_true (preferences_set (fixture.store, "other", "", &error));
  g_autofree char *value = preferences_get (fixture.store, "lock", &error);
  g_autofree char *empty = preferences_get (fixture.store, "other", &error);
  g_assert_cmpstr (value, ==, "10");
  g_assert_cmpstr (empty, ==, "");
  g_assert_true (preferences_set (fixture.store, "lock", NULL, &error));
  g_assert_null (preferences_get (fixture.store, "lock", &error));
  g_assert_no_error (error);
}

static void
test_drafts (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autoptr (GBytes) one = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_assert_null (preferences_get_draft (fixture.store, "refusal", &error));
  g_assert_no_error (error);
  g_assert_true (preferences_set_draft (fixture.store, "refusal", none, &error));
  g_assert_true (preferences_set_draft (fixture.store, "refusal", one, &error));
  g_assert_true (preferences_set_draft (fixture.store, "pledge", none, &error));
  g_autoptr (GBytes) read = preferences_get_draft (fixture.store, "refusal", &error);
  g_autoptr (GBytes) empty = preferences_get_draft (fixture.store, "pledge", &error);
  g_assert_true (g_bytes_equal (read, one));
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  g_assert_true (preferences_set_draft (fixture.store, "refusal", NULL, &error));
  g_assert_null (preferences_get_draft (fixture.store, "refusal", &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/transactions", test_transactions);
  g_test_add_func ("/store/close-rolls-back", test_close_rolls_back);
  g_test_add_func ("/store/lost-transaction", test_lost_transaction);
  g_test_add_func ("/store/numbers", test_numbers);
  g_test_add_func ("/store/check", test_check);
  g_test_add_func ("/store/preferences", test_preferences);
  g_test_add_func ("/store/drafts", test_drafts);
  return g_test_run ();
}
