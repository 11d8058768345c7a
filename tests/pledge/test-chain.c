#include <string.h>

#include "base.h"
#include "pledge-fixture.h"

#define MOST 8

/* Records of one signer in the order in which they were made. */
typedef struct
{
  char *texts[MOST];
  size_t count;
} Story;

static void
add (Story *story, const PledgeRecord *record)
{
  g_assert_cmpuint (story->count, <, MOST);
  story->texts[story->count++] = fixture_print (record);
}

static void
clear (Story *story)
{
  for (size_t i = 0; i < story->count; i++)
    g_free (story->texts[i]);
  story->count = 0;
}

/* Reads the story's records in the order given by indices. */
static gboolean
read_in_order (PledgeState *state, size_t *order, const Story *story,
               const size_t *indices, GError **error)
{
  ChainText texts[MOST];
  for (size_t i = 0; i < story->count; i++)
    texts[i] = (ChainText){ .data = story->texts[indices[i]],
                            .size = strlen (story->texts[indices[i]]) };
  return chain_read (state, order, texts, story->count, error);
}

static gboolean
read_story (PledgeState *state, const Story *story, GError **error)
{
  const size_t as_made[MOST] = { 0, 1, 2, 3, 4, 5, 6, 7 };
  return read_in_order (state, NULL, story, as_made, error);
}

/* What follows on the story so far. */
static PledgeRecord
follow (const Story *story, PledgeAction action)
{
  g_autoptr (GError) error = NULL;
  PledgeState state;
  PledgeRecord next;
  read_story (&state, story, &error);
  g_assert_no_error (error);
  chain_next (&next, &state, action, &error);
  g_assert_no_error (error);
  return next;
}

