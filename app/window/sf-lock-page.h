/* The page of a locked store: passphrase, or recovery key. It shows nothing of what is
 * in the store, and keeps nothing that was typed. */
#pragma once

#include "sf-window.h"

G_BEGIN_DECLS

#define SF_TYPE_LOCK_PAGE (sf_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (SfLockPage, sf_lock_page, SF, LOCK_PAGE, AdwBin)

/* window: borrowed, outlives it. */
SfLockPage *sf_lock_page_new (SfWindow *window);

G_END_DECLS
