#include "fixture.h"
#include "session-preference.h"

#include "base.h"

static void
check_value (Fixture *fixture, const char *key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = session_preference_get (fixture->session, key, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
set_value (Fixture *fixture, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;
  session_preference_set (fixture->session, key, value, &error);
  g_assert_no_error (error);
}

/* A preference is in the store: it is there after the next opening. */
static void
test_kept (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  check_value (&fixture, "minutes", NULL);
  set_value (&fixture, "minutes", "5");
  set_value (&fixture, "other", "é");
  fixture_reopen (&fixture);
  check_value (&fixture, "minutes", "5");
  set_value (&fixture, "minutes", "10");
  check_value (&fixture, "minutes", "10");
  set_value (&fixture, "minutes", NULL);
  check_value (&fixture, "minutes", NULL);
  check_value (&fixture, "other", "é");
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-preference/kept", test_kept);
  return g_test_run ();
}
