/* The one place where the system's and SQLite's error numbers become a VaultResult. */
#pragma once

#include "vault.h"

/* 0 gives VAULT_OK; what has no result of its own gives VAULT_IO. */
VaultResult outcome_from_errno (int error);

/* An SQLite result code, plain or extended; SQLITE_OK gives VAULT_OK. */
VaultResult outcome_from_sqlite (int code);

/* What the VFS tells SQLite of a failed commit. */
int outcome_to_sqlite (VaultResult result);
