/* See fixture.h. */
#include "fixture.h"

#include <string.h>

#include "base.h"
#include "bytes.h"

const PersonChoice unsaid = { .kind = PERSON_UNSAID };
const PersonChoice owner = { .kind = PERSON_OWNER };
const PersonChoice somebody_new = { .kind = PERSON_NEW };

PersonChoice
same_as (const uint8_t id[ENTRY_ID_BYTES])
{
  PersonChoice choice = { .kind = PERSON_SAME_AS };
  memcpy (choice.same_as, id, ENTRY_ID_BYTES);
  return choice;
}

static GBytes *
read_file (const char *name)
{
  char *contents = NULL;
  gsize size = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "campaign", name, NULL);
  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, size);
}

Campaign *
fixture_campaign (WhichCampaign which)
{
  static const char *const names[] = { NULL, "nimbus.campaign", "harbour.campaign" };
  static Campaign *campaigns[G_N_ELEMENTS (names)];
  if (campaigns[which] == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = which == FIRST_CAMPAIGN
                                     ? campaign_builtin (campaign_builtin_slugs ()[0])
                                     : read_file (names[which]);
      campaigns[which] = campaign_parse (bytes, &error);
      g_assert_no_error (error);
    }
  return campaigns[which];
}

/* splitmix64: small, and the same everywhere. */
static guint64
next_number (Fixture *fixture)
{
  guint64 z = (fixture->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static void
fill (void *data, void *out, size_t size)
{
  Fixture *fixture = data;
  uint8_t *bytes = out;
  if (size == ENTRY_ID_BYTES && fixture->next_id != NULL)
    {
      memcpy (out, fixture->next_id, size);
      fixture->next_id = NULL;
      return;
    }
  for (size_t i = 0; i < size; i++)
    bytes[i] = (uint8_t)next_number (fixture);
}

guint
fixture_random (Fixture *fixture, guint bound)
{
  return (guint)(next_number (fixture) % bound);
}

void
fixture_init (Fixture *fixture, WhichCampaign which)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (base_init (), ==, 0);
  memset (fixture, 0, sizeof *fixture);
  fixture->random = (RandomSource){ fill, fixture };
  g_assert_cmpint (sqlite3_open (":memory:", &fixture->db), ==, SQLITE_OK);
  fixture->store =
      store_create (fixture->db, fixture_campaign (which), &fixture->random, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->store);
}

void
fixture_clear (Fixture *fixture)
{
  store_close (fixture->store);
  g_assert_cmpint (sqlite3_close (fixture->db), ==, SQLITE_OK);
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  store_close (fixture->store);
  fixture->store = store_open (fixture->db, &fixture->random, &error);
  g_assert_no_error (error);
}

RefusalEntry
entry_of (Week week)
{
  return (RefusalEntry){ .week = week, .grounds = 1 };
}

Id
add_entry (Fixture *fixture, const RefusalEntry *entry, Week now, PersonChoice whose)
{
  Id id;
  g_autoptr (GError) error = NULL;
  refusals_add (fixture->store, entry, now, &whose, id.bytes, &error);
  g_assert_no_error (error);
  return id;
}

Id
add_now (Fixture *fixture, Week week)
{
  RefusalEntry entry = entry_of (week);
  return add_entry (fixture, &entry, week, unsaid);
}

void
add_outcome (Fixture *fixture, Id id, guint outcome, Week week, Week now,
             PersonChoice whose)
{
  g_autoptr (GError) error = NULL;
  refusals_add_outcome (fixture->store, id.bytes, outcome, week, now, &whose, &error);
  g_assert_no_error (error);
}

static const char *
item_id (Fixture *fixture, CampaignList list, guint place)
{
  return campaign_item (store_campaign (fixture->store), list, place)->id;
}

static GBytes *
sign (const PledgeRecord *record, const Secret *seed, PledgeSignatures *signatures)
{
  g_autoptr (GError) error = NULL;
  char *text = record_print (record, &error);
  g_assert_no_error (error);
  GBytes *bytes = g_bytes_new_take (text, strlen (text));
  signatures_make (signatures, text, strlen (text), seed, &error);
  g_assert_no_error (error);
  return bytes;
}

Id
take_pledge (Fixture *fixture, guint tier, int role, Week week, SignerKind kind)
{
  Id id;
  PledgeSignatures signatures;
  g_autoptr (GError) error = NULL;
  Secret *seed = secret_new (SIGN_SEED_BYTES);
  Campaign *campaign = store_campaign (fixture->store);
  fill (fixture, secret_bytes (seed), SIGN_SEED_BYTES);
  PledgeRecord record = { .week = week, .action = PLEDGE_TAKE };
  bytes_from_hex (record.campaign, sizeof record.campaign, campaign_id (campaign));
  campaign_text_hash (campaign, record.text);
  g_strlcpy (record.tier, item_id (fixture, CAMPAIGN_TIERS, tier), RECORD_ID_BYTES);
  if (role >= 0)
    g_strlcpy (record.role, item_id (fixture, CAMPAIGN_ROLES, (guint)role),
               RECORD_ID_BYTES);
  g_assert_cmpint (sign_public (record.public_key, seed), ==, 0);
  g_autoptr (GBytes) text = sign (&record, seed, &signatures);
  signers_take (fixture->store, text, &signatures, seed, kind, week, &error);
  g_assert_no_error (error);
  secret_free (seed);
  signers_id (id.bytes, record.public_key);
  return id;
}

GBytes *
next_record (Fixture *fixture, Id signer, PledgeAction action, guint tier, Week week,
             PledgeSignatures *signatures)
{
  PledgeRecord record;
  g_autoptr (GError) error = NULL;
  g_autoptr (Signer) known = signers_get (fixture->store, signer.bytes, &error);
  g_assert_no_error (error);
  Secret *seed = signers_key (fixture->store, signer.bytes, &error);
  g_assert_no_error (error);
  chain_next (&record, &known->state, action, &error);
  g_assert_no_error (error);
  record.week = week;
  if (action == PLEDGE_CHANGE)
    g_strlcpy (record.tier, item_id (fixture, CAMPAIGN_TIERS, tier), RECORD_ID_BYTES);
  GBytes *text = sign (&record, seed, signatures);
  secret_free (seed);
  return text;
}

static void
append_record (Fixture *fixture, Id signer, PledgeAction action, guint tier, Week week)
{
  PledgeSignatures signatures;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text =
      next_record (fixture, signer, action, tier, week, &signatures);
  signers_append (fixture->store, text, &signatures, week, &error);
  g_assert_no_error (error);
}

void
change_pledge (Fixture *fixture, Id signer, guint tier, Week week)
{
  append_record (fixture, signer, PLEDGE_CHANGE, tier, week);
}

void
withdraw_pledge (Fixture *fixture, Id signer, Week week)
{
  append_record (fixture, signer, PLEDGE_WITHDRAW, 0, week);
}

Period
period (const char *text)
{
  Period found;
  g_assert_cmpint (period_parse (&found, text), ==, PERIOD_OK);
  return found;
}

/* The lines of a tally that hold counts. */
static char *
keep_counts (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *kept = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "question: ")
        || g_str_has_prefix (lines[i], "bucket: "))
      g_string_append_printf (kept, "%s\n", lines[i]);
  return g_string_free (kept, FALSE);
}

