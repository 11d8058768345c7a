/* From rows to counts: one answer a person, question and period. */
#include <string.h>

#include "fixture.h"

/* One question's lines of a tally. */
static char *
answers (Fixture *fixture, const char *period_text, const char *question)
{
  g_autofree char *text = tally_text (fixture, period_text);
  g_autofree char *start = g_strdup_printf ("question: %s ", question);
  const char *found = strstr (text, start);
  g_assert_nonnull (found);
  const char *end = strstr (found + 1, "question: ");
  g_autofree char *part =
      end != NULL ? g_strndup (found, end - found) : g_strdup (found);
  return g_strdelimit (g_strdup (g_strchomp (part)), "\n", ' ');
}

#define assert_answers(fixture, period, question, expected)                            \
  G_STMT_START                                                                         \
  {                                                                                    \
    g_autofree char *got_ = answers ((fixture), (period), (question));                 \
    g_assert_cmpstr (got_, ==, "question: " question " " expected);                    \
  }                                                                                    \
  G_STMT_END

static void
test_worst (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  RefusalEntry entry = entry_of (202605);
  entry.outcome = 3;
  Id id = add_entry (&fixture, &entry, 202605, unsaid);
  entry.outcome = 1;
  add_entry (&fixture, &entry, 202605, unsaid);
  assert_answers (
      &fixture, "2026-Q1", "outcomes",
      "one people=1 bucket: waiting 0 bucket: accepted 0 bucket: reassigned 0"
      " bucket: questioned 1 bucket: pressured 0 bucket: disciplined 0");
  add_outcome (&fixture, id, 5, 202618, 202618, unsaid);
  assert_answers (
      &fixture, "2026-Q1", "outcomes",
      "one people=1 bucket: waiting 0 bucket: accepted 0 bucket: reassigned 0"
      " bucket: questioned 1 bucket: pressured 0 bucket: disciplined 0");
  assert_answers (
      &fixture, "2026-Q2", "outcomes",
      "one people=1 bucket: waiting 0 bucket: accepted 0 bucket: reassigned 0"
      " bucket: questioned 0 bucket: pressured 0 bucket: disciplined 1");
  assert_answers (&fixture, "2026-Q2", "refusals",
                  "count cap=15 people=0 bucket: total 0");
}

/* Retaliation that came after the closing is counted in the present period. */
static void
test_late_outcome (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id id = add_now (&fixture, 202605);
  close_period (&fixture, "2026-Q1", 202620);
  add_outcome (&fixture, id, 4, 202610, 202620, unsaid);
  assert_answers (
      &fixture, "2026-Q2", "outcomes",
      "one people=1 bucket: waiting 0 bucket: accepted 0 bucket: reassigned 0"
      " bucket: questioned 0 bucket: pressured 1 bucket: disciplined 0");
}

static void
test_most (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  RefusalEntry entry = entry_of (202605);
  const guint work[] = { 4, 2, 2, 4 };
  const guint32 grounds[] = { 6, 4, 7, 2 };
  for (guint i = 0; i < 4; i++)
    {
      entry.work = work[i];
      entry.grounds = grounds[i];
      add_entry (&fixture, &entry, 202605, unsaid);
    }
  assert_answers (&fixture, "2026", "work",
                  "one people=1 bucket: ticket 0 bucket: escalation 0 bucket: icm 1"
                  " bucket: cri 0 bucket: collaboration 0 bucket: other 0");
  assert_answers (&fixture, "2026", "ground",
                  "one people=1 bucket: law 0 bucket: policy 1 bucket: conscience 0");
}

