/* One header copy, and the choice between two. */
#include "base.h"
#include "header.h"
#include "random.h"
#include "unlock.h"

#include <glib.h>
#include <string.h>

typedef struct
{
  Secret *keys;
  Header header;
  uint8_t copies[HEADER_BYTES];
  Secret *passphrase;
  Secret *recovery_key;
} Sample;

static void
derive (HeaderPassphrase *slot, const Secret *passphrase, KdfClass cost)
{
  header_draw_passphrase (slot, cost);
  g_assert_cmpint (slot->cost % KDF_CLASSES, ==, cost);
  g_assert_cmpint (slot->cost, <, 255);
  g_assert_cmpint (kdf_from_passphrase (slot->wrap, secret_peek (passphrase),
                                        secret_size (passphrase), slot->salt,
                                        &kdf_least_costs[cost]),
                   ==, 0);
}

static void
seal_both (Sample *sample)
{
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    header_seal (sample->copies + i * HEADER_COPY_BYTES, i, &sample->header,
                 keys_peek (sample->keys));
}

static void
set_up (Sample *sample, gconstpointer data)
{
  (void)data;
  uint8_t key[KDF_KEY_BYTES];
  random_fill (key, sizeof key);
  sample->keys = keys_new (key);
  sample->passphrase = secret_new_copy ("one", 3);
  sample->recovery_key = recovery_new ();
  sample->header = (Header){ .format = HEADER_FORMAT,
                             .generation = 7,
                             .state = HEADER_OPEN,
                             .commit = 0x1122334455667788,
                             .length = 3 * VAULT_STEP_BYTES,
                             .created = 202601,
                             .closed = 202653 };
  random_fill (sample->header.file_id, FRAME_ID_BYTES);
  random_fill (sample->header.commit_tag, SEAL_TAG_BYTES);
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    derive (&sample->header.passphrase[i], sample->passphrase, KDF_MODERATE);
  keys_from_recovery (sample->header.recovery, secret_peek (sample->recovery_key));
  seal_both (sample);
}

static void
tear_down (Sample *sample, gconstpointer data)
{
  (void)data;
  secret_free (sample->keys);
  secret_free (sample->passphrase);
  secret_free (sample->recovery_key);
}

static VaultResult
try_unlock (const Sample *sample, const char *passphrase, int *stale, bool *damaged)
{
  Secret *secret = secret_new_copy (passphrase, strlen (passphrase));
  Unlocked unlocked;
  VaultResult result =
      unlock (&unlocked, sample->copies, &(Credential){ .passphrase = secret }, NULL,
              kdf_least_costs);
  *stale = unlocked.stale_copy;
  *damaged = unlocked.damaged_copy;
  unlock_clear (&unlocked);
  secret_free (secret);
  return result;
}

static void
test_round (Sample *sample, gconstpointer data)
{
  (void)data;
  for (unsigned i = 0; i < HEADER_COPIES; i++)
    {
      Header header;
      const uint8_t *copy = sample->copies + i * HEADER_COPY_BYTES;
      g_assert_cmpint (header_open (&header, copy, i, keys_peek (sample->keys)), ==,
                       HEADER_VALID);
      g_assert_cmpmem (&header, sizeof header, &sample->header, sizeof header);
      g_assert_cmpint (header_cost (copy), ==, KDF_MODERATE);
      g_assert_cmpint (header_open (&header, copy, 1 - i, keys_peek (sample->keys)), ==,
                       HEADER_INVALID);
      g_assert_cmpuint (header.generation, ==, 0);
    }
}

static void
test_newer (Sample *sample, gconstpointer data)
{
  (void)data;
  int stale;
  bool damaged;
  sample->header.format = HEADER_FORMAT + 1;
  seal_both (sample);
  g_assert_cmpint (try_unlock (sample, "one", &stale, &damaged), ==, VAULT_NEWER);
  g_assert_cmpint (try_unlock (sample, "two", &stale, &damaged), ==, VAULT_WRONG_KEY);
}

static void
test_malformed (Sample *sample, gconstpointer data)
{
  (void)data;
  Header good = sample->header;
  Header wrong[4] = { good, good, good, good };
  wrong[0].format = 0;
  wrong[1].created = 202660;
  wrong[2].closed = 0;
  wrong[3].state = (HeaderState)3;
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      int stale;
      bool damaged;
      sample->header = wrong[i];
      seal_both (sample);
      g_assert_cmpint (try_unlock (sample, "one", &stale, &damaged), ==, VAULT_DAMAGED);
    }
}

/* Each byte of a copy belongs to its seal: after any change the other one rules. */
static void
test_every_byte (Sample *sample, gconstpointer data)
{
  (void)data;
  for (size_t i = 0; i < HEADER_BYTES; i += i % HEADER_COPY_BYTES < 1200 ? 1 : 7)
    {
      int stale;
      bool damaged;
      sample->copies[i] ^= 0x10;
      g_assert_cmpint (try_unlock (sample, "one", &stale, &damaged), ==, VAULT_OK);
      g_assert_cmpint (stale, ==, i < HEADER_COPY_BYTES ? 0 : 1);
      g_assert_true (damaged);
      sample->copies[i] ^= 0x10;
    }
}

