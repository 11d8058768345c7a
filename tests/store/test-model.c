/* Random histories of three campaigns, hundreds of each: after each, the tallies of all
 * periods of three years, and what is closed, empty and wiped, are as the naive model
 * has them. */
#include <string.h>

#include "fixture.h"
#include "model.h"

#define FIRST_WEEK 202543
#define LAST_YEAR 2028
#define STEPS 36
#define HISTORIES 500

typedef struct
{
  Fixture fixture;
  Model *model;
  guint seed; /* even: nobody but the owner uses the store */
} Game;

static gboolean
is_alone (const Game *game)
{
  return game->seed % 2 == 0;
}

static guint
roll (Game *game, guint bound)
{
  return fixture_random (&game->fixture, bound);
}

static guint
roll_place (Game *game, CampaignList list)
{
  return roll (game, campaign_count (game->model->campaign, list));
}

/* Mostly of late. */
static Week
roll_week (Game *game)
{
  return model_week (game->model->now,
                     -(int)(roll (game, 3) == 0 ? roll (game, 40) : roll (game, 6)));
}

static ModelRefusal *
roll_refusal (Game *game)
{
  guint count = game->model->refusals->len;
  return count == 0 ? NULL : game->model->refusals->pdata[roll (game, count)];
}

/* A person for an entry that counts in a year; what the model calls them. */
static guint
choose_person (Game *game, int year, PersonChoice *choice)
{
  Model *model = game->model;
  const ModelRefusal *other = roll_refusal (game);
  guint way = roll (game, 10);
  *choice = roll (game, 2) ? unsaid : owner;
  if (way == 0 && !is_alone (game))
    {
      *choice = somebody_new;
      model->shared = TRUE;
      return model->next++;
    }
  if (way > 5 || other == NULL
      || (model->shared && model_whose (model, other, year) == 0))
    return (guint)year;
  *choice = same_as (other->id.bytes);
  return model->shared ? model_whose (model, other, year) : (guint)year;
}

static void
do_add (Game *game)
{
  PersonChoice choice;
  ModelRefusal *refusal = g_new0 (ModelRefusal, 1);
  refusal->entry = (RefusalEntry){
    roll_week (game),
    roll_place (game, CAMPAIGN_WORK),
    roll_place (game, CAMPAIGN_CUSTOMERS),
    1
        + roll (game,
                (1u << campaign_count (game->model->campaign, CAMPAIGN_GROUNDS)) - 1),
    (CodeNamed)roll (game, 3),
    roll_place (game, CAMPAIGN_OUTCOMES),
  };
  Week counts = model_counts (game->model, refusal->entry.week);
  ModelRow row = { MODEL_REFUSAL, refusal->entry.week, counts, 0, FALSE };
  row.whose = choose_person (game, counts / 100, &choice);
  refusal->rows = g_array_new (FALSE, FALSE, sizeof (ModelRow));
  g_array_append_val (refusal->rows, row);
  row.outcome = refusal->entry.outcome;
  g_array_append_val (refusal->rows, row);
  refusal->id = add_entry (&game->fixture, &refusal->entry, game->model->now, choice);
  g_ptr_array_add (game->model->refusals, refusal);
}

static gboolean
has_outcome (const ModelRefusal *refusal, guint outcome, Week week)
{
  for (guint i = 0; i < refusal->rows->len; i++)
    {
      const ModelRow *row = &g_array_index (refusal->rows, ModelRow, i);
      if (row->outcome == outcome && row->week == week)
        return TRUE;
    }
  return FALSE;
}

static void
do_outcome (Game *game)
{
  Model *model = game->model;
  ModelRefusal *refusal = roll_refusal (game);
  ModelRow row = { roll_place (game, CAMPAIGN_OUTCOMES), roll_week (game), 0, 0,
                   FALSE };
  PersonChoice choice = unsaid;
  if (refusal == NULL || refusal->trashed
      || has_outcome (refusal, row.outcome, row.week))
    return;
  row.counts = model_counts (model, row.week);
  int year = row.counts / 100;
  row.whose = model->shared ? model_whose (model, refusal, year) : (guint)year;
  if (row.whose == 0)
    {
      choice = somebody_new;
      row.whose = model->next++;
    }
  add_outcome (&game->fixture, refusal->id, row.outcome, row.week, model->now, choice);
  g_array_append_val (refusal->rows, row);
}

