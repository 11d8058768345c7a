/* The rows of a list of refusals: the same cells in the list and in the trash. */
#pragma once

#include "sf-refusal-cell.h"
#include "sf-refusal-model.h"

G_BEGIN_DECLS

/**
 * refusal_rows_set_up:
 * @bind: void (*) (gpointer owner, GtkListItem *row): shows the row's item in its
 *   SfRefusalCell; called while owner lives
 * @owner: (type GObject)
 *
 * Lets list show model. A cell that goes out of sight forgets what it showed.
 */
void refusal_rows_set_up (GtkListView *list, SfRefusalModel *model, GCallback bind,
                          gpointer owner);

G_END_DECLS
