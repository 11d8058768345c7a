/* Before a period is closed for good: what would be published and by which rule, what
 * that costs the people in it, and one button that does it. No figure is drawn before
 * the closing is on the disk, and none is shown here. */
#pragma once

#include <adwaita.h>

#include "total-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_CLOSE_DIALOG (sf_close_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SfCloseDialog, sf_close_dialog, SF, CLOSE_DIALOG, AdwWindow)

/**
 * sf_close_dialog_new:
 * @worker: borrowed, outlives it
 * @tally: of the period that is to be closed; read at once
 *
 * Emits "period-closed" once the period is closed, and goes.
 */
SfCloseDialog *sf_close_dialog_new (GtkWindow *parent, Worker *worker,
                                    const Tally *tally);

G_END_DECLS
