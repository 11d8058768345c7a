/* Where the vault's bytes live: a small table of functions, so that the same code runs
 * on real files, in memory, and on back ends that fail or record on purpose (in the
 * tests). Nothing here knows what the bytes mean; every path is the store's own, its
 * lock's, its successor's or a copy's.
 *
 * Every function returns 0 or a positive errno value and leaves its outputs zeroed on
 * failure. One vault uses its table from one thread at a time. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* An open file of a back end, or a lock that is held. */
typedef struct VaultFile VaultFile;

typedef struct
{
  /* Opens an existing file for reading and writing, or for reading where nothing can be
   * written, never through a symbolic link. ENOENT if there is none. */
  int (*open) (void *data, const char *path, VaultFile **file);

  /* Makes a file that only its owner can read, for reading and writing. EEXIST if the
   * path is taken, by whatever. */
  int (*create) (void *data, const char *path, VaultFile **file);

  /* 0 if something is at path, ENOENT if nothing is. */
  int (*exists) (void *data, const char *path);

  /* Takes the lock at path (made if missing, never deleted) for as long as the file
   * stays open; the system lets go of it if the process dies. EBUSY if it is held,
   * EROFS where nothing can be written. */
  int (*lock) (void *data, const char *path, VaultFile **file);

  /* Takes the file itself for as long as it stays open, whatever names it has: with
   * hard links a store has more than one, each with a lock of its own. EBUSY if it is
   * held. */
  int (*hold) (VaultFile *file);

  /* Frees file; NULL is allowed. */
  void (*close) (VaultFile *file);

  /* Length in bytes. */
  int (*size) (VaultFile *file, uint64_t *size);

  /* All of size bytes, or an error: EIO where the file ends before them. */
  int (*read) (VaultFile *file, uint64_t offset, void *out, size_t size);

  /* All of size bytes, or an error after which any part of them may be in the file. */
  int (*write) (VaultFile *file, uint64_t offset, const void *in, size_t size);

  /* Returns 0 only when every byte written and the length are on the medium. */
  int (*sync) (VaultFile *file);

  /* Gives the file the same times of reading and writing as every other: for copies
   * that should not tell when they were made. */
  int (*hide_times) (VaultFile *file);

  /* Puts from in the place of to, in one step. */
  int (*rename) (void *data, const char *from, const char *to);

  /* ENOENT if there is nothing to remove. */
  int (*remove) (void *data, const char *path);

  /* Returns 0 only when the names in path's folder are on the medium. */
  int (*sync_folder) (void *data, const char *path);
} VaultFileOps;

/* A table and the back end's own data, handed to its functions. */
typedef struct
{
  const VaultFileOps *ops;
  void *data;
} VaultFiles;

/* The system's files. */
extern const VaultFiles files_disk;

/**
 * files_memory_new:
 *
 * An empty world of files in this process's memory. The vaults opened on it must be
 * closed before files_memory_free(), which wipes what they held.
 *
 * Returns: NULL if memory is short.
 */
VaultFiles *files_memory_new (void);

/* NULL is allowed. */
void files_memory_free (VaultFiles *files);
