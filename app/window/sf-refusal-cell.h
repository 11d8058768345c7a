/* What a row of a list of refusals looks like: a week's heading, a refusal, or a
 * refusal in the trash. */
#pragma once

#include <adwaita.h>

#include "campaign.h"
#include "sf-refusal-item.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSAL_CELL (sf_refusal_cell_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalCell, sf_refusal_cell, SF, REFUSAL_CELL, AdwBin)

/* (transfer floating): a cell that shows nothing. */
SfRefusalCell *sf_refusal_cell_new (void);

/* Shows an item; now is the present week. */
void sf_refusal_cell_show (SfRefusalCell *self, const Campaign *campaign,
                           SfRefusalItem *item, Week now);

/* Forgets what it shows. */
void sf_refusal_cell_clear (SfRefusalCell *self);

G_END_DECLS
