/* Signers: their keys, their pledge records, and the rows of sign-up sheets. Nothing
 * here is linked to a person of persons.h: no field says which refusals are a
 * signer's. */
#pragma once

#include "chain.h"
#include "secret.h"
#include "signatures.h"
#include "store.h"
#include "week.h"

G_BEGIN_DECLS

#define SIGNERS_ID_BYTES 16
#define SIGNERS_ID_TEXT_BYTES 33 /* 32 hexadecimal digits and the closing zero */

typedef enum
{
  SIGNER_OWNER, /* whose store it is */
  SIGNER_OTHER, /* "next person": makes the store shared */
} SignerKind;

typedef struct
{
  uint8_t id[SIGNERS_ID_BYTES]; /* see signers_id() */
  SignerKind kind;
  gboolean has_key; /* FALSE once the key is destroyed */
  PledgeState state; /* first and present record; chain_is_withdrawn() */
  guint tier; /* the present record's tier, by place in the campaign's list */
  int role; /* by place; -1: none was given */
  Week counts; /* the week in whose periods the signer counts, that of the take */
} Signer;

/* Frees one; NULL is nothing. */
void signers_free (Signer *signer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Signer, signers_free)

/* One record with its signatures. */
typedef struct
{
  GBytes *text;
  PledgeSignatures signatures;
  PledgeRecord record; /* what text says */
} SignerRecord;

/* The same. */
void signers_free_record (SignerRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignerRecord, signers_free_record)

/* A signer's id: the first SIGNERS_ID_BYTES of the SHA-256 of the public key. */
void signers_id (uint8_t id[SIGNERS_ID_BYTES],
                 const uint8_t public_key[SIGN_PUBLIC_BYTES]);

/**
 * signers_take:
 * @text: the record of a take, as record_print() gives it
 * @signatures: over it; checked
 * @seed: its key, which is kept until signers_destroy_key()
 *
 * Adds a signer. One owner at a time: where the owner's last pledge is withdrawn, the
 * new one takes its place.
 *
 * Returns: FALSE with error set: STORE_ERROR_REFUSED if the owner has a pledge that is
 * not withdrawn, if the record is no take or is not of this campaign, if a tier or role
 * is not the campaign's, or the signer is known; STORE_ERROR_FUTURE_WEEK; PLEDGE_ERROR
 * for a bad record, signature or key
 */
gboolean signers_take (Store *store, GBytes *text, const PledgeSignatures *signatures,
                       const Secret *seed, SignerKind kind, Week now, GError **error);

/**
 * signers_append:
 *
 * Adds a change or a withdrawal to the signer whose key the record names.
 *
 * Returns: FALSE with error set: as signers_take(); STORE_ERROR_NOT_FOUND if there is
 * no such signer; PLEDGE_ERROR_CHAIN if the record does not follow
 */
gboolean signers_append (Store *store, GBytes *text, const PledgeSignatures *signatures,
                         Week now, GError **error);

/* (transfer full) (element-type Signer): all, the owner first, the others by id; NULL
 * with error set. */
GPtrArray *signers_list (Store *store, GError **error);

/* (transfer full): one; NULL with error set. STORE_ERROR_NOT_FOUND if there is none. */
Signer *signers_get (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error);

/* (transfer full): the owner; STORE_ERROR_NOT_FOUND if no pledge was taken. */
Signer *signers_get_owner (Store *store, GError **error);

/* As refusals_find(): a signer's id from its first digits. */
gboolean signers_find (Store *store, const char *text, uint8_t id[SIGNERS_ID_BYTES],
                       GError **error);

/* (transfer full) (element-type SignerRecord): a signer's records in the order of the
 * chain; NULL with error set. */
GPtrArray *signers_records (Store *store, const uint8_t id[SIGNERS_ID_BYTES],
                            GError **error);

/* (transfer full): the signer's key; NULL with error set, STORE_ERROR_NOT_FOUND if it
 * was destroyed or there is no such signer. */
Secret *signers_key (Store *store, const uint8_t id[SIGNERS_ID_BYTES], GError **error);

/* Removes the key's row: its bytes are overwritten in the database. That the file, and
 * the backups, hold it no longer is the caller's to see to. STORE_ERROR_NOT_FOUND as
 * above. */
gboolean signers_destroy_key (Store *store, const uint8_t id[SIGNERS_ID_BYTES],
                              GError **error);

/* Destroys in store, a copy of an earlier present, the keys that present has destroyed:
 * those of its signers without a key. Nothing of it is an error. */
gboolean signers_carry_destroyed (Store *store, Store *present, GError **error);

/* Equal rows of sign-up sheets, as a number. */
typedef struct
{
  Week week;
  guint tier;
  int role; /* -1: none was given */
  Week counts;
  guint64 number;
} SignerSheet;

/* (transfer full) (element-type SignerSheet): the latest week first; NULL with error
 * set. */
GArray *signers_sheets (Store *store, GError **error);

G_END_DECLS