static void
do_trash (Game *game)
{
  g_autoptr (GError) error = NULL;
  ModelRefusal *refusal = roll_refusal (game);
  if (refusal == NULL)
    return;
  if (refusal->trashed)
    {
      model_restore (game->model, refusal);
      refusals_restore (game->fixture.store, refusal->id.bytes, game->model->now,
                        &error);
    }
  else
    {
      refusal->trashed = TRUE;
      refusals_delete (game->fixture.store, refusal->id.bytes, game->model->now,
                       &error);
    }
  g_assert_no_error (error);
}

static int
roll_role (Game *game)
{
  return (int)roll (game, campaign_count (game->model->campaign, CAMPAIGN_ROLES) + 1)
         - 1;
}

static void
do_take (Game *game)
{
  Model *model = game->model;
  SignerKind kind = model->signers->len == 0 ? SIGNER_OWNER : SIGNER_OTHER;
  if (kind == SIGNER_OTHER && is_alone (game))
    return;
  model->shared |= kind == SIGNER_OTHER;
  ModelSigner *signer = g_new0 (ModelSigner, 1);
  signer->tier = roll_place (game, CAMPAIGN_TIERS);
  signer->role = roll_role (game);
  signer->counts = model_counts (model, model->now);
  signer->records = g_array_new (FALSE, FALSE, sizeof (Week));
  g_array_append_val (signer->records, signer->counts);
  signer->id =
      take_pledge (&game->fixture, signer->tier, signer->role, model->now, kind);
  g_ptr_array_add (model->signers, signer);
}

static void
do_change (Game *game)
{
  Model *model = game->model;
  if (model->signers->len == 0)
    return;
  ModelSigner *signer = model->signers->pdata[roll (game, model->signers->len)];
  if (signer->withdrawn)
    return;
  signer->withdrawn = roll (game, 3) == 0;
  if (signer->withdrawn)
    withdraw_pledge (&game->fixture, signer->id, model->now);
  else
    {
      signer->tier = roll_place (game, CAMPAIGN_TIERS);
      change_pledge (&game->fixture, signer->id, signer->tier, model->now);
    }
  Week counts = model_counts (model, model->now);
  g_array_append_val (signer->records, counts);
}

static void
do_sheet (Game *game)
{
  if (is_alone (game))
    return;
  g_autoptr (GError) error = NULL;
  ImportSigner row = { roll_week (game), roll_place (game, CAMPAIGN_TIERS),
                       roll_role (game) };
  ModelSigner signer = { .tier = row.tier, .role = row.role };
  signer.counts = model_counts (game->model, row.week);
  g_array_append_val (game->model->sheets, signer);
  game->model->shared = TRUE;
  imports_signers (game->fixture.store, &row, 1, IMPORT_MORE, game->model->now, &error);
  g_assert_no_error (error);
}

/* A period that holds an entry and is over. */
static char *
roll_closable (Game *game)
{
  Model *model = game->model;
  Week week = model_week (model->now, -(int)roll (game, 70));
  CampaignPeriod kind = (CampaignPeriod)roll (game, 3);
  g_autofree char *text = model_period (kind, week);
  g_autofree char *present = model_period (kind, model->now);
  if (!model_asks (model, kind) || week >= model->now || g_str_equal (text, present)
      || model_is_closed (model, text) || !model_holds (model, text))
    return NULL;
  return g_steal_pointer (&text);
}

static void
do_close (Game *game)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = roll_closable (game);
      if (text == NULL)
        continue;
      close_period (&game->fixture, text, game->model->now);
      model_close (game->model, text);
      return;
    }
}

/* Time goes on; a clock is set back now and then. */
static void
do_wait (Game *game)
{
  int weeks = roll (game, 8) == 0 ? -(int)roll (game, 20) : (int)roll (game, 10);
  game->model->now = model_week (game->model->now, weeks);
}

