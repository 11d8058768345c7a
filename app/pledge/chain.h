/* How the records of one signer follow from one another, and where they lead.
 * Signatures are not looked at: signatures_check() is for each record by itself.
 *
 * A chain is good if
 * - exactly one record is a take, and every other supersedes, by hash, one of them;
 * - no record is superseded by two, and none stands apart;
 * - all name one campaign and one key;
 * - nothing supersedes a withdrawal: who takes the pledge again takes it with a new
 * key;
 * - a withdrawal repeats the tier and role that it ends.
 * Weeks may stand in any order: a clock that was set back must not keep anybody from
 * withdrawing. The text's hash may change from record to record, as texts are revised.
 */
#pragma once

#include "record.h"

/* One record's text, borrowed. */
typedef struct
{
  const void *data;
  size_t size;
} ChainText;

typedef struct
{
  PledgeRecord take; /* the first record */
  PledgeRecord last; /* the present one: tier, role, and whether withdrawn */
  uint8_t last_hash[RECORD_HASH_BYTES]; /* what a next record would supersede */
} PledgeState;

/* Whether the pledge was withdrawn. */
gboolean chain_is_withdrawn (const PledgeState *state);

/**
 * chain_read:
 * @state: (out): zeroed on failure
 * @order: (out) (nullable): room for count indices: texts' in the order of the chain
 * @texts: (array length=count): the records in any order; count ≥ 1
 * @error: PLEDGE_ERROR_RECORD if one is no record, PLEDGE_ERROR_CHAIN if they are no
 *   good chain
 */
gboolean chain_read (PledgeState *state, size_t *order, const ChainText *texts,
                     size_t count, GError **error);

/**
 * chain_next:
 * @next: (out): a record that follows on state, with its text's hash, tier and role;
 *   the caller sets what changes and the week, prints it and has it signed
 * @action: PLEDGE_CHANGE or PLEDGE_WITHDRAW
 * @error: PLEDGE_ERROR_CHAIN if the pledge was withdrawn or action is PLEDGE_TAKE
 */
gboolean chain_next (PledgeRecord *next, const PledgeState *state, PledgeAction action,
                     GError **error);
