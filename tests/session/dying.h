/* A disk that dies: from some operation on, every write, sync and rename fails. */
#pragma once

#include "files.h"

/* mortal is the files behind it until dying_after(); one at a time. */
void dying_init (const VaultFiles *behind, VaultFiles *mortal);

/* It lasts for so many more operations. */
void dying_after (int operations);
