/* See counts-jobs.h. */
#include "config.h"

#include "counts-jobs.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "small-file.h"

CountsOrder *
counts_jobs_order_new (GArray *periods, GFile *file)
{
  CountsOrder *order = g_new0 (CountsOrder, 1);
  *order = (CountsOrder){ g_array_ref (periods), g_object_ref (file) };
  return order;
}

void
counts_jobs_order_free (CountsOrder *order)
{
  g_array_unref (order->periods);
  g_object_unref (order->file);
  g_free (order);
}

char *
counts_jobs_dup_file_name (GArray *periods)
{
  char period[PERIOD_TEXT_BYTES];
  if (periods->len != 1)
    return g_strdup ("not-anonymous.txt");
  period_print (period, g_array_index (periods, Period, 0));
  return g_strdup_printf ("not-anonymous-%s.txt", period);
}

static gboolean
add_counts (Session *session, Period period, GString *text, GError **error)
{
  g_autoptr (Tally) tally = session_totals_tally (session, period, NULL, NULL, error);
  if (tally == NULL)
    return FALSE;
  gsize size;
  char *printed = tally_print (tally, &size);
  if (printed == NULL)
    {
      g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                           _ ("There is not enough memory to print the counts."));
      return FALSE;
    }
  g_string_append_printf (text, "%s%s", TALLY_HEADING, printed);
  free (printed);
  return TRUE;
}

gpointer
counts_jobs_save (Session **session, gpointer input, GError **error)
{
  const CountsOrder *order = input;
  g_autoptr (GString) text = g_string_new (NULL);
  if (!worker_check_open (*session, error))
    return NULL;
  for (guint i = 0; i < order->periods->len; i++)
    if (!add_counts (*session, g_array_index (order->periods, Period, i), text, error))
      return NULL;
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  if (session_owns_file (*session, g_file_peek_path (order->file)))
    g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                         _ ("That file is the store itself. Choose another one."));
  else
    small_file_write (order->file, bytes, error);
  return NULL;
}
