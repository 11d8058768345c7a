/* A store as its file shows it: the same entries in another order leave the same pages
 * and as many frames. */
#include <string.h>

#include "base.h"
#include "digest.h"
#include "fixture.h"
#include "session-private.h"
#include "session-refusals.h"

#define ENTRIES 200

/* Random bytes that depend on the entry under way and on nothing that came before. */
typedef struct
{
  guint32 entry, block;
} Steered;

static void
fill_by_entry (void *data, void *out, size_t size)
{
  Steered *steered = data;
  for (size_t done = 0; done < size; done += DIGEST_SHA256_BYTES)
    {
      uint8_t block[DIGEST_SHA256_BYTES];
      digest_sha256 (block, steered, sizeof *steered);
      steered->block++;
      memcpy ((uint8_t *)out + done, block, MIN (size - done, sizeof block));
    }
}

static void
add (Session *session, Steered *steered, guint32 number)
{
  g_autoptr (GError) error = NULL;
  *steered = (Steered){ .entry = number };
  RefusalEntry entry = { .week = 202601 + (Week)(number % 40),
                         .work = number % 5,
                         .customer = number % 4,
                         .grounds = 1 + number % 7,
                         .outcome = number % 6 };
  PersonChoice whose = { .kind = PERSON_UNSAID };
  uint8_t id[ENTRY_ID_BYTES];
  guint64 alike;
  session_refusals_add (session, &entry, &whose, id, &alike, &error);
  g_assert_no_error (error);
}

typedef struct
{
  GBytes *pages;
  uint64_t size, commits;
} Shape;

/* Adds the entries in steps of stride, locks, and looks at what lies in the file. */
static Shape
shape_of (guint32 stride)
{
  Fixture fixture;
  Steered steered = { 0 };
  RandomSource random = { .fill = fill_by_entry, .data = &steered };
  Shape shape;
  VaultFile *file;
  sqlite3_int64 size;
  fixture_init (&fixture);
  fixture.env.random = &random;
  fixture_reopen (&fixture);
  add (fixture.session, &steered,
       ENTRIES); /* draws the owner's number, in both orders */
  for (guint32 i = 0; i < ENTRIES; i++)
    add (fixture.session, &steered, i * stride % ENTRIES);
  fixture_reopen (&fixture);
  shape.commits = session_opening (fixture.session)->commits;
  unsigned char *image =
      sqlite3_serialize (vault_database (fixture.session->vault), "main", &size, 0);
  shape.pages = g_bytes_new (image, (gsize)size);
  sqlite3_free (image);
  const VaultFileOps *ops = fixture.files->ops;
  g_assert_cmpint (ops->open (fixture.files->data, FIXTURE_PATH, &file), ==, 0);
  g_assert_cmpint (ops->size (file, &shape.size), ==, 0);
  ops->close (file);
  fixture_clear (&fixture);
  return shape;
}

static void
test_order_leaves_no_trace (void)
{
  Shape forwards = shape_of (1), shuffled = shape_of (73);
  g_assert_cmpuint (g_bytes_get_size (forwards.pages), >, 10000);
  g_assert_true (g_bytes_equal (forwards.pages, shuffled.pages));
  g_assert_cmpuint (forwards.size, ==, shuffled.size);
  g_assert_cmpuint (forwards.commits, ==, shuffled.commits);
  g_test_message ("%" G_GSIZE_FORMAT " bytes of pages, %" G_GUINT64_FORMAT
                  " commits in a file of %" G_GUINT64_FORMAT " bytes",
                  g_bytes_get_size (forwards.pages), forwards.commits, forwards.size);
  g_bytes_unref (forwards.pages);
  g_bytes_unref (shuffled.pages);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-order/leaves-no-trace", test_order_leaves_no_trace);
  return g_test_run ();
}
