/* The walk's way through what is done to the store itself: what opens it, its copies,
 * its file. */
#pragma once

#include "walk-steps.h"

/* (transfer none): steps of WALK_STORE, and of WALK_STORE_LOCKED. n_steps: (out). */
const WalkStep *walk_store_open (gsize *n_steps);
const WalkStep *walk_store_locked (gsize *n_steps);
