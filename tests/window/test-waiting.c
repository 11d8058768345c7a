/* Giving up a key derivation: the page is there again at once, the worker ends by
 * itself, and nothing comes of it. */
#include "window-fixture.h"

#include <string.h>

#include "sf-lock-page.h"
#include "sf-main.h"
#include "sf-waiting.h"

static gboolean
is_open (WindowFixture *fixture)
{
  return window_fixture_find_type (fixture->window, SF_TYPE_MAIN) != NULL;
}

static gboolean
is_shown (WindowFixture *fixture, const char *id)
{
  return gtk_widget_get_mapped (window_fixture_get (fixture->window, id));
}

static void
unlock (WindowFixture *fixture)
{
  window_fixture_type (window_fixture_get (fixture->window, "passphrase"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_click (window_fixture_get (fixture->window, "unlock"));
  g_assert_true (is_shown (fixture, "waiting"));
  g_assert_false (
      gtk_widget_is_sensitive (window_fixture_get (fixture->window, "unlock")));
}

/* The page waits for a person, and nothing is left of what was typed. */
static void
assert_given_back (WindowFixture *fixture)
{
  g_assert_false (is_shown (fixture, "waiting"));
  g_assert_false (is_shown (fixture, "problem"));
  g_assert_true (
      gtk_widget_is_sensitive (window_fixture_get (fixture->window, "unlock")));
  g_assert_cmpstr (
      gtk_editable_get_text (window_fixture_get (fixture->window, "passphrase")), ==,
      "");
}

/* Job. Result: whether a session is open. */
static gpointer
has_session (Session **session, gpointer input, GError **error)
{
  (void)input;
  (void)error;
  return GINT_TO_POINTER (*session != NULL);
}

static gboolean
is_session_open (WindowFixture *fixture)
{
  return GPOINTER_TO_INT (window_fixture_run (fixture, has_session, NULL, NULL));
}

/* Job. Sets the flag that is its input. */
static gpointer
set_flag (Session **session, gpointer input, GError **error)
{
  (void)session;
  (void)error;
  g_atomic_int_set ((gint *)input, TRUE);
  return NULL;
}

/* Until the worker has done all that it was handed, without a turn of the main loop:
 * its answers lie there unheard. */
static void
wait_unheard (WindowFixture *fixture)
{
  static gint done;
  gint64 end = g_get_monotonic_time () + WINDOW_FIXTURE_SECONDS * G_USEC_PER_SEC;
  g_atomic_int_set (&done, FALSE);
  worker_run (sf_window_worker (fixture->window),
              (WorkerOrder){ .job = set_flag, .input = &done }, NULL, NULL, NULL);
  while (!g_atomic_int_get (&done) && g_get_monotonic_time () < end)
    g_usleep (1000);
  g_assert_true (g_atomic_int_get (&done));
}

/* In the midst of it: the next try says that it has to wait, and opens. */
static void
test_unlock_again (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  window_fixture_hold (&fixture);
  unlock (&fixture);
  window_fixture_wait_until (window_fixture_is_held (&fixture));
  g_assert_false (is_shown (&fixture, "queued"));
  window_fixture_click (window_fixture_get (fixture.window, "cancel"));
  assert_given_back (&fixture);
  unlock (&fixture);
  window_fixture_wait_until (is_shown (&fixture, "queued"));
  g_assert_false (is_open (&fixture));
  window_fixture_let_go (&fixture);
  window_fixture_wait_until (is_open (&fixture));
  g_assert_true (is_session_open (&fixture));
  window_fixture_clear (&fixture);
}

/* It had the right passphrase, and has opened the store when it is given up: the window
 * stays locked, and the session is closed. */
static void
test_late (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  unlock (&fixture);
  wait_unheard (&fixture);
  window_fixture_click (window_fixture_get (fixture.window, "cancel"));
  g_assert_false (is_session_open (&fixture));
  window_fixture_settle (&fixture);
  g_assert_false (is_open (&fixture));
  assert_given_back (&fixture);
  unlock (&fixture);
  window_fixture_wait_until (is_open (&fixture));
  window_fixture_clear (&fixture);
}

/* Job. Waits for the flag that is its input. */
static gpointer
wait_for_flag (Session **session, gpointer input, GError **error)
{
  (void)session;
  (void)error;
  while (!g_atomic_int_get ((gint *)input))
    g_usleep (1000);
  return NULL;
}

/* Given up before its turn, it is not begun: the worker would else be busy with each.
 */
static void
test_not_begun (void)
{
  WindowFixture fixture;
  gint go_on = FALSE;
  window_fixture_init_locked (&fixture);
  worker_run (sf_window_worker (fixture.window),
              (WorkerOrder){ .job = wait_for_flag, .input = &go_on }, NULL, NULL, NULL);
  unlock (&fixture);
  window_fixture_click (window_fixture_get (fixture.window, "cancel"));
  window_fixture_hold (&fixture);
  g_atomic_int_set (&go_on, TRUE);
  wait_unheard (&fixture);
  g_assert_false (window_fixture_is_held (&fixture));
  window_fixture_let_go (&fixture);
  window_fixture_clear (&fixture);
}

static void
press_escape (void)
{
  const char *const press[] = { "xdotool", "key", "Escape", NULL };
  int status;
  g_assert_true (g_spawn_sync (NULL, (char **)press, NULL, G_SPAWN_SEARCH_PATH, NULL,
                               NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static void
test_escape (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  window_fixture_hold (&fixture);
  unlock (&fixture);
  window_fixture_wait_until (window_fixture_is_held (&fixture));
  press_escape ();
  window_fixture_wait_until (!is_shown (&fixture, "waiting"));
  assert_given_back (&fixture);
  window_fixture_let_go (&fixture);
  window_fixture_settle (&fixture);
  g_assert_false (is_open (&fixture));
  window_fixture_clear (&fixture);
}

/* Setting a new passphrase cannot be undone, so neither button nor key offers to. */
static void
test_recovery (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  window_fixture_click (window_fixture_get (fixture.window, "forgotten"));
  window_fixture_type (window_fixture_get (fixture.window, "first"), "ten ten ten");
  window_fixture_type (window_fixture_get (fixture.window, "again"), "ten ten ten");
  window_fixture_type (window_fixture_get (fixture.window, "recovery_key"), "anything");
  window_fixture_click (window_fixture_get (fixture.window, "recover"));
  g_assert_true (is_shown (&fixture, "waiting"));
  g_assert_false (is_shown (&fixture, "cancel"));
  window_fixture_click (window_fixture_get (fixture.window, "cancel"));
  g_assert_true (is_shown (&fixture, "waiting"));
  window_fixture_wait_until (is_shown (&fixture, "recovery_problem"));
  g_assert_false (is_shown (&fixture, "waiting"));
  window_fixture_clear (&fixture);
}

/* The screen locks meanwhile: the store must not come open behind it. */
static void
test_lock (void)
{
  WindowFixture fixture;
  window_fixture_init_locked (&fixture);
  window_fixture_hold (&fixture);
  unlock (&fixture);
  window_fixture_wait_until (window_fixture_is_held (&fixture));
  sf_window_lock (fixture.window, LOCK_REASON_SCREEN);
  assert_given_back (&fixture);
  window_fixture_let_go (&fixture);
  window_fixture_settle (&fixture);
  g_assert_false (is_open (&fixture));
  g_assert_false (is_session_open (&fixture));
  window_fixture_clear (&fixture);
}

static gpointer
let_go_soon (gpointer fixture)
{
  g_usleep (G_USEC_PER_SEC / 10);
  window_fixture_let_go (fixture);
  return NULL;
}

/* Closes the window in the midst of it: the store is closed when that returns. */
static void
quit (WindowFixture *fixture)
{
  gpointer window = fixture->window;
  g_object_add_weak_pointer (window, &window);
  window_fixture_wait_until (window_fixture_is_held (fixture));
  GThread *thread = g_thread_new ("let-go", let_go_soon, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_thread_join (thread);
  window_fixture_wait_until (window == NULL);
}

static void
test_quit (void)
{
  WindowFixture fixture;
  g_autoptr (GError) error = NULL;
  window_fixture_init_locked (&fixture);
  window_fixture_hold (&fixture);
  unlock (&fixture);
  quit (&fixture);
  Secret *passphrase =
      secret_new_copy (WINDOW_FIXTURE_PASSPHRASE, strlen (WINDOW_FIXTURE_PASSPHRASE));
  Session *session =
      session_open (WINDOW_FIXTURE_PATH, passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_false (session_opening (session)->unclean);
  session_close (session, NULL);
  secret_free (passphrase);
  files_memory_free (fixture.files);
}

/* ---- the first run ---- */

static const char *
get_step (WindowFixture *fixture)
{
  return gtk_stack_get_visible_child_name (
      window_fixture_get (fixture->window, "steps"));
}

static gboolean
is_made (WindowFixture *fixture)
{
  return session_exists (WINDOW_FIXTURE_PATH, &fixture->env);
}

static void
make (WindowFixture *fixture)
{
  window_fixture_type (window_fixture_get (fixture->window, "first"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_type (window_fixture_get (fixture->window, "again"),
                       WINDOW_FIXTURE_PASSPHRASE);
  window_fixture_click (window_fixture_get (fixture->window, "make"));
  g_assert_cmpstr (get_step (fixture), ==, "working");
}

static void
begin (WindowFixture *fixture)
{
  window_fixture_init_none (fixture);
  window_fixture_click (window_fixture_get (fixture->window, "own"));
  window_fixture_click (window_fixture_get (fixture->window, "new_store"));
}

/* No store is left of one that was made too late, and the next is a whole one. */
static void
test_make_late (void)
{
  WindowFixture fixture;
  begin (&fixture);
  make (&fixture);
  wait_unheard (&fixture);
  g_assert_true (is_made (&fixture));
  window_fixture_click (window_fixture_get (fixture.window, "cancel"));
  g_assert_cmpstr (get_step (&fixture), ==, "passphrase");
  g_assert_false (is_session_open (&fixture));
  g_assert_false (is_made (&fixture));
  make (&fixture);
  window_fixture_wait_until (g_strcmp0 (get_step (&fixture), "recovery") == 0);
  g_assert_true (is_made (&fixture));
  window_fixture_clear (&fixture);
}

static void
test_make_quit (void)
{
  WindowFixture fixture;
  begin (&fixture);
  window_fixture_hold (&fixture);
  make (&fixture);
  quit (&fixture);
  g_assert_false (is_made (&fixture));
  files_memory_free (fixture.files);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/waiting/unlock-again", test_unlock_again);
  g_test_add_func ("/waiting/late", test_late);
  g_test_add_func ("/waiting/not-begun", test_not_begun);
  g_test_add_func ("/waiting/escape", test_escape);
  g_test_add_func ("/waiting/recovery", test_recovery);
  g_test_add_func ("/waiting/lock", test_lock);
  g_test_add_func ("/waiting/quit", test_quit);
  g_test_add_func ("/waiting/make-late", test_make_late);
  g_test_add_func ("/waiting/make-quit", test_make_quit);
  return g_test_run ();
}
