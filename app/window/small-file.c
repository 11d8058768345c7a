/* See small-file.h. */
#include "config.h"

#include "small-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static gboolean
holds (GFile *file, GBytes *bytes, GError **error)
{
  g_autofree char *present = NULL;
  gsize size, wanted;
  const void *data = g_bytes_get_data (bytes, &wanted);
  return g_file_load_contents (file, NULL, &present, &size, NULL, error)
         && size == wanted && memcmp (present, data, size) == 0;
}

gboolean
small_file_write (GFile *file, GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GError) problem = NULL;
  if (!g_file_replace_contents (file, data, size, NULL, FALSE,
                                G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error))
    return FALSE;
  if (holds (file, bytes, &problem))
    return TRUE;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  g_autofree char *shown = g_file_get_parse_name (file);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("“%s” does not hold what was written to it. Save it in another "
                  "place."),
               shown);
  return FALSE;
}

gboolean
small_file_check_free (GFile *file, GBytes *bytes, GError **error)
{
  g_autoptr (GError) problem = NULL;
  if (holds (file, bytes, &problem)
      || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  g_autofree char *shown = g_file_get_parse_name (file);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               _ ("“%s” exists already and holds something else. Choose another "
                  "folder."),
               shown);
  return FALSE;
}
