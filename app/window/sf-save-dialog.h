/* How a release, or the series of all, is to be saved: in which format and language,
 * and whether signed; then where, by the desktop's own dialog. */
#pragma once

#include <adwaita.h>

#include "save-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_SAVE_DIALOG (sf_save_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SfSaveDialog, sf_save_dialog, SF, SAVE_DIALOG, AdwWindow)

/**
 * sf_save_dialog_new:
 * @worker: borrowed, outlives it
 * @form: of the release, or of the series: series_form(); read at once
 *
 * Emits "saved" once the files are there, and goes.
 */
SfSaveDialog *sf_save_dialog_new (GtkWindow *parent, Worker *worker,
                                  SaveSubject subject, const Form *form);

/* Saves as it was chosen, into place, without asking: a folder where there is more than
 * one file. */
void sf_save_dialog_save_to (SfSaveDialog *self, GFile *place);

G_END_DECLS
