#include <string.h>

#include "base.h"
#include "pledge-fixture.h"

/* A file of tests/data/pledge/broken-records, the line that is at fault, and words of
 * the sentence that says so. */
typedef struct
{
  const char *name;
  const char *line;
  const char *words;
} Broken;

static const Broken broken[] = {
  { "empty", "before line 1.", "ends" },
  { "bom", "Line 1 ", "not a printable ASCII" },
  { "version-2", "Line 1 ", "a version other than v1" },
  { "crlf", "Line 1 ", "carriage return" },
  { "crlf-in-one-line", "Line 7 ", "carriage return" },
  { "no-final-newline", "Line 9 ", "no line feed" },
  { "two-final-newlines", "after line 9,", "goes on" },
  { "trailing-byte", "after line 9,", "goes on" },
  { "trailing-nul", "after line 9,", "goes on" },
  { "nul-in-tier", "Line 4 ", "not a printable ASCII" },
  { "two-spaces", "Line 5 ", "“role” is not followed by an id" },
  { "no-space", "Line 5 ", "does not begin with “role:” and one space" },
  { "tab", "Line 5 ", "not a printable ASCII" },
  { "space-at-end", "Line 6 ", "a week that exists" },
  { "space-before", "Line 6 ", "does not begin with “week:”" },
  { "blank-line", "Line 4 ", "does not begin with “tier:”" },
  { "comment", "Line 1 ", "does not begin with “pledge-record:”" },
  { "upper-case-hex", "Line 2 ", "64 lower-case hexadecimal digits" },
  { "upper-case-key", "Line 4 ", "does not begin with “tier:”" },
  { "short-hash", "Line 3 ", "“text” is not followed by 64" },
  { "long-hash", "Line 3 ", "“text” is not followed by 64" },
  { "unknown-key", "Line 7 ", "does not begin with “action:”" },
  { "repeated-key", "Line 5 ", "does not begin with “role:”" },
  { "missing-key", "Line 5 ", "does not begin with “role:”" },
  { "two-lines-swapped", "Line 4 ", "does not begin with “tier:”" },
  { "tier-empty", "Line 4 ", "“tier” is not followed by an id" },
  { "tier-absent", "Line 4 ", "“tier” is not followed by an id" },
  { "tier-33-characters", "Line 4 ", "“tier” is not followed by an id" },
  { "tier-underscore", "Line 4 ", "“tier” is not followed by an id" },
  { "tier-not-ascii", "Line 4 ", "not a printable ASCII" },
  { "role-upper-case", "Line 5 ", "“role” is not followed by an id" },
  { "role-hyphen-first", "Line 5 ", "“role” is not followed by an id" },
  { "week-54", "Line 6 ", "a week that exists" },
  { "week-53-of-52", "Line 6 ", "a week that exists" },
  { "week-short", "Line 6 ", "a week that exists" },
  { "action-unknown", "Line 7 ", "none of take, change and withdraw" },
  { "take-supersedes", "Line 9 ", "not “supersedes: -”" },
  { "change-supersedes-nothing", "Line 9 ", "“supersedes” is not followed by 64" },
  { "long-line", "Line 5 ", "too long" },
  { "cut", "Line 3 ", "no line feed" },
};

static void
assert_zero (const PledgeRecord *record)
{
  const PledgeRecord zero = { 0 };
  g_assert_cmpmem (record, sizeof *record, &zero, sizeof zero);
}

static void
check_broken (const Broken *one)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("broken-records/%s.txt", one->name);
  gsize size;
  g_autofree char *data = fixture_read (name, &size);
  PledgeRecord record;
  memset (&record, 1, sizeof record);
  g_test_message ("%s", one->name);
  g_assert_false (record_parse (&record, data, size, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, one->line));
  g_assert_nonnull (strstr (error->message, one->words));
  g_assert_true (g_str_has_suffix (error->message, "."));
  assert_zero (&record);
}

/* The table names every file of the folder, and each is refused for its own reason. */
static void
test_broken_records (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "pledge", "broken-records", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  size_t files = 0;
  while (g_dir_read_name (folder) != NULL)
    files++;
  g_assert_cmpuint (files, ==, G_N_ELEMENTS (broken));
  for (size_t i = 0; i < G_N_ELEMENTS (broken); i++)
    check_broken (&broken[i]);
}

