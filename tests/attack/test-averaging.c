/* Averaging: an attacker who gets a period's figures drawn more than once takes the
 * mean, and the noise is gone. So everything is tried that might draw them again: a
 * thousand exports in every format, with the store opened again, entries added and
 * deleted and backups put back in between; and closing on a disk that dies, again and
 * again. Whatever is shown, there is one hash.
 *
 * Not tried: putting a copy of the file back by hand, from before the closing, as if it
 * were the store. That is a second store, which the program cannot know of. */
#include "dying.h"
#include "exporter.h"
#include "fixture.h"
#include "formats.h"
#include "session-backup.h"
#include "session-import.h"
#include "session-refusals.h"
#include "session-totals.h"

#include <string.h>

#define EXPORTS 1000
#define DRAWS 400

static const Period quarter = { PERIOD_QUARTER, 2026, 3 };

static void
add_people (Session *session, guint first, guint count, SessionImportFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_auto (SessionImport) import = { 0 };
  GString *csv =
      g_string_new ("week,work,customer,grounds,outcome,code_named,person\n");
  for (guint i = first; i < first + count; i++)
    g_string_append_printf (csv, "2026-W%u,ticket,military,law,%s,yes,p%u\n",
                            28 + i % 10, i % 3 > 0 ? "waiting" : "accepted", i);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (csv);
  session_import_refusals (session, bytes, flags, &import, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What has been seen: one digest a format. */
typedef struct
{
  GHashTable *digests[FORMATS];
} Seen;

static void
seen_init (Seen *seen)
{
  for (guint i = 0; i < FORMATS; i++)
    seen->digests[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
seen_clear (Seen *seen)
{
  for (guint i = 0; i < FORMATS; i++)
    g_hash_table_unref (seen->digests[i]);
}

static void
look_at (Seen *seen, const Release *release)
{
  for (guint i = 0; i < FORMATS; i++)
    {
      g_autoptr (GBytes) file = formats_print (release, i);
      g_hash_table_add (seen->digests[i],
                        g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file));
    }
}

static void export(Seen *seen, Session *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Release) release = session_totals_release (session, quarter, &error);
  g_assert_no_error (error);
  look_at (seen, release);
}

static void
assert_one_hash (const Seen *seen)
{
  for (guint i = 0; i < FORMATS; i++)
    g_assert_cmpuint (g_hash_table_size (seen->digests[i]), ==, 1);
}

static void
assert_not_closed_again (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  fixture_assert_error (
      session_totals_close (fixture->session, quarter, NULL, NULL, &error) != NULL,
      error, SESSION_ERROR_REFUSED);
}

static void
put_back (Fixture *fixture, GBytes *copy)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (SessionBackup) backup =
      session_backup_open (copy, "copy", fixture->session, NULL, &fixture->env, &error);
  g_assert_no_error (error);
  session_backup_restore (backup, fixture->session, &kept, &error);
  g_assert_no_error (error);
}

/* Deletes the first refusals there are, and takes one of them back. */
static void
delete_some (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      session_refusals_list (fixture->session, REFUSALS_KEPT, &error);
  for (guint i = 0; i < MIN (list->len, 5); i++)
    {
      const Refusal *refusal = list->pdata[i];
      session_refusals_delete (fixture->session, refusal->id, &error);
      g_assert_no_error (error);
      if (i == 0)
        session_refusals_restore (fixture->session, refusal->id, &error);
      g_assert_no_error (error);
    }
}

/* What might make a program draw anew, one thing after the other. */
static void
disturb (Fixture *fixture, guint number, GBytes *before)
{
  switch (number % 4)
    {
    case 0:
      fixture_reopen (fixture);
      break;
    case 1:
      add_people (fixture->session, 1000 * number, 10, SESSION_IMPORT_MORE);
      break;
    case 2:
      delete_some (fixture);
      break;
    default:
      put_back (fixture, before);
    }
  assert_not_closed_again (fixture);
}

static void
test_exports (void)
{
  Fixture fixture;
  Seen seen;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  seen_init (&seen);
  add_people (fixture.session, 0, 60, SESSION_IMPORT_DEFAULT);
  g_autoptr (GBytes) before = session_backup_seal (fixture.session, &error);
  g_assert_no_error (error);
  g_autoptr (Release) release =
      session_totals_close (fixture.session, quarter, NULL, NULL, &error);
  g_assert_no_error (error);
  look_at (&seen, release);
  for (guint i = 0; i < EXPORTS; i++)
    {
      export(&seen, fixture.session);
      if (i % 50 == 49)
        disturb (&fixture, i / 50, before);
    }
  assert_one_hash (&seen);
  g_test_message (
      "%d exports in %d formats, 20 disturbances between them: %u hash each", EXPORTS,
      FORMATS, g_hash_table_size (seen.digests[0]));
  seen_clear (&seen);
  fixture_clear (&fixture);
}

/* ---- Crashes during the closing ---- */

/* Closes on a disk that dies after operations; what it shows is looked at, then what a
 * new start of the program on a good disk shows. Returns whether the period is closed
 * by then. */
static gboolean
crash (Fixture *fixture, int operations, Seen *seen)
{
  VaultFiles mortal;
  g_autoptr (GError) error = NULL;
  session_free (g_steal_pointer (&fixture->session));
  dying_init (fixture->files, &mortal);
  fixture->env.vault.files = &mortal;
  Session *session =
      session_open (FIXTURE_PATH, fixture->passphrase, &fixture->env, &error);
  g_assert_no_error (error);
  dying_after (operations);
  g_autoptr (Release) shown = session_totals_close (session, quarter, NULL, NULL, NULL);
  if (shown != NULL)
    look_at (seen, shown);
  session_free (session);

  fixture->env.vault.files = fixture->files;
  fixture->session =
      session_open (FIXTURE_PATH, fixture->passphrase, &fixture->env, &error);
  g_assert_no_error (error);
  g_autoptr (Release) kept = session_totals_release (fixture->session, quarter, NULL);
  if (kept != NULL)
    look_at (seen, kept);
  g_assert_true (shown == NULL || kept != NULL);
  return kept != NULL;
}

/* Each disk dies one operation later than the one before. After the first closing that
 * lasts, twenty more try. */
static void
test_crashes (void)
{
  guint open = 0;
  Fixture fixture;
  Seen seen;
  fixture_init (&fixture);
  seen_init (&seen);
  add_people (fixture.session, 0, 60, SESSION_IMPORT_DEFAULT);
  fixture_reopen (&fixture);
  while (!crash (&fixture, (int)open, &seen))
    open++;
  g_assert_cmpuint (open, >, 0);
  for (int i = 0; i < 20; i++)
    g_assert_true (crash (&fixture, i, &seen));
  assert_one_hash (&seen);
  g_test_message ("%u closings lost with their disks, 21 after: %u hash", open,
                  g_hash_table_size (seen.digests[0]));
  seen_clear (&seen);
  fixture_clear (&fixture);
}

/* ---- Control: an exporter that draws at each export ---- */

static const CrowdQuestion question = { FORM_ONE, 0, 2, { 3, 10, 15, 5, 60 } };

static gint64
average (CrowdStream *stream, const CrowdAnswers *answers)
{
  gint64 sum = 0;
  guint figures = 0;
  while (figures < DRAWS)
    {
      ExporterPage page;
      exporter_ours.publish (&question, answers, stream, &page);
      if (page.withheld)
        continue;
      sum += page.figures[0].value;
      figures++;
    }
  return (2 * sum + DRAWS) / (2 * DRAWS);
}

/* Of a count far enough above the threshold that nothing is hidden; of a smaller one
 * the share of hidden figures would tell. */
static void
test_control_fresh_noise (void)
{
  CrowdStream stream = { 20261122 };
  guint named = 0, named_once = 0, tries = 0;
  for (gint64 count = 50; count < 150; count++, tries++)
    {
      const CrowdAnswers answers = { count + 20, { count, 20 } };
      ExporterPage once;
      exporter_ours.publish (&question, &answers, &stream, &once);
      named_once += once.figures[0].value == count;
      named += average (&stream, &answers) == count;
    }
  g_test_message ("of %u counts, the mean of %d fresh draws names %u, one draw %u",
                  tries, DRAWS, named, named_once);
  g_assert_cmpuint (named, >=, 90);
  g_assert_cmpuint (named_once, <=, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/averaging/exports", test_exports);
  g_test_add_func ("/averaging/crashes", test_crashes);
  g_test_add_func ("/averaging/control-fresh-noise", test_control_fresh_noise);
  return g_test_run ();
}
