/* The refusals that are logged, by week: searched, filtered, opened. */
#pragma once

#include <adwaita.h>

#include "refusal-filter.h"
#include "sf-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSAL_LIST (sf_refusal_list_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalList, sf_refusal_list, SF, REFUSAL_LIST, AdwBin)

/* refusals: a reference is taken. */
SfRefusalList *sf_refusal_list_new (SfRefusals *refusals);

/* Shows the search, with the focus in it. */
void sf_refusal_list_find (SfRefusalList *self);

/* (transfer none): the filter, and another one; its words are the search's own. */
const RefusalFilter *sf_refusal_list_filter (SfRefusalList *self);
void sf_refusal_list_set_filter (SfRefusalList *self, const RefusalFilter *filter);

/* How many refusals are listed. */
guint sf_refusal_list_count (SfRefusalList *self);

/* Whether to offer going on with a half-written refusal. */
void sf_refusal_list_offer_draft (SfRefusalList *self, gboolean offered);

G_END_DECLS
