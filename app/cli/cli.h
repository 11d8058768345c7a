/* The command line as a whole: a face of the session, with nothing of its own but
 * words. DESIGN.md section 7 is its contract. */
#pragma once

/**
 * cli_main:
 * @argv: NULL-terminated, with the program's name first
 *
 * Returns: the exit code (ExitCode in options.h)
 */
int cli_main (char **argv);
