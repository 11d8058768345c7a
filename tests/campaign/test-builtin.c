/* The campaign that is built in: everything of the pledge is there, in English and in
 * Arabic, attributed and without a link. */
#include "base.h"
#include "campaign-fixture.h"

#include <string.h>

#define SLUG "no-azure-for-apartheid"

/* For people: as many characters as fit a row, and a paragraph. */
#define NAME_CHARACTERS 120
#define PARAGRAPH_CHARACTERS 400

static const char *const english[] = { "en", NULL };

static Campaign *
parse (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = campaign_builtin (SLUG);
  Campaign *campaign = campaign_parse (bytes, &error);

  g_assert_no_error (error);
  return campaign;
}

static void
assert_holds (const CampaignText *text, const char *part)
{
  const char *value = text != NULL ? campaign_text_get (text, english) : "";

  if (strstr (value, part) == NULL)
    g_error ("“%s” does not say “%s”", value, part);
}

static void
test_slugs (void)
{
  const char *const *slugs = campaign_builtin_slugs ();

  g_assert_cmpstr (slugs[0], ==, SLUG);
  for (; *slugs != NULL; slugs++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = campaign_builtin (*slugs);
      g_autoptr (Campaign) campaign = campaign_parse (bytes, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (campaign_slug (campaign), ==, *slugs);
    }
  g_assert_null (campaign_builtin ("unknown"));
}

static void
assert_ids (const Campaign *campaign, CampaignList list, const char *ids)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < campaign_count (campaign, list); i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            campaign_item (campaign, list, i)->id);
  g_assert_cmpstr (found->str, ==, ids);
}

static void
test_ids (void)
{
  g_autoptr (Campaign) campaign = parse ();

  assert_ids (campaign, CAMPAIGN_TIERS, "1 2");
  assert_ids (campaign, CAMPAIGN_ROLES, "support engineering other");
  assert_ids (campaign, CAMPAIGN_WORK, "ticket escalation icm cri collaboration other");
  assert_ids (campaign, CAMPAIGN_CUSTOMERS,
              "government military prison-service weapons economy enablers");
  assert_ids (campaign, CAMPAIGN_GROUNDS, "law policy conscience");
  assert_ids (campaign, CAMPAIGN_OUTCOMES,
              "waiting accepted reassigned questioned pressured disciplined");
  assert_ids (campaign, CAMPAIGN_DEMANDS, "end-ties disclose ceasefire protect");
  assert_ids (campaign, CAMPAIGN_TERMS,
              "icm cri cxp css imod s500 dual-use a-hrc-59-23");
  assert_ids (campaign, CAMPAIGN_QUESTIONS,
              "signers outcomes refusals roles work customer ground hidden");
}

static void
test_pledge (void)
{
  g_autoptr (Campaign) campaign = parse ();

  assert_holds (campaign_name (campaign), "No Azure for Apartheid");
  assert_holds (campaign_company (campaign), "Microsoft");
  assert_holds (campaign_who (campaign), "Any Microsoft worker");
  assert_holds (campaign_who (campaign), "not limited to Customer Service and Support");
  assert_holds (campaign_refused (campaign), "own, work on, assist with or aid");
  assert_holds (campaign_refused (campaign), "escalate into");
  assert_holds (campaign_lasts (campaign), "role and duties later become");
  assert_holds (campaign_protection (campaign), "anti-retaliation policy");
  assert_holds (campaign_protection (campaign), "costs the company business");
}

/* What a tier's text says it covers is what it covers. */
static void
test_tiers (void)
{
  static const char *const named[] = {
    "Israeli government",   "Israeli military", "prison service",
    "weapon manufacturers", "wider economy",    "enable genocide anywhere in the world",
  };
  static const char *const work[] = {
    "support tickets", "escalations", "(ICM)", "(CRI)", "collaboration tasks", "other",
  };
  g_autoptr (Campaign) campaign = parse ();

  for (guint tier = 0; tier < 2; tier++)
    {
      const CampaignItem *item = campaign_item (campaign, CAMPAIGN_TIERS, tier);
      const char *text = campaign_text_get (item->text, english);

      for (guint i = 0; i < G_N_ELEMENTS (named); i++)
        {
          gboolean covers = tier == 1 || i < 4;

          g_assert_cmpint (campaign_tier_covers (campaign, tier, i), ==, covers);
          g_assert_cmpint (strstr (text, named[i]) != NULL, ==, covers);
        }
      for (guint i = 0; i < G_N_ELEMENTS (work); i++)
        assert_holds (item->text, work[i]);
      assert_holds (item->text, "whatever my role and duties later become");
    }
  assert_holds (campaign_item (campaign, CAMPAIGN_TIERS, 1)->text,
                "Palantir and Boeing");
}

