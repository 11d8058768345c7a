/* What can be said of a passphrase that somebody chose: only that it is weak. How hard
 * one is to guess depends on what others know of whoever chose it; the only ones whose
 * bits are known are those that were drawn by lot. */
#pragma once

#include <glib.h>

#include "secret.h"

G_BEGIN_DECLS

/* The fewest steps of a passphrase that is not called weak: characters, but what goes
 * on with a run (aaaa, 1234, qwerty), what repeats a beginning, and each word of a list
 * that every guesser tries first counts as one. */
#define SESSION_PASSPHRASE_STEPS 14

/* Whether a passphrase in NFC is one of the first that would be tried. FALSE is no
 * praise. Copies of its characters are wiped. */
gboolean session_passphrase_is_weak (const Secret *passphrase);

G_END_DECLS
