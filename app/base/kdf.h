/* Keys from passphrases (Argon2id, RFC 9106) and subkeys from keys (libsodium's
 * crypto_kdf, BLAKE2b). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define KDF_KEY_BYTES 32
#define KDF_SALT_BYTES 16
#define KDF_CONTEXT_BYTES 8

/* How dear a guess at the passphrase is made: libsodium's three named limits. */
typedef enum
{
  KDF_INTERACTIVE, /* 64 MiB */
  KDF_MODERATE, /* 256 MiB */
  KDF_SENSITIVE, /* 1 GiB */
} KdfClass;

#define KDF_CLASSES 3

typedef struct
{
  unsigned long long passes;
  size_t memory; /* bytes */
} KdfCost;

/* The costs of the three classes, in their order. Tests hand in cheaper ones. */
extern const KdfCost kdf_costs[KDF_CLASSES];

/* The least that libsodium takes: for tests only. */
extern const KdfCost kdf_least_costs[KDF_CLASSES];

/**
 * kdf_from_passphrase:
 * @key: (out): zeroed on failure
 *
 * Argon2id version 1.3 with one lane over size bytes of passphrase.
 *
 * Returns: 0, or -1 if there is not enough memory (the only way it fails).
 */
int kdf_from_passphrase (uint8_t key[KDF_KEY_BYTES], const void *passphrase,
                         size_t size, const uint8_t salt[KDF_SALT_BYTES],
                         const KdfCost *cost);

/**
 * kdf_subkey:
 * @key: (out)
 * @id: which subkey of this context
 * @context: exactly KDF_CONTEXT_BYTES characters naming the use
 *
 * One key for one purpose; keys of different ids or contexts tell nothing about each
 * other or about master.
 */
void kdf_subkey (uint8_t key[KDF_KEY_BYTES], const uint8_t master[KDF_KEY_BYTES],
                 uint64_t id, const char context[KDF_CONTEXT_BYTES]);
