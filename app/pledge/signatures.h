/* The three signatures of a pledge record, made in one go, so that the signer's key can
 * be destroyed the moment after; files are printed from them later without it
 * (saved.h).
 *
 * signatures_make() is the only function in the project that signs with a signer's key.
 *
 * Why one key may sign three kinds of byte strings
 * ------------------------------------------------
 * The key only ever signs, for a record R whose `key` it is:
 * - raw: R itself, 292 to 421 bytes that begin with "pledge-record: v1";
 * - global: raw's 64 bytes and SIGNATURES_TRUSTED_COMMENT, 80 bytes;
 * - sshsig: "SSHSIG", the namespace, "sha512" and R's SHA-512, 115 bytes.
 *
 * These are three sets of strings with no length in common: no string is in two of
 * them, whatever the record or a signature is (asserted at compile time, and by a
 * test). So a signature of one kind cannot be shown as one of another, and each commits
 * to one R: raw is R, sshsig holds its hash, and global begins with a signature over R.
 *
 * Nothing else is signed, so nothing else can be shown as signed:
 * - minisign's hashed form ("ED") and the key exchange of an SSH server sign a bare
 *   hash of at most 64 bytes. All of ours are longer.
 * - An SSH login signs a session id after its length, an SSH certificate the name of
 *   its type after its length. raw begins with "pledge-", sshsig with "SSHSIG": read
 *   as a length, more than a thousand million bytes. global begins with the first half
 *   of a signature, which nobody can steer without the key. TLS 1.3 begins with 64
 *   spaces. And the key is in no agent, server or certificate that could be asked.
 * - The namespace keeps the SSH form from passing for a signed commit, file or mail.
 * - Who takes the 80 or the 115 bytes for a file has one that the key did sign. It says
 *   nothing: it is no record, and a record is what verify.h asks for first.
 *
 * RFC 8032's nonce is a hash of key and message: three signatures by one key cost no
 * more secrecy than one, and no generator is used that could fail.
 *
 * The comment, the namespace and the principal are constants: a time, a user or a host
 * in them would say who signed, and when. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "minisign.h"
#include "pledge-error.h"
#include "record.h"
#include "secret.h"
#include "sshsig.h"

#define SIGNATURES_TRUSTED_COMMENT "pledge-record v1"
#define SIGNATURES_NAMESPACE "pledge-record@steadfast"
#define SIGNATURES_PRINCIPAL "signer"

#define SIGNATURES_GLOBAL_BYTES                                                        \
  MINISIGN_GLOBAL_BYTES (sizeof SIGNATURES_TRUSTED_COMMENT - 1)
#define SIGNATURES_SSHSIG_BYTES SSHSIG_MESSAGE_BYTES (sizeof SIGNATURES_NAMESPACE - 1)

/* The comments of a pledge's minisign files. */
extern const MinisignComments signatures_comments;

/* 192 bytes without padding: may be stored as raw, global and sshsig one after another.
 */
typedef struct
{
  uint8_t raw[SIGN_SIGNATURE_BYTES]; /* over the record: minisign's "Ed", signify */
  uint8_t global[SIGN_SIGNATURE_BYTES]; /* minisign's, over raw and the comment */
  uint8_t sshsig[SIGN_SIGNATURE_BYTES]; /* OpenSSH's */
} PledgeSignatures;

#define SIGNATURES_BYTES (3 * SIGN_SIGNATURE_BYTES)

/**
 * signatures_make:
 * @signatures: (out): zeroed on failure
 * @data: the size bytes of a record's text
 * @seed: the signer's key, SIGN_SEED_BYTES; the caller may free it right after
 * @error: PLEDGE_ERROR_RECORD if data is no record, PLEDGE_ERROR_KEY if its `key` is
 * not seed's public key, PLEDGE_ERROR_MEMORY if guarded memory is short
 *
 * Returns: TRUE if all three were made; on FALSE there is none
 */
gboolean signatures_make (PledgeSignatures *signatures, const void *data, size_t size,
                          const Secret *seed, GError **error);

/* The two that a minisign file holds. */
MinisignSignature signatures_get_minisign (const PledgeSignatures *signatures);

/**
 * signatures_check:
 * @error: PLEDGE_ERROR_RECORD if data is no record, PLEDGE_ERROR_BAD_SIGNATURE if one
 * of the three is not good
 *
 * For records that come back from a store.
 *
 * Returns: TRUE if all three are good for the record's own key
 */
gboolean signatures_check (const PledgeSignatures *signatures, const void *data,
                           size_t size, GError **error);
