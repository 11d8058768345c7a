/* For the targets behind the vault's seal: constant keys, so that what is mutated is
 * sealed again and reaches the code that only authenticated bytes reach. */
#pragma once

#include "header.h"
#include "keys.h"

/* Keys of a constant data key, and the recovery key of stores made with them; made
 * once. */
const Secret *sealed_keys (void);
const Secret *sealed_recovery_key (void);

/* A good header under these keys. */
void sealed_header (Header *header);
