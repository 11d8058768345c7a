/* The one bridge from rows to counts. It passes once over the refusals, once over the
 * outcomes and once over the signers, and never asks the database about one person: the
 * rows become a table of how often each person chose each thing (votes.h), and each
 * line of that table becomes one answer to each question. */
#include "config.h"

#include "bridge.h"

#include <glib/gi18n-lib.h>

#include "closing.h"
#include "counts.h"
#include "forms.h"
#include "refusals.h"
#include "signers.h"
#include "sql.h"
#include "store-private.h"
#include "votes.h"

#define SUBJECTS (CAMPAIGN_SUBJECT_REFUSALS + 1)
#define NOT_ASKED (-1)

typedef struct
{
  Store *store;
  Week first, last; /* of the period */
  GPtrArray *questions; /* of CampaignQuestion, as in the tally's form */
  Tally *tally;
  int columns[SUBJECTS]; /* where a subject's columns begin in its table; NOT_ASKED */
  guint widths[SUBJECTS]; /* how many they are */
  StoreProgress progress; /* may be NULL */
  gpointer progress_data;
  gsize done; /* rows */
} Bridge;

static gboolean
is_of_outcomes (CampaignSubject subject)
{
  return subject == CAMPAIGN_SUBJECT_OUTCOME;
}

static gboolean
is_of_signers (CampaignSubject subject)
{
  return subject == CAMPAIGN_SUBJECT_TIER || subject == CAMPAIGN_SUBJECT_ROLE;
}

/* Columns for what is asked about: those of the refusals' table one after another,
 * those of the outcomes in a table of their own. Returns how many the former are. */
static guint
place_columns (Bridge *bridge)
{
  guint next = 0;
  for (int i = 0; i < SUBJECTS; i++)
    bridge->columns[i] = NOT_ASKED;
  for (guint i = 0; i < bridge->questions->len; i++)
    {
      const CampaignQuestion *question = bridge->questions->pdata[i];
      if (bridge->columns[question->subject] != NOT_ASKED)
        continue;
      gboolean apart =
          is_of_outcomes (question->subject) || is_of_signers (question->subject);
      bridge->columns[question->subject] = apart ? 0 : (int)next;
      bridge->widths[question->subject] = question->n_buckets;
      next += apart ? 0 : question->n_buckets;
    }
  return next;
}

/* One more for a choice; FALSE if the campaign has no such choice. */
static gboolean
add_vote (const Bridge *bridge, guint32 *line, CampaignSubject subject, int choice)
{
  if (bridge->columns[subject] == NOT_ASKED)
    return TRUE;
  if (choice < 0 || (guint)choice >= bridge->widths[subject])
    return FALSE;
  line[bridge->columns[subject] + choice]++;
  return TRUE;
}

static gboolean
add_grounds (const Bridge *bridge, guint32 *line, guint32 grounds)
{
  gboolean known = grounds != 0;
  for (int ground = 0; ground < 32; ground++)
    if (grounds >> ground & 1)
      known &= add_vote (bridge, line, CAMPAIGN_SUBJECT_GROUND, ground);
  return known;
}

/* The columns of a code-named question are in the order of CodeNamed until it is
 * answered: see add_ever(). */
static gboolean
add_refusal (const Bridge *bridge, Votes *votes, SqlRows *rows)
{
  gint64 person = sqlite3_column_int64 (rows, 0);
  if (person == 0)
    return FALSE;
  guint32 *line = votes_of (votes, person);
  return add_vote (bridge, line, CAMPAIGN_SUBJECT_WORK, sql_int (rows, 1))
         && add_vote (bridge, line, CAMPAIGN_SUBJECT_CUSTOMER, sql_int (rows, 2))
         && add_grounds (bridge, line, (guint32)sql_int (rows, 3))
         && add_vote (bridge, line, CAMPAIGN_SUBJECT_CODE_NAMED, sql_int (rows, 4))
         && add_vote (bridge, line, CAMPAIGN_SUBJECT_REFUSALS, 0);
}

/* Where nothing but the number of refusals is asked. */
static gboolean
add_mere_refusal (const Bridge *bridge, Votes *votes, SqlRows *rows)
{
  gint64 person = sqlite3_column_int64 (rows, 0);
  return person != 0
         && add_vote (bridge, votes_of (votes, person), CAMPAIGN_SUBJECT_REFUSALS, 0);
}

static gboolean
add_outcome (const Bridge *bridge, Votes *votes, SqlRows *rows)
{
  gint64 person = sqlite3_column_int64 (rows, 0);
  return person != 0
         && add_vote (bridge, votes_of (votes, person), CAMPAIGN_SUBJECT_OUTCOME,
                      sql_int (rows, 1));
}

