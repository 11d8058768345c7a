/* Refusals in words, in the language of the screen. */
#pragma once

#include "campaign.h"
#include "session-refusals.h"

G_BEGIN_DECLS

/* (transfer none): an item's name. */
const char *refusal_words_item (const Campaign *campaign, CampaignList list,
                                guint index);

/* (transfer full): the names of a set of grounds, in the campaign's order. */
char *refusal_words_grounds (const Campaign *campaign, guint32 grounds);

/* (transfer none): whether there was a code name. */
const char *refusal_words_code_named (CodeNamed code_named);

/* (transfer full): a week as "2026-W41". */
char *refusal_words_week (Week week);

/* (transfer full): its first and last day, and whether it is now. */
char *refusal_words_days (Week week, Week now);

/* (transfer full): what a refusal was about, on one line. */
char *refusal_words_subject (const Campaign *campaign, const Refusal *refusal);

/* (transfer none): the latest outcome of a refusal. */
const char *refusal_words_outcome (const Campaign *campaign, const Refusal *refusal);

G_END_DECLS
