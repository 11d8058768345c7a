/* The header: two copies, as they lie in the file or with any state behind the seal. */
#include "fuzz.h"

#include "bytes.h"
#include "sealed.h"
#include "unlock.h"

#include <string.h>

/* From DESIGN.md: where a copy's sealed state is, and how long its plain text. */
#define STATE_OFFSET 1024
#define STATE_PLAIN_BYTES 3032
#define STATE_USED_BYTES 202

enum
{
  RAW, /* the input is the header */
  PATCHED, /* good copies, changed at any places */
  SEALED, /* any state, sealed */
  WAYS,
};

/* Good copies, and the header that they hold; made once. */
static const uint8_t *
get_good_copies (void)
{
  static uint8_t copies[HEADER_BYTES];
  static gboolean made;
  Header header;
  if (made)
    return copies;
  sealed_header (&header);
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    header_seal (copies + i * HEADER_COPY_BYTES, i, &header,
                 keys_peek (sealed_keys ()));
  made = TRUE;
  return copies;
}

static VaultResult
unlock_with_recovery (const uint8_t *copies, Unlocked *unlocked)
{
  Credential credential = { .recovery_key = sealed_recovery_key () };
  return unlock (unlocked, copies, &credential, NULL, kdf_least_costs);
}

static void
expect_nothing (const Unlocked *unlocked)
{
  fuzz_expect (!unlocked->keys && !unlocked->header && unlocked->stale_copy == -1);
}

/* A copy that was changed anywhere is no copy any more. */
static void
run_patched (Cursor *input)
{
  uint8_t copies[HEADER_BYTES];
  memcpy (copies, get_good_copies (), sizeof copies);
  while (input->left > 0 && !input->failed)
    {
      uint16_t at = cursor_get_u16 (input) % HEADER_BYTES;
      copies[at] ^= fuzz_byte (input);
    }
  bool good[HEADER_COPIES];
  for (size_t i = 0; i < HEADER_COPIES; i++)
    good[i] = memcmp (copies + i * HEADER_COPY_BYTES,
                      get_good_copies () + i * HEADER_COPY_BYTES, HEADER_COPY_BYTES)
              == 0;
  Unlocked unlocked;
  VaultResult result = unlock_with_recovery (copies, &unlocked);
  fuzz_expect ((result == VAULT_OK) == (good[0] || good[1]));
  if (result == VAULT_OK)
    fuzz_expect (unlocked.damaged_copy == !(good[0] && good[1]));
  else
    fuzz_expect (result == VAULT_WRONG_KEY || result == VAULT_DAMAGED);
  if (result != VAULT_OK)
    expect_nothing (&unlocked);
  unlock_clear (&unlocked);
}

static void
run_raw (Cursor *input)
{
  uint8_t copies[HEADER_BYTES] = { 0 };
  cursor_get (input, copies, MIN (input->left, sizeof copies));
  Unlocked unlocked;
  fuzz_expect (unlock_with_recovery (copies, &unlocked) == VAULT_WRONG_KEY);
  expect_nothing (&unlocked);
  Header header;
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    fuzz_expect (header_open (&header, copies + i * HEADER_COPY_BYTES, i,
                              keys_peek (sealed_keys ()))
                 == HEADER_INVALID);
}

/* Puts any plain state into a copy, as only who has the key can. */
static void
seal_state (uint8_t *copy, uint8_t number, const uint8_t plain[STATE_PLAIN_BYTES])
{
  uint8_t extra[1 + STATE_OFFSET] = { number };
  memcpy (extra + 1, copy, STATE_OFFSET);
  seal_close (copy + STATE_OFFSET, plain, STATE_PLAIN_BYTES, extra, sizeof extra,
              keys_peek (sealed_keys ())->state);
}

