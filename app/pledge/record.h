/* The pledge record: what a signer signs, as a struct and as its one byte string.
 *
 * The text is ASCII with LF, these nine lines in this order, each `key: value` with one
 * space, nothing before, between or after them:
 *
 *   pledge-record: v1
 *   campaign: <the campaign's id, 64 lower-case hexadecimal digits>
 *   text: <SHA-256 of the pledge's text, 64 lower-case hexadecimal digits>
 *   tier: <id>
 *   role: <id, or - where the signer gave none>
 *   week: <ISO week, 2026-W47>
 *   action: <take, change or withdraw>
 *   key: <Ed25519 public key, 64 lower-case hexadecimal digits>
 *   supersedes: <SHA-256 of the record before, 64 such digits, or - for a take>
 *
 * An id is 1 to 32 of a-z, 0-9 and hyphen, and does not begin with a hyphen. A take
 * supersedes nothing; a change or withdrawal always supersedes a record. Parsing
 * accepts only what printing gives, so that one record has one hash and one set of
 * signatures.
 *
 * This file knows no campaign: whether an id names a tier is the caller's to ask. For
 * signatures see signatures.h, for how records follow from one another chain.h. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "pledge-error.h"
#include "sign.h"
#include "week.h"

#define RECORD_ID_BYTES 33 /* of a tier or role, with the closing zero */
#define RECORD_HASH_BYTES DIGEST_SHA256_BYTES
#define RECORD_LEAST_BYTES                                                             \
  292 /* the shortest record's text, without a closing zero                            \
       */
#define RECORD_MOST_BYTES 421 /* the longest record's */

typedef enum
{
  PLEDGE_TAKE,
  PLEDGE_CHANGE,
  PLEDGE_WITHDRAW,
} PledgeAction;

typedef struct
{
  uint8_t campaign[RECORD_HASH_BYTES];
  uint8_t text[RECORD_HASH_BYTES];
  char tier[RECORD_ID_BYTES];
  char role[RECORD_ID_BYTES]; /* "" where none was given */
  Week week; /* what the signer's clock said: it proves nothing */
  PledgeAction action;
  uint8_t public_key[SIGN_PUBLIC_BYTES];
  uint8_t supersedes[RECORD_HASH_BYTES]; /* zeros for PLEDGE_TAKE */
} PledgeRecord;

/* Whether id can stand as a tier or a role: see above. */
gboolean record_id_is_valid (const char *id);

/* "take", "change" or "withdraw", as in the text: a key for programs, not translated.
 */
const char *record_action_name (PledgeAction action);

/**
 * record_print:
 * @record: what to print
 * @error: PLEDGE_ERROR_RECORD if a tier, role, week or action is not one that a record
 *   can hold, or a take supersedes something
 *
 * Returns: (transfer full): the text with a closing zero, RECORD_LEAST_BYTES to
 * RECORD_MOST_BYTES characters long, or NULL with error set
 */
char *record_print (const PledgeRecord *record, GError **error);

/**
 * record_parse:
 * @record: (out): zeroed on failure
 * @data: size bytes from anywhere
 * @error: PLEDGE_ERROR_RECORD with a sentence that names the line
 *
 * Returns: TRUE if data is the text of a record, byte for byte as record_print() gives
 * it. Whether key is a good public key shows when a signature is checked.
 */
gboolean record_parse (PledgeRecord *record, const void *data, size_t size,
                       GError **error);

/* SHA-256 of a record's text: the value of a later record's `supersedes`. */
void record_hash (uint8_t out[RECORD_HASH_BYTES], const void *data, size_t size);
