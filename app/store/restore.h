/* Out of the trash: what counts when, and whose it is then; inside this folder only. */
#pragma once

#include "refusals.h"

/* Gives all rows of a refusal that no closing has counted their `counts` week and their
 * person anew. */
gboolean restore_rows (Store *store, const uint8_t id[ENTRY_ID_BYTES], Week now,
                       GError **error);
