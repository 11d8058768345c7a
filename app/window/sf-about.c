/* See sf-about.h. */
#include "config.h"

#include "sf-about.h"

#include <glib/gi18n-lib.h>

#include "sf-application.h"

void
sf_about_present (GtkWindow *parent)
{
  GtkWidget *about = g_object_new (
      ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "modal", TRUE, "application-name",
      "Steadfast", "application-icon", SF_APPLICATION_ID, "version", STEADFAST_VERSION,
      "developer-name", _ ("The Steadfast maintainers"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Keeps a workplace record in one encrypted file on your own computer, and "
         "publishes totals only. It uses no network."),
      "translator-credits",
      /* Translators: who translated this, and whether a native speaker reviewed it. */
      _ ("translator-credits"), NULL);
  gtk_window_present (GTK_WINDOW (about));
}
