#include <string.h>

#include "base.h"
#include "fixture.h"
#include "session-draft.h"
#include "session-refusals.h"

static void
set (Fixture *fixture, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) draft = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_assert_true (session_draft_set (fixture->session, kind, draft, &error));
  g_assert_no_error (error);
}

static void
assert_draft (Fixture *fixture, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) draft = session_draft_get (fixture->session, kind, &error);
  g_assert_no_error (error);
  if (text == NULL)
    {
      g_assert_null (draft);
      return;
    }
  g_assert_nonnull (draft);
  g_assert_cmpmem (g_bytes_get_data (draft, NULL), g_bytes_get_size (draft), text,
                   strlen (text));
}

/* One of each kind, over a lock, until it is removed. */
static void
test_kept (void)
{
  Fixture fixture;
  fixture_init (&fixture);
  assert_draft (&fixture, "refusal", NULL);
  set (&fixture, "refusal", "half");
  set (&fixture, "other", "");
  set (&fixture, "refusal", "half written");
  fixture_reopen (&fixture);
  assert_draft (&fixture, "refusal", "half written");
  assert_draft (&fixture, "other", "");
  set (&fixture, "refusal", NULL);
  fixture_reopen (&fixture);
  assert_draft (&fixture, "refusal", NULL);
  fixture_clear (&fixture);
}

/* What was acknowledged is on the disk: a program that is killed loses none of it. */
static void
test_survives_a_kill (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  fixture_init (&fixture);
  set (&fixture, "refusal", "half");
  session_free (g_steal_pointer (&fixture.session));
  fixture.session =
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  assert_draft (&fixture, "refusal", "half");
  fixture_clear (&fixture);
}

/* The hint before one more is added: an equal one of that week, and nothing changes. */
static void
test_alike (void)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  RefusalEntry entry = { .week = 202630, .grounds = 1, .code_named = CODE_NAMED_NO };
  PersonChoice whose = { .kind = PERSON_UNSAID };
  guint64 alike = 9;
  fixture_init (&fixture);
  g_assert_true (
      session_refusals_alike (fixture.session, &entry, &whose, &alike, NULL));
  g_assert_cmpuint (alike, ==, 0);
  fixture_add_refusal (&fixture, 202630);
  g_assert_true (
      session_refusals_alike (fixture.session, &entry, &whose, &alike, NULL));
  g_assert_cmpuint (alike, ==, 1);
  /* Of the next person nothing is in the store: a hint would tell of somebody else. */
  whose.kind = PERSON_NEW;
  g_assert_true (
      session_refusals_alike (fixture.session, &entry, &whose, &alike, NULL));
  g_assert_cmpuint (alike, ==, 0);
  whose.kind = PERSON_UNSAID;
  entry.grounds = 2;
  g_assert_true (
      session_refusals_alike (fixture.session, &entry, &whose, &alike, NULL));
  g_assert_cmpuint (alike, ==, 0);
  entry.week = 202650;
  fixture_assert_error (
      session_refusals_alike (fixture.session, &entry, &whose, &alike, &error), error,
      SESSION_ERROR_REFUSED);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_func ("/session-draft/kept", test_kept);
  g_test_add_func ("/session-draft/survives-a-kill", test_survives_a_kill);
  g_test_add_func ("/session-draft/alike", test_alike);
  return g_test_run ();
}
