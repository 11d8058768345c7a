/* Putting a copy of the store back: which one, what opens it, what it holds, and only
 * then the restoring. For an open store, a locked one, and where there is none. */
#pragma once

#include "sf-window.h"

G_BEGIN_DECLS

#define SF_TYPE_RESTORE_DIALOG (sf_restore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SfRestoreDialog, sf_restore_dialog, SF, RESTORE_DIALOG, AdwWindow)

/* (transfer none): a dialog above parent, which lists the copies beside the store and
 * lets a file be chosen. window: borrowed; shows the restored store. */
SfRestoreDialog *sf_restore_dialog_new (SfWindow *window, GtkWindow *parent);

/* Goes on with this file, or with this copy beside the store. */
void sf_restore_dialog_use_file (SfRestoreDialog *self, GFile *file);
void sf_restore_dialog_use_generation (SfRestoreDialog *self, guint number);

G_END_DECLS
