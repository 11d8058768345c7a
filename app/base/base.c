/* See base.h. */
#include "base.h"

#include <sodium.h>

int
base_init (void)
{
  return sodium_init () < 0 ? -1 : 0;
}
