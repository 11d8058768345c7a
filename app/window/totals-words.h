/* How the Totals view calls periods and their states, and the catalogue from which it
 * takes the sentences that files and the command line have too. Knows no widget. */
#pragma once

#include "session-totals.h"
#include "words.h"

G_BEGIN_DECLS

/* (transfer full): "Quarter 4 of 2026", in the language of the screen. */
char *totals_words_period (Period period);

/* What a period's state means, in one sentence. */
const char *totals_words_state (LedgerState state);

/* (transfer full): the project's words in the language of the screen. */
Catalogue *totals_words_catalogue (void);

G_END_DECLS
