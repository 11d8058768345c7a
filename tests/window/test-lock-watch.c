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

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/lock-watch/idle", test_idle);
  g_test_add_func ("/lock-watch/rules", test_rules);
  g_test_add_func ("/lock-watch/sleep", test_sleep);
  g_test_add_func ("/lock-watch/stopped", test_stopped);
  g_test_add_func ("/lock-watch/by-itself", test_by_itself);
  return g_test_run ();
}
