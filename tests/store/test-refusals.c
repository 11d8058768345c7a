/* Adding, listing and finding refusals; outcomes; the trash. */
#include <string.h>

#include "bytes.h"
#include "fixture.h"

static Refusal *
get (Fixture *fixture, Id id)
{
  g_autoptr (GError) error = NULL;
  Refusal *refusal = refusals_get (fixture->store, id.bytes, &error);
  g_assert_no_error (error);
  return refusal;
}

static void
test_add (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  RefusalEntry entry = { 202607, 3, 5, 6, CODE_NAMED_YES, 4 };
  Id id = add_entry (&fixture, &entry, 202610, unsaid);
  g_autoptr (Refusal) refusal = get (&fixture, id);
  g_assert_cmpmem (refusal->id, ENTRY_ID_BYTES, id.bytes, ENTRY_ID_BYTES);
  g_assert_cmpint (refusal->week, ==, 202607);
  g_assert_cmpuint (refusal->work, ==, 3);
  g_assert_cmpuint (refusal->customer, ==, 5);
  g_assert_cmpuint (refusal->grounds, ==, 6);
  g_assert_cmpint (refusal->code_named, ==, CODE_NAMED_YES);
  g_assert_cmpint (refusal->counts, ==, 202607);
  g_assert_false (refusal->counted);
  g_assert_false (refusal->imported);
  g_assert_cmpint (refusal->trashed, ==, 0);
  g_assert_cmpuint (refusal->n_outcomes, ==, 1);
  g_assert_cmpuint (refusal->outcomes[0].outcome, ==, 4);
  g_assert_cmpint (refusal->outcomes[0].week, ==, 202607);
  g_assert_cmpint (refusal->outcomes[0].counts, ==, 202607);
}

static void
test_add_refuses (void)
{
  const RefusalEntry cases[] = {
    { 202607, 6, 0, 1, CODE_NAMED_NO, 0 },        { 202607, 0, 6, 1, CODE_NAMED_NO, 0 },
    { 202607, 0, 0, 0, CODE_NAMED_NO, 0 },        { 202607, 0, 0, 8, CODE_NAMED_NO, 0 },
    { 202607, 0, 0, 1, (CodeNamed)3, 0 },         { 202607, 0, 0, 1, CODE_NAMED_NO, 6 },
    { 199952, 0, 0, 1, CODE_NAMED_NO, 0 },        { 0, 0, 0, 1, CODE_NAMED_NO, 0 },
    { 202607, 0, 0, 1u << 31, CODE_NAMED_NO, 0 },
  };
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Id id;
      const Id zero = { { 0 } };
      g_autoptr (GError) error = NULL;
      g_assert_false (
          refusals_add (fixture.store, &cases[i], 202610, &unsaid, id.bytes, &error));
      assert_store_error (error, STORE_ERROR_REFUSED);
      g_assert_cmpmem (id.bytes, sizeof id, zero.bytes, sizeof zero);
    }
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM refusal"), ==, 0);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM year"), ==, 0);
}

static void
test_list (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  for (guint i = 0; i < 200; i++)
    {
      Id id = add_now (&fixture, 202601 + (int)fixture_random (&fixture, 9));
      if (i % 3 == 0)
        add_outcome (&fixture, id, 3, 202612, 202612, unsaid);
      if (i % 5 == 0)
        g_assert_true (refusals_delete (fixture.store, id.bytes, 202612, &error));
    }
  g_autoptr (GPtrArray) kept = refusals_list (fixture.store, REFUSALS_KEPT, &error);
  g_autoptr (GPtrArray) trashed =
      refusals_list (fixture.store, REFUSALS_TRASHED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 160);
  g_assert_cmpuint (trashed->len, ==, 40);
  guint outcomes = 0;
  for (guint i = 0; i < kept->len; i++)
    {
      const Refusal *refusal = kept->pdata[i];
      const Refusal *before = i > 0 ? kept->pdata[i - 1] : NULL;
      outcomes += refusal->n_outcomes;
      g_assert_cmpint (refusal->trashed, ==, 0);
      if (before != NULL)
        g_assert_true (before->week > refusal->week
                       || (before->week == refusal->week
                           && memcmp (before->id, refusal->id, ENTRY_ID_BYTES) < 0));
    }
  g_assert_cmpint (
      outcomes, ==,
      number_of (&fixture, "SELECT count (*) FROM outcome WHERE refusal IN"
                           " (SELECT id FROM refusal WHERE trashed IS NULL)"));
  g_assert_cmpint (((Refusal *)trashed->pdata[0])->trashed, ==, 202612);
}

