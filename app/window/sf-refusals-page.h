/* The refusals: logged, listed, followed up. One page of several is shown at a time:
 * the list, the form, one refusal, the filter, the trash, the import. None is a window
 * of its own, so that a lock takes all of them away at once. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSALS_PAGE (sf_refusals_page_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalsPage, sf_refusals_page, SF, REFUSALS_PAGE, AdwBin)

/* worker: borrowed, outlives it. campaign: a reference is taken. */
SfRefusalsPage *sf_refusals_page_new (Worker *worker, Campaign *campaign);

/* Shows the form, with the focus in it: for win.new-refusal. */
void sf_refusals_page_log (SfRefusalsPage *self);

/* Shows the list's search, with the focus in it: for win.find. */
void sf_refusals_page_find (SfRefusalsPage *self);

G_END_DECLS