static void
test_ever (void)
{
  const struct
  {
    CodeNamed codes[3];
    const char *expected;
  } cases[] = {
    { { CODE_NAMED_NO, CODE_NAMED_UNKNOWN, CODE_NAMED_YES }, "1 0 0" },
    { { CODE_NAMED_NO, CODE_NAMED_NO, CODE_NAMED_NO }, "0 1 0" },
    { { CODE_NAMED_NO, CODE_NAMED_UNKNOWN, CODE_NAMED_NO }, "0 0 1" },
    { { CODE_NAMED_UNKNOWN, CODE_NAMED_UNKNOWN, CODE_NAMED_UNKNOWN }, "0 0 1" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      fixture_init (&fixture, FIRST_CAMPAIGN);
      RefusalEntry entry = entry_of (202605);
      for (guint j = 0; j < 3; j++)
        {
          entry.code_named = cases[i].codes[j];
          add_entry (&fixture, &entry, 202605, unsaid);
        }
      Tally *tally = bridge_tally (fixture.store, period ("2026"), NULL, NULL, NULL);
      const TallyCounts *counts = &tally->counts[4];
      g_assert_cmpint (counts->people, ==, 1);
      g_autofree char *got =
          g_strdup_printf ("%d %d %d", (int)counts->buckets[0], (int)counts->buckets[1],
                           (int)counts->buckets[2]);
      g_assert_cmpstr (got, ==, cases[i].expected);
      tally_free (tally);
    }
}

static void
test_any (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, SECOND_CAMPAIGN);
  RefusalEntry entry = entry_of (202605);
  entry.grounds = 3;
  add_entry (&fixture, &entry, 202605, unsaid);
  entry.work = 2;
  entry.grounds = 2;
  add_entry (&fixture, &entry, 202605, unsaid);
  add_entry (&fixture, &entry, 202605, somebody_new);
  assert_answers (&fixture, "2026-01", "kinds",
                  "any people=2 bucket: code-review 1 bucket: on-call 0"
                  " bucket: sales-call 2");
  assert_answers (&fixture, "2026", "grounds",
                  "any people=2 bucket: conscience 1 bucket: law 2");
}

static void
test_signers (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  Id changed = take_pledge (&fixture, 0, 0, 202605, SIGNER_OWNER);
  Id withdrawn = take_pledge (&fixture, 0, 1, 202605, SIGNER_OTHER);
  take_pledge (&fixture, 0, -1, 202605, SIGNER_OTHER);
  take_pledge (&fixture, 1, 2, 202618, SIGNER_OTHER);
  const ImportSigner sheet[] = { { 202605, 1, -1 },
                                 { 202605, 1, 2 },
                                 { 202618, 0, 2 } };
  imports_signers (fixture.store, sheet, 3, IMPORT_FIRST, 202618, NULL);
  change_pledge (&fixture, changed, 1, 202619);
  withdraw_pledge (&fixture, withdrawn, 202619);
  assert_answers (&fixture, "2026-Q1", "signers",
                  "one people=4 bucket: 1 1 bucket: 2 3");
  assert_answers (&fixture, "2026-Q2", "signers",
                  "one people=2 bucket: 1 1 bucket: 2 1");
  assert_answers (
      &fixture, "2026", "roles",
      "one people=4 bucket: support 1 bucket: engineering 0 bucket: other 3");
}

/* Who logs 5,000 refusals moves nothing by more than who logs one; and a count by its
 * cap. */
static void
test_one_person (void)
{
  static const char *const periods[] = { "2026-Q1", "2026" };
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, 5050);
  for (guint i = 0; i < 5050; i++)
    rows[i] =
        (ImportRefusal){ { 202601 + (int)fixture_random (&fixture, 9),
                           fixture_random (&fixture, 6), fixture_random (&fixture, 6),
                           1 + fixture_random (&fixture, 7),
                           fixture_random (&fixture, 3), fixture_random (&fixture, 6) },
                         i < 50 ? i + 1 : 51 };
  imports_refusals (fixture.store, rows, 50, IMPORT_FIRST, 202640, NULL, NULL, NULL);
  Tally *before[2];
  for (guint i = 0; i < 2; i++)
    before[i] = bridge_tally (fixture.store, period (periods[i]), NULL, NULL, NULL);
  imports_refusals (fixture.store, rows + 50, 5000, IMPORT_MORE, 202640, NULL, NULL,
                    NULL);
  for (guint i = 0; i < 2; i++)
    {
      Tally *after =
          bridge_tally (fixture.store, period (periods[i]), NULL, NULL, NULL);
      for (gsize j = 0; j < after->form->n_questions; j++)
        {
          const FormQuestion *question = &after->form->questions[j];
          gint64 moved = 0;
          for (gsize k = 0; k < question->n_buckets; k++)
            moved += after->counts[j].buckets[k] - before[i]->counts[j].buckets[k];
          g_assert_cmpint (after->counts[j].people - before[i]->counts[j].people, <=,
                           1);
          g_assert_cmpint (moved, ==,
                           question->cap != 0
                               ? (gint64)question->cap
                               : after->counts[j].people - before[i]->counts[j].people);
        }
      tally_free (after);
      tally_free (before[i]);
    }
}

