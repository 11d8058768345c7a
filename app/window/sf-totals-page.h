/* The totals: one person's own counts, the periods with their state, and one period at
 * a time with its counts or its release. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_TOTALS_PAGE (sf_totals_page_get_type ())
G_DECLARE_FINAL_TYPE (SfTotalsPage, sf_totals_page, SF, TOTALS_PAGE, AdwBin)

/* worker: borrowed, outlives it. */
SfTotalsPage *sf_totals_page_new (Worker *worker);

/* Checks a saved release, chosen alone or with its signature and key (GFile), and says
 * what came of it in a dialog. */
void sf_totals_page_check (SfTotalsPage *self, GListModel *files);

G_END_DECLS
