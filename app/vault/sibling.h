/* The names of the copies beside a store: the generations that closing makes, and the
 * files that restoring has kept. Knows nothing of what is in them. */
#pragma once

#include <stdbool.h>

#include "files.h"
#include "vault.h"

/* PATH.backup-1, the newest, to PATH.backup-5. */
#define SIBLING_BACKUPS 5
/* PATH.replaced-1 to PATH.replaced-9. */
#define SIBLING_REPLACED 9

typedef enum
{
  SIBLING_BACKUP,
  SIBLING_KEPT,
} SiblingKind;

/* The name, to be freed with free(); NULL if memory is short. */
char *sibling_name (const char *path, SiblingKind kind, unsigned number);

/* Whether a path is such a name, of any store: a copy that is opened as a store of its
 * own keeps no copies of itself. */
bool sibling_is_name (const char *path);

/* The path of the store whose such name it is, to be freed with free(); NULL where it
 * is none, or memory is short. */
char *sibling_store (const char *path);

/* What is done with one of them, which need not be there. */
typedef VaultResult (*SiblingVisit) (const char *name, SiblingKind kind, void *data);

/* Visits each possible name, to the end, whatever fails. Returns the first result that
 * is not VAULT_OK. */
VaultResult sibling_each (const char *path, SiblingVisit visit, void *data);
