/* See store-error.h. */
#include "store-error.h"

G_DEFINE_QUARK (steadfast - store - error, store_error)
