/* Periods, their closing, the ledger. */
#include <string.h>

#include "fixture.h"

static void
assert_refused (Fixture *fixture, const char *text, Week now, StoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) release = g_bytes_new_static ("r", 1);
  g_assert_false (ledger_check (fixture->store, period (text), now, &error));
  assert_store_error (error, (int)code);
  g_assert_false (
      ledger_close (fixture->store, period (text), release, 1, 3, now, &error));
  assert_store_error (error, (int)code);
}

static void
test_refuses (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  Id only = add_now (&fixture, 202618);
  refusals_delete (fixture.store, only.bytes, 202618, NULL);
  assert_refused (&fixture, "2026-01", 202640, STORE_ERROR_NOT_ASKED);
  assert_refused (&fixture, "2025-Q1", 202640, STORE_ERROR_EMPTY_PERIOD);
  assert_refused (&fixture, "2026-Q2", 202640, STORE_ERROR_EMPTY_PERIOD);
  assert_refused (&fixture, "2026-Q1", 202613, STORE_ERROR_NOT_OVER);
  assert_refused (&fixture, "2026", 202653, STORE_ERROR_NOT_OVER);
  close_period (&fixture, "2026-Q1", 202614);
  assert_refused (&fixture, "2026-Q1", 202640, STORE_ERROR_CLOSED_PERIOD);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM ledger"), ==, 1);
}

/* The tally is refused for the same periods, but needs none to be over. */
static void
test_tally_refuses (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  g_autofree char *month = tally_text (&fixture, "2026-01");
  g_autofree char *empty = tally_text (&fixture, "2026-Q2");
  g_autofree char *running = tally_text (&fixture, "2026");
  g_assert_cmpstr (month, ==, "not asked");
  g_assert_cmpstr (empty, ==, "empty");
  g_assert_true (g_str_has_prefix (running, "question: "));
  close_period (&fixture, "2026-Q1", 202614);
  g_autofree char *closed = tally_text (&fixture, "2026-Q1");
  g_assert_cmpstr (closed, ==, "closed");
}

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  add_now (&fixture, 202640);
  close_period (&fixture, "2026", 202701);
  close_period (&fixture, "2026-Q4", 202701);
  close_period (&fixture, "2026-Q1", 202701);
  g_autoptr (GPtrArray) rows = ledger_list (fixture.store, &error);
  g_assert_no_error (error);
  static const char *const order[] = { "2026-Q1", "2026-Q4", "2026" };
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      char text[PERIOD_TEXT_BYTES];
      const LedgerRow *row = rows->pdata[i];
      period_print (text, row->period);
      g_assert_cmpstr (text, ==, order[i]);
    }
  g_autoptr (LedgerRow) row = ledger_get (fixture.store, period ("2026-Q4"), &error);
  gsize size;
  uint8_t digest[DIGEST_SHA256_BYTES];
  const char *release = g_bytes_get_data (row->release, &size);
  g_assert_cmpmem (release, size, "release of 2026-Q4\n", 19);
  digest_sha256 (digest, release, size);
  g_assert_cmpmem (row->digest, sizeof row->digest, digest, sizeof digest);
  g_assert_cmpuint (row->exponent, ==, 7);
  g_assert_cmpuint (row->scale, ==, 3);
  g_assert_null (ledger_get (fixture.store, period ("2026-Q2"), &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  sqlite3_exec (fixture.db, "UPDATE ledger SET release = x'00'", NULL, NULL, NULL);
  g_assert_null (ledger_list (fixture.store, &error));
  assert_store_error (error, STORE_ERROR_DAMAGED);
}

static char *
print_periods (Fixture *fixture, Week now)
{
  static const char *const states[] = { "running", "closable", "closed" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) periods = ledger_periods (fixture->store, now, &error);
  g_assert_no_error (error);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < periods->len; i++)
    {
      char name[PERIOD_TEXT_BYTES];
      const LedgerPeriod *row = &g_array_index (periods, LedgerPeriod, i);
      period_print (name, row->period);
      g_string_append_printf (text, "%s %s\n", name, states[row->state]);
    }
  return g_string_free (text, FALSE);
}

