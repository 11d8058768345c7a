/* See signatures.h. */
#include "config.h"

#include "signatures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

_Static_assert(sizeof (PledgeSignatures) == SIGNATURES_BYTES, "no padding");

/* The domain separation of signatures.h: three kinds of messages, no common length, and
 * none as short as a bare hash. */
_Static_assert(SIGNATURES_GLOBAL_BYTES > DIGEST_SHA512_BYTES, "longer than any hash");
_Static_assert(SIGNATURES_SSHSIG_BYTES > DIGEST_SHA512_BYTES, "longer than any hash");
_Static_assert(SIGNATURES_GLOBAL_BYTES != SIGNATURES_SSHSIG_BYTES, "told by length");
_Static_assert(SIGNATURES_GLOBAL_BYTES < RECORD_LEAST_BYTES, "told by length");
_Static_assert(SIGNATURES_SSHSIG_BYTES < RECORD_LEAST_BYTES, "told by length");

const MinisignComments signatures_comments = {
  .untrusted = "signature of a pledge record",
  .trusted = SIGNATURES_TRUSTED_COMMENT,
  .public_key = "public key of a pledge record",
};

static gboolean
refuse_memory (GError **error)
{
  g_set_error_literal (error, PLEDGE_ERROR, PLEDGE_ERROR_MEMORY,
                       _ ("The record was not signed: there is not enough memory."));
  return FALSE;
}

static gboolean
check_key (const PledgeRecord *record, const Secret *seed, GError **error)
{
  uint8_t public_key[SIGN_PUBLIC_BYTES];
  if (sign_public (public_key, seed) < 0)
    return refuse_memory (error);
  if (memcmp (public_key, record->public_key, sizeof public_key) == 0)
    return TRUE;
  g_set_error_literal (
      error, PLEDGE_ERROR, PLEDGE_ERROR_KEY,
      _ ("The record names another key than the one it is to be signed with."));
  return FALSE;
}

/* The only calls of sign_make() with a signer's key. */
static gboolean
sign_all (PledgeSignatures *out, const void *data, size_t size, const Secret *seed)
{
  uint8_t global[SIGNATURES_GLOBAL_BYTES];
  uint8_t sshsig[SIGNATURES_SSHSIG_BYTES];
  if (sign_make (out->raw, data, size, seed) < 0)
    return FALSE;
  minisign_global_message (global, out->raw, SIGNATURES_TRUSTED_COMMENT);
  sshsig_message (sshsig, SIGNATURES_NAMESPACE, data, size);
  return sign_make (out->global, global, sizeof global, seed) == 0
         && sign_make (out->sshsig, sshsig, sizeof sshsig, seed) == 0;
}

gboolean
signatures_make (PledgeSignatures *signatures, const void *data, size_t size,
                 const Secret *seed, GError **error)
{
  PledgeRecord record;
  memset (signatures, 0, sizeof *signatures);
  if (!record_parse (&record, data, size, error) || !check_key (&record, seed, error))
    return FALSE;
  if (sign_all (signatures, data, size, seed))
    return TRUE;
  memset (signatures, 0, sizeof *signatures);
  return refuse_memory (error);
}

MinisignSignature
signatures_get_minisign (const PledgeSignatures *signatures)
{
  MinisignSignature minisign;
  memcpy (minisign.raw, signatures->raw, sizeof minisign.raw);
  memcpy (minisign.global, signatures->global, sizeof minisign.global);
  return minisign;
}

gboolean
signatures_check (const PledgeSignatures *signatures, const void *data, size_t size,
                  GError **error)
{
  PledgeRecord record;
  if (!record_parse (&record, data, size, error))
    return FALSE;
  const MinisignSignature minisign = signatures_get_minisign (signatures);
  if (minisign_check (&minisign, data, size, record.public_key,
                      SIGNATURES_TRUSTED_COMMENT)
      && sshsig_check (signatures->sshsig, data, size, record.public_key,
                       SIGNATURES_NAMESPACE))
    return TRUE;
  g_set_error_literal (
      error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE,
      _ ("The signatures of the pledge record are not good: the record or a signature "
         "was altered."));
  return FALSE;
}
