/* See sf-refusal-model.h. A row is a number: a place in refusals, or for the heading
 * before it that place with the highest bit set. */
#include "sf-refusal-model.h"

#include <string.h>

#include "sf-refusal-item.h"

#define HEADING 0x80000000u

struct _SfRefusalModel
{
  GObject parent_instance;

  GPtrArray *refusals;
  GArray *rows; /* guint32 */
  guint count;
};

static GType
get_item_type (GListModel *model)
{
  (void)model;
  return SF_TYPE_REFUSAL_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SF_REFUSAL_MODEL (model)->rows->len;
}

static guint32
row_at (const GArray *rows, guint position)
{
  return g_array_index (rows, guint32, position);
}

/* How many rows there are from here to the next heading. */
static guint
count_week (const GArray *rows, guint position)
{
  guint count = 0;
  while (position + count < rows->len
         && (row_at (rows, position + count) & HEADING) == 0)
    count++;
  return count;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SfRefusalModel *self = SF_REFUSAL_MODEL (model);
  if (position >= self->rows->len)
    return NULL;
  guint32 row = row_at (self->rows, position);
  const Refusal *refusal = self->refusals->pdata[row & ~HEADING];
  if ((row & HEADING) != 0)
    return sf_refusal_item_new_heading (refusal->week,
                                        count_week (self->rows, position + 1));
  return sf_refusal_item_new (refusal);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SfRefusalModel, sf_refusal_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      list_model_init))

/* Rows with a heading before each week. */
static GArray *
make_rows (GPtrArray *refusals, GArray *places)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), places->len);
  Week week = 0;
  for (guint i = 0; i < places->len; i++)
    {
      guint32 place = row_at (places, i);
      const Refusal *refusal = refusals->pdata[place];
      if (refusal->week != week)
        {
          guint32 heading = place | HEADING;
          g_array_append_val (rows, heading);
        }
      week = refusal->week;
      g_array_append_val (rows, place);
    }
  return rows;
}

/* The entries and the rows that show them. */
typedef struct
{
  GPtrArray *refusals;
  GArray *rows;
} Shown;

static gboolean
same_refusal (const Refusal *a, const Refusal *b)
{
  return memcmp (a->id, b->id, ENTRY_ID_BYTES) == 0 && a->counts == b->counts
         && a->counted == b->counted && a->trashed == b->trashed
         && a->n_outcomes == b->n_outcomes
         && memcmp (a->outcomes, b->outcomes, a->n_outcomes * sizeof (RefusalOutcome))
                == 0;
}

/* Whether two rows look the same. Headings never do, if what is below differs: they
 * tell how much that is. */
static gboolean
same_row (const Shown *a, guint at, const Shown *b, guint bt)
{
  guint32 first = row_at (a->rows, at), second = row_at (b->rows, bt);
  const Refusal *one = a->refusals->pdata[first & ~HEADING];
  const Refusal *other = b->refusals->pdata[second & ~HEADING];
  if ((first & HEADING) != (second & HEADING))
    return FALSE;
  if ((first & HEADING) == 0)
    return same_refusal (one, other);
  return one->week == other->week
         && count_week (a->rows, at + 1) == count_week (b->rows, bt + 1);
}

static guint
count_same_head (const Shown *a, const Shown *b)
{
  guint most = MIN (a->rows->len, b->rows->len), same = 0;
  while (same < most && same_row (a, same, b, same))
    same++;
  return same;
}

static guint
count_same_tail (const Shown *a, const Shown *b, guint head)
{
  guint most = MIN (a->rows->len, b->rows->len) - head, same = 0;
  while (same < most
         && same_row (a, a->rows->len - same - 1, b, b->rows->len - same - 1))
    same++;
  return same;
}

void
sf_refusal_model_set (SfRefusalModel *self, GPtrArray *refusals, GArray *places)
{
  g_autoptr (GPtrArray) old_refusals = g_steal_pointer (&self->refusals);
  g_autoptr (GArray) old_rows = g_steal_pointer (&self->rows);
  self->refusals = refusals != NULL ? g_ptr_array_ref (refusals) : NULL;
  self->rows = refusals != NULL ? make_rows (refusals, places)
                                : g_array_new (FALSE, FALSE, sizeof (guint32));
  self->count = refusals != NULL ? places->len : 0;
  Shown before = { old_refusals, old_rows }, after = { self->refusals, self->rows };
  guint head = count_same_head (&before, &after);
  guint tail = count_same_tail (&before, &after, head);
  g_list_model_items_changed (G_LIST_MODEL (self), head, old_rows->len - head - tail,
                              self->rows->len - head - tail);
}

guint
sf_refusal_model_count (SfRefusalModel *self)
{
  return self->count;
}

static void
sf_refusal_model_finalize (GObject *object)
{
  SfRefusalModel *self = SF_REFUSAL_MODEL (object);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (sf_refusal_model_parent_class)->finalize (object);
}

static void
sf_refusal_model_class_init (SfRefusalModelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sf_refusal_model_finalize;
}

static void
sf_refusal_model_init (SfRefusalModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
}

SfRefusalModel *
sf_refusal_model_new (void)
{
  return g_object_new (SF_TYPE_REFUSAL_MODEL, NULL);
}
