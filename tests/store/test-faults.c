/* Every function of the store, failing at every point at which its database can fail:
 * an error is set, nothing has changed, and what comes after works. */
#include <string.h>

#include "fixture.h"
#include "preferences.h"

/* Things that a case works on, made before anything fails. */
typedef struct
{
  Fixture fixture;
  Id kept, trashed, signer;
  GBytes *next; /* a record that follows the signer's */
  PledgeSignatures signatures;
  GPtrArray *ledger; /* of another store, to carry over */
  GArray *wiped;
} World;

static void
init_world (World *world)
{
  Fixture *fixture = &world->fixture;
  fixture_init (fixture, FIRST_CAMPAIGN);
  world->kept = add_now (fixture, 202605);
  world->trashed = add_now (fixture, 202605);
  add_outcome (fixture, world->trashed, 3, 202620, 202620, unsaid);
  world->signer = take_pledge (fixture, 0, -1, 202605, SIGNER_OWNER);
  world->next = next_record (fixture, world->signer, PLEDGE_CHANGE, 1, 202620,
                             &world->signatures);
  const ImportSigner row = { 202605, 0, 0 };
  imports_signers (fixture->store, &row, 1, IMPORT_FIRST, 202605, NULL);
  refusals_delete (fixture->store, world->trashed.bytes, 202606, NULL);
  close_period (fixture, "2026-Q1", 202620);
  g_auto (Fixture) other = { 0 };
  fixture_init (&other, FIRST_CAMPAIGN);
  add_now (&other, 202505);
  close_period (&other, "2025-Q1", 202620);
  close_period (&other, "2025", 202620);
  world->ledger = ledger_list (other.store, NULL);
  world->wiped = ledger_wiped_years (other.store, NULL);
}

static void
clear_world (World *world)
{
  g_bytes_unref (world->next);
  g_ptr_array_unref (world->ledger);
  g_array_unref (world->wiped);
  fixture_clear (&world->fixture);
}

static gboolean
do_add (World *world, GError **error)
{
  Id id;
  RefusalEntry entry = entry_of (202605);
  return refusals_add (world->fixture.store, &entry, 202621, &somebody_new, id.bytes,
                       error);
}

static gboolean
do_add_same (World *world, GError **error)
{
  Id id;
  RefusalEntry entry = entry_of (202620);
  PersonChoice whose = same_as (world->kept.bytes);
  return refusals_add (world->fixture.store, &entry, 202621, &whose, id.bytes, error);
}

static gboolean
do_outcome (World *world, GError **error)
{
  return refusals_add_outcome (world->fixture.store, world->kept.bytes, 4, 202620,
                               202621, &unsaid, error);
}

static gboolean
do_alike (World *world, GError **error)
{
  guint64 number;
  RefusalEntry entry = entry_of (202605);
  return refusals_alike (world->fixture.store, &entry, &unsaid, &number, error);
}

