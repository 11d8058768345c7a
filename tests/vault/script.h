/* A session that is recorded together with what may be found after a crash at each
 * moment, and the judge of what is found. */
#pragma once

#include "disk.h"
#include "kit.h"

/* What may be there from one moment on. */
typedef struct
{
  GPtrArray *contents; /* any of these texts (script_content()) */
  GPtrArray *passphrases; /* any of these opens */
  const char *dead_passphrase; /* (nullable): this must not */
  gboolean may_be_missing;
} Expectation;

typedef struct
{
  Disk *disk; /* owned */
  Vault *vault;
  char *content; /* of the last acknowledged commit */
  const char *passphrase;
  const char *other_passphrase; /* of a change that failed: either may open */
  const char *dead_passphrase;
  GPtrArray *expectations; /* by the number of the mark */
} Script;

/* A script on an empty disk: nothing is there yet. */
Script *script_new (void);

/* One on a disk, which it takes over, that holds what expectation says; NULL: a store
 * with the passphrase "one". */
Script *script_new_on (Disk *disk, const Expectation *expectation);

/* Abandons the vault and frees all. */
void script_free (Script *script);

/* All of table t, as text; "none" without one. */
char *script_content (sqlite3 *db);

/* Makes the store; opens it again, after a crash or a close. FALSE if that failed. */
gboolean script_create (Script *script);
gboolean script_open (Script *script);
gboolean script_reopen (Script *script);

/* One transaction. FALSE if it failed. */
gboolean script_commit (Script *script, const char *sql);

gboolean script_rebuild (Script *script);
gboolean script_change_passphrase (Script *script, const char *passphrase);
gboolean script_close (Script *script);

/* As if the process had died, with the disk intact. */
void script_kill (Script *script);

/* Opens the store on a disk. NULL if it is what expectation allows, else what is wrong;
 * seen (out, nullable): the content found. */
char *script_judge (Disk *disk, const Expectation *expectation, char **seen);
