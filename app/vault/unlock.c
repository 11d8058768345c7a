/* Unlocking: see unlock.h. */
#include "unlock.h"

#include <string.h>

static const uint8_t *
get_copy (const uint8_t *copies, unsigned number)
{
  return copies + (size_t)number * HEADER_COPY_BYTES;
}

void
unlock_clear (Unlocked *unlocked)
{
  secret_free (unlocked->keys);
  secret_free (unlocked->header);
  *unlocked = (Unlocked){ .stale_copy = -1 };
}

/* Writing goes from copy 0 to copy 1: the only difference that a crash leaves is a
 * second copy one generation behind. */
static void
compare_copies (Unlocked *unlocked, const Header *first, HeaderVerdict first_verdict,
                const Header *second, HeaderVerdict second_verdict)
{
  unlocked->stale_copy = -1;
  unlocked->damaged_copy = false;
  if (first_verdict == HEADER_VALID && second_verdict == HEADER_VALID
      && first->generation == second->generation)
    return;
  bool first_rules =
      first_verdict == HEADER_VALID
      && (second_verdict != HEADER_VALID || first->generation > second->generation);
  unlocked->stale_copy = first_rules ? 1 : 0;
  unlocked->damaged_copy = !first_rules || second_verdict != HEADER_VALID
                           || first->generation != second->generation + 1;
}

/* Opens both copies with unlocked's keys, and makes the newest valid one its header. */
static VaultResult
choose_header (Unlocked *unlocked, const uint8_t *copies)
{
  const Keys *keys = keys_peek (unlocked->keys);
  Secret *first = secret_new (sizeof (Header));
  Secret *second = secret_new (sizeof (Header));
  VaultResult result = VAULT_NO_MEMORY;
  if (first && second)
    {
      Header *a = (Header *)secret_bytes (first);
      Header *b = (Header *)secret_bytes (second);
      HeaderVerdict a_verdict = header_open (a, get_copy (copies, 0), 0, keys);
      HeaderVerdict b_verdict = header_open (b, get_copy (copies, 1), 1, keys);
      compare_copies (unlocked, a, a_verdict, b, b_verdict);
      if (a_verdict == HEADER_NEWER || b_verdict == HEADER_NEWER)
        result = VAULT_NEWER;
      else if (a_verdict != HEADER_VALID && b_verdict != HEADER_VALID)
        result = VAULT_DAMAGED;
      else
        {
          Secret **chosen = unlocked->stale_copy == 0 ? &second : &first;
          unlocked->header = *chosen;
          *chosen = NULL;
          result = VAULT_OK;
        }
    }
  secret_free (first);
  secret_free (second);
  return result;
}

/* data came out of a slot that wrap opened; listed says which wrapping key the header
 * that counts must name for that. */
static VaultResult
accept_key (Unlocked *unlocked, const uint8_t *copies, const Secret *data,
            const Secret *wrap, const uint8_t *(*list) (const Header *, unsigned),
            unsigned number)
{
  unlocked->keys = keys_new (secret_peek (data));
  if (!unlocked->keys)
    return VAULT_NO_MEMORY;
  VaultResult result = choose_header (unlocked, copies);
  if (result != VAULT_OK)
    return result;
  const Header *header = (const Header *)secret_peek (unlocked->header);
  Secret *listed = secret_new_copy (list (header, number), KDF_KEY_BYTES);
  if (!listed)
    return VAULT_NO_MEMORY;
  result = secret_equal (wrap, listed) ? VAULT_OK : VAULT_WRONG_KEY;
  secret_free (listed);
  return result;
}

static const uint8_t *
list_passphrase (const Header *header, unsigned number)
{
  return header->passphrase[number].wrap;
}

static const uint8_t *
list_recovery (const Header *header, unsigned number)
{
  (void)number;
  return header->recovery;
}

/* wrap and data are room for one key each. */
static VaultResult
try_passphrase (Unlocked *unlocked, const uint8_t *copies, const Secret *passphrase,
                const KdfCost *costs, Secret *wrap, Secret *data)
{
  VaultResult result = VAULT_WRONG_KEY;
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      const uint8_t *copy = get_copy (copies, i);
      if (kdf_from_passphrase (secret_bytes (wrap), secret_peek (passphrase),
                               secret_size (passphrase), header_salt (copy),
                               &costs[header_cost (copy)]))
        result = VAULT_NO_MEMORY;
      else if (!header_open_passphrase_slot (secret_bytes (data), copy,
                                             secret_peek (wrap)))
        return accept_key (unlocked, copies, data, wrap, list_passphrase, i);
    }
  return result;
}

static VaultResult
try_recovery_key (Unlocked *unlocked, const uint8_t *copies, const Secret *key,
                  Secret *wrap, Secret *data)
{
  if (secret_size (key) != RECOVERY_KEY_BYTES)
    return VAULT_WRONG_KEY;
  keys_from_recovery (secret_bytes (wrap), secret_peek (key));
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    if (!header_open_recovery_slot (secret_bytes (data), get_copy (copies, i),
                                    secret_peek (wrap)))
      return accept_key (unlocked, copies, data, wrap, list_recovery, i);
  return VAULT_WRONG_KEY;
}

static VaultResult
use_keys (Unlocked *unlocked, const uint8_t *copies, const Secret *keys)
{
  unlocked->keys = secret_new_copy (secret_peek (keys), secret_size (keys));
  return unlocked->keys ? choose_header (unlocked, copies) : VAULT_NO_MEMORY;
}

VaultResult
unlock (Unlocked *unlocked, const uint8_t copies[HEADER_BYTES],
        const Credential *credential, const Secret *keys, const KdfCost *costs)
{
  *unlocked = (Unlocked){ .stale_copy = -1 };
  Secret *wrap = secret_new (KDF_KEY_BYTES);
  Secret *data = secret_new (KDF_KEY_BYTES);
  VaultResult result = VAULT_NO_MEMORY;
  if (!wrap || !data)
    ;
  else if (credential->passphrase)
    result =
        try_passphrase (unlocked, copies, credential->passphrase, costs, wrap, data);
  else if (credential->recovery_key)
    result = try_recovery_key (unlocked, copies, credential->recovery_key, wrap, data);
  else
    result = use_keys (unlocked, copies, keys);
  secret_free (wrap);
  secret_free (data);
  if (result != VAULT_OK)
    unlock_clear (unlocked);
  return result;
}
