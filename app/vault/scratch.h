/* SQLite's temporary files, in memory: what it sorts and cannot hold in its cache goes
 * here, a cacheful at a time, and never to a disk. Each is wiped when it is closed. */
#pragma once

#include <sqlite3.h>

#include "image.h"

typedef struct
{
  sqlite3_file base;
  Image image;
  sqlite3_int64 size; /* bytes */
} Scratch;

/* Makes out, which has room for a Scratch, an empty file. */
void scratch_open (sqlite3_file *out);
