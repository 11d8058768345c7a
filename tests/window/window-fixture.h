/* A window on a store in memory, with a clock that the test sets and the cheapest key
 * derivation; and what finds widgets in it and waits for what they do. */
#pragma once

#include "sf-window.h"

#define WINDOW_FIXTURE_PATH "/store"
#define WINDOW_FIXTURE_PASSPHRASE "correct horse"

typedef struct
{
  VaultFiles *files;
  gint64 now; /* seconds; starts in the first week of October 2026 */
  Clock clock;
  gint held; /* (atomic): a Held of window-fixture.c */
  SessionEnv env;
  SfApplication *application;
  SfWindow *window;
} WindowFixture;

/* What main () of a test of the window begins with, in place of g_test_init(). */
void window_fixture_main (int *argc, char ***argv);

/* A window that shows the sample's entries. */
void window_fixture_init_sample (WindowFixture *fixture);

/* A window on an own store with the passphrase above and no entry, locked. */
void window_fixture_init_locked (WindowFixture *fixture);

/* The same, with a copy beside it, as its first change leaves one. */
void window_fixture_init_copied (WindowFixture *fixture);

/* The same as the first, unlocked. */
void window_fixture_init_open (WindowFixture *fixture);

/* A window where there is no store yet. */
void window_fixture_init_none (WindowFixture *fixture);

/* Closes the window, and asserts that nothing keeps it alive. */
void window_fixture_clear (WindowFixture *fixture);

/**
 * window_fixture_find:
 * @root: (type GtkWidget): where to look, itself included
 *
 * Returns: (transfer none) (nullable): the first widget below root that its template
 * gave this id
 */
GtkWidget *window_fixture_find (gpointer root, const char *id);

/* The same where there must be one. */
gpointer window_fixture_get (gpointer root, const char *id);

/* The same for a widget's type; NULL if there is none. */
GtkWidget *window_fixture_find_type (gpointer root, GType type);

/* The same for a widget that shows this text: a label's, a row's title, a button's. */
GtkWidget *window_fixture_find_text (gpointer root, const char *text);

/* The topmost window other than the fixture's: a dialog; NULL if there is none. */
GtkWidget *window_fixture_dialog (WindowFixture *fixture);

/* Writes text over what is at this byte of the locked store's file. */
void window_fixture_write (WindowFixture *fixture, guint64 at, const char *text);

/* The same behind its header: a key opens it, and what
 * follows is not what was written. */
void window_fixture_damage (WindowFixture *fixture);

/* Lets the main loop do what is due, and waits for it once if told to. */
void window_fixture_iterate (void);

/* Lets the worker do all that it was handed, and every window draw what came of that.
 * A worker that is held is not waited for. */
void window_fixture_settle (WindowFixture *fixture);

/* For what comes for certain, on however busy a machine. */
#define WINDOW_FIXTURE_SECONDS 120

/* Asserts that condition comes to hold, while the main loop runs. */
#define window_fixture_wait_until(condition)                                           \
  G_STMT_START                                                                         \
  {                                                                                    \
    gint64 _end = g_get_monotonic_time () + WINDOW_FIXTURE_SECONDS * G_USEC_PER_SEC;   \
    while (!(condition) && g_get_monotonic_time () < _end)                             \
      window_fixture_iterate ();                                                       \
    g_assert_true (condition);                                                         \
  }                                                                                    \
  G_STMT_END

/* Types text into an editable, and clicks a button. widget: a GtkWidget. */
void window_fixture_type (gpointer widget, const char *text);
void window_fixture_click (gpointer widget);

/* Clicks a button, and settles. */
void window_fixture_press (WindowFixture *fixture, gpointer button);

/* Brings the end of the first thing below root that scrolls into sight. */
void window_fixture_scroll_down (WindowFixture *fixture, GtkWidget *root);

/* The worker waits, in the midst of what it does, where it first asks for the time
 * after hold, until it is let go. */
void window_fixture_hold (WindowFixture *fixture);
gboolean window_fixture_is_held (WindowFixture *fixture);
void window_fixture_let_go (WindowFixture *fixture);

/* Runs a job in the window's worker and waits for its end. (transfer full): its result.
 */
gpointer window_fixture_run (WindowFixture *fixture, WorkerJob job, gpointer input,
                             GError **error);

/* Adds a refusal of the owner's, the same each time. */
void window_fixture_add_refusal (WindowFixture *fixture);
