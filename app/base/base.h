/* What every program does first. Only this folder may include sodium.h. */
#pragma once

/**
 * base_init:
 *
 * Makes libsodium ready. Must be called once before any other function of this
 * folder, from one thread; calling it again is harmless.
 *
 * Returns: 0, or -1 if the system offers no random numbers.
 */
int base_init (void);

/* No core file of this process: it would hold, in clear, what the store holds. */
void base_forbid_core_files (void);