static void
test_no_bytes_at_all (void)
{
  g_autoptr (GError) error = NULL;
  PledgeRecord record;
  g_assert_false (record_parse (&record, NULL, 0, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
}

static void
test_golden_records (void)
{
  for (size_t i = 0; fixture_golden[i] != NULL; i++)
    {
      g_autofree char *text = fixture_read_golden (fixture_golden[i], "pledge.txt");
      g_autoptr (GError) error = NULL;
      PledgeRecord record;
      record_parse (&record, text, strlen (text), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (record_action_name (record.action), ==, fixture_golden[i]);
      g_autofree char *printed = fixture_print (&record);
      g_assert_cmpstr (printed, ==, text);
    }
}

static void
test_fields (void)
{
  PledgeRecord record = fixture_take (1), parsed;
  record.action = PLEDGE_CHANGE;
  memset (record.supersedes, 0x5a, sizeof record.supersedes);
  g_autofree char *text = fixture_print (&record);
  g_assert_true (record_parse (&parsed, text, strlen (text), NULL));
  g_assert_cmpmem (parsed.campaign, 32, record.campaign, 32);
  g_assert_cmpmem (parsed.text, 32, record.text, 32);
  g_assert_cmpmem (parsed.public_key, 32, record.public_key, 32);
  g_assert_cmpmem (parsed.supersedes, 32, record.supersedes, 32);
  g_assert_cmpint (parsed.action, ==, PLEDGE_CHANGE);
  g_assert_cmpstr (parsed.tier, ==, "2");
  g_assert_cmpstr (parsed.role, ==, "support");
  g_assert_cmpint (parsed.week, ==, 202630);
}

static void
test_sizes (void)
{
  g_autofree char *least = fixture_read_golden ("take", "pledge.txt");
  g_autofree char *most = fixture_read_golden ("withdraw", "pledge.txt");
  g_assert_cmpuint (strlen (least), ==, RECORD_LEAST_BYTES);
  g_assert_cmpuint (strlen (most), ==, RECORD_MOST_BYTES);
}

/* How many of the candidates were accepted; each accepted one prints back identically.
 */
static size_t accepted;

static void
check_candidate (const char *data, size_t size)
{
  PledgeRecord record;
  if (!record_parse (&record, data, size, NULL))
    return;
  accepted++;
  g_autofree char *printed = fixture_print (&record);
  g_assert_cmpmem (printed, strlen (printed), data, size);
}

static void
check_mutants_at (const char *text, size_t size, size_t at)
{
  g_autofree char *mutant = g_malloc (size + 1);
  for (int byte = 0; byte < 256; byte++)
    {
      memcpy (mutant, text, size);
      mutant[at] = (char)byte;
      check_candidate (mutant, size);

      memcpy (mutant + at + 1, text + at, size - at);
      check_candidate (mutant, size + 1);
    }
  memcpy (mutant, text, at);
  memcpy (mutant + at, text + at + 1, size - at - 1);
  check_candidate (mutant, size - 1);
  check_candidate (text, at);
}

/* Every byte replaced by every other, every byte inserted everywhere, every byte left
 * out, every cut. */
static void
test_accepted_prints_back (void)
{
  for (size_t i = 0; fixture_golden[i] != NULL; i++)
    {
      g_autofree char *text = fixture_read_golden (fixture_golden[i], "pledge.txt");
      size_t size = strlen (text);
      accepted = 0;
      for (size_t at = 0; at < size; at++)
        check_mutants_at (text, size, at);
      g_assert_cmpuint (accepted, >, 64 * 15 * 3);
    }
}

static void
assert_unprintable (const PledgeRecord *record, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (record_print (record, &error));
  g_assert_error (error, PLEDGE_ERROR, PLEDGE_ERROR_RECORD);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_what_cannot_be_printed (void)
{
  PledgeRecord record = fixture_take (1);
  g_strlcpy (record.tier, "", sizeof record.tier);
  assert_unprintable (&record, "tier");
  record = fixture_take (1);
  memset (record.tier, 'a', sizeof record.tier); /* not even a closing zero */
  assert_unprintable (&record, "tier");
  record = fixture_take (1);
  g_strlcpy (record.role, "-", sizeof record.role);
  assert_unprintable (&record, "role");
  record = fixture_take (1);
  record.week = 202554;
  assert_unprintable (&record, "week");
  record = fixture_take (1);
  record.action = (PledgeAction)3;
  assert_unprintable (&record, "action");
  record = fixture_take (1);
  record.supersedes[31] = 1;
  assert_unprintable (&record, "supersede");
}

static void
test_ids (void)
{
  const char *good[] = { "a",    "1",  "tier-1",
                         "a--b", "z-", "12345678901234567890123456789012" };
  const char *bad[] = { "",  "-",   "-a",
                        "A", "a b", "a_b",
                        "é", "a.b", "123456789012345678901234567890123" };
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (record_id_is_valid (good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (record_id_is_valid (bad[i]));
}

/* What `sha256sum take/pledge.txt` prints is what the next record supersedes. */
static void
test_hash (void)
{
  g_autofree char *take = fixture_read_golden ("take", "pledge.txt");
  g_autofree char *change = fixture_read_golden ("change", "pledge.txt");
  uint8_t hash[RECORD_HASH_BYTES];
  PledgeRecord record;
  record_hash (hash, take, strlen (take));
  g_assert_true (record_parse (&record, change, strlen (change), NULL));
  g_assert_cmpmem (record.supersedes, sizeof record.supersedes, hash, sizeof hash);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, take, -1);
  g_assert_nonnull (strstr (change, sum));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/record/golden", test_golden_records);
  g_test_add_func ("/record/broken", test_broken_records);
  g_test_add_func ("/record/no-bytes-at-all", test_no_bytes_at_all);
  g_test_add_func ("/record/fields", test_fields);
  g_test_add_func ("/record/sizes", test_sizes);
  g_test_add_func ("/record/accepted-prints-back", test_accepted_prints_back);
  g_test_add_func ("/record/what-cannot-be-printed", test_what_cannot_be_printed);
  g_test_add_func ("/record/ids", test_ids);
  g_test_add_func ("/record/hash", test_hash);
  return g_test_run ();
}
