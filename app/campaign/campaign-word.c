/* The words that the file format, the command line and JSON have for the enums. */
#include "campaign.h"

const char *
campaign_word_period (CampaignPeriod period)
{
  static const char *const words[] = { "month", "quarter", "year" };
  return words[period];
}

const char *
campaign_word_answer (CampaignAnswer answer)
{
  static const char *const words[] = { "one", "any", "count" };
  return words[answer];
}

const char *
campaign_word_subject (CampaignSubject subject)
{
  static const char *const words[] = {
    "tier", "role", "work", "customer", "ground", "outcome", "code-named", "refusals",
  };
  return words[subject];
}

const char *
campaign_word_collapse (CampaignCollapse collapse)
{
  static const char *const words[] = { "worst", "most", "ever", "last", "sum" };
  return words[collapse];
}

const char *
campaign_word_list (CampaignList list)
{
  static const char *const words[CAMPAIGN_N_LISTS] = {
    "tier",       "role",      "work",   "customer", "ground", "outcome",
    "instrument", "precedent", "demand", "date",     "term",   "question"
  };
  return words[list];
}
