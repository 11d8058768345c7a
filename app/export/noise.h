/* Noise for a release: the discrete Laplace distribution of a rational scale, sampled
 * exactly, in integers alone, without truncation: algorithms 1 and 2 of C. Canonne,
 * G. Kamath and T. Steinke, "The Discrete Gaussian for Differential Privacy" (2020).
 * tests/export/test-noise-exact.c works out which probabilities this code gives;
 * test-noise.c draws from it. */
#pragma once

#include "noise-coins.h"

G_BEGIN_DECLS

/**
 * noise_draw:
 * @numerator, @denominator: the scale s as a fraction, both above 0
 *
 * Returns: z with a probability in proportion to exp (-|z| / s), for every integer z.
 */
gint64 noise_draw (const NoiseSource *source, guint64 numerator, guint64 denominator);

G_END_DECLS
