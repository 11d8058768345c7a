/* What a person at a terminal is shown and asked before something that cannot be taken
 * back. A script is asked nothing: it has no terminal, gives the passphrase by
 * descriptor, or wants JSON. Everything here goes to standard error, so that what a
 * command prints is the same for both. */
#pragma once

#include "run.h"

/* Whether somebody sits there who can be told something. */
gboolean ask_is_person (const Run *run);

/**
 * ask_before:
 * @explanation: what will happen
 * @refusal: what to say where the answer is no
 *
 * Shows explanation and waits for the word “yes”, in English or the person's language.
 *
 * Returns: TRUE if that was typed, and where nobody is to be asked: of a script, and
 * with
 * --yes. FALSE with error set otherwise
 */
gboolean ask_before (const Run *run, const char *explanation, const char *refusal,
                     GError **error);

/* A sentence for a person, behind what was done; nothing for a script. */
void ask_tell (const Run *run, const char *sentence);
