/* Passphrases, taken from an entry. */
#pragma once

#include <adwaita.h>

#include "secret.h"

G_BEGIN_DECLS

/* The fewest characters of a passphrase that is not called short. */
#define PASSPHRASE_CHARACTERS_LONG 20

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

G_END_DECLS
