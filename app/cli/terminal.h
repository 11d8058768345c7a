/* The person's terminal: a question whose answer is not shown. */
#pragma once

#include <glib.h>

/**
 * terminal_open_quietly:
 *
 * Opens the controlling terminal, shows prompt, and stops it from showing what is
 * typed. Ctrl+C while terminal_wait() waits ends the program with the terminal as it
 * was.
 */
typedef struct _Terminal Terminal;

/* NULL if there is no terminal. */
Terminal *terminal_open_quietly (const char *prompt);

/* Waits until a line was typed; its bytes are then read from terminal_fd(). */
void terminal_wait (Terminal *terminal);
int terminal_fd (const Terminal *terminal);

/* Puts the terminal back as it was. */
void terminal_close (Terminal *terminal);
