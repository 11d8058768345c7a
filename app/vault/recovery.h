/* The recovery key: 256 random bits that open a store whose passphrase is lost, and the
 * form in which a person writes them down. Knows nothing of files.
 *
 * The form is 13 groups of 5 characters of Crockford's alphabet (digits and letters
 * without I, L, O, U), with hyphens between. Four characters of a group carry the key;
 * the fifth is a checksum over GF(32) of the four and of the group's place: one
 * wrong character, two neighbours exchanged and two groups exchanged are always found,
 * anything else in a group with a chance of 31 in 32. The four bits that are left over
 * check the whole. */
#pragma once

#include <stddef.h>

#include "secret.h"

#define RECOVERY_KEY_BYTES 32
#define RECOVERY_GROUPS 13
#define RECOVERY_GROUP_CHARACTERS 5
/* The groups, a hyphen between each two, and the closing zero. */
#define RECOVERY_TEXT_BYTES (RECOVERY_GROUPS * (RECOVERY_GROUP_CHARACTERS + 1))

typedef enum
{
  RECOVERY_OK,
  RECOVERY_WRONG_LETTER, /* a character that is in no recovery key */
  RECOVERY_WRONG_GROUP, /* a group's checksum does not fit */
  RECOVERY_WRONG_LENGTH, /* too short or too long, and no group is wrong */
  RECOVERY_WRONG_WHOLE, /* each group fits; together they are no key */
  RECOVERY_NO_MEMORY,
} RecoveryProblem;

/* RECOVERY_KEY_BYTES from the system's generator. NULL if memory is short. */
Secret *recovery_new (void);

/* The key's text, RECOVERY_TEXT_BYTES with the closing zero. NULL if memory is short or
 * key has another size. */
Secret *recovery_print (const Secret *key);

/**
 * recovery_parse:
 * @key: (out): RECOVERY_KEY_BYTES, to be freed with secret_free(); NULL on failure
 * @text: size bytes as a person typed them: either case, with or without spaces, line
 *   ends and hyphens anywhere; O is read as 0, I and L as 1, U as V. A closing zero
 *   ends it.
 * @group: (out): for RECOVERY_WRONG_LETTER and RECOVERY_WRONG_GROUP the first wrong
 *   group, from 1; for RECOVERY_WRONG_LENGTH the first that is not whole, which is
 *   RECOVERY_GROUPS + 1 where there is too much; else 0
 */
RecoveryProblem recovery_parse (Secret **key, const char *text, size_t size,
                                int *group);
