/* Disks after a crash: see crash.h. */
#include "crash.h"

#include "random.h"

#include <string.h>

#define SECTOR_BYTES 512

/* A file as the medium may hold it. */
typedef struct
{
  GByteArray *certain;
  GPtrArray *unsure; /* Change, pending when a sync failed */
  GPtrArray *pending; /* Change, since the last sync */
} Node;

typedef struct
{
  GPtrArray *nodes; /* by number */
  GHashTable *names; /* path to Node: certain */
  GPtrArray *renames; /* Change: pending changes of names */
  guint64 mark;
} Medium;

/* How much of the pending writes arrived. */
typedef enum
{
  ARRIVED_NONE,
  ARRIVED_ALL,
  ARRIVED_ONLY, /* one of them */
  ARRIVED_BUT, /* all but one of them */
  ARRIVED_BEGINNING, /* of the newest: up to the cut */
  ARRIVED_END, /* of the newest: from the cut on */
  ARRIVED_GARBAGE, /* of the newest: all, with one bad sector */
  ARRIVED_LENGTH, /* of the newest: up to the cut, and the length */
} Arrival;

typedef struct
{
  guint renames; /* how many of them arrived */
  gboolean unsure; /* whether what a failed sync left did */
  Arrival arrival;
  const Change *which; /* for ONLY and BUT; else the newest */
  gsize cut;
} Choice;

static void
free_node (gpointer data)
{
  Node *node = data;
  g_byte_array_unref (node->certain);
  g_ptr_array_unref (node->unsure);
  g_ptr_array_unref (node->pending);
  g_free (node);
}

static Node *
get_node (Medium *medium, guint number)
{
  while (medium->nodes->len <= number)
    {
      Node *node = g_new0 (Node, 1);
      node->certain = g_byte_array_new ();
      node->unsure = g_ptr_array_new ();
      node->pending = g_ptr_array_new ();
      g_ptr_array_add (medium->nodes, node);
    }
  return g_ptr_array_index (medium->nodes, number);
}

static void
put_bytes (GByteArray *content, guint64 offset, gconstpointer in, gsize size)
{
  guint before = content->len;
  if (offset + size > before)
    {
      g_byte_array_set_size (content, (guint)(offset + size));
      memset (content->data + before, 0, (gsize)(offset + size - before));
    }
  if (size > 0)
    memcpy (content->data + offset, in, size);
}

static void
arrive_whole (GByteArray *content, const Change *change)
{
  if (change->kind == CHANGE_TRUNCATE)
    {
      g_byte_array_set_size (content, MIN (content->len, (guint)change->offset));
      return;
    }
  gsize size;
  gconstpointer bytes = g_bytes_get_data (change->bytes, &size);
  put_bytes (content, change->offset, bytes, size);
}

static void
arrive_in_part (GByteArray *content, const Change *change, const Choice *choice)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (change->bytes, &size);
  gsize cut = choice->cut;
  if (choice->arrival == ARRIVED_BEGINNING)
    put_bytes (content, change->offset, bytes, cut);
  else if (choice->arrival == ARRIVED_END)
    put_bytes (content, change->offset + cut, bytes + cut, size - cut);
  else if (choice->arrival == ARRIVED_GARBAGE)
    {
      guint8 garbage[SECTOR_BYTES];
      random_fill (garbage, sizeof garbage);
      put_bytes (content, change->offset, bytes, size);
      put_bytes (content, change->offset + cut, garbage,
                 MIN (SECTOR_BYTES, size - cut));
    }
  else
    {
      guint end = (guint)(change->offset + size);
      put_bytes (content, change->offset, bytes, cut);
      if (content->len < end)
        {
          g_autofree guint8 *zeros = g_malloc0 (end - content->len);
          put_bytes (content, content->len, zeros, end - content->len);
        }
    }
}

static void
arrive (GByteArray *content, const Change *change, const Choice *choice)
{
  gboolean chosen = change == choice->which;
  if (choice->arrival == ARRIVED_ALL || (choice->arrival == ARRIVED_ONLY && chosen)
      || (choice->arrival >= ARRIVED_BUT && !chosen))
    arrive_whole (content, change);
  else if (choice->arrival > ARRIVED_BUT)
    arrive_in_part (content, change, choice);
}

static void
put_node (Disk *disk, const char *path, const Node *node, const Choice *choice)
{
  g_autoptr (GByteArray) content = g_byte_array_sized_new (node->certain->len);
  g_byte_array_append (content, node->certain->data, node->certain->len);
  for (guint i = 0; choice->unsure && i < node->unsure->len; i++)
    arrive_whole (content, g_ptr_array_index (node->unsure, i));
  for (guint i = 0; choice->arrival != ARRIVED_NONE && i < node->pending->len; i++)
    arrive (content, g_ptr_array_index (node->pending, i), choice);
  disk_put (disk, path, content->data, content->len);
}

static void
change_name (Medium *medium, GHashTable *names, const Change *change)
{
  if (change->kind == CHANGE_CREATE)
    g_hash_table_replace (names, change->path, get_node (medium, change->node));
  else if (change->kind == CHANGE_RENAME)
    {
      g_hash_table_replace (names, change->target,
                            g_hash_table_lookup (names, change->path));
      g_hash_table_remove (names, change->path);
    }
  else
    g_hash_table_remove (names, change->path);
}

static Disk *
make_disk (Medium *medium, const Choice *choice)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer path, node;
  g_hash_table_iter_init (&iter, medium->names);
  while (g_hash_table_iter_next (&iter, &path, &node))
    g_hash_table_replace (names, path, node);
  for (guint i = 0; i < choice->renames; i++)
    change_name (medium, names, g_ptr_array_index (medium->renames, i));
  Disk *disk = disk_new_silent ();
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &path, &node))
    put_node (disk, path, node, choice);
  return disk;
}