typedef struct
{
  const char *id;
  const char *name;
  const char *citation;
  const char *summary;
} Reference;

static guint
assert_references (const Campaign *campaign, CampaignList list, const char *ground,
                   const Reference *references, guint count)
{
  int index = campaign_find (campaign, CAMPAIGN_GROUNDS, ground);
  guint beneath = 0;

  for (guint i = 0; i < count; i++)
    {
      int found = campaign_find (campaign, list, references[i].id);
      const CampaignItem *item;

      if (found < 0)
        g_error ("%s is missing", references[i].id);
      item = campaign_item (campaign, list, (guint)found);
      assert_holds (item->name, references[i].name);
      assert_holds (item->citation, references[i].citation);
      assert_holds (item->summary, references[i].summary);
      g_assert_cmpuint (item->ground, ==, (guint)index);
    }
  for (guint i = 0; i < campaign_count (campaign, list); i++)
    beneath += campaign_item (campaign, list, i)->ground == (guint)index;
  return beneath;
}

static void
test_law (void)
{
  static const Reference rows[] = {
    { "geneva-1", "Fourth Geneva Convention", "Article 1", "in all circumstances" },
    { "geneva-147", "Fourth Geneva Convention", "Article 147", "grave breach" },
    { "genocide-3", "Genocide Convention", "III (a–e)", "complicity" },
    { "genocide-4", "Genocide Convention", "IV", "private individuals" },
    { "apartheid", "Apartheid Convention", "I, III(b) and IV(b)", "abetting" },
    { "torture", "Convention against Torture", "Article 4", "prison service" },
    { "rome-25", "Rome Statute", "25(3)(c)", "providing the means" },
    { "guiding-principles", "Guiding Principles", "11, 13, 19 and 23", "leverage" },
    { "ga-75-212", "A/75/212", "", "managers" },
    { "ga-opinion-2024", "19 July 2024", "clause 7", "recognition" },
    { "sc-2720", "2720 (2023)", "1, 2 and 11", "displacement" },
  };
  g_autoptr (Campaign) campaign = parse ();

  g_assert_cmpuint (assert_references (campaign, CAMPAIGN_INSTRUMENTS, "law", rows,
                                       G_N_ELEMENTS (rows)),
                    ==, 11);
}

static void
test_policy (void)
{
  static const Reference rows[] = {
    { "code-profiling", "Code of Conduct", "",
      "social scoring or predictive profiling" },
    { "code-profiling", "Code of Conduct", "", "profiling alone" },
    { "code-faces", "Code of Conduct", "", "untargeted scraping" },
    { "code-faces", "Code of Conduct", "", "in the wild" },
    { "code-surveillance", "Code of Conduct", "", "unlawful tracking or surveillance" },
    { "code-surveillance", "Code of Conduct", "", "without consent" },
    { "code-harm", "Code of Conduct", "", "individuals, organisations or society" },
    { "code-harm", "Code of Conduct", "", "law prohibits" },
    { "code-control", "Code of Conduct", "", "adequate human controls" },
    { "acceptable-use", "Acceptable Use Policy", "", "rights of others" },
    { "shared-responsibility", "shared responsibility", "Platform", "compute" },
    { "product-terms", "Product Terms", "Generative AI Service", "definitions" },
  };
  g_autoptr (Campaign) campaign = parse ();

  g_assert_cmpuint (assert_references (campaign, CAMPAIGN_INSTRUMENTS, "policy", rows,
                                       G_N_ELEMENTS (rows)),
                    ==, 8);
}