static void
test_outcomes (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202605);
  add_outcome (&fixture, id, 5, 202609, 202610, unsaid);
  add_outcome (&fixture, id, 2, 202609, 202610, unsaid);
  add_outcome (&fixture, id, 1, 202607, 202610, unsaid);
  add_outcome (&fixture, id, 5, 202609, 202610, unsaid);
  g_autoptr (Refusal) refusal = get (&fixture, id);
  g_assert_cmpuint (refusal->n_outcomes, ==, 4);
  const guint expected[] = { 0, 1, 2, 5 };
  const Week weeks[] = { 202605, 202607, 202609, 202609 };
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (refusal->outcomes[i].outcome, ==, expected[i]);
      g_assert_cmpint (refusal->outcomes[i].week, ==, weeks[i]);
    }
}

static void
test_outcome_refuses (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202605), none = { { 1 } };
  g_assert_false (refusals_add_outcome (fixture.store, id.bytes, 6, 202605, 202610,
                                        &unsaid, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  g_assert_false (refusals_add_outcome (fixture.store, id.bytes, 1, 202611, 202610,
                                        &unsaid, &error));
  assert_store_error (error, STORE_ERROR_FUTURE_WEEK);
  g_assert_false (refusals_add_outcome (fixture.store, none.bytes, 1, 202605, 202610,
                                        &unsaid, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_assert_true (refusals_delete (fixture.store, id.bytes, 202610, &error));
  g_assert_false (refusals_add_outcome (fixture.store, id.bytes, 1, 202605, 202610,
                                        &unsaid, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
}

static void
test_find (void)
{
  static const Id ids[] = { { { 0xab, 0xcd, 0xef, 0x01, 0x10 } },
                            { { 0xab, 0xcd, 0xef, 0x01, 0x20 } },
                            { { 0xab, 0xcd, 0xef, 0x02 } } };
  const struct
  {
    const char *text;
    int code; /* -1: found */
    guint which;
  } cases[] = {
    { "abcdef0110", -1, 0 },
    { "ABCDEF012", -1, 1 },
    { "abcdef0200000000000000000000000", -1, 2 },
    { "abcdef02000000000000000000000000", -1, 2 },
    { "abcdef02", -1, 2 },
    { "abcdef01", STORE_ERROR_AMBIGUOUS, 0 },
    { "abcdef0", STORE_ERROR_NOT_FOUND, 0 },
    { "abcdef03", STORE_ERROR_NOT_FOUND, 0 },
    { "abcdef0g", STORE_ERROR_NOT_FOUND, 0 },
    { "", STORE_ERROR_NOT_FOUND, 0 },
    { "abcdef020000000000000000000000000", STORE_ERROR_NOT_FOUND, 0 },
    { "ffffffff", STORE_ERROR_NOT_FOUND, 0 },
  };
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      fixture.next_id = ids[i].bytes;
      add_now (&fixture, 202605);
    }
  g_assert_true (refusals_delete (fixture.store, ids[2].bytes, 202606, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Id id;
      const Id zero = { { 0 } };
      g_autoptr (GError) error = NULL;
      gboolean found = refusals_find (fixture.store, cases[i].text, id.bytes, &error);
      g_assert_cmpint (found, ==, cases[i].code < 0);
      if (!found)
        g_assert_error (error, STORE_ERROR, cases[i].code);
      g_assert_cmpmem (id.bytes, sizeof id,
                       found ? ids[cases[i].which].bytes : zero.bytes, sizeof id);
    }
}

static guint64
alike (Fixture *fixture, RefusalEntry entry, PersonChoice whose)
{
  guint64 number;
  g_autoptr (GError) error = NULL;
  refusals_alike (fixture->store, &entry, &whose, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
test_alike (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  RefusalEntry entry = { 202605, 1, 2, 5, CODE_NAMED_YES, 1 };
  g_assert_cmpuint (alike (&fixture, entry, unsaid), ==, 0);
  Id own = add_entry (&fixture, &entry, 202605, unsaid);
  g_assert_cmpuint (alike (&fixture, entry, unsaid), ==, 1);
  RefusalEntry other[] = { entry, entry, entry, entry, entry };
  other[0].week = 202604;
  other[1].work = 2;
  other[2].customer = 1;
  other[3].grounds = 4;
  other[4].code_named = CODE_NAMED_NO;
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    g_assert_cmpuint (alike (&fixture, other[i], unsaid), ==, 0);
  entry.outcome = 3;
  g_assert_cmpuint (alike (&fixture, entry, unsaid), ==, 1);
  Id theirs = add_entry (&fixture, &entry, 202605, somebody_new);
  add_entry (&fixture, &entry, 202605, same_as (theirs.bytes));
  g_assert_cmpuint (alike (&fixture, entry, unsaid), ==, 1);
  g_assert_cmpuint (alike (&fixture, entry, same_as (own.bytes)), ==, 1);
  g_assert_cmpuint (alike (&fixture, entry, same_as (theirs.bytes)), ==, 2);
  g_assert_cmpuint (alike (&fixture, entry, somebody_new), ==, 0);
  g_assert_true (refusals_delete (fixture.store, own.bytes, 202605, NULL));
  g_assert_cmpuint (alike (&fixture, entry, owner), ==, 0);
}

static void
test_trash (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202605), none = { { 1 } };
  g_assert_false (refusals_restore (fixture.store, id.bytes, 202606, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  g_assert_true (refusals_delete (fixture.store, id.bytes, 202606, &error));
  g_assert_false (refusals_delete (fixture.store, id.bytes, 202606, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  g_assert_false (refusals_delete (fixture.store, none.bytes, 202606, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_assert_false (refusals_restore (fixture.store, none.bytes, 202606, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_autofree char *without = tally_text (&fixture, "2026-Q1");
  g_assert_cmpstr (without, ==, "empty");
  g_assert_true (refusals_restore (fixture.store, id.bytes, 202606, &error));
  g_autofree char *with = tally_text (&fixture, "2026-Q1");
  g_assert_cmpstr (with, !=, "empty");
}

/* Five weeks on, over the end of a year with 53 weeks. */
static void
test_trash_weeks (void)
{
  guint64 emptied;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202650);
  g_assert_true (refusals_delete (fixture.store, id.bytes, 202651, NULL));
  g_assert_true (refusals_empty_trash (fixture.store, 202702, &emptied, NULL));
  g_assert_cmpuint (emptied, ==, 0);
  g_assert_true (refusals_empty_trash (fixture.store, 202703, &emptied, NULL));
  g_assert_cmpuint (emptied, ==, 1);
  g_assert_true (refusals_empty_trash (fixture.store, 202703, NULL, NULL));
}

/* A clock that was set back keeps nothing in the trash; a week that cannot be does. */
static void
test_restore_clock (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202620);
  refusals_delete (fixture.store, id.bytes, 202620, &error);
  g_assert_true (refusals_restore (fixture.store, id.bytes, 202610, &error));
  g_autoptr (Refusal) refusal = get (&fixture, id);
  g_assert_cmpint (refusal->counts, ==, 202620);
  refusals_delete (fixture.store, id.bytes, 202620, &error);
  sqlite3_exec (fixture.db, "UPDATE outcome SET week = 202654", NULL, NULL, NULL);
  g_assert_false (refusals_restore (fixture.store, id.bytes, 202630, &error));
  assert_store_error (error, STORE_ERROR_DAMAGED);
}

/* A closing between deleting and restoring. */
static void
test_restore_after_closing (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id kept = add_now (&fixture, 202605), deleted = add_now (&fixture, 202605);
  add_outcome (&fixture, deleted, 3, 202620, 202620, unsaid);
  refusals_delete (fixture.store, deleted.bytes, 202621, &error);
  close_period (&fixture, "2026-Q1", 202621);
  refusals_restore (fixture.store, deleted.bytes, 202630, &error);
  g_assert_no_error (error);
  g_autoptr (Refusal) moved = get (&fixture, deleted);
  g_assert_cmpint (moved->counts, ==, 202630);
  g_assert_cmpint (moved->outcomes[0].counts, ==, 202630);
  g_assert_cmpint (moved->outcomes[1].counts, ==, 202620);
  g_assert_false (moved->counted);
  refusals_delete (fixture.store, kept.bytes, 202631, &error);
  refusals_restore (fixture.store, kept.bytes, 202632, &error);
  g_assert_no_error (error);
  g_autoptr (Refusal) stays = get (&fixture, kept);
  g_assert_cmpint (stays->counts, ==, 202605);
  g_assert_true (stays->counted);
  g_assert_cmpint (stays->outcomes[0].counts, ==, 202605);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refusals/add", test_add);
  g_test_add_func ("/refusals/add-refuses", test_add_refuses);
  g_test_add_func ("/refusals/list", test_list);
  g_test_add_func ("/refusals/outcomes", test_outcomes);
  g_test_add_func ("/refusals/outcome-refuses", test_outcome_refuses);
  g_test_add_func ("/refusals/find", test_find);
  g_test_add_func ("/refusals/alike", test_alike);
  g_test_add_func ("/refusals/trash", test_trash);
  g_test_add_func ("/refusals/trash-weeks", test_trash_weeks);
  g_test_add_func ("/refusals/restore-clock", test_restore_clock);
  g_test_add_func ("/refusals/restore-after-closing", test_restore_after_closing);
  return g_test_run ();
}