/* Behind a slot that opens, two broken states are damage; without a slot, a wrong key.
 */
static void
test_both_broken (Sample *sample, gconstpointer data)
{
  (void)data;
  int stale;
  bool damaged;
  sample->copies[2000] ^= 1;
  sample->copies[HEADER_COPY_BYTES + 2000] ^= 1;
  g_assert_cmpint (try_unlock (sample, "one", &stale, &damaged), ==, VAULT_DAMAGED);
  sample->copies[20] ^= 1;
  sample->copies[HEADER_COPY_BYTES + 20] ^= 1;
  g_assert_cmpint (try_unlock (sample, "one", &stale, &damaged), ==, VAULT_WRONG_KEY);
}

/* What only an older copy lists opens nothing. */
static void
test_older_copy (Sample *sample, gconstpointer data)
{
  (void)data;
  int stale;
  bool damaged;
  for (unsigned newer = 0; newer < HEADER_COPIES; newer++)
    {
      Sample changed = *sample;
      changed.header.generation++;
      Secret *two = secret_new_copy ("two", 3);
      for (unsigned i = 0; i < HEADER_COPIES; i++)
        derive (&changed.header.passphrase[i], two, KDF_INTERACTIVE);
      secret_free (two);
      header_seal (changed.copies + newer * HEADER_COPY_BYTES, newer, &changed.header,
                   keys_peek (changed.keys));
      g_assert_cmpint (try_unlock (&changed, "one", &stale, &damaged), ==,
                       VAULT_WRONG_KEY);
      g_assert_cmpint (try_unlock (&changed, "two", &stale, &damaged), ==, VAULT_OK);
      g_assert_cmpint (stale, ==, 1 - (int)newer);
      /* A crash leaves the second copy behind, never the first. */
      g_assert_true (damaged == (newer == 1));
    }
}

static void
test_recovery (Sample *sample, gconstpointer data)
{
  (void)data;
  Unlocked unlocked;
  Credential credential = { .recovery_key = sample->recovery_key };
  for (size_t i = 0; i < HEADER_COPIES; i++)
    {
      sample->copies[i * HEADER_COPY_BYTES + 130] ^= 1;
      g_assert_cmpint (
          unlock (&unlocked, sample->copies, &credential, NULL, kdf_least_costs), ==,
          VAULT_OK);
      g_assert_cmpint (unlocked.stale_copy, ==, (int)i);
      unlock_clear (&unlocked);
      sample->copies[i * HEADER_COPY_BYTES + 130] ^= 1;
    }
  Secret *other = recovery_new ();
  Secret *half = secret_new_random (RECOVERY_KEY_BYTES / 2);
  credential.recovery_key = other;
  g_assert_cmpint (
      unlock (&unlocked, sample->copies, &credential, NULL, kdf_least_costs), ==,
      VAULT_WRONG_KEY);
  credential.recovery_key = half;
  g_assert_cmpint (
      unlock (&unlocked, sample->copies, &credential, NULL, kdf_least_costs), ==,
      VAULT_WRONG_KEY);
  secret_free (other);
  secret_free (half);
}

/* A class for which memory is short is not a wrong passphrase. */
static void
test_no_memory (Sample *sample, gconstpointer data)
{
  (void)data;
  KdfCost costs[KDF_CLASSES];
  memcpy (costs, kdf_least_costs, sizeof costs);
  costs[KDF_MODERATE].memory = (size_t)1 << 46;
  Unlocked unlocked;
  Credential credential = { .passphrase = sample->passphrase };
  g_assert_cmpint (unlock (&unlocked, sample->copies, &credential, NULL, costs), ==,
                   VAULT_NO_MEMORY);
  /* Damage that names such a class leaves the other copy to try. */
  costs[KDF_MODERATE] = kdf_least_costs[0];
  costs[KDF_SENSITIVE].memory = (size_t)1 << 46;
  sample->copies[KDF_SALT_BYTES] = 2;
  g_assert_cmpint (unlock (&unlocked, sample->copies, &credential, NULL, costs), ==,
                   VAULT_OK);
  unlock_clear (&unlocked);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
#define ADD(name, function)                                                            \
  g_test_add ("/header/" name, Sample, NULL, set_up, function, tear_down)
  ADD ("round", test_round);
  ADD ("newer", test_newer);
  ADD ("malformed", test_malformed);
  ADD ("every-byte", test_every_byte);
  ADD ("both-broken", test_both_broken);
  ADD ("older-copy", test_older_copy);
  ADD ("recovery", test_recovery);
  ADD ("no-memory", test_no_memory);
  return g_test_run ();
}
