/* Whether a saved release, or the series of all, is good: whether its form is right,
 * whether it is what the ledger holds or adds up to, and whether its signature, if
 * there is one, is this store's. */
#pragma once

#include <adwaita.h>

#include "total-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_RELEASE_CHECK (sf_release_check_get_type ())
G_DECLARE_FINAL_TYPE (SfReleaseCheck, sf_release_check, SF, RELEASE_CHECK, AdwWindow)

/* checked: read at once. */
SfReleaseCheck *sf_release_check_new (GtkWindow *parent, const CheckedRelease *checked);

G_END_DECLS
