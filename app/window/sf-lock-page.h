/* The page of a locked store: passphrase, or recovery key. It shows nothing of what is
 * in the store, and keeps nothing that was typed. */
#pragma once

#include "sf-window.h"

G_BEGIN_DECLS

#define SF_TYPE_LOCK_PAGE (sf_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (SfLockPage, sf_lock_page, SF, LOCK_PAGE, AdwBin)

/* window: borrowed, outlives it. reason: of the lock before. */
SfLockPage *sf_lock_page_new (SfWindow *window, LockReason reason);

/* Puts the focus where a person types next. It is no way to grab the focus, since Tab
 * would then never get past the entry. */
void sf_lock_page_focus (SfLockPage *self);

/* Says text, in lasting letters, beside the passphrase. */
void sf_lock_page_tell (SfLockPage *self, const char *text);

/* Gives up an unlocking that is under way. */
void sf_lock_page_cancel (SfLockPage *self);

G_END_DECLS