static void
assert_refused (const Story *story, const char *words)
{
  g_autoptr (GError) error = NULL;
  PledgeState state, zero;
  memset (&state, 1, sizeof state);
  memset (&zero, 0, sizeof zero);
  g_assert_false (read_story (&state, story, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_CHAIN);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpmem (&state, sizeof state, &zero, sizeof zero);
}

/* A take of tier 2, a change to tier 1, a withdrawal. */
static void
tell_whole_story (Story *story)
{
  PledgeRecord record = fixture_take (1);
  add (story, &record);
  record = follow (story, PLEDGE_CHANGE);
  g_strlcpy (record.tier, "1", sizeof record.tier);
  record.week = 202635;
  add (story, &record);
  record = follow (story, PLEDGE_WITHDRAW);
  add (story, &record);
}

static void
test_take_alone (void)
{
  Story story = { 0 };
  PledgeRecord record = fixture_take (1);
  PledgeState state;
  add (&story, &record);
  g_assert_true (read_story (&state, &story, NULL));
  g_assert_false (chain_is_withdrawn (&state));
  g_assert_cmpstr (state.last.tier, ==, "2");
  g_assert_cmpstr (state.take.role, ==, "support");
  clear (&story);
}

static void
test_state_after_each_record (void)
{
  Story story = { 0 };
  PledgeState state;
  tell_whole_story (&story);
  g_assert_true (read_story (&state, &story, NULL));
  g_assert_true (chain_is_withdrawn (&state));
  g_assert_cmpstr (state.take.tier, ==, "2");
  g_assert_cmpstr (state.last.tier, ==, "1");
  g_free (story.texts[--story.count]);
  g_assert_true (read_story (&state, &story, NULL));
  g_assert_false (chain_is_withdrawn (&state));
  g_assert_cmpint (state.last.week, ==, 202635);
  clear (&story);
}

/* A store holds records in no order at all. */
static void
test_any_order (void)
{
  static const size_t orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                      { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  Story story = { 0 };
  tell_whole_story (&story);
  for (size_t i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      PledgeState state;
      size_t found[MOST] = { 0 };
      g_assert_true (read_in_order (&state, found, &story, orders[i], NULL));
      g_assert_true (chain_is_withdrawn (&state));
      for (size_t j = 0; j < 3; j++)
        g_assert_cmpuint (orders[i][found[j]], ==, j);
    }
  clear (&story);
}

static void
test_golden_chain (void)
{
  Story story = { 0 };
  PledgeState state;
  g_autoptr (GError) error = NULL;
  for (; fixture_golden[story.count] != NULL; story.count++)
    story.texts[story.count] =
        fixture_read_golden (fixture_golden[story.count], "pledge.txt");
  read_story (&state, &story, &error);
  g_assert_no_error (error);
  g_assert_true (chain_is_withdrawn (&state));
  clear (&story);
}

static void
test_missing_take (void)
{
  Story story = { 0 };
  assert_refused (&story, "missing");
  tell_whole_story (&story);
  g_free (story.texts[0]);
  story.texts[0] = story.texts[--story.count];
  assert_refused (&story, "missing");
  clear (&story);
}

static void
test_missing_link (void)
{
  Story story = { 0 };
  tell_whole_story (&story);
  g_free (story.texts[1]);
  story.texts[1] = story.texts[--story.count];
  assert_refused (&story, "not here");
  clear (&story);
}

static void
test_two_takes (void)
{
  Story story = { 0 };
  PledgeRecord record = fixture_take (1);
  add (&story, &record);
  record.week++;
  add (&story, &record);
  assert_refused (&story, "both take");
  clear (&story);
}

static void
test_fork (void)
{
  Story story = { 0 };
  PledgeRecord record = fixture_take (1);
  add (&story, &record);
  PledgeRecord change = follow (&story, PLEDGE_CHANGE);
  PledgeRecord withdrawal = follow (&story, PLEDGE_WITHDRAW);
  add (&story, &change);
  add (&story, &withdrawal);
  assert_refused (&story, "supersede the same");
  clear (&story);
}

/* One record twice is no chain either. */
static void
test_repeated_record (void)
{
  Story story = { 0 };
  PledgeRecord record = fixture_take (1);
  add (&story, &record);
  record = follow (&story, PLEDGE_CHANGE);
  add (&story, &record);
  add (&story, &record);
  assert_refused (&story, "supersede the same");
  clear (&story);
}

static void
test_other_campaign (void)
{
  Story story = { 0 };
  PledgeRecord record = fixture_take (1);
  add (&story, &record);
  record = follow (&story, PLEDGE_CHANGE);
  record.campaign[0] ^= 1;
  add (&story, &record);
  assert_refused (&story, "campaigns");
  clear (&story);
}

static void
test_other_key (void)
{
  Story story = { 0 };
  PledgeRecord record = fixture_take (1);
  add (&story, &record);
  record = follow (&story, PLEDGE_CHANGE);
  record.public_key[0] ^= 1;
  add (&story, &record);
  assert_refused (&story, "keys");
  clear (&story);
}

static void
test_nothing_after_a_withdrawal (void)
{
  Story story = { 0 };
  PledgeState state;
  PledgeRecord next;
  g_autoptr (GError) error = NULL;
  tell_whole_story (&story);
  g_assert_true (read_story (&state, &story, NULL));
  g_assert_false (chain_next (&next, &state, PLEDGE_CHANGE, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_CHAIN);

  next = state.last;
  next.action = PLEDGE_CHANGE;
  memcpy (next.supersedes, state.last_hash, sizeof next.supersedes);
  add (&story, &next);
  assert_refused (&story, "supersedes a withdrawal");
  clear (&story);
}

static void
test_no_second_take_by_a_key (void)
{
  Story story = { 0 };
  PledgeState state;
  PledgeRecord record = fixture_take (1), next;
  g_autoptr (GError) error = NULL;
  add (&story, &record);
  g_assert_true (read_story (&state, &story, NULL));
  g_assert_false (chain_next (&next, &state, PLEDGE_TAKE, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_CHAIN);
  g_assert_nonnull (strstr (error->message, "new key"));
  clear (&story);
}

static void
test_withdrawal_repeats_tier_and_role (void)
{
  for (int field = 0; field < 2; field++)
    {
      Story story = { 0 };
      PledgeRecord record = fixture_take (1);
      add (&story, &record);
      record = follow (&story, PLEDGE_WITHDRAW);
      g_strlcpy (field == 0 ? record.tier : record.role, "other", RECORD_ID_BYTES);
      add (&story, &record);
      assert_refused (&story, "another tier or role");
      clear (&story);
    }
}

/* A clock that was set back keeps nobody from withdrawing; texts are revised. */
static void
test_week_and_text_are_free (void)
{
  Story story = { 0 };
  PledgeState state;
  PledgeRecord record = fixture_take (1);
  add (&story, &record);
  record = follow (&story, PLEDGE_WITHDRAW);
  record.week = 202001;
  record.text[0] ^= 1;
  add (&story, &record);
  g_assert_true (read_story (&state, &story, NULL));
  g_assert_true (chain_is_withdrawn (&state));
  clear (&story);
}

static void
test_text_that_is_no_record (void)
{
  Story story = { .texts = { g_strdup ("pledge-record: v1\n") }, .count = 1 };
  PledgeState state;
  g_autoptr (GError) error = NULL;
  g_assert_false (read_story (&state, &story, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
  clear (&story);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/chain/take-alone", test_take_alone);
  g_test_add_func ("/chain/state-after-each-record", test_state_after_each_record);
  g_test_add_func ("/chain/any-order", test_any_order);
  g_test_add_func ("/chain/golden", test_golden_chain);
  g_test_add_func ("/chain/missing-take", test_missing_take);
  g_test_add_func ("/chain/missing-link", test_missing_link);
  g_test_add_func ("/chain/two-takes", test_two_takes);
  g_test_add_func ("/chain/fork", test_fork);
  g_test_add_func ("/chain/repeated-record", test_repeated_record);
  g_test_add_func ("/chain/other-campaign", test_other_campaign);
  g_test_add_func ("/chain/other-key", test_other_key);
  g_test_add_func ("/chain/nothing-after-a-withdrawal",
                   test_nothing_after_a_withdrawal);
  g_test_add_func ("/chain/no-second-take-by-a-key", test_no_second_take_by_a_key);
  g_test_add_func ("/chain/withdrawal-repeats", test_withdrawal_repeats_tier_and_role);
  g_test_add_func ("/chain/week-and-text-are-free", test_week_and_text_are_free);
  g_test_add_func ("/chain/text-that-is-no-record", test_text_that_is_no_record);
  return g_test_run ();
}
