/* The preferences' part about what opens the store. */
#pragma once

#include "store-jobs.h"
#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_SLOTS_GROUP (sf_slots_group_get_type ())
G_DECLARE_FINAL_TYPE (SfSlotsGroup, sf_slots_group, SF, SLOTS_GROUP,
                      AdwPreferencesGroup)

/* worker: borrowed, outlives it. Signal "changed": what opens the store was changed. */
SfSlotsGroup *sf_slots_group_new (Worker *worker);

/* Offers what state allows. */
void sf_slots_group_show (SfSlotsGroup *self, const StoreState *state);

G_END_DECLS
