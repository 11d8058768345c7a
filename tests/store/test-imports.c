/* Many rows at once: all or none, and twice only when said. */
#include "fixture.h"

static gboolean
import (Fixture *fixture, const ImportRefusal *rows, gsize count, ImportMode mode,
        GError **error)
{
  return imports_refusals (fixture->store, rows, count, mode, 202640, NULL, NULL,
                           error);
}

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  const ImportRefusal rows[] = {
    { { 202605, 1, 2, 5, CODE_NAMED_YES, 4 }, 0 },
    { { 202618, 2, 3, 2, CODE_NAMED_UNKNOWN, 0 }, 0 },
  };
  g_assert_true (import (&fixture, rows, 2, IMPORT_FIRST, &error));
  g_autoptr (GPtrArray) list = refusals_list (fixture.store, REFUSALS_KEPT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  const Refusal *first = list->pdata[1];
  g_assert_cmpint (first->week, ==, 202605);
  g_assert_cmpuint (first->work, ==, 1);
  g_assert_cmpuint (first->customer, ==, 2);
  g_assert_cmpuint (first->grounds, ==, 5);
  g_assert_cmpint (first->code_named, ==, CODE_NAMED_YES);
  g_assert_cmpuint (first->outcomes[0].outcome, ==, 4);
  g_assert_true (first->imported);
  g_assert_true (store_check (fixture.store, &error));
}

/* One number a label and year; the owner's without a label; labels are forgotten. */
static void
test_persons (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202604);
  const ImportRefusal rows[] = {
    { entry_of (202605), 0 }, { entry_of (202606), 7 }, { entry_of (202607), 7 },
    { entry_of (202608), 9 }, { entry_of (202550), 7 },
  };
  g_assert_true (import (&fixture, rows, 5, IMPORT_FIRST, &error));
  g_assert_cmpint (number_of (&fixture, "SELECT count (DISTINCT person) FROM refusal"),
                   ==, 4);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal WHERE person ="
                                        " (SELECT owner FROM year WHERE year = 2026)"),
                   ==, 2);
  g_assert_cmpint (number_of (&fixture, "SELECT count (DISTINCT person) FROM refusal"
                                        " WHERE week IN (202606, 202607)"),
                   ==, 1);
  g_assert_cmpint (
      number_of (&fixture, "SELECT count (*) FROM refusal WHERE person IN (7, 9)"), ==,
      0);
  g_assert_true (import (&fixture, rows, 5, IMPORT_MORE, &error));
  g_assert_cmpint (number_of (&fixture, "SELECT count (DISTINCT person) FROM refusal"),
                   ==, 7);
}