static gboolean
do_find (World *world, GError **error)
{
  Id id;
  return refusals_find (world->fixture.store, "00000000000000000000000000000000",
                        id.bytes, error)
         || g_error_matches (*error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static gboolean
do_delete (World *world, GError **error)
{
  return refusals_delete (world->fixture.store, world->kept.bytes, 202621, error);
}

static gboolean
do_restore (World *world, GError **error)
{
  return refusals_restore (world->fixture.store, world->trashed.bytes, 202621, error);
}

static gboolean
do_empty (World *world, GError **error)
{
  guint64 emptied;
  return refusals_empty_trash (world->fixture.store, 202640, &emptied, error);
}

static gboolean
do_import (World *world, GError **error)
{
  const ImportRefusal rows[] = { { entry_of (202620), 1 }, { entry_of (202621), 0 } };
  return imports_refusals (world->fixture.store, rows, 2, IMPORT_FIRST, 202621, NULL,
                           NULL, error);
}

static gboolean
do_sheet (World *world, GError **error)
{
  const ImportSigner rows[] = { { 202620, 0, 0 }, { 202620, 0, 0 } };
  return imports_signers (world->fixture.store, rows, 2, IMPORT_MORE, 202621, error);
}

static gboolean
do_append (World *world, GError **error)
{
  return signers_append (world->fixture.store, world->next, &world->signatures, 202621,
                         error);
}

static gboolean
do_destroy (World *world, GError **error)
{
  return signers_destroy_key (world->fixture.store, world->signer.bytes, error);
}

static gboolean
do_close (World *world, GError **error)
{
  g_autoptr (GBytes) release = g_bytes_new_static ("r", 1);
  return ledger_close (world->fixture.store, period ("2026"), release, 1, 3, 202701,
                       error);
}

static gboolean
do_carry (World *world, GError **error)
{
  return ledger_carry (world->fixture.store, world->ledger, world->wiped, error);
}

static gboolean
do_set (World *world, GError **error)
{
  return preferences_set (world->fixture.store, "key", "value", error);
}

static gboolean
do_set_key (World *world, GError **error)
{
  Secret *key = secret_new_random (SIGN_SEED_BYTES);
  gboolean worked = ledger_set_key (world->fixture.store, key, error);
  secret_free (key);
  return worked;
}

static gboolean
do_tally (World *world, GError **error)
{
  Tally *tally =
      bridge_tally (world->fixture.store, period ("2026"), NULL, NULL, error);
  gboolean worked = tally != NULL;
  tally_free (tally);
  return worked;
}

static gboolean
do_list (World *world, GError **error)
{
  g_autoptr (GPtrArray) list =
      refusals_list (world->fixture.store, REFUSALS_KEPT, error);
  return list != NULL;
}

static gboolean
do_periods (World *world, GError **error)
{
  g_autoptr (GArray) list = ledger_periods (world->fixture.store, 202640, error);
  return list != NULL;
}

static gboolean
do_records (World *world, GError **error)
{
  g_autoptr (GPtrArray) list =
      signers_records (world->fixture.store, world->signer.bytes, error);
  return list != NULL;
}

static gboolean
do_numbers (World *world, GError **error)
{
  StoreNumbers numbers;
  return store_numbers (world->fixture.store, &numbers, error);
}

static gboolean
do_check (World *world, GError **error)
{
  return store_check (world->fixture.store, error);
}

static gboolean
do_open (World *world, GError **error)
{
  g_autoptr (Store) store = store_open (world->fixture.db, &random_system, error);
  return store != NULL;
}

typedef struct
{
  const char *name;
  gboolean (*run) (World *world, GError **error);
} Case;

static const Case cases[] = {
  { "add", do_add },         { "add-same", do_add_same }, { "outcome", do_outcome },
  { "alike", do_alike },     { "find", do_find },         { "delete", do_delete },
  { "restore", do_restore }, { "empty", do_empty },       { "import", do_import },
  { "sheet", do_sheet },     { "append", do_append },     { "destroy", do_destroy },
  { "close", do_close },     { "carry", do_carry },       { "set", do_set },
  { "set-key", do_set_key }, { "tally", do_tally },       { "list", do_list },
  { "periods", do_periods }, { "records", do_records },   { "numbers", do_numbers },
  { "check", do_check },     { "open", do_open },
};

static GBytes *
read_image (Fixture *fixture)
{
  sqlite3_int64 size;
  unsigned char *image = sqlite3_serialize (fixture->db, "main", &size, 0);
  GBytes *bytes = g_bytes_new (image, (gsize)size);
  sqlite3_free (image);
  return bytes;
}

typedef struct
{
  int left; /* steps until the database is stopped */
  gboolean ending; /* a statement that commits is running */
} Stop;

static int
count_down (void *data)
{
  Stop *stop = data;
  return !stop->ending && --stop->left == 0;
}

/* SQLite's machine can be stopped after a commit is made and before it says so. No
 * failure of a disk does that, so commits are left out. */
static int
watch_statement (unsigned kind, void *data, void *statement, void *text)
{
  (void)kind, (void)statement;
  ((Stop *)data)->ending =
      g_str_equal (text, "COMMIT") || g_str_has_prefix (text, "RELEASE");
  return 0;
}

/* Stops the database after so many steps of its machine. Within a change SQLite then
 * rolls back the whole transaction by itself. */
static gboolean
run_stopped (const Case *what, World *world, int steps, gboolean *stopped,
             GError **error)
{
  Stop stop = { steps, FALSE };
  sqlite3 *db = world->fixture.db;
  sqlite3_trace_v2 (db, SQLITE_TRACE_STMT, watch_statement, &stop);
  sqlite3_progress_handler (db, 1, count_down, &stop);
  gboolean worked = what->run (world, error);
  sqlite3_progress_handler (db, 0, NULL, NULL);
  sqlite3_trace_v2 (db, 0, NULL, NULL);
  *stopped = stop.left <= 0;
  return worked;
}

/* Opening goes on where it cannot read a pragma: it sets it. Nothing else that was
 * stopped may say that it worked. */
static void
test_stopped (gconstpointer data)
{
  const Case *what = data;
  World world = { 0 };
  gboolean stopped = TRUE;
  int failed = 0;
  init_world (&world);
  g_autoptr (GBytes) before = read_image (&world.fixture);
  for (int steps = 1; stopped; steps += 1 + steps / 16)
    {
      g_autoptr (GError) error = NULL;
      gboolean worked = run_stopped (what, &world, steps, &stopped, &error);
      g_assert_true (worked == !stopped || what->run == do_open);
      g_assert_true (worked == (error == NULL) || what->run == do_find);
      if (worked)
        continue;
      g_autoptr (GBytes) after = read_image (&world.fixture);
      g_assert_true (g_bytes_equal (before, after));
      failed++;
    }
  g_assert_cmpint (failed, >, 5);
  g_assert_true (store_check (world.fixture.store, NULL));
  clear_world (&world);
}

/* No page can be added: what needs one fails with the right error, and whole. */
static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  sqlite3_exec (fixture.db, "PRAGMA max_page_count = 1", NULL, NULL, NULL);
  g_autoptr (GBytes) before = read_image (&fixture);
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, 5000);
  for (guint i = 0; i < 5000; i++)
    rows[i] = (ImportRefusal){ entry_of (202605), i };
  g_assert_false (imports_refusals (fixture.store, rows, 5000, IMPORT_FIRST, 202605,
                                    NULL, NULL, &error));
  assert_store_error (error, STORE_ERROR_FULL);
  g_autoptr (GBytes) after = read_image (&fixture);
  g_assert_true (g_bytes_equal (before, after));
  add_now (&fixture, 202605);
}

