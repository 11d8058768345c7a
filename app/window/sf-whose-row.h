/* A row that asks whose an entry is, in a store that holds several people's. */
#pragma once

#include "sf-choice-row.h"
#include "sf-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_WHOSE_ROW (sf_whose_row_get_type ())
G_DECLARE_FINAL_TYPE (SfWhoseRow, sf_whose_row, SF, WHOSE_ROW, SfChoiceRow)

typedef enum
{
  SF_WHOSE_REFUSAL, /* of a refusal that is being logged */
  SF_WHOSE_OUTCOME, /* of a later outcome: the refusal's person, if nothing is said */
} SfWhoseUse;

/* Offers what can be chosen now, and chooses present. */
void sf_whose_row_fill (SfWhoseRow *self, SfRefusals *refusals, SfWhoseUse use,
                        const PersonChoice *present);

/* whose: (out): what is chosen. */
void sf_whose_row_get (SfWhoseRow *self, PersonChoice *whose);

G_END_DECLS
