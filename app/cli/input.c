/* See input.h. */
#include "config.h"

#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "terminal.h"

G_DEFINE_QUARK (steadfast - cli - input - error, input_error)

static GBytes *
read_all (int fd, const char *name, gsize most, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (1 << 16);
  for (;;)
    {
      ssize_t count = read (fd, buffer, 1 << 16);
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                       _ ("“%s” cannot be read: %s."), name, g_strerror (errno));
          return NULL;
        }
      if (count == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + (gsize)count > most)
        {
          g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                       _ ("“%s” is larger than %d MiB, the most that is read."), name,
                       (int)(most >> 20));
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint)count);
    }
}

static GBytes *
read_path (const char *path, gsize most, GError **error)
{
  if (strcmp (path, "-") == 0)
    return read_all (STDIN_FILENO, _ ("standard input"), most, error);
  g_autofree char *shown = g_filename_display_name (path);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    {
      g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                   _ ("“%s” cannot be opened: %s."), shown, g_strerror (errno));
      return NULL;
    }
  GBytes *bytes = read_all (fd, shown, most, error);
  close (fd);
  return bytes;
}

GBytes *
input_read (const char *path, GError **error)
{
  return read_path (path, INPUT_FILE_BYTES, error);
}

GBytes *
input_read_store (const char *path, GError **error)
{
  return read_path (path, INPUT_STORE_BYTES, error);
}

static gboolean
write_to_output (GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  if (fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
               _ ("Standard output cannot be written: %s."), g_strerror (errno));
  return FALSE;
}

/* A pipe or a device is written to: a file put in its place would be no use to whoever
 * reads it. */
static gboolean
is_stream (const char *path)
{
  GStatBuf status;
  return g_stat (path, &status) == 0 && !S_ISREG (status.st_mode)
         && !S_ISDIR (status.st_mode);
}

static gboolean
write_to_stream (const char *path, GBytes *bytes, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  FILE *stream = fopen (path, "wbe");
  gboolean done =
      stream != NULL && fwrite (data, 1, size, stream) == size && fflush (stream) == 0;
  int reason = errno;
  if (stream != NULL)
    fclose (stream);
  g_autofree char *shown = g_filename_display_name (path);
  if (!done)
    g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                 _ ("“%s” cannot be written: %s."), shown, g_strerror (reason));
  return done;
}

gboolean
input_write (const char *path, GBytes *bytes, GError **error)
{
  if (strcmp (path, "-") == 0)
    return write_to_output (bytes, error);
  if (is_stream (path))
    return write_to_stream (path, bytes, error);
  g_autoptr (GError) reason = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (
          path, data, (gssize)size,
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &reason))
    return TRUE;
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
               _ ("“%s” cannot be written: %s."), shown, reason->message);
  return FALSE;
}

/* One line of fd into line; the length, or -1 with error set. Reads byte by byte, so
 * that nothing behind the line is taken. */
static gssize
read_line (int fd, char *line, gsize capacity, GError **error)
{
  gsize length = 0;
  for (;;)
    {
      char byte;
      ssize_t count = read (fd, &byte, 1);
      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                       _ ("File descriptor %d cannot be read: %s."), fd,
                       g_strerror (errno));
          return -1;
        }
      if (count == 0 || byte == '\n')
        return (gssize)length;
      if (length == capacity)
        {
          g_set_error (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                       _ ("The passphrase is longer than %d bytes."),
                       INPUT_PASSPHRASE_BYTES);
          return -1;
        }
      line[length++] = byte;
    }
}

static Secret *
normalised (const char *line, gsize length, GError **error)
{
  char *text = g_utf8_validate_len (line, length, NULL)
                   ? g_utf8_normalize (line, (gssize)length, G_NORMALIZE_NFC)
                   : NULL;
  if (text == NULL)
    {
      g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                           _ ("The passphrase is not valid UTF-8 text."));
      return NULL;
    }
  Secret *secret = secret_new_copy (text, strlen (text));
  secret_wipe (text, strlen (text));
  g_free (text);
  if (secret == NULL)
    g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                         _ ("There is not enough memory for the passphrase."));
  return secret;
}

static Secret *
read_secret (int fd, GError **error)
{
  Secret *line = secret_new (INPUT_PASSPHRASE_BYTES);
  if (line == NULL)
    {
      g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_FAILED,
                           _ ("There is not enough memory for the passphrase."));
      return NULL;
    }
  char *bytes = (char *)secret_bytes (line);
  gssize length = read_line (fd, bytes, INPUT_PASSPHRASE_BYTES, error);
  Secret *secret = length < 0 ? NULL : normalised (bytes, (gsize)length, error);
  secret_free (line);
  return secret;
}

Secret *
input_secret (int fd, const char *prompt, GError **error)
{
  if (fd >= 0)
    return read_secret (fd, error);
  Terminal *terminal = terminal_open_quietly (prompt);
  if (terminal == NULL)
    {
      g_set_error_literal (error, INPUT_ERROR, INPUT_ERROR_USAGE,
                           _ ("There is no terminal to ask for a passphrase; name a "
                              "file descriptor with --passphrase-fd."));
      return NULL;
    }
  terminal_wait (terminal);
  Secret *secret = read_secret (terminal_fd (terminal), error);
  terminal_close (terminal);
  return secret;
}
