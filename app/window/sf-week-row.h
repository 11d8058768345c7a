/* A row with an ISO week, typed or stepped through; never one that has not begun. */
#pragma once

#include <adwaita.h>

#include "session-parse.h"

G_BEGIN_DECLS

#define SF_TYPE_WEEK_ROW (sf_week_row_get_type ())
G_DECLARE_FINAL_TYPE (SfWeekRow, sf_week_row, SF, WEEK_ROW, AdwActionRow)

/* The present week: the last that can be chosen. Also chosen, if nothing was before. */
void sf_week_row_set_now (SfWeekRow *self, Week now);

/* Chooses a week. Signal "changed" tells of a change. */
void sf_week_row_set (SfWeekRow *self, Week week);

/**
 * sf_week_row_get:
 * @week: (out): what is chosen
 *
 * Returns: FALSE if what is typed is no week that can be chosen. The row says why, and
 * has the focus
 */
gboolean sf_week_row_get (SfWeekRow *self, Week *week);

/* What is chosen; while something else is being typed, what was before. */
Week sf_week_row_peek (SfWeekRow *self);

G_END_DECLS
