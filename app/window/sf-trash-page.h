/* The trash: what was deleted, how long it is kept, and bringing it back. */
#pragma once

#include <adwaita.h>

#include "sf-refusals.h"

G_BEGIN_DECLS

#define SF_TYPE_TRASH_PAGE (sf_trash_page_get_type ())
G_DECLARE_FINAL_TYPE (SfTrashPage, sf_trash_page, SF, TRASH_PAGE, AdwBin)

/* refusals: a reference is taken. */
SfTrashPage *sf_trash_page_new (SfRefusals *refusals);

/* Reads what is in the trash, and shows it. */
void sf_trash_page_open (SfTrashPage *self);

G_END_DECLS
