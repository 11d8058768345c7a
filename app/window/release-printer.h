/* Prints a release on A4, or into a PDF file: whatever the person chooses in the
 * desktop's own dialog, which in a sandbox is a portal's and needs no permission. */
#pragma once

#include <gtk/gtk.h>

#include "release.h"

G_BEGIN_DECLS

/**
 * release_printer_new:
 * @release: read at once
 *
 * Returns: (transfer full): for gtk_print_operation_run(), in the language of the
 * screen
 */
GtkPrintOperation *release_printer_new (const Release *release);

G_END_DECLS
