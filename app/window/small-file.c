/* See small-file.h. */
#include "small-file.h"

GBytes *
small_file_read (GFile *file, gsize most, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  gsize size = 0;
  g_autofree char *data = g_malloc (most);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, most, &size, NULL,
                                error))
    return NULL;
  return g_bytes_new (data, size);
}
