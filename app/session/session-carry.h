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

/* --- the other way: into the copies beside an open store -----------------------------
 */

/* In the transaction that closes a period: that the copies have to follow it, so that
 * what a crash comes before is done at the next opening. */
gboolean session_carry_owe (Session *session, GError **error);

/* Carries what the store has published and wiped into every copy beside it that its key
 * opens, if that is owed. What cannot be done stays owed. */
void session_carry_follow (Session *session);

/**
 * session_carry_removal:
 * @refusals: (element-type Refusal): those that the store is about to remove for good
 *
 * Removes them from every copy beside the store. Before the store does: if that then
 * fails, a copy lacks what was deleted, which is no harm.
 *
 * Returns: FALSE where a copy could not be written, so that it is better done later
 */
gboolean session_carry_removal (Session *session, const GPtrArray *refusals);
