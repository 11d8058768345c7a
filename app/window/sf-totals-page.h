/* The totals: exact counts, periods, releases. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_TOTALS_PAGE (sf_totals_page_get_type ())
G_DECLARE_FINAL_TYPE (SfTotalsPage, sf_totals_page, SF, TOTALS_PAGE, AdwBin)

/* worker: borrowed, outlives it. campaign: a reference is taken. */
SfTotalsPage *sf_totals_page_new (Worker *worker, Campaign *campaign);

G_END_DECLS
