/* A row of the list: a week's heading, or a refusal. Made when a row comes into view,
 * with a copy of what it shows. */
#pragma once

#include <glib-object.h>

#include "session-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSAL_ITEM (sf_refusal_item_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalItem, sf_refusal_item, SF, REFUSAL_ITEM, GObject)

/* (transfer full): a heading of the count refusals of a week. */
SfRefusalItem *sf_refusal_item_new_heading (Week week, guint count);

/* (transfer full): a refusal, which is copied. */
SfRefusalItem *sf_refusal_item_new (const Refusal *refusal);

/* (transfer none) (nullable): the refusal; NULL for a heading. */
const Refusal *sf_refusal_item_refusal (SfRefusalItem *self);

/* Of a heading. */
Week sf_refusal_item_week (SfRefusalItem *self);
guint sf_refusal_item_count (SfRefusalItem *self);

G_END_DECLS
