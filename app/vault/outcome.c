/* Error numbers: see outcome.h. */
#include "outcome.h"

#include <errno.h>

VaultResult
outcome_from_errno (int error)
{
  switch (error)
    {
    case 0:
      return VAULT_OK;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return VAULT_FULL;
    case EACCES:
    case EPERM:
    case ELOOP:
    case EISDIR:
      return VAULT_DENIED;
    case ENOENT:
    case ENOTDIR:
      return VAULT_MISSING;
    case EEXIST:
      return VAULT_EXISTS;
    case EBUSY:
      return VAULT_IN_USE;
    case EROFS:
      return VAULT_FIXED;
    case ENOMEM:
      return VAULT_NO_MEMORY;
    default:
      return VAULT_IO;
    }
}

VaultResult
outcome_from_sqlite (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_OK:
      return VAULT_OK;
    case SQLITE_NOMEM:
      return VAULT_NO_MEMORY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return VAULT_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VAULT_BUSY;
    case SQLITE_FULL:
      return VAULT_FULL;
    case SQLITE_READONLY:
      return VAULT_READ_ONLY;
    case SQLITE_IOERR:
      return (code == SQLITE_IOERR_NOMEM) ? VAULT_NO_MEMORY : VAULT_IO;
    default:
      return VAULT_UNUSABLE;
    }
}

int
outcome_to_sqlite (VaultResult result)
{
  if (result == VAULT_OK)
    return SQLITE_OK;
  if (result == VAULT_FULL)
    return SQLITE_FULL;
  if (result == VAULT_NO_MEMORY)
    return SQLITE_IOERR_NOMEM;
  if (result == VAULT_READ_ONLY)
    return SQLITE_READONLY;
  return SQLITE_IOERR_FSYNC;
}
