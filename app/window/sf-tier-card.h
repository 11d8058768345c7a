/* One tier of the pledge: its name, what it says in short, exactly which customers it
 * covers, and a button. Two of them stand side by side, or one above the other. */
#pragma once

#include <adwaita.h>

#include "campaign.h"

G_BEGIN_DECLS

#define SF_TYPE_TIER_CARD (sf_tier_card_get_type ())
G_DECLARE_FINAL_TYPE (SfTierCard, sf_tier_card, SF, TIER_CARD, AdwBin)

/* campaign: only read now. Emits "chosen" when its button is pressed. */
SfTierCard *sf_tier_card_new (const Campaign *campaign, guint tier);

/* The tier by its place in the campaign. */
guint sf_tier_card_tier (SfTierCard *self);

/* label: (nullable): of the button, with a mnemonic; NULL hides it. */
void sf_tier_card_set_action (SfTierCard *self, const char *label);

/* Whether this is the tier that the person holds. */
void sf_tier_card_set_held (SfTierCard *self, gboolean held);

G_END_DECLS
