/* Where SQLite's own memory comes from: the arena, so that what it reads, sorts and
 * remembers is wiped when it lets go of it, and in no core file. Knows nothing of
 * vaults. */
#pragma once

/* Hands the arena to SQLite; what SQLite counts of its memory stays 0. Call it before
 * anything else of SQLite in this process, from one thread; again is harmless. Returns
 * an SQLite code: SQLITE_MISUSE if SQLite is at work already. */
int heap_init (void);