static void
test_read_only (void)
{
  Id id;
  g_autoptr (GError) error = NULL;
  RefusalEntry entry = entry_of (202605);
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  sqlite3_exec (fixture.db, "PRAGMA query_only = 1", NULL, NULL, NULL);
  g_assert_false (
      refusals_add (fixture.store, &entry, 202605, &unsaid, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_IO);
}

static void
test_no_memory (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, 5000);
  for (guint i = 0; i < 5000; i++)
    rows[i] = (ImportRefusal){ entry_of (202605), i };
  sqlite3_hard_heap_limit64 (sqlite3_memory_used () + 65536);
  gboolean worked = imports_refusals (fixture.store, rows, 5000, IMPORT_FIRST, 202605,
                                      NULL, NULL, &error);
  sqlite3_hard_heap_limit64 (0);
  g_assert_false (worked);
  assert_store_error (error, STORE_ERROR_MEMORY);
  add_now (&fixture, 202605);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/faults/stopped/", cases[i].name, NULL);
      g_test_add_data_func (name, &cases[i], test_stopped);
    }
  g_test_add_func ("/faults/full", test_full);
  g_test_add_func ("/faults/read-only", test_read_only);
  g_test_add_func ("/faults/no-memory", test_no_memory);
  return g_test_run ();
}
