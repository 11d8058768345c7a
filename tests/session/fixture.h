/* A session in memory, with a clock that the test sets and the cheapest key derivation.
 */
#pragma once

#include "session.h"

#define FIXTURE_PATH "/store"

typedef struct
{
  VaultFiles *files;
  gint64 now; /* seconds; starts in the first week of October 2026 */
  Clock clock;
  SessionEnv env;
  Secret *passphrase;
  Secret *recovery; /* the recovery key's text */
  Session *session;
} Fixture;

/* A new store of the first built-in campaign, open. */
void fixture_init (Fixture *fixture);
void fixture_clear (Fixture *fixture);

/* Closes the session and opens it again. */
void fixture_reopen (Fixture *fixture);

/* Moves the clock on. */
void fixture_wait (Fixture *fixture, int weeks);

/* Logs a refusal of the owner in a week; the other choices are the first of each list.
 */
void fixture_add_refusal (Fixture *fixture, Week week);

/* Asserts that call failed with this code, and clears error. */
#define fixture_assert_error(call, error, expected)                                    \
  G_STMT_START                                                                         \
  {                                                                                    \
    g_assert_false (call);                                                             \
    g_assert_error (error, SESSION_ERROR, (int)(expected));                            \
    g_clear_error (&error);                                                            \
  }                                                                                    \
  G_STMT_END
