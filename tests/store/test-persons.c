/* Whose an entry is, from one year to the next, and when that is wiped. */
#include <string.h>

#include "fixture.h"

static gint64
person_of (Fixture *fixture, Id id)
{
  sqlite3_stmt *statement;
  sqlite3_prepare_v2 (fixture->db, "SELECT person FROM refusal WHERE id = ?1", -1,
                      &statement, NULL);
  sqlite3_bind_blob (statement, 1, id.bytes, sizeof id, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  gint64 person = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return person;
}

static gint64
person_of_outcome (Fixture *fixture, Id id, Week week)
{
  sqlite3_stmt *statement;
  sqlite3_prepare_v2 (fixture->db,
                      "SELECT person FROM outcome WHERE refusal = ?1 AND week = ?2", -1,
                      &statement, NULL);
  sqlite3_bind_blob (statement, 1, id.bytes, sizeof id, SQLITE_STATIC);
  sqlite3_bind_int (statement, 2, week);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  gint64 person = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return person;
}

static gboolean
is_shared (Fixture *fixture)
{
  gboolean shared;
  g_assert_true (store_is_shared (fixture->store, &shared, NULL));
  return shared;
}

static void
test_private (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id first = add_now (&fixture, 202605), second = add_now (&fixture, 202653);
  Id later = add_now (&fixture, 202701);
  g_assert_cmpint (person_of (&fixture, first), !=, 0);
  g_assert_cmpint (person_of (&fixture, first), ==, person_of (&fixture, second));
  g_assert_cmpint (person_of (&fixture, first), !=, person_of (&fixture, later));
  RefusalEntry entry = entry_of (202702);
  Id same = add_entry (&fixture, &entry, 202702, same_as (first.bytes));
  g_assert_cmpint (person_of (&fixture, same), ==, person_of (&fixture, later));
  add_outcome (&fixture, first, 1, 202702, 202702, unsaid);
  g_assert_cmpint (person_of_outcome (&fixture, first, 202702), ==,
                   person_of (&fixture, later));
  g_assert_false (is_shared (&fixture));
}

static void
test_shared (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  RefusalEntry entry = entry_of (202605);
  Id own = add_entry (&fixture, &entry, 202605, owner);
  Id first = add_entry (&fixture, &entry, 202605, somebody_new);
  g_assert_true (is_shared (&fixture));
  Id second = add_entry (&fixture, &entry, 202605, somebody_new);
  Id again = add_entry (&fixture, &entry, 202605, same_as (first.bytes));
  g_assert_cmpint (person_of (&fixture, first), !=, person_of (&fixture, own));
  g_assert_cmpint (person_of (&fixture, first), !=, person_of (&fixture, second));
  g_assert_cmpint (person_of (&fixture, first), ==, person_of (&fixture, again));
  Id plain = add_entry (&fixture, &entry, 202605, unsaid), id;
  g_assert_cmpint (person_of (&fixture, plain), ==, person_of (&fixture, own));
  PersonChoice nobody = same_as ((const uint8_t[ENTRY_ID_BYTES]){ 9 });
  g_assert_false (
      refusals_add (fixture.store, &entry, 202605, &nobody, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  entry.week = 202702;
  PersonChoice last_year = same_as (first.bytes);
  g_assert_false (
      refusals_add (fixture.store, &entry, 202702, &last_year, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
}

/* In the refusal's year its outcomes are its person's; later, somebody has to say. */
static void
test_shared_outcomes (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  RefusalEntry entry = entry_of (202605);
  Id id = add_entry (&fixture, &entry, 202605, somebody_new);
  add_outcome (&fixture, id, 1, 202650, 202702, unsaid);
  g_assert_cmpint (person_of_outcome (&fixture, id, 202650), ==,
                   person_of (&fixture, id));
  g_assert_false (refusals_add_outcome (fixture.store, id.bytes, 2, 202701, 202702,
                                        &unsaid, &error));
  assert_store_error (error, STORE_ERROR_NEEDS_PERSON);
  add_outcome (&fixture, id, 2, 202701, 202702, somebody_new);
  gint64 later = person_of_outcome (&fixture, id, 202701);
  g_assert_cmpint (later, !=, person_of (&fixture, id));
  add_outcome (&fixture, id, 3, 202702, 202702, unsaid);
  g_assert_cmpint (person_of_outcome (&fixture, id, 202702), ==, later);
  entry.week = 202703;
  Id next = add_entry (&fixture, &entry, 202703, same_as (id.bytes));
  g_assert_cmpint (person_of (&fixture, next), ==, later);
}

static void
test_made_shared (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) signer = { 0 }, sheet = { 0 }, plain = { 0 }, labelled = { 0 };
  fixture_init (&signer, FIRST_CAMPAIGN);
  take_pledge (&signer, 0, -1, 202605, SIGNER_OWNER);
  g_assert_false (is_shared (&signer));
  take_pledge (&signer, 0, -1, 202605, SIGNER_OTHER);
  g_assert_true (is_shared (&signer));
  fixture_init (&sheet, FIRST_CAMPAIGN);
  imports_signers (sheet.store, &(ImportSigner){ 202605, 0, -1 }, 1, IMPORT_FIRST,
                   202605, &error);
  g_assert_true (is_shared (&sheet));
  fixture_init (&plain, FIRST_CAMPAIGN);
  ImportRefusal row = { .entry = entry_of (202605) };
  imports_refusals (plain.store, &row, 1, IMPORT_FIRST, 202605, NULL, NULL, &error);
  g_assert_false (is_shared (&plain));
  fixture_init (&labelled, FIRST_CAMPAIGN);
  row.person = 1;
  imports_refusals (labelled.store, &row, 1, IMPORT_FIRST, 202605, NULL, NULL, &error);
  g_assert_true (is_shared (&labelled));
  g_assert_no_error (error);
}

/* Out of the trash into another year. */
static void
test_restore_private (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id kept = add_now (&fixture, 202605), id = add_now (&fixture, 202605);
  add_outcome (&fixture, id, 3, 202606, 202606, unsaid);
  refusals_delete (fixture.store, id.bytes, 202650, NULL);
  close_period (&fixture, "2026-Q1", 202701);
  close_period (&fixture, "2026", 202701);
  g_assert_true (refusals_restore (fixture.store, id.bytes, 202702, NULL));
  gint64 own = number_of (&fixture, "SELECT owner FROM year WHERE year = 2027");
  g_assert_cmpint (own, !=, 0);
  g_assert_cmpint (person_of (&fixture, id), ==, own);
  g_assert_cmpint (person_of_outcome (&fixture, id, 202606), ==, own);
  g_assert_cmpint (person_of (&fixture, kept), ==, 0);
}

static void
test_restore_shared (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  RefusalEntry entry = entry_of (202605);
  add_entry (&fixture, &entry, 202605, owner);
  Id id = add_entry (&fixture, &entry, 202605, somebody_new);
  add_outcome (&fixture, id, 3, 202606, 202606, unsaid);
  add_outcome (&fixture, id, 4, 202701, 202701, somebody_new);
  gint64 later = person_of_outcome (&fixture, id, 202701);
  refusals_delete (fixture.store, id.bytes, 202701, NULL);
  close_period (&fixture, "2026", 202701);
  g_assert_true (refusals_restore (fixture.store, id.bytes, 202702, NULL));
  g_assert_cmpint (person_of (&fixture, id), ==, later);
  g_assert_cmpint (person_of_outcome (&fixture, id, 202606), ==, later);
  Id other = add_entry (&fixture, &(RefusalEntry){ 202703, 0, 0, 1, 0, 0 }, 202703,
                        somebody_new);
  refusals_delete (fixture.store, other.bytes, 202750, NULL);
  add_now (&fixture, 202710);
  close_period (&fixture, "2027", 202801);
  gint64 before = person_of (&fixture, other);
  g_assert_true (refusals_restore (fixture.store, other.bytes, 202802, NULL));
  g_assert_cmpint (person_of (&fixture, other), !=, 0);
  g_assert_cmpint (person_of (&fixture, other), !=, before);
  g_assert_cmpint (person_of_outcome (&fixture, other, 202703), ==,
                   person_of (&fixture, other));
}

static gint64
persons_left (Fixture *fixture)
{
  return number_of (fixture, "SELECT (SELECT count (person) FROM refusal)"
                             " + (SELECT count (person) FROM outcome)"
                             " + (SELECT count (owner) FROM year)");
}

/* Only when the year, and each quarter of it that holds something not in the trash, is
 * closed, in whatever order. */
static void
test_wiped (void)
{
  static const char *const orders[][4] = {
    { "2026-Q1", "2026-Q4", "2026-Q2", "2026" },
    { "2026", "2026-Q2", "2026-Q1", "2026-Q4" },
    { "2026-Q4", "2026", "2026-Q1", "2026-Q2" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      fixture_init (&fixture, FIRST_CAMPAIGN);
      Id id = add_now (&fixture, 202605);
      add_outcome (&fixture, id, 2, 202653, 202653, unsaid);
      take_pledge (&fixture, 0, -1, 202620, SIGNER_OWNER);
      Id trashed = add_now (&fixture, 202630);
      refusals_delete (fixture.store, trashed.bytes, 202631, NULL);
      for (guint j = 0; j < 4; j++)
        {
          g_assert_cmpint (persons_left (&fixture), ==, 6);
          close_period (&fixture, orders[i][j], 202701);
        }
      g_assert_cmpint (persons_left (&fixture), ==, 0);
      add_now (&fixture, 202702);
      g_assert_cmpint (persons_left (&fixture), ==, 3);
    }
}

/* One year's closing leaves the next alone. */
static void
test_wiped_years (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  Id id = add_now (&fixture, 202705);
  close_period (&fixture, "2026", 202705);
  close_period (&fixture, "2026-Q1", 202705);
  g_assert_cmpint (person_of (&fixture, id), !=, 0);
  g_autoptr (GArray) years = ledger_wiped_years (fixture.store, &error);
  g_assert_cmpuint (years->len, ==, 1);
  g_assert_cmpint (g_array_index (years, int, 0), ==, 2026);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/persons/private", test_private);
  g_test_add_func ("/persons/shared", test_shared);
  g_test_add_func ("/persons/shared-outcomes", test_shared_outcomes);
  g_test_add_func ("/persons/made-shared", test_made_shared);
  g_test_add_func ("/persons/restore-private", test_restore_private);
  g_test_add_func ("/persons/restore-shared", test_restore_shared);
  g_test_add_func ("/persons/wiped", test_wiped);
  g_test_add_func ("/persons/wiped-years", test_wiped_years);
  return g_test_run ();
}
