/* When a store locks by itself, with clocks of the test's own. */
#include "lock-watch.h"

#include "window-fixture.h"

static double boot, monotonic;
static LockReason reason;

static double
read_clock (clockid_t clock)
{
  return clock == CLOCK_BOOTTIME ? boot : monotonic;
}

static void
on_due (LockReason due, gpointer data)
{
  (void)data;
  reason = due;
}

static LockWatch *
start (const LockRules *rules)
{
  boot = 1000;
  monotonic = 700;
  reason = LOCK_REASON_NONE;
  LockWatch *watch = lock_watch_new (on_due, NULL, read_clock);
  lock_watch_start (watch, rules);
  return watch;
}

static void
pass (LockWatch *watch, double seconds)
{
  boot += seconds;
  monotonic += seconds;
  lock_watch_check (watch);
}

static void
test_idle (void)
{
  LockRules rules = LOCK_RULES_DEFAULT;
  LockWatch *watch = start (&rules);
  pass (watch, 5 * 60 - 1);
  g_assert_cmpint (reason, ==, LOCK_REASON_NONE);
  pass (watch, 1);
  g_assert_cmpint (reason, ==, LOCK_REASON_IDLE);
  reason = LOCK_REASON_NONE;
  pass (watch, 1000);
  g_assert_cmpint (reason, ==, LOCK_REASON_NONE);
  lock_watch_free (watch);
}

/* New rules hold at once, and begin anew. */
static void
test_rules (void)
{
  LockRules rules = LOCK_RULES_DEFAULT;
  LockWatch *watch = start (&rules);
  pass (watch, 100);
  rules.idle_minutes = 1;
  lock_watch_start (watch, &rules);
  pass (watch, 59);
  g_assert_cmpint (reason, ==, LOCK_REASON_NONE);
  pass (watch, 1);
  g_assert_cmpint (reason, ==, LOCK_REASON_IDLE);
  lock_watch_free (watch);
}

static void
test_sleep (void)
{
  LockRules rules = LOCK_RULES_DEFAULT;
  LockWatch *watch = start (&rules);
  boot += 1;
  lock_watch_check (watch);
  g_assert_cmpint (reason, ==, LOCK_REASON_NONE);
  boot += 30;
  lock_watch_check (watch);
  g_assert_cmpint (reason, ==, LOCK_REASON_SUSPEND);
  lock_watch_free (watch);
}

static void
test_stopped (void)
{
  LockRules rules = LOCK_RULES_DEFAULT;
  LockWatch *watch = start (&rules);
  lock_watch_stop (watch);
  pass (watch, 10000);
  g_assert_cmpint (reason, ==, LOCK_REASON_NONE);
  lock_watch_free (watch);
}

/* It looks by itself, once a second. */
static void
test_by_itself (void)
{
  LockRules rules = LOCK_RULES_DEFAULT;
  LockWatch *watch = start (&rules);
  boot += 5 * 60;
  monotonic += 5 * 60;
  window_fixture_wait_until (reason == LOCK_REASON_IDLE);
  lock_watch_free (watch);
}

static void
press_key (void)
{
  const char *const press[] = { "xdotool", "key", "a", NULL };
  int status;
  g_assert_true (g_spawn_sync (NULL, (char **)press, NULL, G_SPAWN_SEARCH_PATH, NULL,
                               NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

/* Whoever types is not idle: the time begins anew with each key. */
static void
test_input (void)
{
  LockRules rules = LOCK_RULES_DEFAULT;
  GtkWidget *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), gtk_entry_new ());
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  LockWatch *watch = start (&rules);
  GtkEditable *entry = GTK_EDITABLE (gtk_window_get_child (GTK_WINDOW (window)));
  pass (watch, 4 * 60);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  press_key ();
  window_fixture_wait_until (*gtk_editable_get_text (entry) != '\0');
  pass (watch, 4 * 60);
  g_assert_cmpint (reason, ==, LOCK_REASON_NONE);
  pass (watch, 60);
  g_assert_cmpint (reason, ==, LOCK_REASON_IDLE);
  lock_watch_free (watch);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/lock-watch/idle", test_idle);
  g_test_add_func ("/lock-watch/rules", test_rules);
  g_test_add_func ("/lock-watch/sleep", test_sleep);
  g_test_add_func ("/lock-watch/stopped", test_stopped);
  g_test_add_func ("/lock-watch/input", test_input);
  g_test_add_func ("/lock-watch/by-itself", test_by_itself);
  return g_test_run ();
}