char *
tally_text (Fixture *fixture, const char *period_text)
{
  g_autoptr (GError) error = NULL;
  Tally *tally =
      bridge_tally (fixture->store, period (period_text), NULL, NULL, &error);
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_CLOSED_PERIOD))
    return g_strdup ("closed");
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_EMPTY_PERIOD))
    return g_strdup ("empty");
  if (g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_ASKED))
    return g_strdup ("not asked");
  g_assert_no_error (error);
  char *text = tally_print (tally, NULL);
  g_assert_nonnull (text);
  char *kept = keep_counts (text);
  free (text);
  tally_free (tally);
  return kept;
}

void
close_period (Fixture *fixture, const char *period_text, Week now)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("release of %s\n", period_text);
  g_autoptr (GBytes) release = g_bytes_new (text, strlen (text));
  store_begin (fixture->store, &error);
  g_assert_no_error (error);
  ledger_check (fixture->store, period (period_text), now, &error);
  g_assert_no_error (error);
  tally_free (bridge_tally (fixture->store, period (period_text), NULL, NULL, &error));
  g_assert_no_error (error);
  ledger_close (fixture->store, period (period_text), release, 7, 3, now, &error);
  g_assert_no_error (error);
  store_commit (fixture->store, &error);
  g_assert_no_error (error);
}

gint64
number_of (Fixture *fixture, const char *sql)
{
  sqlite3_stmt *statement;
  g_assert_cmpint (sqlite3_prepare_v2 (fixture->db, sql, -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  gint64 number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}