static void
test_precedents (void)
{
  static const Reference rows[] = {
    { "bosnia", "Bosnia and Herzegovina v. Serbia", "", "serious risk" },
    { "aider-awareness", "aider", "50", "probably be committed" },
    { "rwanda", "Rwanda", "539", "no defence" },
    { "nuremberg-4", "Nuremberg", "IV", "superior" },
    { "industrialists", "industrialists", "", "trials" },
    { "van-anraat", "Van Anraat v. the Netherlands", "", "dual-use chemicals" },
    { "jus-cogens", "Jus cogens and universal jurisdiction", "", "" },
    { "south-africa", "South Africa v. Israel", "Provisional measures", "" },
  };
  g_autoptr (Campaign) campaign = parse ();

  g_assert_cmpuint (assert_references (campaign, CAMPAIGN_PRECEDENTS, "law", rows,
                                       G_N_ELEMENTS (rows)),
                    ==, G_N_ELEMENTS (rows));
}

static void
test_dates (void)
{
  static const char *const rows[][2] = {
    { "1991; 2003", "across the military" },
    { "January 2024", "provisional measures" },
    { "June 2023 to April 2024", "155%" },
    { "19 July 2024", "Advisory Opinion" },
    { "February 2025", "compile, transcribe and translate" },
    { "15 May 2025", "technology services in Israel and Gaza" },
    { "30 June 2025", "From economy of occupation to economy of genocide" },
    { "August 2025", "11,500 TB" },
    { "18 September 2025", "15 companies" },
    { "25 September 2025", "ceased and disabled" },
    { "End of September 2025", "7amleh" },
    { "10 October 2025", "statement" },
    { "2 December 2025", "sovereign wealth fund" },
    { "5 December 2025", "shareholders" },
  };
  g_autoptr (Campaign) campaign = parse ();

  g_assert_cmpuint (campaign_count (campaign, CAMPAIGN_DATES), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CampaignItem *item = campaign_item (campaign, CAMPAIGN_DATES, i);

      g_assert_cmpstr (campaign_text_get (item->when, english), ==, rows[i][0]);
      assert_holds (item->summary, rows[i][1]);
    }
}

static void
test_terms (void)
{
  static const char *const rows[][2] = {
    { "ICM", "Incident management item" },
    { "CRI", "Customer raised incident" },
    { "CXP", "Customer experience" },
    { "CSS", "Customer Service and Support" },
    { "IMOD", "Israeli Ministry of Defense" },
    { "S500", "500 largest customers" },
    { "Dual-use", "civilian and military" },
    { "A/HRC/59/23", "30 June 2025" },
  };
  g_autoptr (Campaign) campaign = parse ();

  g_assert_cmpuint (campaign_count (campaign, CAMPAIGN_TERMS), ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CampaignItem *item = campaign_item (campaign, CAMPAIGN_TERMS, i);

      g_assert_cmpstr (campaign_text_get (item->name, english), ==, rows[i][0]);
      assert_holds (item->summary, rows[i][1]);
    }
}

static void
test_demands (void)
{
  static const char *const rows[][2] = {
    { "End all business ties", "IOF off Azure" },
    { "Disclose all ties", "code names" },
    { "Call for a ceasefire", "S500" },
    { "Protect employees and free speech", "retaliation" },
  };
  g_autoptr (Campaign) campaign = parse ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CampaignItem *item = campaign_item (campaign, CAMPAIGN_DEMANDS, i);

      assert_holds (item->name, rows[i][0]);
      assert_holds (item->summary, rows[i][1]);
    }
}

/* DESIGN.md, section 5. */
static void
test_questions (void)
{
  static const char *const rows[] = {
    "signers quarter one tier last 0 2",
    "outcomes quarter one outcome worst 0 6",
    "refusals quarter count refusals sum 15 1",
    "roles year one role last 0 3",
    "work year one work most 0 6",
    "customer year one customer most 0 6",
    "ground year one ground most 0 3",
    "hidden year one code-named ever 0 3",
  };
  g_autoptr (Campaign) campaign = parse ();
  const CampaignRelease *release = campaign_release (campaign);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CampaignQuestion *question = campaign_question (campaign, i);
      g_autofree char *found = g_strdup_printf (
          "%s %s %s %s %s %u %u", question->id, campaign_word_period (question->period),
          campaign_word_answer (question->answer),
          campaign_word_subject (question->subject),
          campaign_word_collapse (question->collapse), question->cap,
          question->n_buckets);

      g_assert_cmpstr (found, ==, rows[i]);
    }
  g_assert_cmpuint (release->scale, ==, 3);
  g_assert_cmpuint (release->minimum, ==, 10);
  g_assert_cmpuint (release->threshold, ==, 15);
  g_assert_cmpuint (release->step, ==, 5);
  g_assert_cmpuint (campaign_year_exponent (campaign), ==, 38); /* 12.7 at scale 3 */
}

