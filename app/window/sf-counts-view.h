/* The exact counts of an open period, headed NOT ANONYMOUS: a chart for each question.
 */
#pragma once

#include <adwaita.h>

#include "tally.h"

G_BEGIN_DECLS

#define SF_TYPE_COUNTS_VIEW (sf_counts_view_get_type ())
G_DECLARE_FINAL_TYPE (SfCountsView, sf_counts_view, SF, COUNTS_VIEW, AdwBin)

/* tally: read at once. */
SfCountsView *sf_counts_view_new (const Tally *tally);

G_END_DECLS
