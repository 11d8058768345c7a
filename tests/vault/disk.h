/* A disk to break: files in memory behind the vault's table of functions, which records
 * every change and every sync, and fails a chosen call. crash.h makes from the record
 * each disk that a crash could have left. */
#pragma once

#include <glib.h>

#include "files.h"

typedef struct Disk Disk;

typedef enum
{
  DISK_OPEN,
  DISK_CREATE,
  DISK_EXISTS,
  DISK_LOCK,
  DISK_SIZE,
  DISK_READ,
  DISK_WRITE,
  DISK_SYNC,
  DISK_RENAME,
  DISK_REMOVE,
  DISK_SYNC_FOLDER,
  DISK_CALLS,
} DiskCall;

typedef enum
{
  CHANGE_CREATE, /* path, node */
  CHANGE_WRITE, /* node, offset, bytes */
  CHANGE_TRUNCATE, /* node, offset */
  CHANGE_SYNC, /* node */
  CHANGE_SYNC_FAILED, /* node: what was pending may never arrive, and reads show it */
  CHANGE_RENAME, /* path to target */
  CHANGE_REMOVE, /* path */
  CHANGE_SYNC_FOLDER,
  CHANGE_MARK, /* offset is the test's own number */
} ChangeKind;

typedef struct
{
  ChangeKind kind;
  guint node;
  guint64 offset;
  GBytes *bytes;
  char *path;
  char *target;
} Change;

Disk *disk_new (void);

/* One that records nothing. */
Disk *disk_new_silent (void);

void disk_free (Disk *disk);

/* Borrowed from disk. */
const VaultFiles *disk_files (Disk *disk);

/* The record, of Change, from the first one on. */
const GPtrArray *disk_changes (const Disk *disk);

/* Adds a mark to the record. */
void disk_mark (Disk *disk, guint64 number);

/* Puts a file there, recorded as synced; content is copied. */
void disk_put (Disk *disk, const char *path, gconstpointer content, gsize size);

/* From now on syncs are recorded as never having been made. */
void disk_lie (Disk *disk);

/* The nth call of this kind from now on (1: the next) fails with error; 0 takes it
 * back. A write leaves half of its bytes. Every later call of the kind fails too if
 * persist. */
typedef enum
{
  DISK_FAIL_ONCE,
  DISK_FAIL_ON,
  DISK_FAIL_AFTER, /* once, and the call has its effect all the same */
} DiskFailure;
void disk_fail (Disk *disk, DiskCall call, guint nth, int error, DiskFailure failure);

/* How many calls of the kind there were. */
guint disk_calls (const Disk *disk, DiskCall call);

/* For the stock database beside the vault: cuts a file off. */
void disk_truncate (VaultFile *file, guint64 size);
