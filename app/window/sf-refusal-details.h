/* One refusal: all that is known of it, what came of it later, and deleting it. */
#pragma once

#include <adwaita.h>

#include "sf-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSAL_DETAILS (sf_refusal_details_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalDetails, sf_refusal_details, SF, REFUSAL_DETAILS, AdwBin)

/* refusals: a reference is taken. */
SfRefusalDetails *sf_refusal_details_new (SfRefusals *refusals);

/* Shows the refusal with this id. */
void sf_refusal_details_show (SfRefusalDetails *self, const uint8_t id[ENTRY_ID_BYTES]);

/* Shows nothing any more. */
void sf_refusal_details_clear (SfRefusalDetails *self);

G_END_DECLS
