/* A campaign of another company, read whole: nothing of the first one is in the code.
 */
#include "base.h"
#include "bytes.h"
#include "campaign-fixture.h"

#include <string.h>

/* Made by another program from the description in campaign.h. */
#define MINIMAL_ID "185d16d856eb802115cb0fb244c55004bb9d7092fdaea2c9df059d8ede9b6be6"
#define MINIMAL_FORM_BYTES 1047
#define MINIMAL_TEXT "cced676bdfb3f20199b43fa87acb32de8e35a06fd296cb75c550992ba689263f"
#define NIMBUS_ID "ecfbaa6641c9cf6256b23bc77f8257e0114232c88a97d5504096ba8d3e85f548"
#define NIMBUS_FORM_BYTES 3674
#define NIMBUS_TEXT "792219d41a7782c96a30badcb03ee1b7a4fe733b1060fb608c6a497a0316e90c"

static const char *const english[] = { "en", NULL };
static const char *const arabic[] = { "ar", NULL };

static void
assert_text (const CampaignText *text, const char *const *languages, const char *value)
{
  g_assert_nonnull (text);
  g_assert_cmpstr (campaign_text_get (text, languages), ==, value);
}

static void
assert_text_hash (const Campaign *campaign, const char *hex)
{
  uint8_t hash[CAMPAIGN_HASH_BYTES];
  char text[BYTES_HEX_SIZE (CAMPAIGN_HASH_BYTES)];

  campaign_text_hash (campaign, hash);
  bytes_to_hex (text, hash, sizeof hash);
  g_assert_cmpstr (text, ==, hex);
}

static void
test_head (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");

  g_assert_cmpstr (campaign_slug (campaign), ==, "nimbus");
  assert_text (campaign_name (campaign), english, "No work on Project Nimbus");
  assert_text (campaign_company (campaign), english, "Google and Amazon");
  g_assert_true (g_str_has_prefix (
      campaign_text_get (campaign_summary (campaign), english), "A pledge for tests"));
  assert_text (campaign_who (campaign), english,
               "Any worker of Google or Amazon can take it.");
  assert_text (campaign_refused (campaign), english,
               "Whoever takes it refuses work on the services of the tier taken.");
  assert_text (campaign_lasts (campaign), english,
               "It is meant to hold for as long as the contract does.");
  assert_text (campaign_protection (campaign), english,
               "It relies on no policy of a company.");
  g_assert_cmpuint (campaign_release (campaign)->scale, ==, 9);
  g_assert_cmpuint (campaign_release (campaign)->minimum, ==, 50);
  g_assert_cmpuint (campaign_release (campaign)->threshold, ==, 50);
  g_assert_cmpuint (campaign_release (campaign)->step, ==, 10);
}

static void
test_lists (void)
{
  static const guint counts[CAMPAIGN_N_LISTS] = {
    [CAMPAIGN_TIERS] = 3,       [CAMPAIGN_ROLES] = 4,      [CAMPAIGN_WORK] = 3,
    [CAMPAIGN_CUSTOMERS] = 3,   [CAMPAIGN_GROUNDS] = 2,    [CAMPAIGN_OUTCOMES] = 5,
    [CAMPAIGN_INSTRUMENTS] = 1, [CAMPAIGN_PRECEDENTS] = 0, [CAMPAIGN_DEMANDS] = 1,
    [CAMPAIGN_DATES] = 1,       [CAMPAIGN_TERMS] = 1,      [CAMPAIGN_QUESTIONS] = 6,
  };
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");

  for (CampaignList list = 0; list < CAMPAIGN_N_LISTS; list++)
    {
      g_assert_cmpuint (campaign_count (campaign, list), ==, counts[list]);
      g_assert_null (campaign_item (campaign, list, counts[list]));
      g_assert_cmpint (campaign_find (campaign, list, "no-such-id"), ==, -1);
      for (guint i = 0; i < counts[list]; i++)
        {
          const CampaignItem *item = campaign_item (campaign, list, i);

          g_assert_cmpint (campaign_find (campaign, list, item->id), ==, (int)i);
        }
    }
  /* The order is that of [Lists], not of the groups and not of the alphabet. */
  g_assert_cmpint (campaign_find (campaign, CAMPAIGN_OUTCOMES, "thanked"), ==, 0);
  g_assert_cmpint (campaign_find (campaign, CAMPAIGN_OUTCOMES, "dismissed"), ==, 4);
}

