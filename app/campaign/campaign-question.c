/* The questions of a campaign: what they ask, their buckets, and what an answer costs.
 * What all questions of a year cost together is checked in campaign-release.c. */
#include "config.h"

#include "campaign-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Every way of asking that a file may use, as campaign.h lists them. Other combinations
 * have no meaning, or one whose noise would be wrong. */
static const struct
{
  CampaignSubject subject;
  CampaignAnswer answer;
  CampaignCollapse collapse;
} ways[] = {
  { CAMPAIGN_SUBJECT_TIER, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_LAST },
  { CAMPAIGN_SUBJECT_ROLE, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_LAST },
  { CAMPAIGN_SUBJECT_WORK, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_MOST },
  { CAMPAIGN_SUBJECT_CUSTOMER, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_MOST },
  { CAMPAIGN_SUBJECT_GROUND, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_MOST },
  { CAMPAIGN_SUBJECT_OUTCOME, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_MOST },
  { CAMPAIGN_SUBJECT_OUTCOME, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_WORST },
  { CAMPAIGN_SUBJECT_CODE_NAMED, CAMPAIGN_ANSWER_ONE, CAMPAIGN_COLLAPSE_EVER },
  { CAMPAIGN_SUBJECT_WORK, CAMPAIGN_ANSWER_ANY, CAMPAIGN_COLLAPSE_EVER },
  { CAMPAIGN_SUBJECT_CUSTOMER, CAMPAIGN_ANSWER_ANY, CAMPAIGN_COLLAPSE_EVER },
  { CAMPAIGN_SUBJECT_GROUND, CAMPAIGN_ANSWER_ANY, CAMPAIGN_COLLAPSE_EVER },
  { CAMPAIGN_SUBJECT_OUTCOME, CAMPAIGN_ANSWER_ANY, CAMPAIGN_COLLAPSE_EVER },
  { CAMPAIGN_SUBJECT_REFUSALS, CAMPAIGN_ANSWER_COUNT, CAMPAIGN_COLLAPSE_SUM },
};

/* Buckets that belong to a subject rather than to a list: id and the key of its name.
 */
typedef struct
{
  const char *id;
  const char *key;
} FixedBucket;

static const FixedBucket ever_buckets[] = {
  [CAMPAIGN_EVER] = { "ever", "Ever" },
  [CAMPAIGN_NEVER] = { "never", "Never" },
  [CAMPAIGN_UNKNOWN] = { "unknown", "Unknown" },
};
static const FixedBucket total_bucket[] = { { "total", "Total" } };

static const struct
{
  int list; /* whose items are the buckets, -1: they are fixed */
  const FixedBucket *fixed;
  guint n_fixed;
} sources[] = {
  [CAMPAIGN_SUBJECT_TIER] = { CAMPAIGN_TIERS, NULL, 0 },
  [CAMPAIGN_SUBJECT_ROLE] = { CAMPAIGN_ROLES, NULL, 0 },
  [CAMPAIGN_SUBJECT_WORK] = { CAMPAIGN_WORK, NULL, 0 },
  [CAMPAIGN_SUBJECT_CUSTOMER] = { CAMPAIGN_CUSTOMERS, NULL, 0 },
  [CAMPAIGN_SUBJECT_GROUND] = { CAMPAIGN_GROUNDS, NULL, 0 },
  [CAMPAIGN_SUBJECT_OUTCOME] = { CAMPAIGN_OUTCOMES, NULL, 0 },
  [CAMPAIGN_SUBJECT_CODE_NAMED] = { -1, ever_buckets, G_N_ELEMENTS (ever_buckets) },
  [CAMPAIGN_SUBJECT_REFUSALS] = { -1, total_bucket, G_N_ELEMENTS (total_bucket) },
};

/* A key of few words: the place of the group's word among those. */
static gboolean
read_word (const KeyfileGroup *group, const char *key, const char *(*get_word) (guint),
           guint count, guint *index, GError **error)
{
  const char *value = keyfile_value (group, key);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    {
      if (strcmp (value, get_word (i)) == 0)
        {
          *index = i;
          return TRUE;
        }
      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", get_word (i));
    }
  return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                       _ ("In group [%s] of the campaign file the key %s is none of: "
                          "%s."),
                       group->name, key, words->str);
}

static const char *
get_period (guint index)
{
  return campaign_word_period ((CampaignPeriod)index);
}

static const char *
get_answer (guint index)
{
  return campaign_word_answer ((CampaignAnswer)index);
}

static const char *
get_subject (guint index)
{
  return campaign_word_subject ((CampaignSubject)index);
}

static const char *
get_collapse (guint index)
{
  return campaign_word_collapse ((CampaignCollapse)index);
}

static gboolean
read_words (CampaignQuestion *question, const KeyfileGroup *group, GError **error)
{
  guint period, answer, subject, collapse;

  if (!read_word (group, "Period", get_period, CAMPAIGN_PERIOD_YEAR + 1, &period, error)
      || !read_word (group, "Answer", get_answer, CAMPAIGN_ANSWER_COUNT + 1, &answer,
                     error)
      || !read_word (group, "Subject", get_subject, CAMPAIGN_SUBJECT_REFUSALS + 1,
                     &subject, error)
      || !read_word (group, "Collapse", get_collapse, CAMPAIGN_COLLAPSE_SUM + 1,
                     &collapse, error))
    return FALSE;
  question->period = (CampaignPeriod)period;
  question->answer = (CampaignAnswer)answer;
  question->subject = (CampaignSubject)subject;
  question->collapse = (CampaignCollapse)collapse;
  return TRUE;
}

