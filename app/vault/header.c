/* Writing and reading one header copy: see header.h. */
#include "header.h"

#include "bytes.h"
#include "padding.h"
#include "random.h"
#include "secret.h"

#include <string.h>

#define SLOT_PASSPHRASE 0
#define SLOT_RECOVERY 1

/* A slot: salt, cost byte, and the sealed rest, which begins with the data key. */
#define SLOT_COST_OFFSET KDF_SALT_BYTES
#define SLOT_SEALED_OFFSET (SLOT_COST_OFFSET + 1)
#define SLOT_SEALED_BYTES (HEADER_SLOT_BYTES - SLOT_SEALED_OFFSET)
#define SLOT_PLAIN_BYTES (SLOT_SEALED_BYTES - SEAL_OVERHEAD_BYTES)

#define SLOTS_BYTES (HEADER_SLOTS * HEADER_SLOT_BYTES)
#define STATE_SEALED_BYTES (HEADER_COPY_BYTES - SLOTS_BYTES)
#define STATE_PLAIN_BYTES (STATE_SEALED_BYTES - SEAL_OVERHEAD_BYTES)

/* Cost bytes are drawn below this, the greatest multiple of KDF_CLASSES in a byte. */
#define COST_BOUND (256 / KDF_CLASSES * KDF_CLASSES)

void
header_draw_passphrase (HeaderPassphrase *passphrase, KdfClass cost)
{
  random_fill (passphrase->salt, sizeof passphrase->salt);
  uint32_t multiple = random_below (COST_BOUND / KDF_CLASSES);
  passphrase->cost = (uint8_t)(multiple * KDF_CLASSES + cost);
}

const uint8_t *
header_salt (const uint8_t copy[HEADER_COPY_BYTES])
{
  return copy + SLOT_PASSPHRASE * HEADER_SLOT_BYTES;
}

KdfClass
header_cost (const uint8_t copy[HEADER_COPY_BYTES])
{
  return (KdfClass)(copy[SLOT_PASSPHRASE * HEADER_SLOT_BYTES + SLOT_COST_OFFSET]
                    % KDF_CLASSES);
}

/* What a slot's sealing vouches for: its number, salt and cost byte. */
#define SLOT_EXTRA_BYTES (1 + SLOT_SEALED_OFFSET)

static void
join_slot_extra (uint8_t extra[SLOT_EXTRA_BYTES], const uint8_t *slot, uint8_t number)
{
  extra[0] = number;
  memcpy (extra + 1, slot, SLOT_SEALED_OFFSET);
}

/* The salt and cost byte are in the slot already. */
static void
seal_slot (uint8_t *copy, uint8_t number, const uint8_t data[KDF_KEY_BYTES],
           const uint8_t wrap[KDF_KEY_BYTES])
{
  uint8_t *slot = copy + (size_t)number * HEADER_SLOT_BYTES;
  uint8_t extra[SLOT_EXTRA_BYTES];
  join_slot_extra (extra, slot, number);
  uint8_t *sealed = slot + SLOT_SEALED_OFFSET;
  uint8_t *plain = sealed + SEAL_NONCE_BYTES;
  memset (plain, 0, SLOT_PLAIN_BYTES);
  memcpy (plain, data, KDF_KEY_BYTES);
  seal_close (sealed, plain, SLOT_PLAIN_BYTES, extra, sizeof extra, wrap);
}

static int
open_slot (uint8_t data[KDF_KEY_BYTES], const uint8_t *copy, uint8_t number,
           const uint8_t wrap[KDF_KEY_BYTES])
{
  const uint8_t *slot = copy + (size_t)number * HEADER_SLOT_BYTES;
  uint8_t extra[SLOT_EXTRA_BYTES];
  join_slot_extra (extra, slot, number);
  uint8_t plain[SLOT_PLAIN_BYTES];
  int failed = seal_open (plain, slot + SLOT_SEALED_OFFSET, SLOT_SEALED_BYTES, extra,
                          sizeof extra, wrap);
  memcpy (data, plain, KDF_KEY_BYTES);
  secret_wipe (plain, sizeof plain);
  return failed;
}

int
header_open_passphrase_slot (uint8_t data[KDF_KEY_BYTES],
                             const uint8_t copy[HEADER_COPY_BYTES],
                             const uint8_t wrap[KDF_KEY_BYTES])
{
  return open_slot (data, copy, SLOT_PASSPHRASE, wrap);
}

int
header_open_recovery_slot (uint8_t data[KDF_KEY_BYTES],
                           const uint8_t copy[HEADER_COPY_BYTES],
                           const uint8_t wrap[KDF_KEY_BYTES])
{
  return open_slot (data, copy, SLOT_RECOVERY, wrap);
}

