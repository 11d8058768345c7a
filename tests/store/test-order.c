/* The order of entry is nowhere, and what is deleted is gone. */
#include <string.h>

#include "fixture.h"

#define ENTRIES 300

typedef struct
{
  Id id;
  RefusalEntry entry;
} Planned;

static void
plan_entries (Fixture *fixture, Planned *planned)
{
  for (guint i = 0; i < ENTRIES; i++)
    {
      fixture->random.fill (fixture->random.data, planned[i].id.bytes, ENTRY_ID_BYTES);
      planned[i].entry =
          (RefusalEntry){ .week = 202601 + (int)fixture_random (fixture, 12),
                          .work = fixture_random (fixture, 6),
                          .customer = fixture_random (fixture, 6),
                          .grounds = 1 + fixture_random (fixture, 7),
                          .code_named = fixture_random (fixture, 3),
                          .outcome = fixture_random (fixture, 6) };
    }
}

/* The owner's number is drawn with the first entry, whichever that is: it has to be the
 * same in both stores. */
static void
fix_owner (Fixture *fixture)
{
  g_assert_cmpint (sqlite3_exec (fixture->db, "INSERT INTO year VALUES (1, 2026, 77)",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
}

static void
enter (Fixture *fixture, const Planned *planned)
{
  fixture->next_id = planned->id.bytes;
  Id id = add_entry (fixture, &planned->entry, 202640, unsaid);
  g_assert_cmpmem (id.bytes, sizeof id, planned->id.bytes, sizeof id);
}

static GBytes *
read_image (Fixture *fixture)
{
  sqlite3_int64 size;
  unsigned char *image = sqlite3_serialize (fixture->db, "main", &size, 0);
  g_assert_nonnull (image);
  GBytes *bytes = g_bytes_new (image, (gsize)size);
  sqlite3_free (image);
  return bytes;
}

static GBytes *
vacuum (Fixture *fixture)
{
  g_assert_cmpint (sqlite3_exec (fixture->db, "VACUUM", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  return read_image (fixture);
}

static GBytes *
make_in_order (const Planned *planned, const guint *order)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  fix_owner (&fixture);
  for (guint i = 0; i < ENTRIES; i++)
    enter (&fixture, &planned[order[i]]);
  return vacuum (&fixture);
}

static void
test_order (void)
{
  Planned planned[ENTRIES];
  guint forward[ENTRIES], mixed[ENTRIES];
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  plan_entries (&fixture, planned);
  for (guint i = 0; i < ENTRIES; i++)
    forward[i] = mixed[i] = i;
  for (guint i = ENTRIES - 1; i > 0; i--)
    {
      guint j = fixture_random (&fixture, i + 1), kept = mixed[i];
      mixed[i] = mixed[j];
      mixed[j] = kept;
    }
  g_autoptr (GBytes) first = make_in_order (planned, forward);
  g_autoptr (GBytes) second = make_in_order (planned, mixed);
  g_assert_true (g_bytes_equal (first, second));
}

/* An import's rows come in the order of a file: the database cannot tell which. */
static void
test_import_order (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  ImportRefusal rows[64] = { 0 };
  for (guint i = 0; i < 64; i++)
    rows[i] = (ImportRefusal){ .entry = entry_of (i < 32 ? 202601 : 202602) };
  g_autoptr (GError) error = NULL;
  imports_refusals (fixture.store, rows, 64, IMPORT_FIRST, 202640, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM (SELECT week, lag (week)"
                                        " OVER (ORDER BY id) AS before FROM refusal)"
                                        " WHERE week <> before"),
                   >, 8);
}

#define IMPORTED 2000

/* Gives ids from a list, forwards or backwards, and one number to every person. */
typedef struct
{
  const Id *ids;
  int next, step;
} Source;

static void
fill_from (void *data, void *out, size_t size)
{
  Source *source = data;
  memset (out, 7, size);
  if (size != ENTRY_ID_BYTES)
    return;
  memcpy (out, source->ids[source->next].bytes, size);
  source->next += source->step;
}

static GBytes *
import_from (Source source)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  fixture.random = (RandomSource){ fill_from, &source };
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, IMPORTED);
  for (guint i = 0; i < IMPORTED; i++)
    rows[i] = (ImportRefusal){ .entry = entry_of (202601) };
  imports_refusals (fixture.store, rows, IMPORTED, IMPORT_FIRST, 202640, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  return read_image (&fixture);
}

/* Not even before it is rebuilt do a database's pages show in which order an import's
 * rows came. */
static void
test_import_pages (void)
{
  static Id ids[IMPORTED];
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  for (guint i = 0; i < IMPORTED; i++)
    fixture.random.fill (fixture.random.data, ids[i].bytes, ENTRY_ID_BYTES);
  g_autoptr (GBytes) forwards = import_from ((Source){ ids, 0, 1 });
  g_autoptr (GBytes) backwards = import_from ((Source){ ids, IMPORTED - 1, -1 });
  g_assert_true (g_bytes_equal (forwards, backwards));
}

static gboolean
image_has (Fixture *fixture, const void *data, gsize size)
{
  sqlite3_int64 length;
  unsigned char *image = sqlite3_serialize (fixture->db, "main", &length, 0);
  gboolean found = memmem (image, (size_t)length, data, size) != NULL;
  sqlite3_free (image);
  return found;
}

/* Ids are the canaries: 16 bytes that occur nowhere else. */
static void
test_emptied (void)
{
  guint64 emptied;
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  for (guint i = 0; i < 100; i++)
    add_now (&fixture, 202605);
  Id id = add_now (&fixture, 202605);
  add_outcome (&fixture, id, 3, 202606, 202606, unsaid);
  for (guint i = 0; i < 100; i++)
    add_now (&fixture, 202606);
  g_assert_true (image_has (&fixture, id.bytes, sizeof id));
  refusals_delete (fixture.store, id.bytes, 202610, &error);
  g_assert_no_error (error);
  refusals_empty_trash (fixture.store, 202614, &emptied, &error);
  g_assert_cmpuint (emptied, ==, 0);
  g_assert_true (image_has (&fixture, id.bytes, sizeof id));
  refusals_empty_trash (fixture.store, 202615, &emptied, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (emptied, ==, 1);
  g_assert_false (image_has (&fixture, id.bytes, sizeof id));
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM outcome"), ==, 200);
}

static void
test_key_destroyed (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
  Secret *seed = signers_key (fixture.store, id.bytes, &error);
  g_assert_no_error (error);
  g_assert_true (image_has (&fixture, secret_peek (seed), secret_size (seed)));
  signers_destroy_key (fixture.store, id.bytes, &error);
  g_assert_no_error (error);
  g_assert_false (image_has (&fixture, secret_peek (seed), secret_size (seed)));
  secret_free (seed);
}

static void
test_wiped (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  gint64 person = number_of (&fixture, "SELECT owner FROM year");
  close_period (&fixture, "2026-Q1", 202703);
  uint8_t stored[8];
  for (int i = 0; i < 8; i++)
    stored[i] = (uint8_t)(person >> (56 - 8 * i));
  g_assert_true (image_has (&fixture, stored, sizeof stored));
  close_period (&fixture, "2026", 202703);
  g_assert_false (image_has (&fixture, stored, sizeof stored));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/entries", test_order);
  g_test_add_func ("/order/import", test_import_order);
  g_test_add_func ("/order/import-pages", test_import_pages);
  g_test_add_func ("/order/emptied-trash-is-gone", test_emptied);
  g_test_add_func ("/order/destroyed-key-is-gone", test_key_destroyed);
  g_test_add_func ("/order/wiped-person-is-gone", test_wiped);
  return g_test_run ();
}