static void
test_item (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");
  const CampaignItem *instrument = campaign_item (campaign, CAMPAIGN_INSTRUMENTS, 0);
  const CampaignItem *date = campaign_item (campaign, CAMPAIGN_DATES, 0);
  const CampaignItem *tier = campaign_item (campaign, CAMPAIGN_TIERS, 2);

  assert_text (instrument->name, english, "Fourth Geneva Convention");
  assert_text (instrument->citation, english, "Article 1");
  assert_text (instrument->summary, english, "Respect in all circumstances.");
  assert_text (instrument->source, english, "Geneva, 12 August 1949");
  g_assert_cmpuint (instrument->ground, ==, 1);
  g_assert_null (instrument->text);
  g_assert_null (instrument->when);
  assert_text (date->when, english, "2024");
  g_assert_null (date->summary);
  assert_text (tier->text, english,
               "I will not work on anything under the contract.\n"
               "This means its preparation too.");
}

static void
test_tiers (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");
  const gboolean covers[3][3] = { { FALSE, FALSE, TRUE },
                                  { FALSE, TRUE, TRUE },
                                  { TRUE, TRUE, TRUE } };

  for (guint tier = 0; tier < 4; tier++)
    for (guint customer = 0; customer < 4; customer++)
      g_assert_cmpint (campaign_tier_covers (campaign, tier, customer), ==,
                       tier < 3 && customer < 3 && covers[tier][customer]);
}

static void
assert_tier (const Campaign *campaign, const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  guint tier = 99;

  g_assert_false (campaign_tier_parse (campaign, text, &tier, &error));
  g_assert_error (error, CAMPAIGN_ERROR, code);
  g_assert_cmpuint (tier, ==, 0);
}

