/* See sibling.h. */
#include "sibling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct
{
  const char *suffix;
  unsigned most;
} kinds[] = {
  [SIBLING_BACKUP] = { ".backup-", SIBLING_BACKUPS },
  [SIBLING_KEPT] = { ".replaced-", SIBLING_REPLACED },
};

char *
sibling_name (const char *path, SiblingKind kind, unsigned number)
{
  size_t size = strlen (path) + strlen (kinds[kind].suffix) + 11;
  char *name = malloc (size);
  if (name)
    snprintf (name, size, "%s%s%u", path, kinds[kind].suffix, number);
  return name;
}

/* The length of the store's path, or 0. */
static size_t
measure_store (const char *path)
{
  size_t length = strlen (path);
  for (int kind = SIBLING_BACKUP; kind <= SIBLING_KEPT; kind++)
    {
      size_t tail = strlen (kinds[kind].suffix) + 1;
      if (length > tail && path[length - 1] >= '1' && path[length - 1] <= '9'
          && strncmp (path + length - tail, kinds[kind].suffix, tail - 1) == 0)
        return length - tail;
    }
  return 0;
}

bool
sibling_is_name (const char *path)
{
  return measure_store (path) > 0;
}

char *
sibling_store (const char *path)
{
  size_t length = measure_store (path);
  return length > 0 ? strndup (path, length) : NULL;
}

VaultResult
sibling_each (const char *path, SiblingVisit visit, void *data)
{
  VaultResult first = VAULT_OK;
  for (int kind = SIBLING_BACKUP; kind <= SIBLING_KEPT; kind++)
    for (unsigned number = 1; number <= kinds[kind].most; number++)
      {
        char *name = sibling_name (path, (SiblingKind)kind, number);
        VaultResult result =
            name ? visit (name, (SiblingKind)kind, data) : VAULT_NO_MEMORY;
        free (name);
        if (first == VAULT_OK)
          first = result;
      }
  return first;
}
