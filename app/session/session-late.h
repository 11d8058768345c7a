/* Entries made after their period was closed: where they count, in words. */
#pragma once

#include "late.h"
#include "session.h"

G_BEGIN_DECLS

/* Where an entry of that week (0: the present one) would count if it were made now; see
 * late_week(). own and counts are equal unless it is late. */
gboolean session_late_week (Session *session, Week *own, Week *counts, GError **error);

/* (transfer full) (element-type Period): in which periods it then counts, the shortest
 * first. */
GArray *session_late_periods (Session *session, Week counts);

/* (transfer full) (nullable): a sentence that says where a late entry counts; NULL for
 * one that counts in its own week. */
char *session_late_describe (Session *session, Week own, Week counts);

/* How many late entries an open period holds; exact. See late_numbers(). */
gboolean session_late_numbers (Session *session, Period period, LateNumbers *numbers,
                               GError **error);

/* (transfer full) (nullable): a sentence about them; NULL where there are none. */
char *session_late_describe_numbers (const LateNumbers *numbers);

G_END_DECLS