/* The format comes first and stays there in every later one. */
static void
print_state (uint8_t plain[STATE_PLAIN_BYTES], const Header *header)
{
  memset (plain, 0, STATE_PLAIN_BYTES);
  Cursor cursor = cursor_over (plain, STATE_PLAIN_BYTES);
  cursor_put_u32 (&cursor, header->format);
  cursor_put (&cursor, header->file_id, sizeof header->file_id);
  cursor_put_u64 (&cursor, header->generation);
  cursor_put_u32 (&cursor, header->state);
  cursor_put_u64 (&cursor, header->commit);
  cursor_put (&cursor, header->commit_tag, sizeof header->commit_tag);
  cursor_put_u64 (&cursor, header->length);
  cursor_put_u32 (&cursor, (uint32_t)header->created);
  cursor_put_u32 (&cursor, (uint32_t)header->closed);
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      const HeaderPassphrase *passphrase = &header->passphrase[i];
      cursor_put (&cursor, passphrase->salt, sizeof passphrase->salt);
      cursor_put (&cursor, &passphrase->cost, 1);
      cursor_put (&cursor, passphrase->wrap, sizeof passphrase->wrap);
    }
  cursor_put (&cursor, header->recovery, sizeof header->recovery);
}

static void
parse_state (Header *header, const uint8_t plain[STATE_PLAIN_BYTES])
{
  Cursor cursor = cursor_reading (plain, STATE_PLAIN_BYTES);
  header->format = cursor_get_u32 (&cursor);
  cursor_get (&cursor, header->file_id, sizeof header->file_id);
  header->generation = cursor_get_u64 (&cursor);
  header->state = (HeaderState)cursor_get_u32 (&cursor);
  header->commit = cursor_get_u64 (&cursor);
  cursor_get (&cursor, header->commit_tag, sizeof header->commit_tag);
  header->length = cursor_get_u64 (&cursor);
  header->created = (Week)cursor_get_u32 (&cursor);
  header->closed = (Week)cursor_get_u32 (&cursor);
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      HeaderPassphrase *passphrase = &header->passphrase[i];
      cursor_get (&cursor, passphrase->salt, sizeof passphrase->salt);
      cursor_get (&cursor, &passphrase->cost, 1);
      cursor_get (&cursor, passphrase->wrap, sizeof passphrase->wrap);
    }
  cursor_get (&cursor, header->recovery, sizeof header->recovery);
}

/* What the state's sealing vouches for: the copy's number and its slots. */
#define STATE_EXTRA_BYTES (1 + SLOTS_BYTES)

static void
join_state_extra (uint8_t extra[STATE_EXTRA_BYTES], const uint8_t *copy,
                  unsigned number)
{
  extra[0] = (uint8_t)number;
  memcpy (extra + 1, copy, SLOTS_BYTES);
}

void
header_seal (uint8_t copy[HEADER_COPY_BYTES], unsigned number, const Header *header,
             const Keys *keys)
{
  const HeaderPassphrase *passphrase = &header->passphrase[number];
  padding_fill (copy, SLOTS_BYTES);
  memcpy (copy, passphrase->salt, sizeof passphrase->salt);
  copy[SLOT_COST_OFFSET] = passphrase->cost;
  seal_slot (copy, SLOT_PASSPHRASE, keys->data, passphrase->wrap);
  seal_slot (copy, SLOT_RECOVERY, keys->data, header->recovery);

  uint8_t extra[STATE_EXTRA_BYTES];
  join_state_extra (extra, copy, number);
  uint8_t *sealed = copy + SLOTS_BYTES;
  print_state (sealed + SEAL_NONCE_BYTES, header);
  seal_close (sealed, sealed + SEAL_NONCE_BYTES, STATE_PLAIN_BYTES, extra, sizeof extra,
              keys->state);
}

static HeaderVerdict
judge (const Header *header)
{
  if (header->format > HEADER_FORMAT)
    return HEADER_NEWER;
  if (header->format == 0 || !week_is_valid (header->created)
      || !week_is_valid (header->closed)
      || (header->state != HEADER_CLEAN && header->state != HEADER_OPEN))
    return HEADER_INVALID;
  return HEADER_VALID;
}

HeaderVerdict
header_open (Header *header, const uint8_t copy[HEADER_COPY_BYTES], unsigned number,
             const Keys *keys)
{
  uint8_t extra[STATE_EXTRA_BYTES];
  join_state_extra (extra, copy, number);
  uint8_t plain[STATE_PLAIN_BYTES];
  memset (header, 0, sizeof *header);
  if (seal_open (plain, copy + SLOTS_BYTES, STATE_SEALED_BYTES, extra, sizeof extra,
                 keys->state))
    return HEADER_INVALID;
  parse_state (header, plain);
  secret_wipe (plain, sizeof plain);
  HeaderVerdict verdict = judge (header);
  if (verdict != HEADER_VALID)
    secret_wipe (header, sizeof *header);
  return verdict;
}
