/* The pledge in full: what each tier's signers put their name to, the grounds with the
 * instruments cited for them, the demands, the dates and the words. All of it is the
 * campaign's, and says so. */
#pragma once

#include <adwaita.h>

#include "campaign.h"

G_BEGIN_DECLS

#define SF_TYPE_PLEDGE_TEXT (sf_pledge_text_get_type ())
G_DECLARE_FINAL_TYPE (SfPledgeText, sf_pledge_text, SF, PLEDGE_TEXT, AdwWindow)

/* campaign: only read now. */
SfPledgeText *sf_pledge_text_new (GtkWindow *parent, const Campaign *campaign);

G_END_DECLS