static void
test_all_or_none (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  ImportRefusal rows[] = { { entry_of (202605), 1 }, { entry_of (202606), 2 } };
  rows[1].entry.work = 99;
  g_assert_false (import (&fixture, rows, 2, IMPORT_FIRST, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  rows[1] = (ImportRefusal){ entry_of (202641), 2 };
  g_assert_false (import (&fixture, rows, 2, IMPORT_FIRST, &error));
  assert_store_error (error, STORE_ERROR_FUTURE_WEEK);
  g_assert_false (import (&fixture, rows, IMPORTS_ROWS_MAX + 1, IMPORT_FIRST, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  g_assert_false (imports_signers (fixture.store, NULL, IMPORTS_ROWS_MAX + 1,
                                   IMPORT_FIRST, 202640, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  g_assert_cmpint (number_of (&fixture, "SELECT (SELECT count (*) FROM refusal)"
                                        " + (SELECT count (*) FROM year)"
                                        " + (SELECT shared FROM campaign)"),
                   ==, 0);
}

static gboolean
cancel_later (gsize done, gpointer data)
{
  guint *calls = data;
  (*calls)++;
  return done < 8000;
}

static void
test_cancel (void)
{
  guint calls = 0;
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, 10000);
  for (guint i = 0; i < 10000; i++)
    rows[i] = (ImportRefusal){ entry_of (202605), i };
  g_assert_false (imports_refusals (fixture.store, rows, 10000, IMPORT_FIRST, 202640,
                                    cancel_later, &calls, &error));
  assert_store_error (error, STORE_ERROR_CANCELLED);
  g_assert_cmpuint (calls, ==, 3);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal"), ==, 0);
  g_assert_true (imports_refusals (fixture.store, rows, 7000, IMPORT_FIRST, 202640,
                                   cancel_later, &calls, &error));
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal"), ==, 7000);
}

/* In the first campaign every week lies in a year that is asked about: a second import
 * of the year needs to be meant. */
static void
test_more (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  const ImportRefusal first = { entry_of (202605), 0 };
  const ImportRefusal same_year = { entry_of (202640), 0 };
  const ImportRefusal before = { entry_of (202552), 0 };
  const ImportSigner sheet = { 202605, 0, 0 };
  g_assert_true (import (&fixture, &first, 1, IMPORT_FIRST, &error));
  g_assert_false (import (&fixture, &same_year, 1, IMPORT_FIRST, &error));
  assert_store_error (error, STORE_ERROR_NEEDS_MORE);
  g_assert_true (import (&fixture, &before, 1, IMPORT_FIRST, &error));
  g_assert_true (import (&fixture, &same_year, 1, IMPORT_MORE, &error));
  g_assert_true (
      imports_signers (fixture.store, &sheet, 1, IMPORT_FIRST, 202640, &error));
  g_assert_false (
      imports_signers (fixture.store, &sheet, 1, IMPORT_FIRST, 202640, &error));
  assert_store_error (error, STORE_ERROR_NEEDS_MORE);
  g_assert_true (
      imports_signers (fixture.store, &sheet, 1, IMPORT_MORE, 202640, &error));
}

/* An import that lies in the trash holds no period. */
static void
test_more_trashed (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  const ImportRefusal row = { entry_of (202605), 0 };
  g_assert_true (import (&fixture, &row, 1, IMPORT_FIRST, &error));
  g_autoptr (GPtrArray) list = refusals_list (fixture.store, REFUSALS_KEPT, NULL);
  refusals_delete (fixture.store, ((Refusal *)list->pdata[0])->id, 202640, NULL);
  g_assert_true (import (&fixture, &row, 1, IMPORT_FIRST, &error));
}

static void
test_more_damaged (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  const ImportSigner row = { 202605, 0, 0 };
  g_assert_true (
      imports_signers (fixture.store, &row, 1, IMPORT_FIRST, 202640, &error));
  sqlite3_exec (fixture.db, "UPDATE sheet SET counts = 7", NULL, NULL, NULL);
  g_assert_false (
      imports_signers (fixture.store, &row, 1, IMPORT_FIRST, 202640, &error));
  assert_store_error (error, STORE_ERROR_DAMAGED);
}

/* Late rows count in the present: that is where a second import of them would meet. */
static void
test_more_closed (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, SECOND_CAMPAIGN);
  add_now (&fixture, 202605);
  close_period (&fixture, "2026", 202703);
  const ImportRefusal late = { entry_of (202605), 0 };
  const ImportRefusal present = { entry_of (202704), 0 };
  g_assert_true (imports_refusals (fixture.store, &late, 1, IMPORT_FIRST, 202704, NULL,
                                   NULL, &error));
  g_assert_cmpint (number_of (&fixture, "SELECT max (counts) FROM refusal"), ==,
                   202704);
  g_assert_false (imports_refusals (fixture.store, &present, 1, IMPORT_FIRST, 202704,
                                    NULL, NULL, &error));
  assert_store_error (error, STORE_ERROR_NEEDS_MORE);
}

static void
test_sheets (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  const ImportSigner rows[] = {
    { 202605, 0, 1 }, { 202605, 0, 1 }, { 202605, 1, -1 }, { 202604, 0, 1 }
  };
  g_assert_true (
      imports_signers (fixture.store, rows, 4, IMPORT_FIRST, 202640, &error));
  g_autoptr (GArray) sheets = signers_sheets (fixture.store, &error);
  g_assert_cmpuint (sheets->len, ==, 3);
  const SignerSheet *first = &g_array_index (sheets, SignerSheet, 0);
  g_assert_cmpint (first->week, ==, 202605);
  g_assert_cmpuint (first->tier, ==, 0);
  g_assert_cmpint (first->role, ==, 1);
  g_assert_cmpint (first->counts, ==, 202605);
  g_assert_cmpuint (first->number, ==, 2);
  g_assert_cmpint (g_array_index (sheets, SignerSheet, 1).role, ==, -1);
  g_assert_cmpint (g_array_index (sheets, SignerSheet, 2).week, ==, 202604);
}

static void
test_sheets_refuse (void)
{
  const ImportSigner cases[] = {
    { 202605, 2, 0 }, { 202605, 0, 3 }, { 202605, 0, -2 }, { 202554, 0, 0 }
  };
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (
          imports_signers (fixture.store, &cases[i], 1, IMPORT_FIRST, 202640, &error));
      assert_store_error (error, STORE_ERROR_REFUSED);
    }
  g_assert_true (imports_signers (fixture.store, NULL, 0, IMPORT_FIRST, 202640, NULL));
  g_assert_cmpint (number_of (&fixture, "SELECT (SELECT count (*) FROM sheet)"
                                        " + (SELECT shared FROM campaign)"),
                   ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imports/rows", test_rows);
  g_test_add_func ("/imports/persons", test_persons);
  g_test_add_func ("/imports/all-or-none", test_all_or_none);
  g_test_add_func ("/imports/cancel", test_cancel);
  g_test_add_func ("/imports/more", test_more);
  g_test_add_func ("/imports/more-trashed", test_more_trashed);
  g_test_add_func ("/imports/more-damaged", test_more_damaged);
  g_test_add_func ("/imports/more-closed", test_more_closed);
  g_test_add_func ("/imports/sheets", test_sheets);
  g_test_add_func ("/imports/sheets-refuse", test_sheets_refuse);
  return g_test_run ();
}
