/* minisign's file forms: one public key, and one detached signature with its signed
 * comment. Forms alone: what is signed, and with which comments, is the caller's; a
 * pledge's are in signatures.h.
 *
 * A signature file is four lines, each ended by LF:
 *
 *   untrusted comment: <anything; nobody signs it>
 *   <base64 of "Ed", the key id and an Ed25519 signature over the file's bytes>
 *   trusted comment: <text>
 *   <base64 of an Ed25519 signature over the first signature's 64 bytes and that text>
 *
 * This is minisign's older form, over the bytes themselves ("Ed"), and not the one over
 * their BLAKE2b hash ("ED"): it is the one that signify knows too. signify reads the
 * first two lines and passes over the rest.
 *
 * Source: minisign's README ("Signature format") and manual; signify(1). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "pledge-error.h"
#include "sign.h"

#define MINISIGN_KEY_ID_BYTES 8

/* A file's longest line with its LF: what minisign itself reads. */
#define MINISIGN_LINE_MOST_BYTES 1023

/* Size of what the second signature is over, for a comment of length characters. */
#define MINISIGN_GLOBAL_BYTES(length) (SIGN_SIGNATURE_BYTES + (length))

/* The comments of a kind of file: printable, without a line feed, not empty. */
typedef struct
{
  const char *untrusted; /* of the signature file */
  const char *trusted; /* of the signature file, signed */
  const char *public_key; /* of the public key file */
} MinisignComments;

typedef struct
{
  uint8_t raw[SIGN_SIGNATURE_BYTES]; /* over the file's bytes */
  uint8_t global[SIGN_SIGNATURE_BYTES]; /* over raw and the trusted comment */
} MinisignSignature;

/* The first MINISIGN_KEY_ID_BYTES of the public key's SHA-256. minisign draws a key id
 * at random; a derived one keeps two files of one key equal and has nothing to hide. It
 * only tells a reader early that the wrong key was taken: nothing rests on it. */
void minisign_key_id (uint8_t id[MINISIGN_KEY_ID_BYTES],
                      const uint8_t public_key[SIGN_PUBLIC_BYTES]);

/* Writes MINISIGN_GLOBAL_BYTES (strlen (trusted)) bytes: raw and the comment. */
void minisign_global_message (uint8_t *out, const uint8_t raw[SIGN_SIGNATURE_BYTES],
                              const char *trusted);

/* (transfer full): the text of a public key file, as `minisign -p` and `signify -p`
 * take it. */
char *minisign_print_public (const uint8_t public_key[SIGN_PUBLIC_BYTES],
                             const MinisignComments *comments);

/* Whether the size bytes at data are what minisign_print_public() gives, but for the
 * text of the comment; public_key (out) is zeroed if not. */
gboolean minisign_parse_public (uint8_t public_key[SIGN_PUBLIC_BYTES], const void *data,
                                size_t size);

/* (transfer full): the text of a signature file. */
char *minisign_print_signature (const MinisignSignature *signature,
                                const uint8_t public_key[SIGN_PUBLIC_BYTES],
                                const MinisignComments *comments);

/**
 * minisign_parse_signature:
 * @signature: (out): zeroed on failure
 * @data: size bytes from anywhere
 * @public_key: the key that must have made it
 * @comments: the trusted comment that it must carry; the untrusted one may be any
 * @error: PLEDGE_ERROR_FORM if data is no such file, PLEDGE_ERROR_BAD_SIGNATURE if it
 *   is one of another key or with another trusted comment
 *
 * Reads only; no signature is checked here.
 *
 * Returns: TRUE if data is what minisign_print_signature() gives, but for the text of
 * the untrusted comment
 */
gboolean minisign_parse_signature (MinisignSignature *signature, const void *data,
                                   size_t size,
                                   const uint8_t public_key[SIGN_PUBLIC_BYTES],
                                   const MinisignComments *comments, GError **error);

/* Whether both signatures are good: over the size bytes at data, and over the first one
 * and the trusted comment. */
gboolean minisign_check (const MinisignSignature *signature, const void *data,
                         size_t size, const uint8_t public_key[SIGN_PUBLIC_BYTES],
                         const char *trusted);
