/* How far a long pass over the entries is, for a person at a terminal. */
#pragma once

#include <glib.h>

typedef struct _Meter Meter;

/**
 * meter_new:
 * @label: what is being done: "Counting"
 *
 * Shows nothing for the first second, so that what is quick stays silent; then one line
 * on standard error that is written over and, at the end, taken away. Nothing at all
 * where standard error is no terminal.
 */
Meter *meter_new (const char *label);

/* A StoreProgress; data is the Meter. Never cancels: Ctrl+C ends the program, and what
 * was not committed did not happen. */
gboolean meter_follow (gsize done, gpointer data);

/* Takes the line away. */
void meter_free (Meter *meter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Meter, meter_free)
