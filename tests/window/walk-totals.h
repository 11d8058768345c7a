/* The walk's way through the Totals view: periods, closing one, its release, and what
 * can be done with that. */
#pragma once

#include "walk-steps.h"

/* (transfer none): steps of WALK_TOTALS. n_steps: (out). */
const WalkStep *walk_totals (gsize *n_steps);
