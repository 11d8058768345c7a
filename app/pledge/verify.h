/* Checks a saved record against a signature file, as `minisign -V`, `signify -V` and
 * `ssh-keygen -Y verify` would with the key that the record names; and says what a good
 * one proves. Needs no store, no campaign and no key file. */
#pragma once

#include "record.h"
#include "saved.h"

/**
 * verify_signature:
 * @record: (out): what the record says; zeroed on failure
 * @format: (out): of which form the signature file is
 * @data: the size bytes of the record's file
 * @signature: the signature_size bytes of the signature's file; its form is told by how
 *   it begins
 * @error: PLEDGE_ERROR_RECORD if the first is no record, PLEDGE_ERROR_FORM if the
 * second is no signature file, PLEDGE_ERROR_BAD_SIGNATURE if it is one and not good
 *
 * Stricter than the tools: the record must be one, the files must have the exact form
 * that saved.h gives them (but for minisign's untrusted comment, which is not looked
 * at), and both of minisign's signatures must be good.
 *
 * Returns: TRUE if the signature is good for the record and the key that it names
 */
gboolean verify_signature (PledgeRecord *record, PledgeFormat *format, const void *data,
                           size_t size, const void *signature, size_t signature_size,
                           GError **error);

/* (transfer full): what a good signature proves, and what it does not prove: translated
 * sentences, NULL after the last. Whoever shows a result shows both. */
char **verify_dup_proven (void);
char **verify_dup_not_proven (void);
