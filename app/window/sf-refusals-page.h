/* The refusals: logged, listed, followed up. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSALS_PAGE (sf_refusals_page_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusalsPage, sf_refusals_page, SF, REFUSALS_PAGE, AdwBin)

/* worker: borrowed, outlives it. campaign: a reference is taken. */
SfRefusalsPage *sf_refusals_page_new (Worker *worker, Campaign *campaign);

G_END_DECLS
