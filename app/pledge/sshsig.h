/* OpenSSH's detached signatures, as `ssh-keygen -Y verify` reads them: Ed25519 keys and
 * SHA-512 only. Forms alone: whose key and which namespace is the caller's; a pledge's
 * are in signatures.h.
 *
 * What is signed is not the file but "SSHSIG", the namespace, an empty string, "sha512"
 * and the file's SHA-512, each string after its length in four bytes.
 *
 * Source: OpenSSH's PROTOCOL.sshsig; the key's form, RFC 8709; ALLOWED SIGNERS in
 * ssh-keygen(1). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "pledge-error.h"
#include "sign.h"

#define SSHSIG_NAMESPACE_MOST_BYTES 64

/* Size of the signed message for a namespace of length characters. */
#define SSHSIG_MESSAGE_BYTES(length)                                                   \
  (6 + 4 + (length) + 4 + 4 + 6 + 4 + DIGEST_SHA512_BYTES)

/* Writes SSHSIG_MESSAGE_BYTES (strlen (name_space)) bytes: what is signed for a file of
 * size bytes at data. */
void sshsig_message (uint8_t *out, const char *name_space, const void *data,
                     size_t size);

/* (transfer full): the armoured text of a signature file. name_space has 1 to
 * SSHSIG_NAMESPACE_MOST_BYTES characters. */
char *sshsig_print_signature (const uint8_t signature[SIGN_SIGNATURE_BYTES],
                              const uint8_t public_key[SIGN_PUBLIC_BYTES],
                              const char *name_space);

/* (transfer full): the one line of an allowed_signers file that lets principal sign in
 * name_space, and in no other, with the key. */
char *sshsig_print_allowed (const uint8_t public_key[SIGN_PUBLIC_BYTES],
                            const char *principal, const char *name_space);

/**
 * sshsig_parse_signature:
 * @signature: (out): zeroed on failure
 * @data: size bytes from anywhere
 * @public_key: the key that must have made it
 * @name_space: the namespace that it must be for
 * @error: PLEDGE_ERROR_FORM if data is no such file, PLEDGE_ERROR_BAD_SIGNATURE if it
 *   is one of another key or for another namespace
 *
 * Reads only; no signature is checked here.
 *
 * Returns: TRUE if data is byte for byte what sshsig_print_signature() gives
 */
gboolean sshsig_parse_signature (uint8_t signature[SIGN_SIGNATURE_BYTES],
                                 const void *data, size_t size,
                                 const uint8_t public_key[SIGN_PUBLIC_BYTES],
                                 const char *name_space, GError **error);

/* Whether signature is good for the size bytes at data in name_space. */
gboolean sshsig_check (const uint8_t signature[SIGN_SIGNATURE_BYTES], const void *data,
                       size_t size, const uint8_t public_key[SIGN_PUBLIC_BYTES],
                       const char *name_space);