/* The verdict, once more from DESIGN.md's table. */
static HeaderVerdict
judge (const uint8_t *plain)
{
  uint32_t format = bytes_get_u32 (plain);
  uint32_t state = bytes_get_u32 (plain + 28);
  if (format > 1)
    return HEADER_NEWER;
  if (format == 0 || (state != 1 && state != 2)
      || !week_is_valid ((Week)bytes_get_u32 (plain + 64))
      || !week_is_valid ((Week)bytes_get_u32 (plain + 68)))
    return HEADER_INVALID;
  return HEADER_VALID;
}

/* What was read prints as it was. */
static void
expect_same (const Header *header, unsigned number, const uint8_t *plain)
{
  uint8_t copy[HEADER_COPY_BYTES];
  uint8_t printed[STATE_PLAIN_BYTES];
  header_seal (copy, number, header, keys_peek (sealed_keys ()));
  uint8_t extra[1 + STATE_OFFSET] = { (uint8_t)number };
  memcpy (extra + 1, copy, STATE_OFFSET);
  fuzz_expect (!seal_open (printed, copy + STATE_OFFSET, sizeof copy - STATE_OFFSET,
                           extra, sizeof extra, keys_peek (sealed_keys ())->state));
  fuzz_expect (memcmp (printed, plain, STATE_USED_BYTES) == 0);
  Header again;
  fuzz_expect (header_open (&again, copy, number, keys_peek (sealed_keys ()))
               == HEADER_VALID);
  fuzz_expect (memcmp (&again, header, sizeof again) == 0);
}

/* Which of two states rules: the valid one of the highest generation, the first of two
 * equal ones; anything newer stops all. */
static void
expect_ruling (uint8_t plain[HEADER_COPIES][STATE_PLAIN_BYTES],
               const HeaderVerdict *verdicts, VaultResult result,
               const Unlocked *unlocked)
{
  if (verdicts[0] == HEADER_NEWER || verdicts[1] == HEADER_NEWER)
    {
      fuzz_expect (result == VAULT_NEWER);
      return;
    }
  if (verdicts[0] == HEADER_INVALID && verdicts[1] == HEADER_INVALID)
    {
      fuzz_expect (result == VAULT_DAMAGED);
      return;
    }
  fuzz_expect (result == VAULT_OK);
  int ruling = verdicts[0] == HEADER_VALID ? 0 : 1;
  if (verdicts[0] == HEADER_VALID && verdicts[1] == HEADER_VALID
      && bytes_get_u64 (plain[1] + 20) > bytes_get_u64 (plain[0] + 20))
    ruling = 1;
  expect_same ((const Header *)secret_peek (unlocked->header), (unsigned)ruling,
               plain[ruling]);
}

static void
run_sealed (Cursor *input)
{
  uint8_t copies[HEADER_BYTES];
  static uint8_t plain[HEADER_COPIES][STATE_PLAIN_BYTES];
  HeaderVerdict verdicts[HEADER_COPIES];
  memcpy (copies, get_good_copies (), sizeof copies);
  memset (plain, 0, sizeof plain);
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      uint8_t *copy = copies + i * HEADER_COPY_BYTES;
      cursor_get (input, plain[i], MIN (input->left, STATE_USED_BYTES));
      seal_state (copy, (uint8_t)i, plain[i]);
      Header header;
      verdicts[i] = header_open (&header, copy, i, keys_peek (sealed_keys ()));
      fuzz_expect (verdicts[i] == judge (plain[i]));
      if (verdicts[i] == HEADER_VALID)
        expect_same (&header, i, plain[i]);
    }
  Unlocked unlocked;
  Credential none = { 0 };
  VaultResult result = unlock (&unlocked, copies, &none, sealed_keys (), NULL);
  expect_ruling (plain, verdicts, result, &unlocked);
  if (result != VAULT_OK)
    expect_nothing (&unlocked);
  unlock_clear (&unlocked);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Cursor input = cursor_reading (data, size);
  switch (fuzz_byte (&input) % WAYS)
    {
    case RAW:
      run_raw (&input);
      break;
    case PATCHED:
      run_patched (&input);
      break;
    default:
      run_sealed (&input);
    }
  return 0;
}
