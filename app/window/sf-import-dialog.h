/* Importing a table of refusals: a first look, a trial that changes nothing, and then
 * the import, which can be cancelled. */
#pragma once

#include <adwaita.h>

#include "sf-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_IMPORT_DIALOG (sf_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SfImportDialog, sf_import_dialog, SF, IMPORT_DIALOG, AdwBin)

/* refusals: a reference is taken. */
SfImportDialog *sf_import_dialog_new (SfRefusals *refusals);

/* Begins anew, with no file. */
void sf_import_dialog_reset (SfImportDialog *self);

/* Looks at a file, and tries it. */
void sf_import_dialog_open (SfImportDialog *self, GFile *file);

G_END_DECLS