static void
compare_counts (Game *game, const char *text, CampaignPeriod kind, const Tally *tally)
{
  const CampaignQuestion *question;
  gsize asked = 0;
  for (guint i = 0; (question = campaign_question (game->model->campaign, i)) != NULL;
       i++)
    {
      gint64 people, buckets[CAMPAIGN_CHOICES_MAX];
      if (question->period != kind)
        continue;
      const TallyCounts *counts = &tally->counts[asked];
      g_assert_cmpstr (tally->form->questions[asked].id, ==, question->id);
      model_answer (game->model, text, question, &people, buckets);
      if (counts->people != people)
        g_test_message ("history %u, %s, %s", game->seed, text, question->id);
      g_assert_cmpint (counts->people, ==, people);
      for (guint j = 0; j < question->n_buckets; j++)
        g_assert_cmpint (counts->buckets[j], ==, buckets[j]);
      asked++;
    }
  g_assert_cmpuint (asked, ==, tally->form->n_questions);
}

static void
compare_period (Game *game, const char *text, CampaignPeriod kind)
{
  g_autoptr (GError) error = NULL;
  Tally *tally = bridge_tally (game->fixture.store, period (text), NULL, NULL, &error);
  if (!model_asks (game->model, kind))
    g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_ASKED);
  else if (model_is_closed (game->model, text))
    g_assert_error (error, STORE_ERROR, STORE_ERROR_CLOSED_PERIOD);
  else if (!model_holds (game->model, text))
    g_assert_error (error, STORE_ERROR, STORE_ERROR_EMPTY_PERIOD);
  else
    {
      g_assert_no_error (error);
      compare_counts (game, text, kind, tally);
    }
  tally_free (tally);
}

static void
compare_all (Game *game)
{
  static const CampaignPeriod kinds[] = { CAMPAIGN_PERIOD_MONTH,
                                          CAMPAIGN_PERIOD_QUARTER,
                                          CAMPAIGN_PERIOD_YEAR };
  char *before[3] = { NULL, NULL, NULL };
  for (Week week = 202501; week / 100 < LAST_YEAR; week = model_week (week, 1))
    for (guint i = 0; i < 3; i++)
      {
        g_autofree char *text = model_period (kinds[i], week);
        if (g_strcmp0 (text, before[i]) != 0)
          compare_period (game, text, kinds[i]);
        g_free (before[i]);
        before[i] = g_steal_pointer (&text);
      }
  for (guint i = 0; i < 3; i++)
    g_free (before[i]);
}

static void
compare_wiped (Game *game)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) years = ledger_wiped_years (game->fixture.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (years->len, ==, game->model->wiped->len);
  g_assert_true (store_check (game->fixture.store, &error));
}

static void
play (Game *game, WhichCampaign which)
{
  static void (*const moves[]) (Game *) = { do_add,     do_add,     do_add,   do_add,
                                            do_outcome, do_outcome, do_trash, do_trash,
                                            do_take,    do_change,  do_sheet, do_wait,
                                            do_wait,    do_close,   do_close };
  fixture_init (&game->fixture, which);
  game->fixture.state = game->seed;
  game->model = model_new (fixture_campaign (which), FIRST_WEEK);
  for (guint i = 0; i < STEPS; i++)
    moves[roll (game, G_N_ELEMENTS (moves))](game);
  compare_all (game);
  compare_wiped (game);
  model_free (game->model);
  fixture_clear (&game->fixture);
}

static void
test_histories (gconstpointer which)
{
  for (guint seed = 1; seed <= HISTORIES; seed++)
    {
      Game game = { .seed = seed };
      play (&game, (WhichCampaign)GPOINTER_TO_INT (which));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/model/first-campaign", GINT_TO_POINTER (FIRST_CAMPAIGN),
                        test_histories);
  g_test_add_data_func ("/model/second-campaign", GINT_TO_POINTER (SECOND_CAMPAIGN),
                        test_histories);
  g_test_add_data_func ("/model/third-campaign", GINT_TO_POINTER (THIRD_CAMPAIGN),
                        test_histories);
  return g_test_run ();
}