static void
test_tier_numbers (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");
  g_autoptr (GError) error = NULL;
  guint tier;

  g_assert_true (campaign_tier_parse (campaign, "3", &tier, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tier, ==, 2);
  assert_tier (campaign, "4", CAMPAIGN_ERROR_TIER_UNKNOWN);
  assert_tier (campaign, "999", CAMPAIGN_ERROR_TIER_UNKNOWN);
  assert_tier (campaign, "1000", CAMPAIGN_ERROR_TIER_MALFORMED);
  assert_tier (campaign, "0", CAMPAIGN_ERROR_TIER_MALFORMED);
  assert_tier (campaign, "01", CAMPAIGN_ERROR_TIER_MALFORMED);
  assert_tier (campaign, "", CAMPAIGN_ERROR_TIER_MALFORMED);
  assert_tier (campaign, "-1", CAMPAIGN_ERROR_TIER_MALFORMED);
  assert_tier (campaign, " 1", CAMPAIGN_ERROR_TIER_MALFORMED);
  assert_tier (campaign, "1 ", CAMPAIGN_ERROR_TIER_MALFORMED);
  assert_tier (campaign, "one", CAMPAIGN_ERROR_TIER_MALFORMED);
  g_assert_false (campaign_tier_parse (campaign, "x", &tier, NULL));
}

static void
test_languages (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");
  const char *const *languages = campaign_languages (campaign);
  const char *const egyptian[] = { "ar_EG.UTF-8", "ar_EG", "ar", "C", NULL };
  const char *const persian_then_hebrew[] = { "fa", "he", NULL };
  const char *const english_first[] = { "en_GB", "en", "ar", NULL };
  const char *const plain_first[] = { "C", "ar", NULL };
  const CampaignText *name = campaign_name (campaign);

  g_assert_cmpuint (g_strv_length ((char **)languages), ==, 3);
  g_assert_cmpstr (languages[0], ==, "en");
  g_assert_cmpstr (languages[1], ==, "ar");
  g_assert_cmpstr (languages[2], ==, "he");
  assert_text (name, egyptian, "لا عمل في مشروع نيمبوس");
  assert_text (name, persian_then_hebrew, "לא עובדים על פרויקט נימבוס");
  assert_text (name, english_first, "No work on Project Nimbus");
  assert_text (name, plain_first, "No work on Project Nimbus");
  assert_text (name, NULL, "No work on Project Nimbus"); /* tests run in C */
  assert_text (campaign_who (campaign), arabic,
               "Any worker of Google or Amazon can take it.");
  g_assert_cmpstr (campaign_text_exact (name, "en"), ==, "No work on Project Nimbus");
  g_assert_null (campaign_text_exact (name, "fa"));
  g_assert_null (campaign_text_exact (campaign_who (campaign), "ar"));
}

static void
test_names (void)
{
  g_autoptr (Campaign) campaign = fixture_campaign ("nimbus.campaign");

  g_assert_cmpstr (campaign_name_of (campaign, CAMPAIGN_OUTCOMES, "warned", arabic), ==,
                   "أُنذر");
  g_assert_cmpstr (campaign_name_of (campaign, CAMPAIGN_OUTCOMES, "moved", arabic), ==,
                   "Moved");
  g_assert_cmpstr (campaign_name_of (campaign, CAMPAIGN_OUTCOMES, "gone", arabic), ==,
                   "gone");
}

static void
test_golden (void)
{
  g_autoptr (Campaign) minimal = fixture_campaign ("minimal.campaign");
  g_autoptr (Campaign) nimbus = fixture_campaign ("nimbus.campaign");
  g_autoptr (GBytes) minimal_form = campaign_canonical (minimal);
  g_autoptr (GBytes) nimbus_form = campaign_canonical (nimbus);

  g_assert_cmpstr (campaign_id (minimal), ==, MINIMAL_ID);
  g_assert_cmpstr (campaign_id (nimbus), ==, NIMBUS_ID);
  g_assert_cmpuint (g_bytes_get_size (minimal_form), ==, MINIMAL_FORM_BYTES);
  g_assert_cmpuint (g_bytes_get_size (nimbus_form), ==, NIMBUS_FORM_BYTES);
  assert_text_hash (minimal, MINIMAL_TEXT);
  assert_text_hash (nimbus, NIMBUS_TEXT);
}

/* The id of the smallest campaign with old replaced, which must be good. */
static char *
change_id (const char *old, const char *fresh)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) campaign = fixture_changed (old, fresh, &error);

  g_assert_no_error (error);
  return g_strdup (campaign_id (campaign));
}

