#include "fixture.h"

#include "session-refusals.h"

#define WEEK_SECONDS (7 * 24 * 60 * 60)
#define START 1791244800 /* 2026-10-06, in 2026-W41 */

static int64_t
read_clock (void *data)
{
  return ((Fixture *)data)->now;
}

void
fixture_init (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  *fixture = (Fixture){ .files = files_memory_new (), .now = START };
  fixture->clock = (Clock){ .now = read_clock, .data = fixture };
  fixture->env.vault.files = fixture->files;
  fixture->env.vault.costs = kdf_least_costs;
  fixture->env.vault.clock = &fixture->clock;
  fixture->passphrase = secret_new_copy ("correct horse", 13);
  fixture->session =
      session_create (FIXTURE_PATH, NULL, fixture->passphrase, KDF_INTERACTIVE,
                      &fixture->env, &fixture->recovery, &error);
  g_assert_no_error (error);
}

void
fixture_clear (Fixture *fixture)
{
  session_free (fixture->session);
  secret_free (fixture->passphrase);
  secret_free (fixture->recovery);
  files_memory_free (fixture->files);
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  session_close (g_steal_pointer (&fixture->session), &error);
  g_assert_no_error (error);
  fixture->session =
      session_open (FIXTURE_PATH, fixture->passphrase, &fixture->env, &error);
  g_assert_no_error (error);
}

void
fixture_wait (Fixture *fixture, int weeks)
{
  fixture->now += (gint64)weeks * WEEK_SECONDS;
}

void
fixture_add_refusal (Fixture *fixture, Week week)
{
  g_autoptr (GError) error = NULL;
  RefusalEntry entry = { .week = week, .grounds = 1, .code_named = CODE_NAMED_NO };
  PersonChoice whose = { .kind = PERSON_UNSAID };
  uint8_t id[ENTRY_ID_BYTES];
  guint64 alike;
  session_refusals_add (fixture->session, &entry, &whose, id, &alike, &error);
  g_assert_no_error (error);
}
