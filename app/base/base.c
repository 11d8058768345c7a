/* See base.h. */
#include "base.h"

#include <sodium.h>
#include <sys/resource.h>

int
base_init (void)
{
  return sodium_init () < 0 ? -1 : 0;
}

/* A limit of 0 would still let a core be piped to a handler; 1 byte does not. */
void
base_forbid_core_files (void)
{
  const struct rlimit least = { .rlim_cur = 1, .rlim_max = 1 };
  setrlimit (RLIMIT_CORE, &least);
}
