/* What all releases say side by side: a question's figures in each closed period, what
 * they add up to, and the milestones passed. Nothing in it is an exact count. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_SERIES_PAGE (sf_series_page_get_type ())
G_DECLARE_FINAL_TYPE (SfSeriesPage, sf_series_page, SF, SERIES_PAGE, AdwBin)

/* Loads it by worker (borrowed, outlives it). Its button of return activates
 * "totals.back". */
void sf_series_page_show (SfSeriesPage *self, Worker *worker);

G_END_DECLS
