/* A new passphrase, typed twice: how much it is worth, as far as that can be told, and
 * one drawn from a list of words for who wants it. */
#pragma once

#include <adwaita.h>

#include "secret.h"

G_BEGIN_DECLS

#define SF_TYPE_NEW_PASSPHRASE (sf_new_passphrase_get_type ())
G_DECLARE_FINAL_TYPE (SfNewPassphrase, sf_new_passphrase, SF, NEW_PASSPHRASE, AdwBin)

/**
 * sf_new_passphrase_take:
 *
 * Empties the entries if what they hold will do; else says beside them what is wrong.
 *
 * Returns: (transfer full) (nullable): the passphrase in NFC
 */
Secret *sf_new_passphrase_take (SfNewPassphrase *self);

/* Puts the focus into the first entry. */
void sf_new_passphrase_focus (SfNewPassphrase *self);

/* Signal "entered": Enter was pressed in the last entry. */

G_END_DECLS
