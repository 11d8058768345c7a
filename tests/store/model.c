/* See model.h. */
#include "model.h"

#include <string.h>

static void
free_refusal (gpointer data)
{
  ModelRefusal *refusal = data;
  g_array_unref (refusal->rows);
  g_free (refusal);
}

static void
free_signer (gpointer data)
{
  ModelSigner *signer = data;
  g_array_unref (signer->records);
  g_free (signer);
}

Model *
model_new (const Campaign *campaign, Week now)
{
  Model *model = g_new0 (Model, 1);
  model->campaign = campaign;
  model->now = now;
  model->next = 10000;
  model->refusals = g_ptr_array_new_with_free_func (free_refusal);
  model->signers = g_ptr_array_new_with_free_func (free_signer);
  model->sheets = g_array_new (FALSE, FALSE, sizeof (ModelSigner));
  model->closed = g_ptr_array_new_with_free_func (g_free);
  model->wiped = g_array_new (FALSE, FALSE, sizeof (int));
  return model;
}

void
model_free (Model *model)
{
  g_ptr_array_unref (model->refusals);
  g_ptr_array_unref (model->signers);
  g_array_unref (model->sheets);
  g_ptr_array_unref (model->closed);
  g_array_unref (model->wiped);
  g_free (model);
}

/* The Thursday of a week: 4 January is always in week 1. */
static void
find_thursday (GDate *date, Week week)
{
  g_date_set_dmy (date, 4, G_DATE_JANUARY, (GDateYear)(week / 100));
  g_date_subtract_days (date, g_date_get_weekday (date) - 1);
  g_date_add_days (date, (guint)(week % 100 - 1) * 7 + 3);
}

char *
model_period (CampaignPeriod kind, Week week)
{
  GDate date;
  find_thursday (&date, week);
  int year = g_date_get_year (&date), month = g_date_get_month (&date);
  if (kind == CAMPAIGN_PERIOD_YEAR)
    return g_strdup_printf ("%d", year);
  if (kind == CAMPAIGN_PERIOD_QUARTER)
    return g_strdup_printf ("%d-Q%d", year, (month + 2) / 3);
  return g_strdup_printf ("%d-%02d", year, month);
}

Week
model_week (Week week, int weeks)
{
  GDate date;
  find_thursday (&date, week);
  if (weeks < 0)
    g_date_subtract_days (&date, (guint)(-weeks) * 7);
  else
    g_date_add_days (&date, (guint)weeks * 7);
  return g_date_get_year (&date) * 100 + (int)g_date_get_iso8601_week_of_year (&date);
}

static gboolean
is_in (const char *period_text, Week week)
{
  for (int kind = CAMPAIGN_PERIOD_MONTH; kind <= CAMPAIGN_PERIOD_YEAR; kind++)
    {
      g_autofree char *text = model_period ((CampaignPeriod)kind, week);
      if (g_str_equal (text, period_text))
        return TRUE;
    }
  return FALSE;
}

gboolean
model_asks (const Model *model, CampaignPeriod kind)
{
  for (guint i = 0; i < campaign_count (model->campaign, CAMPAIGN_QUESTIONS); i++)
    if (campaign_question (model->campaign, i)->period == kind)
      return TRUE;
  return FALSE;
}

static gboolean
is_wiped (const Model *model, int year)
{
  for (guint i = 0; i < model->wiped->len; i++)
    if (g_array_index (model->wiped, int, i) == year)
      return TRUE;
  return FALSE;
}

gboolean
model_is_closed (const Model *model, const char *period_text)
{
  return is_wiped (model, atoi (period_text))
         || g_ptr_array_find_with_equal_func (model->closed, period_text, g_str_equal,
                                              NULL);
}

static gboolean
is_week_closed (const Model *model, Week week)
{
  for (guint i = 0; i < model->closed->len; i++)
    if (is_in (model->closed->pdata[i], week))
      return TRUE;
  return is_wiped (model, week / 100);
}

Week
model_counts (const Model *model, Week own)
{
  Week week = own;
  if (is_week_closed (model, own))
    for (week = model->now; is_week_closed (model, week);)
      week = model_week (week, 1);
  return week;
}

guint
model_whose (const Model *model, const ModelRefusal *refusal, int year)
{
  for (guint i = 0; i < refusal->rows->len; i++)
    {
      const ModelRow *row = &g_array_index (refusal->rows, ModelRow, i);
      if (row->counts / 100 == year && row->whose != 0 && !is_wiped (model, year))
        return row->whose;
    }
  return 0;
}

