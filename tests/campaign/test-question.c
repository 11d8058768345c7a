/* Questions: their buckets, which ways of asking go together, what they cost, and the
 * floors at their exact edges. */
#include "base.h"
#include "campaign-fixture.h"

#include <string.h>

#define QUESTION "Answer=one\nSubject=tier\nCollapse=last\n"
#define EVER "Ever=Yes\nNever=No\nUnknown=No idea\n"

static void
assert_question (const Campaign *campaign, const char *id, CampaignPeriod period,
                 CampaignAnswer answer, CampaignCollapse collapse, const char *buckets)
{
  int index = campaign_find (campaign, CAMPAIGN_QUESTIONS, id);
  const CampaignQuestion *question = campaign_question (campaign, (guint)index);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_cmpstr (question->id, ==, id);
  g_assert_nonnull (question->name);
  g_assert_cmpint (question->period, ==, period);
  g_assert_cmpint (question->answer, ==, answer);
  g_assert_cmpint (question->collapse, ==, collapse);
  for (guint i = 0; i < question->n_buckets; i++)
    {
      g_assert_nonnull (question->buckets[i].name);
      g_string_append_printf (found, "%s ", question->buckets[i].id);
    }
  g_assert_cmpstr (found->str, ==, buckets);
}

static void
test_buckets (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");
  const CampaignQuestion *named;

  assert_question (campaign, "signers", CAMPAIGN_PERIOD_MONTH, CAMPAIGN_ANSWER_ONE,
                   CAMPAIGN_COLLAPSE_LAST, "1 2 3 ");
  assert_question (campaign, "outcomes", CAMPAIGN_PERIOD_QUARTER, CAMPAIGN_ANSWER_ONE,
                   CAMPAIGN_COLLAPSE_MOST, "thanked ignored moved warned dismissed ");
  assert_question (campaign, "kinds", CAMPAIGN_PERIOD_MONTH, CAMPAIGN_ANSWER_ANY,
                   CAMPAIGN_COLLAPSE_EVER, "code-review on-call sales-call ");
  assert_question (campaign, "volume", CAMPAIGN_PERIOD_YEAR, CAMPAIGN_ANSWER_COUNT,
                   CAMPAIGN_COLLAPSE_SUM, "total ");
  assert_question (campaign, "named", CAMPAIGN_PERIOD_YEAR, CAMPAIGN_ANSWER_ONE,
                   CAMPAIGN_COLLAPSE_EVER, "ever never unknown ");
  g_assert_cmpuint (campaign_question (campaign, 4)->cap, ==, 20);
  g_assert_cmpuint (campaign_question (campaign, 0)->cap, ==, 0);
  g_assert_null (campaign_question (campaign, 6));
  named = campaign_question (campaign, 5);
  g_assert_cmpstr (campaign_text_exact (named->buckets[CAMPAIGN_EVER].name, "ar"), ==,
                   "مرة أو أكثر");
  g_assert_cmpstr (campaign_text_exact (named->buckets[CAMPAIGN_NEVER].name, "en"), ==,
                   "Not once");
  g_assert_cmpstr (campaign_text_exact (named->buckets[CAMPAIGN_UNKNOWN].name, "en"),
                   ==, "Unknown");
}

/* Whether the smallest campaign is good with this way of asking. */
static gboolean
is_way (CampaignSubject subject, CampaignAnswer answer, CampaignCollapse collapse)
{
  g_autofree char *question = g_strdup_printf (
      "Answer=%s\nSubject=%s\nCollapse=%s\n%s%s", campaign_word_answer (answer),
      campaign_word_subject (subject), campaign_word_collapse (collapse),
      answer == CAMPAIGN_ANSWER_COUNT ? "Cap=5\n" : "",
      subject == CAMPAIGN_SUBJECT_REFUSALS     ? "Total=All\n"
      : subject == CAMPAIGN_SUBJECT_CODE_NAMED ? EVER
                                               : "");
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) campaign = fixture_changed (QUESTION, question, &error);

  if (campaign == NULL)
    g_assert_error (error, CAMPAIGN_ERROR, CAMPAIGN_ERROR_VALUE);
  return campaign != NULL;
}

