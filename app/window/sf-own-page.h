/* One person's own counts of each open period: exact, and headed NOT ANONYMOUS. A place
 * of its own, so that nobody takes them for totals. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_OWN_PAGE (sf_own_page_get_type ())
G_DECLARE_FINAL_TYPE (SfOwnPage, sf_own_page, SF, OWN_PAGE, AdwBin)

/* Loads them by worker (borrowed, outlives it). Its button of return activates
 * "totals.back". */
void sf_own_page_show (SfOwnPage *self, Worker *worker);

G_END_DECLS
