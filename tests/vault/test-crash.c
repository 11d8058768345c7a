/* The crash recorder: scripted sessions are recorded, every disk that a crash could
 * have left is made, and each must open with what was acknowledged and nothing else.
 * The negative controls, a vault whose syncs are left out and stock SQLite with
 * synchronous=OFF, must fail in the same run, or the recorder sees nothing. */
#include "crash.h"
#include "script.h"
#include "stock.h"

#include <errno.h>

/* One visited disk in so many is crashed a second time, while and after it recovers.
 * With -m slow (`./dev test --slow`) more of them are, and writes are torn in more
 * places. */
#define SECOND_CRASH_EVERY 380
#define SECOND_CRASH_EVERY_SLOW 60
#define CUTS_SLOW 3 /* times as many */

typedef struct
{
  const Script *script;
  guint states;
  guint bad;
  guint seconds; /* states after a second crash, counted in states too */
  gboolean again; /* whether to crash a second time */
} Tally;

static guint total_states;
static guint total_seconds;

static void visit_disk (Disk *disk, guint64 last, gpointer data);

/* Lets a session recover this disk and go on, and crashes it at each step of that. */
static void
crash_again (Tally *tally, Disk *silent, const Expectation *expectation)
{
  Disk *disk = disk_new ();
  if (disk_files (silent)->ops->exists (silent, KIT_PATH) == 0)
    {
      g_autoptr (GBytes) content = kit_read_file (disk_files (silent), KIT_PATH);
      disk_put (disk, KIT_PATH, g_bytes_get_data (content, NULL),
                g_bytes_get_size (content));
    }
  Script *script = script_new_on (disk, expectation);
  guint from = disk_changes (disk)->len - 1;
  if (!script_open (script) && expectation->passphrases->len > 1)
    {
      script->passphrase = g_ptr_array_index (expectation->passphrases, 1);
      script_open (script);
    }
  if (script->vault
      && script_commit (script, "CREATE TABLE IF NOT EXISTS t (id, v);"
                                "INSERT INTO t VALUES (1000, 'late')"))
    script_close (script);
  Tally inner = { .script = script };
  CrashPlan plan = { .from = from, .cuts = 2 };
  crash_visit (disk, &plan, visit_disk, &inner);
  tally->seconds += inner.states;
  tally->states += inner.states;
  tally->bad += inner.bad;
  script_free (script);
}

static void
visit_disk (Disk *disk, guint64 last, gpointer data)
{
  Tally *tally = data;
  const Expectation *expectation =
      g_ptr_array_index (tally->script->expectations, last);
  guint every = g_test_slow () ? SECOND_CRASH_EVERY_SLOW : SECOND_CRASH_EVERY;
  if (tally->again && tally->states % every == every / 2)
    {
      tally->states++;
      crash_again (tally, disk, expectation);
      return;
    }
  g_autofree char *problem = script_judge (disk, expectation, NULL);
  tally->states++;
  if (problem && tally->bad++ == 0)
    g_test_message ("after mark %" G_GUINT64_FORMAT ": %s", last, problem);
}

/* Crashes the script at each change from the first one on, and frees it. */
static Tally
crash_script (Script *script, guint from, guint cuts)
{
  Tally tally = { .script = script, .again = TRUE };
  CrashPlan plan = { .from = from, .cuts = g_test_slow () ? CUTS_SLOW * cuts : cuts };
  crash_visit (script->disk, &plan, visit_disk, &tally);
  script_free (script);
  return tally;
}

static void
expect_none_bad (const Tally *tally)
{
  g_test_message ("%u states, %u of them after a second crash, %u bad", tally->states,
                  tally->seconds, tally->bad);
  total_states += tally->states;
  total_seconds += tally->seconds;
  g_assert_cmpuint (tally->bad, ==, 0);
}

static void
must (gboolean done)
{
  g_assert_true (done);
}

