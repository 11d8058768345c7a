/* Passphrases: taken from an entry, and drawn from a list of words. */
#pragma once

#include <adwaita.h>

#include "secret.h"

G_BEGIN_DECLS

/* The fewest characters that a new passphrase may have, and the fewest of one that is
 * not called short. Only one that was drawn can be judged: how hard a person's own is
 * to guess depends on what others know of that person. */
#define PASSPHRASE_CHARACTERS_MIN 8
#define PASSPHRASE_CHARACTERS_LONG 20

/* A drawn one: six words of a list of 7,776, each as likely as any other, which is
 * 6 × log2 (7,776) bits. */
#define PASSPHRASE_WORDS 6
#define PASSPHRASE_DRAWN_BITS 77

/* The most that the command line reads of one line. */
#define PASSPHRASE_BYTES_MAX 1024

/**
 * passphrase_take:
 *
 * Empties the entry. What GTK copied for its own ends is in its secure memory where the
 * entry is one for passwords.
 *
 * Returns: (transfer full): what was typed, in Unicode's NFC, of size 0 if nothing was
 */
Secret *passphrase_take (GtkEditable *entry);

/* (transfer full): the same, and leaves it in the entry. */
Secret *passphrase_copy (GtkEditable *entry);

/* To be called when the row's owner is disposed of: libadwaita 1.2 leaves a handler on
 * the keyboard that outlives the row, and the next press of Caps Lock would meet it. */
void passphrase_release_row (AdwPasswordEntryRow *row);

/* (transfer full): words parted by blanks, with a closing zero. */
Secret *passphrase_draw (void);

G_END_DECLS