/* How a pass over the rows was followed. */
typedef struct
{
  guint calls;
  gsize last, stop; /* rows done at the last call, and where it is cancelled */
} Followed;

static gboolean
follow (gsize done, gpointer data)
{
  Followed *followed = data;
  g_assert_true (followed->calls == 0 ? done == 0 : done > followed->last);
  followed->calls++;
  followed->last = done;
  return done < followed->stop;
}

/* 10,000 refusals and as many outcomes are passed over; wherever the counting is
 * cancelled, nothing comes of it, and the next one counts as ever. */
static void
test_cancelled (void)
{
  static const gsize stops[] = { 0, 1, 5000, 10000, 18000 };
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  g_autofree ImportRefusal *rows = g_new0 (ImportRefusal, 10000);
  for (guint i = 0; i < 10000; i++)
    rows[i] = (ImportRefusal){ entry_of (202605), 1 + i % 100 };
  imports_refusals (fixture.store, rows, 10000, IMPORT_FIRST, 202640, NULL, NULL, NULL);
  Followed whole = { .stop = G_MAXSIZE };
  Tally *followed =
      bridge_tally (fixture.store, period ("2026-Q1"), follow, &whole, NULL);
  g_assert_cmpuint (whole.calls, ==, 5);
  g_assert_cmpuint (whole.last, ==, 4 * STORE_PROGRESS_ROWS);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autoptr (GError) error = NULL;
      Followed cut = { .stop = stops[i] };
      g_assert_cmpuint (stops[i], <=, whole.last + STORE_PROGRESS_ROWS);
      Tally *tally =
          bridge_tally (fixture.store, period ("2026-Q1"), follow, &cut, &error);
      g_assert_cmpint (tally != NULL, ==, stops[i] > whole.last);
      if (tally == NULL)
        assert_store_error (error, STORE_ERROR_CANCELLED);
      tally_free (tally);
    }
  Tally *plain = bridge_tally (fixture.store, period ("2026-Q1"), NULL, NULL, NULL);
  g_assert_cmpint (followed->counts[1].people, ==, 100);
  for (gsize i = 0; i < plain->form->n_questions; i++)
    g_assert_cmpint (followed->counts[i].people, ==, plain->counts[i].people);
  tally_free (followed);
  tally_free (plain);
}

static void
test_cap (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, FIRST_CAMPAIGN);
  for (guint i = 0; i < 14; i++)
    add_now (&fixture, 202605);
  RefusalEntry entry = entry_of (202605);
  add_entry (&fixture, &entry, 202605, somebody_new);
  assert_answers (&fixture, "2026-Q1", "refusals",
                  "count cap=15 people=2 bucket: total 15");
  for (guint i = 0; i < 5; i++)
    add_now (&fixture, 202606);
  assert_answers (&fixture, "2026-Q1", "refusals",
                  "count cap=15 people=2 bucket: total 16");
}

