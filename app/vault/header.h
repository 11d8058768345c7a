/* The header of a store's file: two copies of one content, each in a block of its own.
 *
 *   slots   HEADER_SLOTS × HEADER_SLOT_BYTES; each: salt, cost byte, sealed data key.
 *           Slot 0 is the passphrase's, 1 the recovery key's; the rest are noise.
 *   state   the Header below, sealed; its extra data are the copy's number and all its
 *           slots, so that a copy is valid only as a whole
 *
 * The sealed state also holds the wrapping keys of both copies' slots: whoever has
 * opened the store can write both copies anew, without a passphrase and without giving
 * two copies a byte in common. They open nothing but the data key, which whoever reads
 * them has. Knows nothing of files. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "frame.h"
#include "kdf.h"
#include "week.h"

/* The format that is written, and the newest that is read. */
#define HEADER_FORMAT 1

#define HEADER_COPIES 2
#define HEADER_COPY_BYTES 4096
#define HEADER_BYTES (HEADER_COPIES * HEADER_COPY_BYTES)

#define HEADER_SLOTS 8
#define HEADER_SLOT_BYTES 128

typedef enum
{
  HEADER_CLEAN = 1, /* the log ends with the commit that is named here */
  HEADER_OPEN = 2, /* the log holds that commit and perhaps more */
} HeaderState;

/* What a passphrase's slot of one copy is made with. */
typedef struct
{
  uint8_t salt[KDF_SALT_BYTES];
  uint8_t cost; /* 0 to 254; modulo KDF_CLASSES it is the KdfClass */
  uint8_t wrap[KDF_KEY_BYTES]; /* Argon2id of passphrase and salt */
} HeaderPassphrase;

/* Holds keys: keep it in a Secret. */
typedef struct
{
  uint32_t format;
  uint8_t file_id[FRAME_ID_BYTES]; /* random, of this file */
  uint64_t generation; /* counts the writings of this file's header */
  HeaderState state;
  uint64_t commit; /* the last one known to be whole; 0 for none */
  uint8_t commit_tag[SEAL_TAG_BYTES]; /* of its last body; zeros for none */
  uint64_t length; /* the file's, if clean */
  Week created; /* when the store was first made */
  Week closed; /* when its file was last clean */
  HeaderPassphrase passphrase[HEADER_COPIES];
  uint8_t recovery[KDF_KEY_BYTES]; /* wraps the recovery key's slot */
} Header;

typedef enum
{
  HEADER_VALID,
  HEADER_NEWER, /* valid, and of a format that is not known here */
  HEADER_INVALID,
} HeaderVerdict;

/* Draws a salt and a cost byte for class; wrap stays to be derived. */
void header_draw_passphrase (HeaderPassphrase *passphrase, KdfClass cost);

/* The salt and class that a copy's passphrase slot names: any bytes name some. */
const uint8_t *header_salt (const uint8_t copy[HEADER_COPY_BYTES]);
KdfClass header_cost (const uint8_t copy[HEADER_COPY_BYTES]);

/* Writes copy number (0 or 1) of header. */
void header_seal (uint8_t copy[HEADER_COPY_BYTES], unsigned number,
                  const Header *header, const Keys *keys);

/**
 * header_open_passphrase_slot:
 * @data: (out): the data key; zeroed on failure
 *
 * Returns: 0, or -1 if wrap does not open the copy's slot.
 */
int header_open_passphrase_slot (uint8_t data[KDF_KEY_BYTES],
                                 const uint8_t copy[HEADER_COPY_BYTES],
                                 const uint8_t wrap[KDF_KEY_BYTES]);

/* The same for the recovery key's slot. */
int header_open_recovery_slot (uint8_t data[KDF_KEY_BYTES],
                               const uint8_t copy[HEADER_COPY_BYTES],
                               const uint8_t wrap[KDF_KEY_BYTES]);

/**
 * header_open:
 * @header: (out): all zeros unless HEADER_VALID is returned
 * @number: which copy this is
 */
HeaderVerdict header_open (Header *header, const uint8_t copy[HEADER_COPY_BYTES],
                           unsigned number, const Keys *keys);
