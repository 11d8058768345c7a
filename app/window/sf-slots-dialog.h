/* A change of what opens the store, from the present passphrase that is asked for to
 * the new recovery key that is written down. Nothing that was typed stays in it. */
#pragma once

#include <adwaita.h>

#include "store-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_SLOTS_DIALOG (sf_slots_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SfSlotsDialog, sf_slots_dialog, SF, SLOTS_DIALOG, AdwWindow)

/* (transfer none): a dialog above parent. worker: borrowed, outlives it. Signal
 * "changed": the change is made. */
SfSlotsDialog *sf_slots_dialog_new (GtkWindow *parent, Worker *worker,
                                    StoreChange change);

G_END_DECLS
