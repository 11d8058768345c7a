/* The program steadfast. */
#include "sf-application.h"

int
main (int argc, char **argv)
{
  return sf_application_run_main (argc, argv);
}