static void
test_same_id (void)
{
  static const char *const changes[][2] = {
    { "Name=Minimal", "Name=Minimal\nName[ar]=أصغر" },
    { "Name=Minimal", "# a comment\n\n  \nName=Minimal" },
    { "Name=Minimal", "Name =\tMinimal" },
    { "Name=Minimal\nCompany=A company", "Company=A company\nName=Minimal" },
    { "[Work ticket]\nName=Ticket\n\n[Customer group]\nName=The one group",
      "[Customer group]\nName=The one group\n[Work ticket]\nName=Ticket" },
    { "A pledge for", "A\\spledge for" },
    { "Name=Minimal\n", "Name=Minimal\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *id = change_id (changes[i][0], changes[i][1]);

      g_assert_cmpstr (id, ==, MINIMAL_ID);
    }
}

static void
test_other_id (void)
{
  static const char *const changes[][2] = {
    { "Name=Minimal", "Name=Minimal." },
    { "Name=Minimal", "Name=minimal" },
    { "Step=5", "Step=10" },
    { "Period=quarter", "Period=year" },
    { "Language=en", "Language=de" },
    { "Name=Any role", "Name=Any role\nSummary=Any" },
    { "I will not", "I shall not" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *id = change_id (changes[i][0], changes[i][1]);

      g_assert_cmpstr (id, !=, MINIMAL_ID);
    }
}

/* What was in one value cannot be moved into the next and give the same form. */
static void
test_injective (void)
{
  g_autofree char *one =
      change_id ("Name=Minimal\nCompany=A company", "Name=Minimal A\nCompany=company");
  g_autofree char *two =
      change_id ("Name=Minimal\nCompany=A company", "Name=Minimal\nCompany=A company");

  g_assert_cmpstr (one, !=, two);
}

static void
test_text_hash (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) named =
      fixture_changed ("Name=Tier 1\n", "Name=Tier 1\nName[ar]=المستوى 1\n", &error);
  g_autoptr (Campaign) translated =
      fixture_changed ("Covers=", "Text[ar]=لن أعمل\nCovers=", &error);
  g_autoptr (Campaign) other =
      fixture_changed ("Covers=", "Text[fa]=لن أعمل\nCovers=", &error);
  uint8_t one[CAMPAIGN_HASH_BYTES], two[CAMPAIGN_HASH_BYTES];

  g_assert_no_error (error);
  assert_text_hash (named, MINIMAL_TEXT); /* only Text is signed */
  campaign_text_hash (translated, one);
  campaign_text_hash (other, two);
  /* Not the tag of a language but what is read in it. */
  g_assert_cmpmem (one, sizeof one, two, sizeof two);
  g_assert_cmpstr (campaign_id (translated), ==, MINIMAL_ID);
}

/* Which of two languages has which text is not in it, nor in which order they stand. */
static void
test_text_hash_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Campaign) one =
      fixture_changed ("Covers=", "Text[ar]=One\nText[fa]=Two\nCovers=", &error);
  g_autoptr (Campaign) two =
      fixture_changed ("Covers=", "Text[ar]=Two\nText[fa]=One\nCovers=", &error);
  uint8_t first[CAMPAIGN_HASH_BYTES], second[CAMPAIGN_HASH_BYTES];

  g_assert_no_error (error);
  campaign_text_hash (one, first);
  campaign_text_hash (two, second);
  g_assert_cmpmem (first, sizeof first, second, sizeof second);
}

static void
test_bytes (void)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  char *text = fixture_text ("nimbus.campaign", &size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, size);
  g_autoptr (Campaign) campaign = campaign_parse (bytes, &error);
  g_autoptr (Campaign) second = campaign_ref (campaign);

  g_assert_no_error (error);
  g_assert_true (campaign_bytes (campaign) == bytes);
  g_assert_true (second == campaign);
  g_clear_pointer (&campaign, campaign_unref);
  g_assert_cmpstr (campaign_slug (second), ==, "nimbus");
  g_assert_null (campaign_ref (NULL));
  campaign_unref (NULL);
}

static void
test_words (void)
{
  g_assert_cmpstr (campaign_word_list (CAMPAIGN_TIERS), ==, "tier");
  g_assert_cmpstr (campaign_word_list (CAMPAIGN_QUESTIONS), ==, "question");
  g_assert_cmpstr (campaign_word_period (CAMPAIGN_PERIOD_QUARTER), ==, "quarter");
  g_assert_cmpstr (campaign_word_answer (CAMPAIGN_ANSWER_COUNT), ==, "count");
  g_assert_cmpstr (campaign_word_subject (CAMPAIGN_SUBJECT_REFUSALS), ==, "refusals");
  g_assert_cmpstr (campaign_word_collapse (CAMPAIGN_COLLAPSE_SUM), ==, "sum");
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign/head", test_head);
  g_test_add_func ("/campaign/lists", test_lists);
  g_test_add_func ("/campaign/item", test_item);
  g_test_add_func ("/campaign/tiers", test_tiers);
  g_test_add_func ("/campaign/tier-numbers", test_tier_numbers);
  g_test_add_func ("/campaign/languages", test_languages);
  g_test_add_func ("/campaign/names", test_names);
  g_test_add_func ("/campaign/golden", test_golden);
  g_test_add_func ("/campaign/same-id", test_same_id);
  g_test_add_func ("/campaign/other-id", test_other_id);
  g_test_add_func ("/campaign/injective", test_injective);
  g_test_add_func ("/campaign/text-hash", test_text_hash);
  g_test_add_func ("/campaign/text-hash-order", test_text_hash_order);
  g_test_add_func ("/campaign/bytes", test_bytes);
  g_test_add_func ("/campaign/words", test_words);
  return g_test_run ();
}