typedef gboolean (*AddRow) (const Bridge *bridge, Votes *votes, SqlRows *rows);

/* To be called at each row. */
static gboolean
go_on (Bridge *bridge, GError **error)
{
  if (bridge->done++ % STORE_PROGRESS_ROWS != 0 || bridge->progress == NULL
      || bridge->progress (bridge->done - 1, bridge->progress_data))
    return TRUE;
  g_set_error_literal (error, STORE_ERROR, STORE_ERROR_CANCELLED,
                       _ ("This was cancelled, and nothing was changed."));
  return FALSE;
}

/* Adds every row of the period that text gives. */
static gboolean
collect (Bridge *bridge, Votes *votes, const char *text, AddRow add, GError **error)
{
  g_autoptr (SqlRows) rows =
      sql_start (bridge->store, error, text, "iii", bridge->store->number,
                 (gint64)bridge->first, (gint64)bridge->last);
  SqlStep step = SQL_FAILED;
  while (rows != NULL && (step = sql_step (bridge->store, rows, error)) == SQL_ROW)
    if (!go_on (bridge, error))
      return FALSE;
    else if (!add (bridge, votes, rows))
      return sql_refuse_damage (error);
  return step == SQL_DONE;
}

static int
find_worst (const guint32 *votes, guint count)
{
  int worst = -1;
  for (guint i = 0; i < count; i++)
    if (votes[i] > 0)
      worst = (int)i;
  return worst;
}

static int
find_most (const guint32 *votes, guint count)
{
  int most = -1;
  for (guint i = 0; i < count; i++)
    if (votes[i] > 0 && (most < 0 || votes[i] > votes[most]))
      most = (int)i;
  return most;
}

static int
find_ever (const guint32 *votes)
{
  if (votes[CODE_NAMED_YES] > 0)
    return CAMPAIGN_EVER;
  return votes[CODE_NAMED_UNKNOWN] == 0 ? CAMPAIGN_NEVER : CAMPAIGN_UNKNOWN;
}

static void
add_any (TallyCounts *counts, const guint32 *votes, guint count)
{
  for (guint i = 0; i < count; i++)
    counts->buckets[i] += votes[i] > 0;
}

/* One person's answer, from how often that person chose each bucket; whoever chose none
 * gives no answer. */
static void
add_answer (TallyCounts *counts, const CampaignQuestion *question, const guint32 *votes)
{
  int worst = find_worst (votes, question->n_buckets);
  if (worst < 0)
    return;
  counts->people++;
  if (question->answer == CAMPAIGN_ANSWER_COUNT)
    counts->buckets[0] += MIN (votes[0], question->cap);
  else if (question->answer == CAMPAIGN_ANSWER_ANY)
    add_any (counts, votes, question->n_buckets);
  else if (question->collapse == CAMPAIGN_COLLAPSE_WORST)
    counts->buckets[worst]++;
  else if (question->collapse == CAMPAIGN_COLLAPSE_EVER)
    counts->buckets[find_ever (votes)]++;
  else
    counts->buckets[find_most (votes, question->n_buckets)]++;
}

/* Answers the questions about a table's subjects, line by line. */
static void
answer (Bridge *bridge, const Votes *votes, gboolean (*is_of_table) (CampaignSubject))
{
  for (guint i = 0; i < bridge->questions->len; i++)
    {
      const CampaignQuestion *question = bridge->questions->pdata[i];
      if (!is_of_table (question->subject))
        continue;
      int column = bridge->columns[question->subject];
      for (guint line = 0; line < votes_count (votes); line++)
        add_answer (&bridge->tally->counts[i], question,
                    votes_get (votes, line) + column);
    }
}

static gboolean
is_of_refusals (CampaignSubject subject)
{
  return !is_of_outcomes (subject) && !is_of_signers (subject);
}

#define IN_PERIOD " WHERE campaign = ?1 AND counts BETWEEN ?2 AND ?3"

static gboolean
collect_refusals (Bridge *bridge, Votes *votes, guint columns, GError **error)
{
  if (columns == 1 && bridge->columns[CAMPAIGN_SUBJECT_REFUSALS] != NOT_ASKED)
    return collect (bridge, votes,
                    "SELECT person FROM refusal" IN_PERIOD " AND trashed IS NULL",
                    add_mere_refusal, error);
  return collect (
      bridge, votes,
      "SELECT person, work, customer, grounds, code_named FROM refusal" IN_PERIOD
      " AND trashed IS NULL",
      add_refusal, error);
}

