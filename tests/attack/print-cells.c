/* Prints a table of cells that a spreadsheet would run, as csv_append_row() writes
 * them.
 */
#include <stdio.h>

#include "csv.h"

int
main (void)
{
  static const char *const rows[][3] = {
    { "=1+1", "=HYPERLINK(\"x\",\"y\")", NULL },
    { "+1+1", "-1+1", NULL },
    { "@SUM(1,1)", "=1+cmd|' /C calc'!A1", NULL },
    { "\t=1+1", "\r=1+1", NULL },
    { "\n=1+1", "\"=1+1\"", NULL },
    { "＝1+1", "＋1+1", NULL },
    { "=WEBSERVICE(\"x\")&\"a,b\"", "=DDE(\"x\";\"y\";\"z\")", NULL },
  };
  GString *out = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    csv_append_row (out, rows[i]);
  fputs (out->str, stdout);
  g_string_free (out, TRUE);
  return 0;
}