typedef void (*TextCallback) (const CampaignText *text, gsize characters);

static void
visit (const CampaignText *text, gsize characters, TextCallback callback)
{
  if (text != NULL)
    callback (text, characters);
}

/* Every text that the campaign has, with how long it may reasonably be. */
static void
visit_all (const Campaign *campaign, TextCallback callback)
{
  visit (campaign_name (campaign), NAME_CHARACTERS, callback);
  visit (campaign_company (campaign), NAME_CHARACTERS, callback);
  visit (campaign_summary (campaign), PARAGRAPH_CHARACTERS, callback);
  visit (campaign_who (campaign), PARAGRAPH_CHARACTERS, callback);
  visit (campaign_refused (campaign), PARAGRAPH_CHARACTERS, callback);
  visit (campaign_lasts (campaign), PARAGRAPH_CHARACTERS, callback);
  visit (campaign_protection (campaign), PARAGRAPH_CHARACTERS, callback);
  for (CampaignList list = 0; list < CAMPAIGN_N_LISTS; list++)
    for (guint i = 0; i < campaign_count (campaign, list); i++)
      {
        const CampaignItem *item = campaign_item (campaign, list, i);

        visit (item->name, NAME_CHARACTERS, callback);
        visit (item->summary, PARAGRAPH_CHARACTERS, callback);
        visit (item->text, 3 * PARAGRAPH_CHARACTERS, callback);
        visit (item->citation, NAME_CHARACTERS, callback);
        visit (item->source, 2 * NAME_CHARACTERS, callback);
        visit (item->when, NAME_CHARACTERS, callback);
      }
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_QUESTIONS); i++)
    for (guint j = 0; j < campaign_question (campaign, i)->n_buckets; j++)
      visit (campaign_question (campaign, i)->buckets[j].name, NAME_CHARACTERS,
             callback);
}

static void
on_text_measured (const CampaignText *text, gsize characters)
{
  const char *const languages[] = { "en", "ar" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const char *value = campaign_text_exact (text, languages[i]);

      if ((gsize)g_utf8_strlen (value, -1) > characters)
        g_error ("“%s” is longer than %zu characters", value, characters);
    }
}

static gboolean
is_arabic (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_ARABIC)
      return TRUE;
  return FALSE;
}

/* A short form, "ICM", stays as it is. */
static void
on_text_compared (const CampaignText *text, gsize characters)
{
  const char *source = campaign_text_exact (text, "en");
  const char *value = campaign_text_exact (text, "ar");

  (void)characters;
  if (value == NULL)
    g_error ("“%s” has no Arabic", source);
  if (!is_arabic (value) && (strcmp (value, source) != 0 || strlen (source) > 12))
    g_error ("“%s” is not Arabic: “%s”", source, value);
}

static void
on_text_searched (const CampaignText *text, gsize characters)
{
  static const char *const links[] = { "http", "www.", "://", ".com", ".org", "@" };

  (void)characters;
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    g_assert_null (strstr (campaign_text_exact (text, "en"), links[i]));
}

static void
test_lengths (void)
{
  g_autoptr (Campaign) campaign = parse ();

  visit_all (campaign, on_text_measured);
}

static void
test_arabic (void)
{
  g_autoptr (Campaign) campaign = parse ();

  visit_all (campaign, on_text_compared);
}

static void
test_no_links (void)
{
  g_autoptr (Campaign) campaign = parse ();

  visit_all (campaign, on_text_searched);
}

/* The pledge, the report or the press says so, not the app. */
static void
test_attributed (void)
{
  g_autoptr (Campaign) campaign = parse ();

  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_GROUNDS); i++)
    assert_holds (campaign_item (campaign, CAMPAIGN_GROUNDS, i)->summary,
                  "The pledge holds that");
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_INSTRUMENTS); i++)
    assert_holds (campaign_item (campaign, CAMPAIGN_INSTRUMENTS, i)->summary,
                  "The pledge ");
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_PRECEDENTS); i++)
    assert_holds (campaign_item (campaign, CAMPAIGN_PRECEDENTS, i)->summary,
                  "The pledge cites");
}