/* The table of campaign.h, each combination tried. */
static void
test_ways (void)
{
  static const char *const good[] = {
    "tier one last",      "role one last",       "work one most",
    "customer one most",  "ground one most",     "outcome one most",
    "outcome one worst",  "code-named one ever", "work any ever",
    "customer any ever",  "ground any ever",     "outcome any ever",
    "refusals count sum",
  };
  guint found = 0;

  for (CampaignSubject s = 0; s <= CAMPAIGN_SUBJECT_REFUSALS; s++)
    for (CampaignAnswer a = 0; a <= CAMPAIGN_ANSWER_COUNT; a++)
      for (CampaignCollapse c = 0; c <= CAMPAIGN_COLLAPSE_SUM; c++)
        {
          g_autofree char *way =
              g_strdup_printf ("%s %s %s", campaign_word_subject (s),
                               campaign_word_answer (a), campaign_word_collapse (c));
          gboolean expected = FALSE;

          for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
            expected = expected || strcmp (way, good[i]) == 0;
          g_assert_cmpint (is_way (s, a, c), ==, expected);
          found += expected;
        }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (good));
}

/* The campaign that tests of everything use has each of them, in each kind of period.
 */
static void
test_every_way (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("harbour.campaign");
  g_autoptr (GHashTable) ways =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const CampaignQuestion *question;
  guint periods = 0;

  for (guint i = 0; (question = campaign_question (campaign, i)) != NULL; i++)
    {
      g_hash_table_add (
          ways, g_strdup_printf ("%s %s %s", campaign_word_subject (question->subject),
                                 campaign_word_answer (question->answer),
                                 campaign_word_collapse (question->collapse)));
      periods |= 1u << question->period;
    }
  g_assert_cmpuint (g_hash_table_size (ways), ==, 13);
  g_assert_cmpuint (periods, ==, 7);
  g_assert_cmpuint (campaign_year_exponent (campaign), ==,
                    (2 + 3) * 12 + (2 + 2 + 3 + 2 + 3) * 4 + 2 + 3 + 3 + 2 + 2 + 2);
  const CampaignRelease *rule = campaign_release (campaign);
  g_assert_cmpuint (rule->scale, ==, 9);
  g_assert_cmpuint (rule->minimum, ==, 10);
  g_assert_cmpuint (rule->threshold, ==, 50);
  g_assert_cmpuint (rule->step, ==, 10);
}

static void
test_cost (void)
{
  g_autoptr (Campaign) minimal = fixture_campaign ("minimal.campaign");
  g_autoptr (Campaign) nimbus = fixture_campaign ("nimbus.campaign");
  const guint each[] = { 2, 2, 3, 3, 3, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (each); i++)
    g_assert_cmpuint (campaign_question_exponent (campaign_question (nimbus, i)), ==,
                      each[i]);
  g_assert_cmpuint (campaign_year_exponent (minimal), ==, 2 * 4);
  g_assert_cmpuint (campaign_year_exponent (nimbus), ==,
                    2 * 12 + 2 * 4 + 3 * 12 + 3 + 3 + 2);
}

/* The smallest campaign with so many questions of each period. */
static Campaign *
ask (guint scale, guint monthly, guint quarterly, guint yearly, GError **error)
{
  const guint counts[] = { monthly, quarterly, yearly };
  g_autofree char *text = fixture_text ("minimal.campaign", NULL);
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (GString) groups = g_string_new (NULL);
  g_autofree char *scale_line = g_strdup_printf ("Scale=%u", scale);
  g_autofree char *whole = NULL;
  g_autofree char *scaled = NULL;

  for (CampaignPeriod p = CAMPAIGN_PERIOD_MONTH; p <= CAMPAIGN_PERIOD_YEAR; p++)
    for (guint i = 0; i < counts[p]; i++)
      {
        g_string_append_printf (ids, "%s%s-%u", ids->len > 0 ? ";" : "Questions=",
                                campaign_word_period (p), i);
        g_string_append_printf (groups, "[Question %s-%u]\nName=Q\nPeriod=%s\n%s\n",
                                campaign_word_period (p), i, campaign_word_period (p),
                                QUESTION);
      }
  *strstr (text, "[Question") = '\0';
  whole = fixture_replace (text, "Questions=signers", ids->str);
  scaled = fixture_replace (whole, "Scale=3", scale_line);
  g_string_prepend (groups, scaled);
  return fixture_parse (groups->str, groups->len, error);
}

