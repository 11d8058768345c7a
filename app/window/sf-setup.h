/* The first run, step by step: whose computer, what stays where, passphrase, recovery
 * key. No file is made before the passphrase was chosen. */
#pragma once

#include "sf-window.h"

G_BEGIN_DECLS

#define SF_TYPE_SETUP (sf_setup_get_type ())
G_DECLARE_FINAL_TYPE (SfSetup, sf_setup, SF, SETUP, AdwBin)

/* window: borrowed, outlives it. */
SfSetup *sf_setup_new (SfWindow *window);

G_END_DECLS
