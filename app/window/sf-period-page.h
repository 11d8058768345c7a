/* One period: an open one with its exact counts, and the way to close it; a closed one
 * with its release, and the way to save it. */
#pragma once

#include <adwaita.h>

#include "total-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_PERIOD_PAGE (sf_period_page_get_type ())
G_DECLARE_FINAL_TYPE (SfPeriodPage, sf_period_page, SF, PERIOD_PAGE, AdwBin)

/* Which period it shows, loaded by worker (borrowed, outlives it). Its button of
 * return activates "totals.back". */
void sf_period_page_show (SfPeriodPage *self, Worker *worker, Period period);

G_END_DECLS
