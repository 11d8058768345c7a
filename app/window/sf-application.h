/* The application: one window, its accelerators, its command line. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_APPLICATION_ID "page.codeberg.steadfast.Steadfast"

#define SF_TYPE_APPLICATION (sf_application_get_type ())
G_DECLARE_FINAL_TYPE (SfApplication, sf_application, SF, APPLICATION, AdwApplication)

/* (transfer full): the application. */
SfApplication *sf_application_new (void);

/* What main () does: prepares the libraries, runs the application, and returns its exit
 * status. */
int sf_application_run_main (int argc, char **argv);

G_END_DECLS
