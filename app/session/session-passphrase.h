/* Passphrases: drawn from a list of words, or one's own, of which only can be said that
 * it is weak. How hard
 * one is to guess depends on what others know of whoever chose it; the only ones whose
 * bits are known are those that were drawn by lot. */
#pragma once

#include <glib.h>

#include "secret.h"

G_BEGIN_DECLS

/* The fewest characters that a new one may have. */
#define SESSION_PASSPHRASE_CHARACTERS 8

/* A drawn one: six words of a list of 7,776, each as likely as any other, which is
 * 6 × log2 (7,776) bits. */
#define SESSION_PASSPHRASE_WORDS 6
#define SESSION_PASSPHRASE_BITS 77

/* (transfer full): words parted by blanks, with a closing zero; NULL if memory is
 * short. */
Secret *session_passphrase_draw (void);

/* FALSE with error set if a passphrase that is being chosen is too short. */
gboolean session_passphrase_check (const Secret *passphrase, GError **error);

/* The fewest steps of a passphrase that is not called weak: characters, but what goes
 * on with a run (aaaa, 1234, qwerty), what repeats a beginning, and each word of a list
 * that every guesser tries first counts as one. */
#define SESSION_PASSPHRASE_STEPS 14

/* Whether a passphrase in NFC is one of the first that would be tried. FALSE is no
 * praise. Copies of its characters are wiped. */
gboolean session_passphrase_is_weak (const Secret *passphrase);

G_END_DECLS