static gboolean
check_way (const CampaignQuestion *question, const KeyfileGroup *group, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].subject == question->subject && ways[i].answer == question->answer
        && ways[i].collapse == question->collapse)
      return TRUE;
  return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                       _ ("In group [%s] of the campaign file the keys Subject=%s, "
                          "Answer=%s and Collapse=%s do not go together."),
                       group->name, campaign_word_subject (question->subject),
                       campaign_word_answer (question->answer),
                       campaign_word_collapse (question->collapse));
}

static gboolean
read_cap (CampaignQuestion *question, const KeyfileGroup *group, GError **error)
{
  const char *value = keyfile_value (group, "Cap");

  if (question->answer != CAMPAIGN_ANSWER_COUNT)
    {
      if (value != NULL)
        return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                             _ ("In group [%s] of the campaign file the key Cap has no "
                                "place, since Answer is not count."),
                             group->name);
      return TRUE;
    }
  if (value == NULL)
    return keyfile_fail (error, CAMPAIGN_ERROR_MISSING,
                         _ ("In group [%s] of the campaign file the key Cap is "
                            "missing, which a count needs."),
                         group->name);
  question->cap = campaign_schema_number (value, CAMPAIGN_CAP_MAX);
  if (question->cap == 0)
    return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                         _ ("In group [%s] of the campaign file the key Cap is not a "
                            "number from 1 to %d."),
                         group->name, CAMPAIGN_CAP_MAX);
  return TRUE;
}

/* Names of fixed buckets stand in the question's own group: each that it needs must be
 * there, and no other. */
static gboolean
check_bucket_names (const CampaignQuestion *question, const KeyfileGroup *group,
                    const FixedBucket *fixed, guint count, GError **error)
{
  gboolean needed = sources[question->subject].fixed == fixed;

  for (guint i = 0; i < count; i++)
    {
      gboolean there = keyfile_value (group, fixed[i].key) != NULL;

      if (needed && !there)
        return keyfile_fail (error, CAMPAIGN_ERROR_MISSING,
                             _ ("In group [%s] of the campaign file the key %s is "
                                "missing, which Subject=%s needs."),
                             group->name, fixed[i].key,
                             campaign_word_subject (question->subject));
      if (!needed && there)
        return keyfile_fail (error, CAMPAIGN_ERROR_VALUE,
                             _ ("In group [%s] of the campaign file the key %s has no "
                                "place, since Subject is %s."),
                             group->name, fixed[i].key,
                             campaign_word_subject (question->subject));
    }
  return TRUE;
}

static void
make_buckets (Campaign *campaign, CampaignQuestion *question, const KeyfileGroup *group)
{
  const FixedBucket *fixed = sources[question->subject].fixed;
  int list = sources[question->subject].list;
  CampaignItem *buckets;

  if (list >= 0)
    {
      question->buckets = campaign->lists[list].items;
      question->n_buckets = campaign->lists[list].count;
      return;
    }
  question->n_buckets = sources[question->subject].n_fixed;
  buckets = g_new0 (CampaignItem, question->n_buckets);
  for (guint i = 0; i < question->n_buckets; i++)
    {
      buckets[i].id = fixed[i].id;
      buckets[i].name = campaign_text_read (campaign, group, fixed[i].key);
    }
  g_ptr_array_add (campaign->owned, buckets);
  question->buckets = buckets;
}

static gboolean
read_question (Campaign *campaign, CampaignQuestion *question, GError **error)
{
  g_autofree char *name = g_strdup_printf ("Question %s", question->id);
  const KeyfileGroup *group = keyfile_group (campaign->keyfile, name);

  if (!read_words (question, group, error) || !check_way (question, group, error)
      || !read_cap (question, group, error)
      || !check_bucket_names (question, group, ever_buckets,
                              G_N_ELEMENTS (ever_buckets), error)
      || !check_bucket_names (question, group, total_bucket,
                              G_N_ELEMENTS (total_bucket), error))
    return FALSE;
  make_buckets (campaign, question, group);
  if (question->answer == CAMPAIGN_ANSWER_ANY && question->n_buckets > CAMPAIGN_ANY_MAX)
    return keyfile_fail (error, CAMPAIGN_ERROR_FLOOR,
                         _ ("In group [%s] of the campaign file the key Answer is any "
                            "and there are %u buckets, but at most %d are possible."),
                         group->name, question->n_buckets, CAMPAIGN_ANY_MAX);
  return TRUE;
}

gboolean
campaign_question_read (Campaign *campaign, GError **error)
{
  const CampaignItems *items = &campaign->lists[CAMPAIGN_QUESTIONS];

  campaign->questions = g_new0 (CampaignQuestion, items->count);
  for (guint i = 0; i < items->count; i++)
    {
      campaign->questions[i].id = items->items[i].id;
      campaign->questions[i].name = items->items[i].name;
      if (!read_question (campaign, &campaign->questions[i], error))
        return FALSE;
    }
  return TRUE;
}

const CampaignQuestion *
campaign_question (const Campaign *campaign, guint index)
{
  if (index >= campaign->lists[CAMPAIGN_QUESTIONS].count)
    return NULL;
  return &campaign->questions[index];
}

guint
campaign_question_exponent (const CampaignQuestion *question)
{
  return question->answer == CAMPAIGN_ANSWER_ONE ? 2 : 3;
}