static gboolean
count_refusals (Bridge *bridge, guint columns, GError **error)
{
  if (columns == 0)
    return TRUE;
  g_autoptr (Votes) votes = votes_new (columns);
  if (!collect_refusals (bridge, votes, columns, error))
    return FALSE;
  answer (bridge, votes, is_of_refusals);
  return TRUE;
}

/* The trash is asked about first: without it no outcome has to be looked up in it. */
static gboolean
collect_outcomes (Bridge *bridge, Votes *votes, GError **error)
{
  gint64 trashed;
  if (!sql_number (bridge->store, error, &trashed, 0,
                   "SELECT EXISTS (SELECT 1 FROM refusal WHERE trashed IS NOT NULL)",
                   ""))
    return FALSE;
  return collect (bridge, votes,
                  trashed == 0 ? "SELECT person, outcome FROM outcome" IN_PERIOD
                               : "SELECT person, outcome FROM outcome" IN_PERIOD
                                 " AND refusal NOT IN"
                                 " (SELECT id FROM refusal WHERE trashed IS NOT NULL)",
                  add_outcome, error);
}

static gboolean
count_outcomes (Bridge *bridge, GError **error)
{
  if (bridge->columns[CAMPAIGN_SUBJECT_OUTCOME] == NOT_ASKED)
    return TRUE;
  g_autoptr (Votes) votes = votes_new (bridge->widths[CAMPAIGN_SUBJECT_OUTCOME]);
  if (!collect_outcomes (bridge, votes, error))
    return FALSE;
  answer (bridge, votes, is_of_outcomes);
  return TRUE;
}

/* number people of one tier and role. */
static void
add_signers (Bridge *bridge, guint tier, int role, gint64 number)
{
  for (guint i = 0; i < bridge->questions->len; i++)
    {
      const CampaignQuestion *question = bridge->questions->pdata[i];
      TallyCounts *counts = &bridge->tally->counts[i];
      int place = question->subject == CAMPAIGN_SUBJECT_TIER ? (int)tier : role;
      if (!is_of_signers (question->subject) || place < 0)
        continue;
      counts->people += number;
      counts->buckets[place] += number;
    }
}

static gboolean
is_inside (const Bridge *bridge, Week week)
{
  return week >= bridge->first && week <= bridge->last;
}

/* Signers as they are now: the state at closing. */
static gboolean
count_signers (Bridge *bridge, GError **error)
{
  g_autoptr (GPtrArray) signers = signers_list (bridge->store, error);
  g_autoptr (GArray) sheets =
      signers == NULL ? NULL : signers_sheets (bridge->store, error);
  if (sheets == NULL)
    return FALSE;
  for (guint i = 0; i < signers->len; i++)
    {
      const Signer *signer = signers->pdata[i];
      if (is_inside (bridge, signer->counts) && !chain_is_withdrawn (&signer->state))
        add_signers (bridge, signer->tier, signer->role, 1);
    }
  for (guint i = 0; i < sheets->len; i++)
    {
      const SignerSheet *sheet = &g_array_index (sheets, SignerSheet, i);
      if (is_inside (bridge, sheet->counts))
        add_signers (bridge, sheet->tier, sheet->role, (gint64)sheet->number);
    }
  return TRUE;
}

static Tally *
make_tally (Store *store, Period period, const GPtrArray *questions, GError **error)
{
  Form *form = forms_new (store->campaign, period, questions);
  Tally *tally = form == NULL ? NULL : tally_new (form);
  if (tally == NULL)
    g_set_error_literal (error, STORE_ERROR, STORE_ERROR_MEMORY,
                         _ ("There is not enough memory to count."));
  return tally;
}

static gboolean
count_all (Bridge *bridge, GError **error)
{
  guint columns = place_columns (bridge);
  return count_refusals (bridge, columns, error) && count_outcomes (bridge, error)
         && count_signers (bridge, error)
         && (tally_check (bridge->tally) == FORM_OK || sql_refuse_damage (error));
}

Tally *
bridge_tally (Store *store, Period period, StoreProgress progress, gpointer data,
              GError **error)
{
  if (!closing_check (store, period, error))
    return NULL;
  Bridge bridge = { .store = store, .progress = progress, .progress_data = data };
  g_autoptr (GPtrArray) questions = forms_questions (store->campaign, period.kind);
  bridge.questions = questions;
  counts_weeks (period, &bridge.first, &bridge.last);
  bridge.tally = make_tally (store, period, questions, error);
  if (bridge.tally != NULL && count_all (&bridge, error))
    return bridge.tally;
  tally_free (bridge.tally);
  return NULL;
}
