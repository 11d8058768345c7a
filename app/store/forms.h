/* The empty form of a period's tally, from the campaign; inside this folder only. */
#pragma once

#include "campaign.h"
#include "period.h"
#include "tally.h"

/* (transfer full) (element-type CampaignQuestion): what the campaign asks in periods of
 * a kind, in its order. */
GPtrArray *forms_questions (const Campaign *campaign, PeriodKind kind);

/* (transfer full): a form of these questions, with their labels in every language that
 * the campaign has them in; NULL if the campaign cannot be put in a form. */
Form *forms_new (const Campaign *campaign, Period period, const GPtrArray *questions);
