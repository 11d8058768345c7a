/* See sf-about.h. */
#include "config.h"

#include "sf-about.h"

#include <glib/gi18n-lib.h>

#include "adw-inside.h"
#include "sf-application.h"

void
sf_about_present (GtkWindow *parent)
{
  AdwAboutWindow *about = g_object_new (
      ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "modal", TRUE, "application-name",
      "Steadfast", "application-icon", SF_APPLICATION_ID, "version", STEADFAST_VERSION,
      "developer-name", _ ("The Steadfast maintainers"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Keeps a workplace record in one encrypted file on your own computer, and "
         "publishes totals only. It uses no network."),
      "translator-credits",
      /* Translators: who translated this, and whether a native speaker reviewed it. */
      _ ("translator-credits"), NULL);
  adw_about_window_add_credit_section (
      about, _ ("Translations"),
      (const char *[]){ _ ("Arabic: not yet reviewed by a native speaker"), NULL });
  /* Without a copyright of its own: libadwaita 1.2 never frees that. */
  adw_about_window_add_legal_section (about, _ ("List of words for passphrases"), NULL,
                                      GTK_LICENSE_CUSTOM,
                                      "© 2016 Electronic Frontier Foundation\n"
                                      "Creative Commons Attribution 3.0");
  adw_inside_translate (GTK_WIDGET (about));
  gtk_window_present (GTK_WINDOW (about));
}
