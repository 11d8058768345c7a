/* Where bytes come from and go to: files, standard input and output, file descriptors
 * and the terminal. Everything is bounded. */
#pragma once

#include <glib.h>

#include "secret.h"

#define INPUT_PASSPHRASE_BYTES 1024 /* the longest passphrase, in UTF-8 */
#define INPUT_FILE_BYTES (65 * 1024 * 1024) /* the most that is read of one file */

#define INPUT_STORE_BYTES (1024 * 1024 * 1024) /* the most that is read of a store */

#define INPUT_ERROR (input_error_quark ())
GQuark input_error_quark (void);

typedef enum
{
  INPUT_ERROR_FAILED, /* a file or descriptor cannot be read or written */
  INPUT_ERROR_USAGE, /* no descriptor was named, and there is no terminal */
} InputError;

/**
 * input_read:
 * @path: a file's name, or "-" for standard input
 *
 * Returns: (transfer full): all bytes, or NULL with error set if the file cannot be
 * read or has more than INPUT_FILE_BYTES
 */
GBytes *input_read (const char *path, GError **error);

/* The same for a store, of at most INPUT_STORE_BYTES. */
GBytes *input_read_store (const char *path, GError **error);

/* Writes bytes to a file, replacing it as a whole once everything is on disk, or into a
 * pipe or device, or to standard output where path is "-". FALSE with error set: what was there is still
 * there. */
gboolean input_write (const char *path, GBytes *bytes, GError **error);

/**
 * input_secret:
 * @fd: a descriptor to read one line from, or -1 for the terminal, without echo
 * @prompt: what the terminal shows
 *
 * One line, to LF or the end, at most INPUT_PASSPHRASE_BYTES, brought to Unicode's NFC
 * so that one passphrase typed on two systems is the same. No byte beyond the line is
 * taken from fd, so that two lines can come from one.
 *
 * Returns: (transfer full): the line without its end, or NULL with error set
 */
Secret *input_secret (int fd, const char *prompt, GError **error);
