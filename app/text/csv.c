/* See csv.h. */
#include "csv.h"

#include <string.h>

static void
append_cell (GString *out, const char *cell)
{
  gboolean formula = cell[0] != '\0' && strchr ("=+-@\t\r", cell[0]) != NULL;
  gboolean quoted = strpbrk (cell, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  if (formula)
    g_string_append_c (out, '\'');
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  if (quoted)
    g_string_append_c (out, '"');
}

void
csv_append_row (GString *out, const char *const *cells)
{
  g_return_if_fail (out != NULL && cells != NULL && cells[0] != NULL);
  for (gsize i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_cell (out, cells[i]);
    }
  g_string_append (out, "\r\n");
}
