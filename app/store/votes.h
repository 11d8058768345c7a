/* How often each person chose each thing: a table with one line a person and one column
 * a choice. Inside this folder only; knows no SQL and no campaign. */
#pragma once

#include <glib.h>

typedef struct _Votes Votes;

/* columns: how many choices there are. */
Votes *votes_new (guint columns);
void votes_free (Votes *votes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Votes, votes_free)

/* The line of a person, made at its first use: columns numbers, 0 at first. person is
 * not 0, and random: its low bits are as good as a hash. Valid until the next call. */
guint32 *votes_of (Votes *votes, gint64 person);

/* How many lines there are, and each of them. */
guint votes_count (const Votes *votes);
const guint32 *votes_get (const Votes *votes, guint line);