static void
test_year_edge (void)
{
  /* Units of 1/scale: monthly 24, quarterly 8, yearly 2; the ceiling is 20 × scale. */
  static const guint cases[][5] = {
    { 3, 2, 1, 2, TRUE }, /* 60 of 60 */
    { 3, 2, 1, 3, FALSE }, /* 62 */
    { 4, 2, 1, 3, TRUE },  { 4, 3, 1, 0, TRUE }, /* 80 of 80 */
    { 4, 3, 1, 1, FALSE }, { 9, 7, 1, 2, TRUE }, /* 180 of 180 */
    { 9, 7, 1, 3, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint *c = cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (Campaign) campaign = ask (c[0], c[1], c[2], c[3], &error);

      g_assert_cmpint (campaign != NULL, ==, (int)c[4]);
      if (campaign != NULL)
        g_assert_cmpuint (campaign_year_exponent (campaign), ==,
                          24 * c[1] + 8 * c[2] + 2 * c[3]);
      else
        g_assert_error (error, CAMPAIGN_ERROR, CAMPAIGN_ERROR_FLOOR);
    }
}

static void
test_too_many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) most = ask (1000, 0, 0, CAMPAIGN_QUESTIONS_MAX, &error);
  g_autoptr (Campaign) more = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (campaign_count (most, CAMPAIGN_QUESTIONS), ==,
                    CAMPAIGN_QUESTIONS_MAX);
  more = ask (1000, 0, 0, CAMPAIGN_QUESTIONS_MAX + 1, &error);
  g_assert_null (more);
  g_assert_error (error, CAMPAIGN_ERROR, CAMPAIGN_ERROR_VALUE);
}

/* Names that are within every limit by themselves but not in a tally, which repeats
 * them for each question. */
static void
test_labels (void)
{
  g_autofree char *name = g_strnfill (CAMPAIGN_NAME_BYTES, 'n');
  g_autofree char *text = fixture_text ("minimal.campaign", NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GString) lists = g_string_new ("Roles=any");
  g_autoptr (GString) ids = g_string_new ("Questions=");
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) campaign = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  for (guint i = 1; i < 31; i++)
    {
      g_string_append_printf (lists, ";r%u", i);
      g_string_append_printf (all, "\n[Role r%u]\nName=R\n", i);
      for (char letter = 'a'; letter < 'z'; letter++)
        g_string_append_printf (all, "Name[%ca]=%s\n", letter, name);
    }
  for (guint i = 0; i < 12; i++)
    {
      g_string_append_printf (ids, "%sq%u", i > 0 ? ";" : "", i);
      g_string_append_printf (all,
                              "\n[Question q%u]\nName=Q\nPeriod=year\nAnswer=one\n"
                              "Subject=role\nCollapse=last\n",
                              i);
    }
  *strstr (text, "[Question") = '\0';
  one = fixture_replace (text, "Roles=any", lists->str);
  two = fixture_replace (one, "Questions=signers", ids->str);
  g_string_prepend (all, two);
  g_assert_cmpuint (all->len, <, CAMPAIGN_FILE_BYTES);
  campaign = fixture_parse (all->str, all->len, &error);
  g_assert_null (campaign);
  g_assert_error (error, CAMPAIGN_ERROR, CAMPAIGN_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "at most 2097152 are possible."));
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign/question/buckets", test_buckets);
  g_test_add_func ("/campaign/question/ways", test_ways);
  g_test_add_func ("/campaign/question/every-way", test_every_way);
  g_test_add_func ("/campaign/question/cost", test_cost);
  g_test_add_func ("/campaign/question/year-edge", test_year_edge);
  g_test_add_func ("/campaign/question/too-many", test_too_many);
  g_test_add_func ("/campaign/question/labels", test_labels);
  return g_test_run ();
}
