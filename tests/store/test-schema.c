/* What the tables are: they equal a golden file, and keep neither order nor time. */
#include <string.h>

#include "fixture.h"

static char *
dump_schema (Fixture *fixture)
{
  sqlite3_stmt *statement;
  GString *text = g_string_new (NULL);
  sqlite3_prepare_v2 (fixture->db,
                      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                      " ORDER BY tbl_name, type DESC, name",
                      -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (text, "%s;\n", sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return g_string_free (text, FALSE);
}

/* Changing a table means a new user_version: the golden file is that of version 1. */
static void
test_golden (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autofree char *golden = NULL;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "store", "schema.sql", NULL);
  g_assert_true (g_file_get_contents (path, &golden, NULL, NULL));
  g_autofree char *schema = dump_schema (&fixture);
  g_assert_cmpstr (schema, ==, golden);
  g_assert_cmpint (number_of (&fixture, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (number_of (&fixture, "PRAGMA application_id"), ==, 0x53746561);
}

/* A rowid would number the rows in their order of entry. Those of the campaign's one
 * row are its own numbers. */
static void
test_tables (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_cmpint (
      number_of (&fixture,
                 "SELECT count (*) FROM pragma_table_list WHERE type = 'table'"
                 " AND schema = 'main' AND name NOT LIKE 'sqlite_%'"),
      ==, 12);
  g_assert_cmpint (
      number_of (&fixture,
                 "SELECT count (*) FROM pragma_table_list WHERE schema = 'main'"
                 " AND name NOT LIKE 'sqlite_%'"
                 " AND NOT ((wr OR name = 'campaign') AND strict)"),
      ==, 0);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM sqlite_schema WHERE type"
                                        " NOT IN ('table', 'index')"),
                   ==, 0);
}

/* Every column by name: whoever adds one has to say here what it can hold. REAL and
 * ANY, in which a time could hide, do not occur. */
static void
test_columns (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_cmpint (
      number_of (
          &fixture,
          "SELECT count (*) FROM pragma_table_list t, pragma_table_info (t.name) c"
          " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'"
          " AND (c.type NOT IN ('INTEGER', 'TEXT', 'BLOB') OR c.name NOT IN ("
          "'number', 'id', 'file', 'shared', 'campaign', 'year', 'owner', 'person',"
          " 'week', 'work', 'customer', 'grounds', 'code_named', 'counts',"
          " 'counted', 'imported', 'trashed', 'refusal', 'outcome', 'signer',"
          " 'seed', 'hash', 'text', 'signatures', 'tier', 'role', 'period',"
          " 'digest', 'exponent', 'scale', 'release', 'kind', 'body', 'key',"
          " 'value'))"),
      ==, 0);
  g_assert_cmpint (
      number_of (
          &fixture,
          "SELECT count (*) FROM pragma_table_list t, pragma_table_info (t.name) c"
          " WHERE c.dflt_value IS NOT NULL"),
      ==, 0);
}

/* Whoever reads the whole database cannot tell whose refusals a signer's are: the two
 * halves of the schema share no column but the campaign and weeks. */
static void
test_no_link (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_cmpint (
      number_of (&fixture, "SELECT count (*) FROM pragma_table_list t,"
                           " pragma_foreign_key_list (t.name) f"
                           " WHERE (t.name IN ('refusal', 'outcome', 'year')"
                           "   AND f.\"table\" NOT IN ('refusal', 'campaign'))"
                           " OR (t.name IN ('signer', 'signing_key', 'record', 'sheet')"
                           "   AND f.\"table\" NOT IN ('signer', 'campaign'))"),
      ==, 0);
  g_assert_cmpint (
      number_of (&fixture,
                 "SELECT count (*) FROM"
                 " (SELECT name FROM pragma_table_info ('refusal')"
                 "  UNION SELECT name FROM pragma_table_info ('outcome'))"
                 " WHERE name NOT IN ('campaign', 'counts', 'week', 'id') AND name IN"
                 " (SELECT name FROM pragma_table_info ('signer')"
                 "  UNION SELECT name FROM pragma_table_info ('record')"
                 "  UNION SELECT name FROM pragma_table_info ('signing_key'))"),
      ==, 0);
}

static Store *
open_again (Fixture *fixture, const char *change, GError **error)
{
  store_close (g_steal_pointer (&fixture->store));
  g_assert_cmpint (sqlite3_exec (fixture->db, change, NULL, NULL, NULL), ==, SQLITE_OK);
  return store_open (fixture->db, &fixture->random, error);
}

static void
test_open_refuses (void)
{
  const struct
  {
    const char *change;
    StoreError code;
  } cases[] = {
    { "PRAGMA user_version = 2", STORE_ERROR_NEWER },
    { "PRAGMA user_version = 0", STORE_ERROR_DAMAGED },
    { "PRAGMA application_id = 1", STORE_ERROR_DAMAGED },
    { "DELETE FROM campaign", STORE_ERROR_DAMAGED },
    { "DROP TABLE campaign", STORE_ERROR_DAMAGED },
    { "UPDATE campaign SET file = x'00'", STORE_ERROR_DAMAGED },
    { "UPDATE campaign SET id = replace (id, '0', '1') || ''", STORE_ERROR_DAMAGED },
    { "INSERT INTO campaign SELECT 2, replace (id, '0', '1'), file, 0 FROM campaign",
      STORE_ERROR_DAMAGED },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      fixture_init (&fixture, FIRST_CAMPAIGN);
      g_autoptr (GError) error = NULL;
      g_assert_null (open_again (&fixture, cases[i].change, &error));
      g_assert_error (error, STORE_ERROR, (int)cases[i].code);
    }
}

static void
test_not_a_store (void)
{
  sqlite3 *db;
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  /* As after a kill in the middle of making a store: nothing is lost, nor damaged. */
  g_assert_null (store_open (db, &random_system, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  sqlite3_exec (db, "CREATE TABLE refusal (a)", NULL, NULL, NULL);
  g_assert_null (store_open (db, &random_system, &error));
  assert_store_error (error, STORE_ERROR_DAMAGED);
  g_assert_null (
      store_create (db, fixture_campaign (FIRST_CAMPAIGN), &random_system, &error));
  g_assert_nonnull (error);
  sqlite3_close (db);
}

static void
test_reopen (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, SECOND_CAMPAIGN);
  add_now (&fixture, 202605);
  fixture_reopen (&fixture);
  g_assert_cmpstr (campaign_id (store_campaign (fixture.store)), ==,
                   campaign_id (fixture_campaign (SECOND_CAMPAIGN)));
  add_now (&fixture, 202606);
  g_autoptr (GPtrArray) list = refusals_list (fixture.store, REFUSALS_KEPT, NULL);
  g_assert_cmpuint (list->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/golden", test_golden);
  g_test_add_func ("/schema/tables", test_tables);
  g_test_add_func ("/schema/columns", test_columns);
  g_test_add_func ("/schema/no-link", test_no_link);
  g_test_add_func ("/schema/open-refuses", test_open_refuses);
  g_test_add_func ("/schema/not-a-store", test_not_a_store);
  g_test_add_func ("/schema/reopen", test_reopen);
  return g_test_run ();
}
