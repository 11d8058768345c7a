/* See votes.h. */
#include "votes.h"

#define SLOTS_FIRST 1024

/* An open table of slots, doubled when half full. */
typedef struct
{
  gint64 person; /* 0: empty */
  guint32 line;
} Slot;

struct _Votes
{
  guint columns;
  Slot *slots;
  guint32 n_slots; /* a power of two */
  guint32 *cells;
  guint32 n_lines;
  guint32 room; /* lines that cells has room for */
};

Votes *
votes_new (guint columns)
{
  Votes *votes = g_new0 (Votes, 1);
  votes->columns = columns;
  votes->n_slots = SLOTS_FIRST;
  votes->slots = g_new0 (Slot, votes->n_slots);
  return votes;
}

void
votes_free (Votes *votes)
{
  if (votes == NULL)
    return;
  g_free (votes->slots);
  g_free (votes->cells);
  g_free (votes);
}

/* The person's slot, or the empty one where it belongs. */
static Slot *
find_slot (const Votes *votes, gint64 person)
{
  guint32 i = (guint32)person & (votes->n_slots - 1);
  while (votes->slots[i].person != 0 && votes->slots[i].person != person)
    i = (i + 1) & (votes->n_slots - 1);
  return &votes->slots[i];
}

static void
grow_slots (Votes *votes)
{
  g_autofree Slot *old = g_steal_pointer (&votes->slots);
  guint32 n_old = votes->n_slots;
  votes->n_slots = 2 * n_old;
  votes->slots = g_new0 (Slot, votes->n_slots);
  for (guint32 i = 0; i < n_old; i++)
    if (old[i].person != 0)
      *find_slot (votes, old[i].person) = old[i];
}

static guint32
append_line (Votes *votes)
{
  if (votes->n_lines == votes->room)
    {
      guint32 room = MAX (64, 2 * votes->room);
      votes->cells = g_realloc_n (votes->cells, (gsize)room * votes->columns,
                                  sizeof *votes->cells);
      votes->room = room;
    }
  gsize first = (gsize)votes->n_lines * votes->columns;
  for (guint i = 0; i < votes->columns; i++)
    votes->cells[first + i] = 0;
  return votes->n_lines++;
}

guint32 *
votes_of (Votes *votes, gint64 person)
{
  Slot *slot = find_slot (votes, person);
  if (slot->person == 0)
    {
      if (2 * votes->n_lines >= votes->n_slots)
        {
          grow_slots (votes);
          slot = find_slot (votes, person);
        }
      *slot = (Slot){ person, append_line (votes) };
    }
  return votes->cells + (gsize)slot->line * votes->columns;
}

guint
votes_count (const Votes *votes)
{
  return votes->n_lines;
}

const guint32 *
votes_get (const Votes *votes, guint line)
{
  return votes->cells + (gsize)line * votes->columns;
}
