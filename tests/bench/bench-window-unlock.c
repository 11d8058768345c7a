/* The longest time for which the main loop does not turn while a store is unlocked: one
 * on the disk, with the key derivation of a real one and a thousand refusals, and all
 * of it on one processor. From the press of the button to the first frame of the views;
 * the best of five. */
#include <glib/gstdio.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "session-import.h"
#include "window-fixture.h"

#define ROUNDS 5
#define REFUSALS 1000

typedef struct
{
  double last, longest; /* seconds */
  double last_work, longest_work; /* of these, the main thread's own */
} Gap;

static double
read_clock (clockid_t clock)
{
  struct timespec now;
  clock_gettime (clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static gboolean
on_turn (gpointer data)
{
  Gap *gap = data;
  double now = read_clock (CLOCK_MONOTONIC);
  double work = read_clock (CLOCK_THREAD_CPUTIME_ID);
  gap->longest = MAX (gap->longest, now - gap->last);
  gap->longest_work = MAX (gap->longest_work, work - gap->last_work);
  gap->last = now;
  gap->last_work = work;
  return G_SOURCE_CONTINUE;
}

/* Threads that begin later, as the worker's, stay on it too. */
static void
use_one_processor (void)
{
  cpu_set_t one;
  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  if (sched_setaffinity (0, sizeof one, &one) != 0)
    perror ("bench-window-unlock");
}

static void
fill_store (Session *session)
{
  g_autoptr (GError) error = NULL;
  g_auto (SessionImport) report = { 0 };
  GString *table = g_string_new ("week,work,customer,grounds,outcome,code_named\n");
  for (guint i = 0; i < REFUSALS; i++)
    g_string_append_printf (table, "2026-W%02u,%s,military,law,waiting,\n", 1 + i % 40,
                            i % 2 ? "ticket" : "cri");
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (table);
  session_import_refusals (session, bytes, SESSION_IMPORT_DEFAULT, &report, NULL, NULL,
                           &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.rows, ==, REFUSALS);
}

static void
make_store (const char *path, const SessionEnv *env)
{
  g_autoptr (GError) error = NULL;
  Secret *recovery = NULL;
  Secret *passphrase =
      secret_new_copy (WINDOW_FIXTURE_PASSPHRASE, strlen (WINDOW_FIXTURE_PASSPHRASE));
  Session *session =
      session_create (path, NULL, passphrase, KDF_MODERATE, env, &recovery, &error);
  g_assert_no_error (error);
  fill_store (session);
  session_close (session, &error);
  g_assert_no_error (error);
  secret_free (passphrase);
  secret_free (recovery);
}

static GtkWidget *
find (WindowFixture *fixture, const char *id)
{
  GtkWidget *found = window_fixture_find (fixture->window, id);
  g_assert_nonnull (found);
  return found;
}

/* taken: (out): seconds until the first frame of the views. */
static Gap
unlock (WindowFixture *fixture, double *taken)
{
  window_fixture_type (find (fixture, "passphrase"), WINDOW_FIXTURE_PASSPHRASE);
  double began = read_clock (CLOCK_MONOTONIC);
  Gap gap = { .last = began, .last_work = read_clock (CLOCK_THREAD_CPUTIME_ID) };
  guint turns = g_timeout_add_full (G_PRIORITY_HIGH, 1, on_turn, &gap, NULL);
  window_fixture_click (find (fixture, "unlock"));
  while (window_fixture_find_type (fixture->window, SF_TYPE_MAIN) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  on_turn (&gap);
  *taken = gap.last - began;
  g_source_remove (turns);
  return gap;
}

static void
measure (WindowFixture *fixture)
{
  double gap = G_MAXDOUBLE, work = G_MAXDOUBLE, shortest = G_MAXDOUBLE;
  for (int i = 0; i < ROUNDS; i++)
    {
      double taken;
      Gap found = unlock (fixture, &taken);
      gap = MIN (gap, found.longest);
      work = MIN (work, found.longest_work);
      shortest = MIN (shortest, taken);
      window_fixture_settle (fixture);
      sf_window_lock (fixture->window, LOCK_REASON_ASKED);
      window_fixture_settle (fixture);
    }
  printf ("Unlocking %d refusals on one processor (best of %d)\n", REFUSALS, ROUNDS);
  printf ("  until the views are drawn           %6.0f ms\n", shortest * 1e3);
  printf ("  longest gap of the main loop        %6.0f ms\n", gap * 1e3);
  printf ("  of that, the main thread's own work %6.0f ms\n", work * 1e3);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  WindowFixture fixture;
  window_fixture_main (&argc, &argv);
  use_one_processor ();
  window_fixture_init_none (&fixture);
  gtk_window_destroy (GTK_WINDOW (fixture.window));
  g_autofree char *folder = g_dir_make_tmp ("bench-window-unlock-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "store", NULL);
  fixture.env.vault.files = NULL;
  fixture.env.vault.costs = NULL;
  make_store (path, &fixture.env);
  fixture.window =
      sf_window_new (fixture.application, SF_STORE_OWN, path, &fixture.env);
  gtk_window_present (GTK_WINDOW (fixture.window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  measure (&fixture);
  window_fixture_clear (&fixture);
  remove_folder (folder);
  return 0;
}
