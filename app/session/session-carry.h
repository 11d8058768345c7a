/* What a store has published, wiped and destroyed, carried into a copy of it before
 * that takes its place: inside this folder only. */
#pragma once

#include "session.h"

/**
 * session_carry:
 * @copy: a copy that was opened to be put back
 * @present: the store whose place it will take
 * @carried: (out): closed periods that the copy lacked
 *
 * Carries all of it over, within a transaction of the caller's.
 *
 * Returns: FALSE with error set: SESSION_ERROR_REFUSED where the two have published
 * other figures for one period or are of two campaigns
 */
gboolean session_carry (Session *copy, Session *present, guint *carried,
                        GError **error);

/* What there is of a store that could not be opened. */
typedef struct
{
  guint carried; /* closed periods that the copy lacked */
  gboolean some; /* something that tells of what the store published was read */
  gboolean foreign; /* a file lies there that the copy's key does not open */
} SessionCarryKnown;

/**
 * session_carry_known:
 * @path: of a store that is gone or does not open
 *
 * The same from what can be read without opening the store: its own file up to the
 * damage, and every copy beside it, where the copy's key opens them. What the copy has
 * published itself stays; two that differ elsewhere are no reason to refuse.
 *
 * Returns: FALSE with error set: SESSION_ERROR_IN_USE, or memory is short
 */
gboolean session_carry_known (Session *copy, const char *path, const SessionEnv *env,
                              SessionCarryKnown *known, GError **error);
