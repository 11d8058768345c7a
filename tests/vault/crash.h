/* Every disk that a crash could have left, made from a Disk's record.
 *
 * The model: a file's writes since its last sync may each be there or not, and the last
 * one also in part, at each multiple of 512 bytes from either end, with one sector of
 * garbage, or with zeros where the file became longer. After a failed sync what was
 * pending may or may not be on the medium, and no later sync changes that. Names change
 * in order, and are certain once the folder is synced. */
#pragma once

#include "disk.h"

typedef struct
{
  guint from; /* the first change after which crashes are made */
  guint cuts; /* at most so many places to tear one write */
} CrashPlan;

/* Looks at one possible disk, which it may change; last is the number of the last mark
 * before the crash. */
typedef void (*CrashVisit) (Disk *disk, guint64 last, gpointer data);

/* Visits each, in order, on a disk of its own that records nothing. Returns how many.
 */
guint crash_visit (const Disk *recorded, const CrashPlan *plan, CrashVisit visit,
                   gpointer data);
