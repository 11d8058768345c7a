/* A new recovery key: shown once, copied if wanted, and two of its groups typed to show
 * that it was written down. */
#pragma once

#include <adwaita.h>

#include "secret.h"

G_BEGIN_DECLS

#define SF_TYPE_RECOVERY_KEY (sf_recovery_key_get_type ())
G_DECLARE_FINAL_TYPE (SfRecoveryKey, sf_recovery_key, SF, RECOVERY_KEY, AdwBin)

/* text: (transfer full): the key's text with its closing zero. */
void sf_recovery_key_show (SfRecoveryKey *self, Secret *text);

/* Signal "confirmed": both groups were right; nothing of the key is left here. */

G_END_DECLS