/* --- walking along the record --------------------------------------------------- */

static void
move_all (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_ptr_array_index (from, i));
  g_ptr_array_set_size (from, 0);
}

/* What a failed sync left stays unknown. */
static void
sync_node (Node *node)
{
  for (guint i = 0; i < node->pending->len; i++)
    arrive_whole (node->certain, g_ptr_array_index (node->pending, i));
  g_ptr_array_set_size (node->pending, 0);
}

static void
follow (Medium *medium, Change *change)
{
  switch (change->kind)
    {
    case CHANGE_WRITE:
    case CHANGE_TRUNCATE:
      g_ptr_array_add (get_node (medium, change->node)->pending, change);
      break;
    case CHANGE_SYNC:
      sync_node (get_node (medium, change->node));
      break;
    case CHANGE_SYNC_FAILED:
      {
        Node *node = get_node (medium, change->node);
        move_all (node->pending, node->unsure);
        break;
      }
    case CHANGE_CREATE:
    case CHANGE_RENAME:
    case CHANGE_REMOVE:
      get_node (medium, change->node);
      g_ptr_array_add (medium->renames, change);
      break;
    case CHANGE_SYNC_FOLDER:
      for (guint i = 0; i < medium->renames->len; i++)
        change_name (medium, medium->names, g_ptr_array_index (medium->renames, i));
      g_ptr_array_set_size (medium->renames, 0);
      break;
    case CHANGE_MARK:
      medium->mark = change->offset;
      break;
    default:
      g_assert_not_reached ();
    }
}

typedef struct
{
  Medium *medium;
  CrashVisit visit;
  gpointer data;
  guint count;
  gboolean unsure; /* whether there is something that a failed sync left */
} Walk;

static void
visit_choice (Walk *walk, Choice choice)
{
  for (int unsure = 0; unsure <= walk->unsure; unsure++)
    {
      choice.unsure = unsure;
      Disk *disk = make_disk (walk->medium, &choice);
      walk->visit (disk, walk->medium->mark, walk->data);
      walk->count++;
      disk_free (disk);
    }
}

/* Each pending write alone, and all but each. */
static void
visit_subsets (Walk *walk, guint renames)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  for (guint i = 0; i < walk->medium->nodes->len; i++)
    {
      const Node *node = g_ptr_array_index (walk->medium->nodes, i);
      for (guint j = 0; j < node->pending->len; j++)
        g_ptr_array_add (all, g_ptr_array_index (node->pending, j));
    }
  for (guint i = 0; all->len > 1 && i < all->len; i++)
    {
      Choice choice = { .renames = renames, .which = g_ptr_array_index (all, i) };
      choice.arrival = ARRIVED_ONLY;
      visit_choice (walk, choice);
      choice.arrival = ARRIVED_BUT;
      visit_choice (walk, choice);
    }
}

static void
visit_cuts (Walk *walk, const Change *newest, guint renames, guint cuts)
{
  gsize sectors = (g_bytes_get_size (newest->bytes) + SECTOR_BYTES - 1) / SECTOR_BYTES;
  gsize step = MAX (1, (sectors + cuts - 1) / cuts);
  const Node *node = get_node (walk->medium, newest->node);
  gboolean grows =
      newest->offset + g_bytes_get_size (newest->bytes) > node->certain->len;
  for (gsize sector = 0; sector < sectors; sector += step)
    for (int arrival = ARRIVED_BEGINNING; arrival <= ARRIVED_LENGTH; arrival++)
      {
        Choice choice = { .renames = renames, .which = newest };
        choice.arrival = (Arrival)arrival;
        choice.cut = sector * SECTOR_BYTES;
        /* A beginning or an end that is nothing or all was visited before. */
        if (arrival == ARRIVED_GARBAGE || (arrival == ARRIVED_LENGTH && grows)
            || (arrival < ARRIVED_GARBAGE && sector > 0))
          visit_choice (walk, choice);
      }
}

static gboolean
is_unsure (const Medium *medium)
{
  for (guint i = 0; i < medium->nodes->len; i++)
    if (((const Node *)g_ptr_array_index (medium->nodes, i))->unsure->len > 0)
      return TRUE;
  return FALSE;
}

static void
visit_moment (Walk *walk, const Change *newest, guint cuts)
{
  guint renames = walk->medium->renames->len;
  walk->unsure = is_unsure (walk->medium);
  for (guint i = 0; i <= renames; i++)
    {
      visit_choice (walk, (Choice){ .renames = i, .arrival = ARRIVED_NONE });
      visit_choice (walk, (Choice){ .renames = i, .arrival = ARRIVED_ALL });
    }
  visit_subsets (walk, renames);
  if (newest->kind == CHANGE_WRITE)
    visit_cuts (walk, newest, renames, cuts);
}

guint
crash_visit (const Disk *recorded, const CrashPlan *plan, CrashVisit visit,
             gpointer data)
{
  Medium medium = { 0 };
  medium.nodes = g_ptr_array_new_with_free_func (free_node);
  medium.names = g_hash_table_new (g_str_hash, g_str_equal);
  medium.renames = g_ptr_array_new ();
  Walk walk = { .medium = &medium, .visit = visit, .data = data };
  const GPtrArray *changes = disk_changes (recorded);
  for (guint i = 0; i < changes->len; i++)
    {
      Change *change = g_ptr_array_index (changes, i);
      follow (&medium, change);
      if (i >= plan->from)
        visit_moment (&walk, change, plan->cuts);
    }
  g_ptr_array_unref (medium.renames);
  g_hash_table_unref (medium.names);
  g_ptr_array_unref (medium.nodes);
  return walk.count;
}
