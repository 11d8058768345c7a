/* Reading a log from its beginning, and telling a torn tail from damage. */
#pragma once

#include <stdbool.h>

#include "log.h"

/**
 * replay_log:
 * @log: an initialised log; on success it stands after the last whole commit
 * @header: the file's
 * @image: (out): an empty image, which becomes that commit's
 * @torn: (out): whether bytes of a commit that was never acknowledged follow
 *
 * Returns: VAULT_OK, VAULT_DAMAGED (anything that no crash leaves behind),
 * VAULT_IO and the other results of reading, VAULT_NO_MEMORY.
 */
VaultResult replay_log (Log *log, const Keys *keys, const Header *header, Image *image,
                        bool *torn);

/* The same up to the first thing that is damaged: log stands after the last commit that
 * can be read whole, and what follows is not looked at. VAULT_DAMAGED if there is none.
 */
VaultResult replay_beginning (Log *log, const Keys *keys, const Header *header,
                              Image *image);
