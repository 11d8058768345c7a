/* Refusals as a list model of SfRefusalItem: by week, each week with a heading before
 * it. Items are made when they are asked for, so that a list of 100,000 costs an array
 * of numbers. */
#pragma once

#include <gio/gio.h>

#include "session-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSAL_MODEL (sf_refusal_model_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalModel, sf_refusal_model, SF, REFUSAL_MODEL, GObject)

/* (transfer full): an empty model. */
SfRefusalModel *sf_refusal_model_new (void);

/**
 * sf_refusal_model_set:
 * @refusals: (nullable) (element-type Refusal): by week; a reference is taken, and the
 *   array does not change any more. NULL empties the model
 * @places: (element-type guint32): which of them, in their order; a reference is taken
 *
 * Tells of what differs from before only, so that a list keeps its place.
 */
void sf_refusal_model_set (SfRefusalModel *self, GPtrArray *refusals, GArray *places);

/* How many refusals there are, headings aside. */
guint sf_refusal_model_count (SfRefusalModel *self);

G_END_DECLS