void
model_restore (Model *model, ModelRefusal *refusal)
{
  refusal->trashed = FALSE;
  for (guint i = 0; i < refusal->rows->len; i++)
    {
      ModelRow *row = &g_array_index (refusal->rows, ModelRow, i);
      int before = row->counts / 100;
      if (row->counted)
        continue;
      row->counts = model_counts (model, row->week);
      if (row->counts / 100 != before)
        row->whose = 0;
    }
  for (guint i = 0; i < refusal->rows->len; i++)
    {
      ModelRow *row = &g_array_index (refusal->rows, ModelRow, i);
      if (row->whose == 0)
        row->whose = model_whose (model, refusal, row->counts / 100);
      if (row->whose == 0)
        row->whose = model->shared ? model->next++ : (guint)row->counts / 100;
    }
}

/* Calls with every week in which an entry counts. */
typedef void (*VisitWeek) (Week week, gpointer data);

static void
visit_weeks (const Model *model, VisitWeek visit, gpointer data)
{
  for (guint i = 0; i < model->refusals->len; i++)
    {
      const ModelRefusal *refusal = model->refusals->pdata[i];
      for (guint j = 0; !refusal->trashed && j < refusal->rows->len; j++)
        visit (g_array_index (refusal->rows, ModelRow, j).counts, data);
    }
  for (guint i = 0; i < model->signers->len; i++)
    {
      const ModelSigner *signer = model->signers->pdata[i];
      for (guint j = 0; j < signer->records->len; j++)
        visit (g_array_index (signer->records, Week, j), data);
    }
  for (guint i = 0; i < model->sheets->len; i++)
    visit (g_array_index (model->sheets, ModelSigner, i).counts, data);
}

typedef struct
{
  const Model *model;
  const char *period_text;
  gboolean found;
} Search;

static void
search_period (Week week, gpointer data)
{
  Search *search = data;
  search->found |= is_in (search->period_text, week);
}

gboolean
model_holds (const Model *model, const char *period_text)
{
  Search search = { model, period_text, FALSE };
  visit_weeks (model, search_period, &search);
  return search.found;
}

/* Finds a period of the year (as text) that is asked about, holds the week and is open.
 */
static void
search_open (Week week, gpointer data)
{
  Search *search = data;
  if (week / 100 != atoi (search->period_text))
    return;
  for (int kind = CAMPAIGN_PERIOD_MONTH; kind <= CAMPAIGN_PERIOD_YEAR; kind++)
    {
      g_autofree char *text = model_period ((CampaignPeriod)kind, week);
      if (model_asks (search->model, (CampaignPeriod)kind)
          && !model_is_closed (search->model, text))
        search->found = TRUE;
    }
}

/* A year is wiped once it, and all that holds an entry in it, is closed. */
static void
wipe_year (Model *model, int year)
{
  g_autofree char *whole = g_strdup_printf ("%d", year);
  Search search = { model, whole, !model_is_closed (model, whole) };
  visit_weeks (model, search_open, &search);
  if (!search.found && !is_wiped (model, year))
    g_array_append_val (model->wiped, year);
}

void
model_close (Model *model, const char *period_text)
{
  g_ptr_array_add (model->closed, g_strdup (period_text));
  for (guint i = 0; i < model->refusals->len; i++)
    {
      ModelRefusal *refusal = model->refusals->pdata[i];
      for (guint j = 0; !refusal->trashed && j < refusal->rows->len; j++)
        {
          ModelRow *row = &g_array_index (refusal->rows, ModelRow, j);
          row->counted |= is_in (period_text, row->counts);
        }
    }
  for (guint i = 0; i < model->closed->len; i++)
    wipe_year (model, atoi (model->closed->pdata[i]));
}

