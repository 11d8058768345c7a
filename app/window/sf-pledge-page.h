/* The pledge: what it says, and signing it. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_PLEDGE_PAGE (sf_pledge_page_get_type ())
G_DECLARE_FINAL_TYPE (SfPledgePage, sf_pledge_page, SF, PLEDGE_PAGE, AdwBin)

/* worker: borrowed, outlives it. campaign: a reference is taken. */
SfPledgePage *sf_pledge_page_new (Worker *worker, Campaign *campaign);

G_END_DECLS
