/* See csv.h. */
#include "csv.h"

#include <string.h>

gboolean
csv_is_formula (const char *text)
{
  static const char *const signs[] = { "=",  "+",  "-",  "@",  "\t", "\r",
                                       "\n", "＝", "＋", "－", "＠" };
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i]))
      return TRUE;
  return FALSE;
}

static void
append_cell (GString *out, const char *cell)
{
  gboolean quoted = strpbrk (cell, ",\"\r\n") != NULL;

  if (quoted)
    g_string_append_c (out, '"');
  if (csv_is_formula (cell))
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