/* How often somebody chose a bucket, looking through everything. */
static guint
count_choices (const Model *model, const char *period_text, CampaignSubject subject,
               guint whose, guint bucket)
{
  guint times = 0;
  for (guint i = 0; i < model->refusals->len; i++)
    {
      const ModelRefusal *refusal = model->refusals->pdata[i];
      const RefusalEntry *entry = &refusal->entry;
      for (guint j = 0; !refusal->trashed && j < refusal->rows->len; j++)
        {
          const ModelRow *row = &g_array_index (refusal->rows, ModelRow, j);
          gboolean chosen = FALSE;
          if (row->whose != whose || !is_in (period_text, row->counts))
            continue;
          if (row->outcome != MODEL_REFUSAL)
            chosen = subject == CAMPAIGN_SUBJECT_OUTCOME && row->outcome == bucket;
          else if (subject == CAMPAIGN_SUBJECT_WORK)
            chosen = entry->work == bucket;
          else if (subject == CAMPAIGN_SUBJECT_CUSTOMER)
            chosen = entry->customer == bucket;
          else if (subject == CAMPAIGN_SUBJECT_GROUND)
            chosen = (entry->grounds & (1u << bucket)) != 0;
          else if (subject == CAMPAIGN_SUBJECT_CODE_NAMED)
            chosen = bucket
                     == (entry->code_named == CODE_NAMED_YES  ? 0
                         : entry->code_named == CODE_NAMED_NO ? 1
                                                              : 2);
          else
            chosen = subject == CAMPAIGN_SUBJECT_REFUSALS;
          times += chosen;
        }
    }
  return times;
}

/* The first of times that is largest. */
static guint
find_largest (const guint *times, guint count)
{
  guint largest = 0;
  for (guint i = 1; i < count; i++)
    if (times[i] > times[largest])
      largest = i;
  return largest;
}

static guint
find_last (const guint *times, guint count)
{
  for (guint i = count; i-- > 0;)
    if (times[i] > 0)
      return i;
  return 0;
}

static void
answer_for (const Model *model, const char *period_text,
            const CampaignQuestion *question, guint whose, gint64 *people,
            gint64 *buckets)
{
  guint times[CAMPAIGN_CHOICES_MAX], sum = 0;
  for (guint i = 0; i < question->n_buckets; i++)
    sum += times[i] = count_choices (model, period_text, question->subject, whose, i);
  if (sum == 0)
    return;
  ++*people;
  if (question->collapse == CAMPAIGN_COLLAPSE_SUM)
    buckets[0] += sum > question->cap ? question->cap : sum;
  else if (question->answer == CAMPAIGN_ANSWER_ANY)
    for (guint i = 0; i < question->n_buckets; i++)
      buckets[i] += times[i] > 0 ? 1 : 0;
  else if (question->collapse == CAMPAIGN_COLLAPSE_WORST)
    buckets[find_last (times, question->n_buckets)]++;
  else if (question->collapse == CAMPAIGN_COLLAPSE_MOST)
    buckets[find_largest (times, question->n_buckets)]++;
  else if (times[0] > 0)
    buckets[0]++;
  else
    buckets[times[2] > 0 ? 2 : 1]++;
}

static void
answer_for_signer (const ModelSigner *signer, const char *period_text,
                   CampaignSubject subject, gint64 *people, gint64 *buckets)
{
  int place = subject == CAMPAIGN_SUBJECT_TIER ? (int)signer->tier : signer->role;
  if (signer->withdrawn || place < 0 || !is_in (period_text, signer->counts))
    return;
  ++*people;
  buckets[place]++;
}

static GHashTable *
list_persons (const Model *model)
{
  GHashTable *persons = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint i = 0; i < model->refusals->len; i++)
    {
      const ModelRefusal *refusal = model->refusals->pdata[i];
      for (guint j = 0; j < refusal->rows->len; j++)
        g_hash_table_add (
            persons,
            GUINT_TO_POINTER (g_array_index (refusal->rows, ModelRow, j).whose));
    }
  return persons;
}

void
model_answer (const Model *model, const char *period_text,
              const CampaignQuestion *question, gint64 *people, gint64 *buckets)
{
  *people = 0;
  memset (buckets, 0, question->n_buckets * sizeof *buckets);
  if (question->subject == CAMPAIGN_SUBJECT_TIER
      || question->subject == CAMPAIGN_SUBJECT_ROLE)
    {
      for (guint i = 0; i < model->signers->len; i++)
        answer_for_signer (model->signers->pdata[i], period_text, question->subject,
                           people, buckets);
      for (guint i = 0; i < model->sheets->len; i++)
        answer_for_signer (&g_array_index (model->sheets, ModelSigner, i), period_text,
                           question->subject, people, buckets);
      return;
    }
  gpointer whose;
  GHashTableIter iter;
  g_autoptr (GHashTable) persons = list_persons (model);
  g_hash_table_iter_init (&iter, persons);
  while (g_hash_table_iter_next (&iter, &whose, NULL))
    answer_for (model, period_text, question, GPOINTER_TO_UINT (whose), people,
                buckets);
}
