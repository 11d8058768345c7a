/* See sf-refusal-item.h. */
#include "sf-refusal-item.h"

struct _SfRefusalItem
{
  GObject parent_instance;

  Refusal *refusal; /* NULL: a heading */
  Week week;
  guint count;
};

G_DEFINE_FINAL_TYPE (SfRefusalItem, sf_refusal_item, G_TYPE_OBJECT)

const Refusal *
sf_refusal_item_refusal (SfRefusalItem *self)
{
  return self->refusal;
}

Week
sf_refusal_item_week (SfRefusalItem *self)
{
  return self->week;
}

guint
sf_refusal_item_count (SfRefusalItem *self)
{
  return self->count;
}

static void
sf_refusal_item_finalize (GObject *object)
{
  refusals_free (SF_REFUSAL_ITEM (object)->refusal);
  G_OBJECT_CLASS (sf_refusal_item_parent_class)->finalize (object);
}

static void
sf_refusal_item_class_init (SfRefusalItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sf_refusal_item_finalize;
}

static void
sf_refusal_item_init (SfRefusalItem *self)
{
  (void)self;
}

SfRefusalItem *
sf_refusal_item_new_heading (Week week, guint count)
{
  SfRefusalItem *self = g_object_new (SF_TYPE_REFUSAL_ITEM, NULL);
  self->week = week;
  self->count = count;
  return self;
}

SfRefusalItem *
sf_refusal_item_new (const Refusal *refusal)
{
  SfRefusalItem *self = g_object_new (SF_TYPE_REFUSAL_ITEM, NULL);
  self->refusal = g_memdup2 (refusal, sizeof *refusal);
  self->refusal->outcomes =
      g_memdup2 (refusal->outcomes, refusal->n_outcomes * sizeof (RefusalOutcome));
  return self;
}