/* Made, written, killed, recovered, written, closed, opened. */
static Script *
record_life (Script *script)
{
  must (script_create (script));
  must (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  must (script_commit (script, "INSERT INTO t VALUES (1, 'first'), (2, 'second')"));
  must (script_commit (script, "UPDATE t SET v = 'changed' WHERE id = 1"));
  g_assert_false (script_commit (script, "INSERT INTO t VALUES (3, 'no'), (1, 'no')"));
  must (script_commit (script, "INSERT INTO t VALUES (4, randomblob (9000))"));
  must (script_commit (script, "DELETE FROM t WHERE id = 4"));
  script_kill (script);
  must (script_open (script));
  must (script_commit (script, "INSERT INTO t VALUES (5, 'fifth')"));
  must (script_commit (script, "INSERT INTO t VALUES (6, 'sixth')"));
  must (script_close (script));
  must (script_open (script));
  must (script_commit (script, "DELETE FROM t WHERE id = 5"));
  return script;
}

static void
test_life (void)
{
  Tally tally = crash_script (record_life (script_new ()), 0, 40);
  expect_none_bad (&tally);
}

/* A rebuild in mid-session, and closing. */
static void
test_rebuild (void)
{
  Script *script = script_new ();
  must (script_create (script));
  must (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  guint from = disk_changes (script->disk)->len;
  for (int i = 9; i > 5; i--)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO t VALUES (%d, 'x')", i);
      must (script_commit (script, sql));
      must (script_rebuild (script));
    }
  must (script_commit (script, "DELETE FROM t WHERE id = 7"));
  must (script_close (script));
  Tally tally = crash_script (script, from, 24);
  expect_none_bad (&tally);
}

/* A changed passphrase, in a clean file and in an open one. */
static void
test_passphrase (void)
{
  Script *script = script_new ();
  must (script_create (script));
  must (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  must (script_close (script));
  must (script_open (script));
  guint from = disk_changes (script->disk)->len;
  must (script_change_passphrase (script, "two"));
  must (script_commit (script, "INSERT INTO t VALUES (1, 'x')"));
  must (script_change_passphrase (script, "three"));
  must (script_commit (script, "INSERT INTO t VALUES (2, 'x')"));
  must (script_close (script));
  Tally tally = crash_script (script, from, 40);
  expect_none_bad (&tally);
}

/* Commits of several frames, which make the file longer, and a rollback between. */
static void
test_growth (void)
{
  Script *script = script_new ();
  must (script_create (script));
  must (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  guint from = disk_changes (script->disk)->len;
  must (script_commit (script, "INSERT INTO t VALUES (1, randomblob (1200000))"));
  g_assert_false (
      script_commit (script, "DELETE FROM t; INSERT INTO t VALUES (2, 0), (2, 0)"));
  must (script_commit (script, "UPDATE t SET v = 'small'"));
  must (script_commit (script, "INSERT INTO t VALUES (3, randomblob (1500000))"));
  Tally tally = crash_script (script, from, 16);
  expect_none_bad (&tally);
}

/* The log becomes long enough to be written anew within a commit. */
static void
test_compaction (void)
{
  Script *script = script_new ();
  must (script_create (script));
  must (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
  must (script_commit (script, "INSERT INTO t VALUES (1, randomblob (400000))"));
  guint renames = disk_calls (script->disk, DISK_RENAME);
  guint from = 0;
  while (disk_calls (script->disk, DISK_RENAME) == renames)
    {
      from = disk_changes (script->disk)->len;
      must (script_commit (script, "UPDATE t SET v = randomblob (400000)"));
    }
  must (script_commit (script, "INSERT INTO t VALUES (2, 'after')"));
  Tally tally = crash_script (script, from, 6);
  expect_none_bad (&tally);
}

/* One header copy is bad, is mended at opening, and the store is written. */
static void
test_mending (void)
{
  Tally sum = { 0 };
  for (gsize copy = 0; copy < 2; copy++)
    {
      Script *script = script_new ();
      must (script_create (script));
      must (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
      must (script_close (script));
      g_autoptr (GBytes) whole = kit_read_file (disk_files (script->disk), KIT_PATH);
      g_autofree guint8 *bytes =
          g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
      bytes[copy * 4096 + 2000] ^= 1;
      disk_put (script->disk, KIT_PATH, bytes, g_bytes_get_size (whole));
      guint from = disk_changes (script->disk)->len;
      must (script_open (script));
      g_assert_true (vault_opening (script->vault)->header_mended);
      must (script_commit (script, "INSERT INTO t VALUES (1, 'x')"));
      must (script_close (script));
      Tally tally = crash_script (script, from, 40);
      sum.states += tally.states;
      sum.seconds += tally.seconds;
      sum.bad += tally.bad;
    }
  expect_none_bad (&sum);
}

/* Each sync of a session fails once, what was written staying in the page cache: the
 * session opens the store again, goes on and closes it. */
static void
test_failed_sync (void)
{
  Tally sum = { 0 };
  for (guint nth = 1; nth <= 7; nth++)
    {
      Script *script = script_new ();
      must (script_create (script));
      must (script_commit (script, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
      must (script_close (script));
      must (script_open (script));
      guint from = disk_changes (script->disk)->len;
      disk_fail (script->disk, DISK_SYNC, nth, EIO, DISK_FAIL_ONCE);
      for (int i = 0; i < 3; i++)
        {
          g_autofree char *sql =
              g_strdup_printf ("INSERT OR IGNORE INTO t VALUES (%d, 'x')", i);
          if (!script_commit (script, sql))
            must (script_reopen (script));
        }
      script_close (script);
      Tally tally = crash_script (script, from, 2);
      sum.states += tally.states;
      sum.seconds += tally.seconds;
      sum.bad += tally.bad;
    }
  expect_none_bad (&sum);
}

/* Together they must be enough to mean something. */
static void
test_total (void)
{
  g_test_message ("%u states, %u of them after a second crash, 0 bad", total_states,
                  total_seconds);
  g_assert_cmpuint (total_states, >=, g_test_slow () ? 50000 : 10000);
  g_assert_cmpuint (total_seconds, >=, g_test_slow () ? 10000 : 1000);
}

/* The same sessions on a disk that only says that it synced. */
static void
test_control_without_sync (void)
{
  Script *script = script_new ();
  disk_lie (script->disk);
  record_life (script);
  Tally tally = { .script = script };
  CrashPlan plan = { .from = 0, .cuts = 2 };
  crash_visit (script->disk, &plan, visit_disk, &tally);
  script_free (script);
  g_test_message ("without the syncs %u of %u states are bad", tally.bad, tally.states);
  g_assert_cmpuint (tally.bad, >=, tally.states / 10);
}

/* EXTRA and not FULL is what promises that a commit lasts: FULL does not sync the
 * folder after the journal is deleted. */
static void
test_control_stock (void)
{
  StockTally off = stock_crash ("OFF");
  StockTally extra = stock_crash ("EXTRA");
  g_test_message ("stock SQLite: %u of %u states are bad with synchronous=OFF, "
                  "%u of %u with EXTRA",
                  off.bad, off.states, extra.bad, extra.states);
  g_assert_cmpuint (off.bad, >=, off.states / 10);
  g_assert_cmpuint (extra.bad, ==, 0);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  g_test_add_func ("/crash/life", test_life);
  g_test_add_func ("/crash/rebuild", test_rebuild);
  g_test_add_func ("/crash/passphrase", test_passphrase);
  g_test_add_func ("/crash/growth", test_growth);
  g_test_add_func ("/crash/compaction", test_compaction);
  g_test_add_func ("/crash/mending", test_mending);
  g_test_add_func ("/crash/failed-sync", test_failed_sync);
  g_test_add_func ("/crash/total", test_total);
  g_test_add_func ("/crash/control/without-sync", test_control_without_sync);
  g_test_add_func ("/crash/control/stock", test_control_stock);
  return g_test_run ();
}
