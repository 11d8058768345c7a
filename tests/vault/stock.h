/* Stock SQLite on a recorded Disk: what the crash recorder finds there shows that it
 * can see a lost commit. */
#pragma once

#include <glib.h>

typedef struct
{
  guint states;
  guint bad;
} StockTally;

/* Records a session with a rollback journal and this value of PRAGMA synchronous, and
 * counts the disks after a crash on which a commit is lost or the file is corrupt. */
StockTally stock_crash (const char *synchronous);
