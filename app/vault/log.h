/* The log: an open store file with its chain of frames, from the end of the header to
 * the last commit. Every frame but the last of a commit holds BODY_MOST_PAGES pages.
 * Appends commits; replay.h reads them all again. Knows nothing of SQLite, passphrases
 * or file names. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "files.h"
#include "header.h"
#include "image.h"
#include "keys.h"
#include "vault.h"

typedef struct
{
  const VaultFileOps *ops;
  VaultFile *file; /* owned */
  uint8_t file_id[FRAME_ID_BYTES];
  uint64_t length; /* the file's; beyond end it holds noise */
  uint64_t end; /* where the next frame goes */
  uint64_t commit; /* the last commit's number */
  uint8_t tag[SEAL_TAG_BYTES]; /* of its last body */
  uint64_t refused; /* a commit that is not to be read, if it is there; 0: none */
} Log;

/* An empty log in file, which it takes over. */
void log_init (Log *log, const VaultFileOps *ops, VaultFile *file,
               const uint8_t file_id[FRAME_ID_BYTES]);

/* Closes the file and empties the log. An empty one is allowed. */
void log_clear (Log *log);

/**
 * log_append:
 * @numbers: (nullable): the count pages that changed, ascending, or NULL for pages 1 to
 *   count
 * @pages: length of the database
 *
 * Writes one commit and, if the file became longer, noise up to the next multiple of
 * VAULT_STEP_BYTES. Syncs nothing.
 *
 * Returns: 0, or an errno value, after which the file must never be appended to again.
 */
int log_append (Log *log, const Keys *keys, const Image *image, const uint32_t *numbers,
                uint32_t count, uint32_t pages);

/**
 * log_spoil:
 * @start: the log's end before a log_append() that failed, or whose sync failed
 *
 * The commit may lie in the file whole, and would be taken for one at the next opening
 * although it was refused: its beginning is overwritten, if that can be done.
 */
void log_spoil (Log *log, uint64_t start);

/* Noise from where the file ends to the next multiple of VAULT_STEP_BYTES, but not less
 * than one. Returns as log_append(). */
int log_fill (Log *log);
