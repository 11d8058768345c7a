/* A row with one choice of a closed list, made for the keyboard: with the focus on it,
 * a letter goes on to the next choice that begins with it. */
#pragma once

#include <adwaita.h>

#include "campaign.h"

G_BEGIN_DECLS

#define SF_TYPE_CHOICE_ROW (sf_choice_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (SfChoiceRow, sf_choice_row, SF, CHOICE_ROW, AdwComboRow)

struct _SfChoiceRowClass
{
  AdwComboRowClass parent_class;
};

/* Removes all choices. none: (nullable): what stands there while nothing is chosen, and
 * is the choice at -1; NULL: there is always a choice. */
void sf_choice_row_clear (SfChoiceRow *self, const char *none);

/* Adds a choice at the end. */
void sf_choice_row_append (SfChoiceRow *self, const char *text);

/* Fills it with the names of a campaign's list; none as above. */
void sf_choice_row_fill (SfChoiceRow *self, const Campaign *campaign, CampaignList list,
                         const char *none);

/* What is chosen, by place; -1 for nothing. "notify::selected" tells of a change. */
int sf_choice_row_get (SfChoiceRow *self);
void sf_choice_row_set (SfChoiceRow *self, int place);

G_END_DECLS
