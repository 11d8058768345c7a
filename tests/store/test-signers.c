/* Signers: keys, records, chains. */
#include <string.h>

#include "bytes.h"
#include "fixture.h"

static Signer *
get (Fixture *fixture, Id id)
{
  g_autoptr (GError) error = NULL;
  Signer *signer = signers_get (fixture->store, id.bytes, &error);
  g_assert_no_error (error);
  return signer;
}

static void
test_take (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_assert_null (signers_get_owner (fixture.store, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  Id id = take_pledge (&fixture, 1, 2, 202605, SIGNER_OWNER);
  g_autoptr (Signer) signer = signers_get_owner (fixture.store, &error);
  g_assert_cmpmem (signer->id, sizeof signer->id, id.bytes, sizeof id);
  g_assert_cmpint (signer->kind, ==, SIGNER_OWNER);
  g_assert_true (signer->has_key);
  g_assert_cmpuint (signer->tier, ==, 1);
  g_assert_cmpint (signer->role, ==, 2);
  g_assert_cmpint (signer->counts, ==, 202605);
  g_assert_cmpint (signer->state.last.action, ==, PLEDGE_TAKE);
  g_assert_true (store_check (fixture.store, &error));
}

static void
test_chain (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
  change_pledge (&fixture, id, 1, 202607);
  change_pledge (&fixture, id, 0, 202606);
  withdraw_pledge (&fixture, id, 202620);
  g_autoptr (Signer) signer = get (&fixture, id);
  g_assert_true (chain_is_withdrawn (&signer->state));
  g_assert_cmpuint (signer->tier, ==, 0);
  g_assert_cmpint (signer->role, ==, -1);
  g_assert_cmpint (signer->counts, ==, 202605);
  g_autoptr (GPtrArray) records = signers_records (fixture.store, id.bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 4);
  const PledgeAction actions[] = { PLEDGE_TAKE, PLEDGE_CHANGE, PLEDGE_CHANGE,
                                   PLEDGE_WITHDRAW };
  const Week weeks[] = { 202605, 202607, 202606, 202620 };
  for (guint i = 0; i < 4; i++)
    {
      gsize size;
      const SignerRecord *record = records->pdata[i];
      const void *text = g_bytes_get_data (record->text, &size);
      g_assert_cmpint (record->record.action, ==, actions[i]);
      g_assert_cmpint (record->record.week, ==, weeks[i]);
      g_assert_true (signatures_check (&record->signatures, text, size, NULL));
    }
  g_assert_true (store_check (fixture.store, &error));
}

/* The owner's old pledge, once withdrawn, makes way for a new one. */
static void
test_owner (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id first = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
  withdraw_pledge (&fixture, first, 202606);
  Id second = take_pledge (&fixture, 1, -1, 202607, SIGNER_OWNER);
  g_autoptr (Signer) signer = signers_get_owner (fixture.store, &error);
  g_assert_cmpmem (signer->id, sizeof signer->id, second.bytes, sizeof second);
  Id other = take_pledge (&fixture, 1, -1, 202607, SIGNER_OTHER);
  g_autoptr (GPtrArray) list = signers_list (fixture.store, &error);
  g_assert_cmpuint (list->len, ==, 3);
  const Signer *head = list->pdata[0], *one = list->pdata[1], *two = list->pdata[2];
  g_assert_cmpint (head->kind, ==, SIGNER_OWNER);
  g_assert_cmpint (one->kind, ==, SIGNER_OTHER);
  g_assert_cmpint (memcmp (one->id, two->id, sizeof one->id), <, 0);
  g_assert_true (memcmp (one->id, other.bytes, sizeof other) == 0
                 || memcmp (two->id, other.bytes, sizeof other) == 0);
}

/* Made by another fixture, so that the key is not this store's. */
static void
test_take_refuses (void)
{
  PledgeSignatures signatures;
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 }, maker = { 0 }, elsewhere = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  fixture_init (&maker, FIRST_CAMPAIGN);
  fixture_init (&elsewhere, SECOND_CAMPAIGN);
  maker.state = 5;
  Id id = take_pledge (&maker, 0, -1, 202605, SIGNER_OWNER);
  g_autoptr (GPtrArray) records = signers_records (maker.store, id.bytes, NULL);
  const SignerRecord *made = records->pdata[0];
  Secret *seed = signers_key (maker.store, id.bytes, NULL);
  Secret *wrong = secret_new_random (SIGN_SEED_BYTES);
  signatures = made->signatures;
  g_assert_false (signers_take (elsewhere.store, made->text, &signatures, seed,
                                SIGNER_OWNER, 202605, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  g_assert_false (signers_take (fixture.store, made->text, &signatures, seed,
                                SIGNER_OWNER, 202604, &error));
  assert_store_error (error, STORE_ERROR_FUTURE_WEEK);
  g_assert_false (signers_take (fixture.store, made->text, &signatures, wrong,
                                SIGNER_OWNER, 202605, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_KEY);
  g_clear_error (&error);
  signatures.sshsig[0] ^= 1;
  g_assert_false (signers_take (fixture.store, made->text, &signatures, seed,
                                SIGNER_OWNER, 202605, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
  g_clear_error (&error);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM signer"), ==, 0);
  signatures = made->signatures;
  g_assert_true (signers_take (fixture.store, made->text, &signatures, seed,
                               SIGNER_OWNER, 202605, &error));
  g_assert_false (signers_take (fixture.store, made->text, &signatures, seed,
                                SIGNER_OTHER, 202605, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  withdraw_pledge (&maker, id, 202606);
  g_autoptr (GPtrArray) more = signers_records (maker.store, id.bytes, NULL);
  const SignerRecord *withdrawal = more->pdata[1];
  g_assert_false (signers_take (fixture.store, withdrawal->text,
                                &withdrawal->signatures, seed, SIGNER_OTHER, 202606,
                                &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  maker.state = 6;
  take_pledge (&maker, 0, -1, 202605, SIGNER_OWNER);
  g_autoptr (Signer) next = signers_get_owner (maker.store, NULL);
  g_autoptr (GPtrArray) last = signers_records (maker.store, next->id, NULL);
  made = last->pdata[0];
  Secret *other = signers_key (maker.store, next->id, NULL);
  g_assert_false (signers_take (fixture.store, made->text, &made->signatures, other,
                                SIGNER_OWNER, 202605, &error));
  assert_store_error (error, STORE_ERROR_REFUSED);
  secret_free (seed);
  secret_free (wrong);
  secret_free (other);
}

/* A record of this campaign that names a tier or role which it does not have. */
static void
test_unknown_places (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
  Secret *seed = signers_key (fixture.store, id.bytes, NULL);
  g_autoptr (Signer) signer = get (&fixture, id);
  for (guint i = 0; i < 2; i++)
    {
      PledgeRecord record;
      PledgeSignatures signatures;
      g_autoptr (GError) error = NULL;
      chain_next (&record, &signer->state, PLEDGE_CHANGE, NULL);
      record.week = 202606;
      g_strlcpy (i == 0 ? record.tier : record.role, "nothing", RECORD_ID_BYTES);
      char *text = record_print (&record, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
      signatures_make (&signatures, text, strlen (text), seed, NULL);
      g_assert_false (
          signers_append (fixture.store, bytes, &signatures, 202606, &error));
      assert_store_error (error, STORE_ERROR_REFUSED);
    }
  secret_free (seed);
}

static void
test_append_refuses (void)
{
  PledgeSignatures one, two;
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 }, elsewhere = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  fixture_init (&elsewhere, FIRST_CAMPAIGN);
  Id id = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
  g_autoptr (GBytes) change =
      next_record (&fixture, id, PLEDGE_CHANGE, 1, 202606, &one);
  g_autoptr (GBytes) fork =
      next_record (&fixture, id, PLEDGE_WITHDRAW, 0, 202606, &two);
  g_assert_false (signers_append (elsewhere.store, change, &one, 202606, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_assert_false (signers_append (fixture.store, change, &two, 202606, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE);
  g_clear_error (&error);
  g_assert_true (signers_append (fixture.store, change, &one, 202606, &error));
  g_assert_false (signers_append (fixture.store, fork, &two, 202606, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_CHAIN);
  g_clear_error (&error);
  g_autoptr (Signer) signer = get (&fixture, id);
  g_assert_cmpuint (signer->tier, ==, 1);
  g_assert_cmpint (number_of (&fixture, "SELECT count (*) FROM record"), ==, 2);
}

static void
test_key (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER), none = { { 0 } };
  g_assert_true (signers_destroy_key (fixture.store, id.bytes, &error));
  g_assert_false (signers_destroy_key (fixture.store, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_assert_null (signers_key (fixture.store, id.bytes, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_assert_null (signers_get (fixture.store, none.bytes, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_assert_null (signers_records (fixture.store, none.bytes, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
  g_autoptr (Signer) signer = get (&fixture, id);
  g_assert_false (signer->has_key);
  g_autoptr (GPtrArray) records = signers_records (fixture.store, id.bytes, &error);
  g_assert_cmpuint (records->len, ==, 1);
}

static void
test_find (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER), found;
  char text[SIGNERS_ID_TEXT_BYTES];
  bytes_to_hex (text, id.bytes, sizeof id);
  text[9] = '\0';
  g_assert_true (signers_find (fixture.store, text, found.bytes, &error));
  g_assert_cmpmem (found.bytes, sizeof found, id.bytes, sizeof id);
  text[7] = '\0';
  g_assert_false (signers_find (fixture.store, text, found.bytes, &error));
  assert_store_error (error, STORE_ERROR_NOT_FOUND);
}

/* A signer's `counts` week is its take's, fixed like any entry's. */
static void
test_counts (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  add_now (&fixture, 202605);
  close_period (&fixture, "2026-Q1", 202620);
  Id id = take_pledge (&fixture, 0, -1, 202620, SIGNER_OWNER);
  change_pledge (&fixture, id, 1, 202640);
  g_autoptr (Signer) signer = get (&fixture, id);
  g_assert_cmpint (signer->counts, ==, 202620);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signers/take", test_take);
  g_test_add_func ("/signers/chain", test_chain);
  g_test_add_func ("/signers/owner", test_owner);
  g_test_add_func ("/signers/take-refuses", test_take_refuses);
  g_test_add_func ("/signers/unknown-places", test_unknown_places);
  g_test_add_func ("/signers/append-refuses", test_append_refuses);
  g_test_add_func ("/signers/key", test_key);
  g_test_add_func ("/signers/find", test_find);
  g_test_add_func ("/signers/counts", test_counts);
  return g_test_run ();
}
