/* See pledge-error.h. */
#include "pledge-error.h"

G_DEFINE_QUARK (steadfast - pledge - error, pledge_error)
