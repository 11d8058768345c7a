/* See meter.h. */
#include "config.h"

#include "meter.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#define SILENT_MICROSECONDS G_USEC_PER_SEC
#define BETWEEN_MICROSECONDS (G_USEC_PER_SEC / 5)
#define BACK_TO_EMPTY_LINE "\r\033[K"

struct _Meter
{
  const char *label;
  gint64 due; /* when the next line is shown, on the monotonic clock */
  gboolean at_terminal, shown;
};

Meter *
meter_new (const char *label)
{
  Meter *meter = g_new0 (Meter, 1);
  *meter = (Meter){ .label = label,
                    .due = g_get_monotonic_time () + SILENT_MICROSECONDS,
                    .at_terminal = isatty (STDERR_FILENO) };
  return meter;
}

gboolean
meter_follow (gsize done, gpointer data)
{
  Meter *meter = data;
  gint64 now = g_get_monotonic_time ();
  if (!meter->at_terminal || now < meter->due)
    return TRUE;
  meter->due = now + BETWEEN_MICROSECONDS;
  meter->shown = TRUE;
  g_printerr (BACK_TO_EMPTY_LINE);
  /* Translators: what is being done, and how far it is: Counting: 412,000 entries */
  g_printerr (
      g_dngettext (GETTEXT_PACKAGE, "%s: %lu entry", "%s: %lu entries", (gulong)done),
      meter->label, (gulong)done);
  return TRUE;
}

void
meter_free (Meter *meter)
{
  if (meter->shown)
    g_printerr (BACK_TO_EMPTY_LINE);
  g_free (meter);
}
