/* A recovery key as a person types it. */
#include "fuzz.h"

#include "recovery.h"

#include <string.h>

/* The key's own text gives the key again. */
static void
expect_same (const Secret *key)
{
  Secret *text = recovery_print (key);
  fuzz_expect (text != NULL);
  Secret *again;
  int group;
  fuzz_expect (recovery_parse (&again, (const char *)secret_peek (text),
                               secret_size (text), &group)
               == RECOVERY_OK);
  fuzz_expect (secret_equal (key, again));
  secret_free (again);
  secret_free (text);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Secret *key;
  int group;
  RecoveryProblem problem = recovery_parse (&key, (const char *)data, size, &group);
  fuzz_expect ((key != NULL) == (problem == RECOVERY_OK));
  fuzz_expect (problem != RECOVERY_NO_MEMORY);
  bool whole = problem == RECOVERY_OK || problem == RECOVERY_WRONG_WHOLE;
  fuzz_expect (whole ? group == 0 : group >= 1 && group <= RECOVERY_GROUPS + 1);
  if (key)
    expect_same (key);
  secret_free (key);
  return 0;
}