static void
test_periods (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autofree char *nothing = print_periods (&fixture, 202640);
  g_assert_cmpstr (nothing, ==, "");
  Id trashed = add_now (&fixture, 202530);
  refusals_delete (fixture.store, trashed.bytes, 202530, NULL);
  Id id = add_now (&fixture, 202605);
  take_pledge (&fixture, 0, -1, 202618, SIGNER_OWNER);
  imports_signers (fixture.store, &(ImportSigner){ 202630, 0, -1 }, 1, IMPORT_FIRST,
                   202630, NULL);
  add_outcome (&fixture, id, 1, 202645, 202645, unsaid);
  close_period (&fixture, "2026-Q1", 202645);
  g_autofree char *text = print_periods (&fixture, 202645);
  g_assert_cmpstr (text, ==,
                   "2026-Q1 closed\n2026-Q2 closable\n2026-Q3 closable\n"
                   "2026-Q4 running\n2026 running\n");
  refusals_delete (fixture.store, id.bytes, 202645, NULL);
  g_autofree char *after = print_periods (&fixture, 202701);
  g_assert_cmpstr (after, ==,
                   "2026-Q1 closed\n2026-Q2 closable\n2026-Q3 closable\n"
                   "2026 closable\n");
}

static void
test_months (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, SECOND_CAMPAIGN);
  add_now (&fixture, 202653);
  g_autofree char *text = print_periods (&fixture, 202701);
  g_assert_cmpstr (text, ==, "2026-12 closable\n2026-Q4 closable\n2026 closable\n");
}

/* A closing that is rolled back has not happened. */
static void
test_rolled_back (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202605);
  g_autoptr (GBytes) release = g_bytes_new_static ("r", 1);
  g_assert_true (store_begin (fixture.store, &error));
  g_assert_true (
      ledger_close (fixture.store, period ("2026-Q1"), release, 1, 3, 202640, &error));
  store_rollback (fixture.store);
  g_autoptr (Refusal) refusal = refusals_get (fixture.store, id.bytes, &error);
  g_assert_false (refusal->counted);
  close_period (&fixture, "2026-Q1", 202640);
}

/* What was late, deleted or out of the period is not marked. */
static void
test_marks (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202605);
  add_outcome (&fixture, id, 1, 202618, 202618, unsaid);
  add_now (&fixture, 202619);
  Id trashed = add_now (&fixture, 202606);
  refusals_delete (fixture.store, trashed.bytes, 202619, NULL);
  close_period (&fixture, "2026-Q1", 202619);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal WHERE counted"),
                   ==, 1);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM outcome WHERE counted"),
                   ==, 1);
  close_period (&fixture, "2026-Q2", 202640);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal WHERE counted"),
                   ==, 2);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM outcome WHERE counted"),
                   ==, 3);
}

/* A week that does not exist is in no period: the closing stops at it, so that no entry
 * is left out in silence. */
static void
test_damaged (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  add_now (&fixture, 202606);
  sqlite3_exec (fixture.db, "UPDATE refusal SET counts = 202654 WHERE week = 202606",
                NULL, NULL, NULL);
  g_autoptr (GBytes) release = g_bytes_new_static ("r", 1);
  g_assert_false (
      ledger_close (fixture.store, period ("2026-Q1"), release, 1, 3, 202640, &error));
  assert_store_error (error, STORE_ERROR_DAMAGED);
  g_assert_null (ledger_periods (fixture.store, 202640, &error));
  assert_store_error (error, STORE_ERROR_DAMAGED);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM ledger"), ==, 0);
}

static void
test_key (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_null (ledger_get_key (fixture.store, &error));
  g_assert_no_error (error);
  Secret *key = secret_new_random (SIGN_SEED_BYTES);
  g_assert_true (ledger_set_key (fixture.store, key, &error));
  Secret *kept = ledger_get_key (fixture.store, &error);
  g_assert_true (secret_equal (key, kept));
  g_assert_false (ledger_set_key (fixture.store, key, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  secret_free (key);
  secret_free (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/refuses", test_refuses);
  g_test_add_func ("/ledger/tally-refuses", test_tally_refuses);
  g_test_add_func ("/ledger/rows", test_rows);
  g_test_add_func ("/ledger/periods", test_periods);
  g_test_add_func ("/ledger/months", test_months);
  g_test_add_func ("/ledger/rolled-back", test_rolled_back);
  g_test_add_func ("/ledger/marks", test_marks);
  g_test_add_func ("/ledger/damaged", test_damaged);
  g_test_add_func ("/ledger/key", test_key);
  return g_test_run ();
}
