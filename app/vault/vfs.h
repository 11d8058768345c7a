/* What stands between stock SQLite and the vault: a VFS of its own for each vault,
 * which answers reads and writes from an Image and turns the main file's xSync, which
 * comes exactly once a commit, into a call of commit. SQLite's temporary files are in
 * memory as well (scratch.h). It opens no other file. Knows nothing of sealing or of
 * real files. */
#pragma once

#include <sqlite3.h>
#include <stdbool.h>

#include "clock.h"
#include "image.h"

/* The names under which SQLite knows the database and, while it is rebuilt, the new
 * one. */
#define VFS_DATABASE "store"
#define VFS_REBUILT "rebuilt"

typedef enum
{
  VFS_WORKING,
  VFS_READING, /* writes are refused and leave the image as it is */
  VFS_FAILED, /* the image may be bad: everything is refused but xClose */
} VfsState;

/* Makes the image's changed pages among its first so many durable. Returns an SQLite
 * code; anything but SQLITE_OK makes the Vfs VFS_FAILED. */
typedef int (*VfsCommit) (void *data, uint32_t pages);

typedef struct
{
  sqlite3_vfs base;
  char name[32];
  Image *image; /* of the database */
  Image *rebuilt; /* where VFS_REBUILT goes; NULL while none may be opened */
  VfsCommit commit;
  void *data; /* commit's */
  const Clock *clock;
  VfsState state;
  bool fixed; /* PRAGMAs that would change how commits work are refused */
} Vfs;

/* Registers vfs, whose image, commit, data and clock are set, with SQLite under a name
 * of its own. It must not move until vfs_clear(). Returns an SQLite code. */
int vfs_init (Vfs *vfs);

/* No file of it may be open. A Vfs of zeros is allowed. */
void vfs_clear (Vfs *vfs);

/* Whether a PRAGMA with this value (NULL: a question) may run: those that decide what a
 * commit is may be asked and not changed. */
bool vfs_allows_pragma (const char *name, const char *value);
