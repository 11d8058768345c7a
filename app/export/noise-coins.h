/* Uniform numbers and coins, exactly, out of random bytes: all that noise.c draws from.
 */
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
guint64 noise_coins_below (const NoiseSource *source, guint64 bound);

/* True with probability u / t, for u <= t. */
gboolean noise_coins_flip (const NoiseSource *source, guint64 u, guint64 t);

G_END_DECLS