/* The whole text: rule, languages, labels. */
static void
test_form (void)
{
  g_auto (Fixture) fixture = { 0 };
  fixture_init (&fixture, SECOND_CAMPAIGN);
  add_now (&fixture, 202605);
  Tally *tally = bridge_tally (fixture.store, period ("2026-01"), NULL, NULL, NULL);
  const Form *form = tally->form;
  const Campaign *campaign = store_campaign (fixture.store);
  g_assert_cmpstr (form->campaign, ==, campaign_id (campaign));
  g_assert_cmpint (period_compare (form->period, period ("2026-01")), ==, 0);
  g_assert_cmpint (form->noise, ==, FORM_NOISE_NONE);
  g_assert_cmpuint (form->rule.scale, ==, 9);
  g_assert_cmpuint (form->rule.minimum, ==, 50);
  g_assert_cmpuint (form->rule.threshold, ==, 50);
  g_assert_cmpuint (form->rule.step, ==, 10);
  g_assert_cmpuint (form->rule.year, ==, campaign_year_exponent (campaign));
  g_assert_cmpuint (form->n_questions, ==, 2);
  g_assert_cmpstr (form->questions[0].id, ==, "signers");
  g_assert_cmpstr (form->questions[1].id, ==, "kinds");
  g_assert_cmpint (form->questions[1].kind, ==, FORM_ANY);
  g_assert_cmpstr (form->languages[0], ==, campaign_languages (campaign)[0]);
  g_assert_cmpstr (form->questions[0].names[0], ==, "Workers who hold the pledge");
  g_assert_cmpstr (form_name (form, form->questions[0].names, "signers", "ar"), ==,
                   "العاملون الملتزمون بالتعهّد");
  tally_free (tally);
}

/* Rows that cannot be are an error, never a crash or a wrong count. */
static void
test_damaged (void)
{
  static const char *const changes[] = {
    "UPDATE refusal SET work = 6",
    "UPDATE refusal SET customer = -1",
    "UPDATE refusal SET grounds = 1 << 31",
    "UPDATE refusal SET grounds = 8",
    "UPDATE refusal SET person = NULL",
    "UPDATE outcome SET person = NULL",
    "UPDATE outcome SET outcome = 6",
    "UPDATE outcome SET outcome = 1 << 40",
    "UPDATE sheet SET tier = 2",
    "UPDATE sheet SET role = 3",
    "UPDATE sheet SET number = 1 << 60",
    "UPDATE record SET text = CAST ('x' AS BLOB)",
    "UPDATE signer SET counts = 5",
  };
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (Fixture) fixture = { 0 };
      fixture_init (&fixture, FIRST_CAMPAIGN);
      add_now (&fixture, 202605);
      add_now (&fixture, 202606);
      take_pledge (&fixture, 0, -1, 202605, SIGNER_OWNER);
      imports_signers (fixture.store, &(ImportSigner){ 202605, 1, 2 }, 1, IMPORT_FIRST,
                       202618, NULL);
      g_assert_true (store_check (fixture.store, NULL));
      g_assert_cmpint (sqlite3_exec (fixture.db, changes[i], NULL, NULL, NULL), ==,
                       SQLITE_OK);
      Tally *quarter =
          bridge_tally (fixture.store, period ("2026-Q1"), NULL, NULL, &error);
      Tally *year = quarter == NULL ? NULL
                                    : bridge_tally (fixture.store, period ("2026"),
                                                    NULL, NULL, &error);
      g_test_message ("%s", changes[i]);
      g_assert_null (year);
      assert_store_error (error, STORE_ERROR_DAMAGED);
      tally_free (quarter);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bridge/worst", test_worst);
  g_test_add_func ("/bridge/late-outcome", test_late_outcome);
  g_test_add_func ("/bridge/most", test_most);
  g_test_add_func ("/bridge/ever", test_ever);
  g_test_add_func ("/bridge/any", test_any);
  g_test_add_func ("/bridge/signers", test_signers);
  g_test_add_func ("/bridge/one-person", test_one_person);
  g_test_add_func ("/bridge/cancelled", test_cancelled);
  g_test_add_func ("/bridge/cap", test_cap);
  g_test_add_func ("/bridge/form", test_form);
  g_test_add_func ("/bridge/damaged", test_damaged);
  return g_test_run ();
}
