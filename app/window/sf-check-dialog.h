/* Whether a saved pledge is good: what that shows, and what it does not show. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_CHECK_DIALOG (sf_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SfCheckDialog, sf_check_dialog, SF, CHECK_DIALOG, AdwWindow)

/**
 * sf_check_dialog_new:
 * @files: a record's file and its signature's, in either order; others are passed over.
 *   They are read at once
 *
 * Returns: a dialog that says what came of it
 */
SfCheckDialog *sf_check_dialog_new (GtkWindow *parent, GListModel *files);

/* Whether the signature was good. */
gboolean sf_check_dialog_is_good (SfCheckDialog *self);

G_END_DECLS