static void
test_languages (void)
{
  const char *const french[] = { "fr_FR", "fr", "C", NULL };
  const char *const egyptian[] = { "ar_EG", "ar", "C", NULL };
  g_autoptr (Campaign) campaign = parse ();

  g_assert_cmpstr (campaign_languages (campaign)[0], ==, "en");
  g_assert_cmpstr (campaign_languages (campaign)[1], ==, "ar");
  g_assert_cmpstr (campaign_name_of (campaign, CAMPAIGN_ROLES, "support", french), ==,
                   "Support");
  g_assert_cmpstr (campaign_name_of (campaign, CAMPAIGN_ROLES, "support", egyptian), ==,
                   "الدعم");
  g_assert_cmpstr (campaign_name_of (campaign, CAMPAIGN_WORK, "ticket", egyptian), ==,
                   "تذكرة دعم");
  g_assert_cmpstr (campaign_name_of (campaign, CAMPAIGN_GROUNDS, "law", egyptian), ==,
                   "القانون");
}

/* The built-in file without its translations, as an older version had it. */
static GBytes *
make_older (const char *old, const char *fresh)
{
  g_autoptr (GBytes) ours = campaign_builtin (SLUG);
  gsize size;
  const char *data = g_bytes_get_data (ours, &size);
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) kept = g_string_new (NULL);
  char *changed;

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "[ar]=") == NULL)
      g_string_append_printf (kept, "%s\n", lines[i]);
  changed = fixture_replace (kept->str, old, fresh);
  return g_bytes_new_take (changed, strlen (changed));
}

static void
test_refresh (void)
{
  g_autoptr (GBytes) ours = campaign_builtin (SLUG);
  g_autoptr (GBytes) older = make_older ("[Campaign]", "# older\n[Campaign]");
  g_autoptr (GBytes) other = make_older ("Minimum=10", "Minimum=11");
  g_autoptr (GBytes) broken = make_older ("Minimum=10", "Minimum=1");
  g_autoptr (GBytes) foreign = g_bytes_new_static ("no campaign", 11);
  g_autoptr (GBytes) from_ours = campaign_builtin_refresh (ours);
  g_autoptr (GBytes) from_older = campaign_builtin_refresh (older);
  g_autoptr (GBytes) from_other = campaign_builtin_refresh (other);
  g_autoptr (GBytes) from_broken = campaign_builtin_refresh (broken);
  g_autoptr (GBytes) from_foreign = campaign_builtin_refresh (foreign);

  g_assert_false (g_bytes_equal (older, ours));
  g_assert_true (g_bytes_equal (from_ours, ours));
  g_assert_true (g_bytes_equal (from_older, ours));
  g_assert_true (from_other == other);
  g_assert_true (from_broken == broken);
  g_assert_true (from_foreign == foreign);
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign/builtin/slugs", test_slugs);
  g_test_add_func ("/campaign/builtin/ids", test_ids);
  g_test_add_func ("/campaign/builtin/pledge", test_pledge);
  g_test_add_func ("/campaign/builtin/tiers", test_tiers);
  g_test_add_func ("/campaign/builtin/law", test_law);
  g_test_add_func ("/campaign/builtin/policy", test_policy);
  g_test_add_func ("/campaign/builtin/precedents", test_precedents);
  g_test_add_func ("/campaign/builtin/dates", test_dates);
  g_test_add_func ("/campaign/builtin/terms", test_terms);
  g_test_add_func ("/campaign/builtin/demands", test_demands);
  g_test_add_func ("/campaign/builtin/questions", test_questions);
  g_test_add_func ("/campaign/builtin/lengths", test_lengths);
  g_test_add_func ("/campaign/builtin/arabic", test_arabic);
  g_test_add_func ("/campaign/builtin/no-links", test_no_links);
  g_test_add_func ("/campaign/builtin/attributed", test_attributed);
  g_test_add_func ("/campaign/builtin/languages", test_languages);
  g_test_add_func ("/campaign/builtin/refresh", test_refresh);
  return g_test_run ();
}
