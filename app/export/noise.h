/* Noise for a release: the discrete Laplace distribution of a rational scale, sampled
 * exactly, in integers alone, without truncation: algorithms 1 and 2 of C. Canonne,
 * G. Kamath and T. Steinke, "The Discrete Gaussian for Differential Privacy" (2020).
 * tests/export/test-noise.c compares it with the exact probabilities. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where randomness comes from: fills size bytes at out with independent uniform bytes.
 * A caller with cryptographic random bytes must be behind it in earnest. */
typedef struct
{
  void (*fill) (void *data, void *out, gsize size);
  void *data;
} NoiseSource;

/* A uniform number below bound (bound > 0), by rejection. */
guint64 noise_below (const NoiseSource *source, guint64 bound);

/**
 * noise_draw:
 * @numerator, @denominator: the scale s as a fraction, both above 0
 *
 * Returns: z with a probability in proportion to exp (-|z| / s), for every integer z.
 */
gint64 noise_draw (const NoiseSource *source, guint64 numerator, guint64 denominator);

G_END_DECLS
