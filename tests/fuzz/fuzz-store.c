/* A whole store, opened through the front door: with bytes changed or cut off anywhere,
 * or with any bytes in its database behind the seal. */
#include "fuzz.h"

#include "kit.h"
#include "vault-inside.h"

#include <errno.h>
#include <string.h>

enum
{
  CLOSED, /* bytes of a store that was closed */
  OPEN, /* of one that was not */
  CUT, /* and cut off */
  PAGES, /* pages of the database, sealed as if the app had written them */
  WAYS,
};

#define MOST_PATCHES 64

/* Stores to begin with, their key, and what is in them; made once. */
typedef struct
{
  Secret *recovery_key;
  GBytes *closed;
  GBytes *open;
  gint64 last; /* rows with the last commit */
} Stores;

static const Stores *
get_stores (void)
{
  static Stores stores;
  if (stores.recovery_key)
    return &stores;
  VaultFiles *files = files_memory_new ();
  VaultEnv env = kit_env (files);
  Secret *passphrase = kit_secret ("one");
  Vault *vault;
  fuzz_expect (vault_create (&vault, KIT_PATH, passphrase, KDF_MODERATE,
                             &stores.recovery_key, &env)
               == VAULT_OK);
  kit_run (vault, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
  kit_run (vault, "CREATE TABLE w (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID");
  kit_run (vault, "CREATE INDEX i ON t (v)");
  kit_add (vault, 1, 20);
  kit_add (vault, 2, 9000);
  kit_run (vault, "INSERT INTO w SELECT id, length (v) FROM t");
  kit_add (vault, 3, 20);
  stores.last = kit_ask (vault, "SELECT count(*) FROM t");
  stores.open = kit_read_file (files, KIT_PATH);
  kit_close (vault);
  stores.closed = kit_read_file (files, KIT_PATH);
  secret_free (passphrase);
  files_memory_free (files);
  return &stores;
}

static VaultResult
open_store (Vault **vault, const VaultFiles *files)
{
  VaultEnv env = kit_env (files);
  return vault_open_with_recovery (vault, KIT_PATH, get_stores ()->recovery_key, &env);
}

/* Uses all of what there is, changes it, and closes. */
static void
use_store (Vault *vault)
{
  kit_attempt (vault, "SELECT sum (length (v)) FROM t");
  kit_attempt (vault, "SELECT id FROM t ORDER BY v DESC");
  kit_attempt (vault, "SELECT a, b FROM w WHERE b > 3");
  kit_attempt (vault, "UPDATE t SET v = 'x' WHERE id = 2");
  kit_attempt (vault, "INSERT OR REPLACE INTO t VALUES (4, randomblob (5000))");
  kit_attempt (vault, "DELETE FROM w");
  vault_check (vault);
  if (vault_state (vault) == VAULT_FAILED)
    vault_reopen (vault);
  vault_close (vault);
}

/* Bytes anywhere in the file; the first 16 KiB, where all but noise is, most often. */
static void
patch (Cursor *input, uint8_t *bytes, size_t size)
{
  for (int i = 0; i < MOST_PATCHES && input->left > 0 && !input->failed; i++)
    {
      size_t at = cursor_get_u16 (input);
      at = at & 1 ? at / 2 * 32 % size : at / 2 % size;
      bytes[at] ^= fuzz_byte (input);
    }
}

/* What does not open is left as it is. */
static void
expect_untouched (const VaultFiles *files, GBytes *content)
{
  g_autoptr (GBytes) now = kit_read_file (files, KIT_PATH);
  fuzz_expect (g_bytes_equal (now, content));
  fuzz_expect (files->ops->exists (files->data, KIT_PATH ".new") == ENOENT);
}

/* What can be read of a damaged store is the beginning of what it held. */
static void
read_to_damage (const VaultFiles *files)
{
  VaultEnv env = kit_env (files);
  Secret *passphrase = kit_secret ("one");
  Vault *vault;
  if (vault_open_damaged (&vault, KIT_PATH, passphrase, &env) == VAULT_OK)
    {
      fuzz_expect (vault_state (vault) == VAULT_READING);
      fuzz_expect (kit_ask (vault, "SELECT count(*) FROM t") <= get_stores ()->last);
      fuzz_expect (kit_attempt (vault, "DELETE FROM t") != SQLITE_OK);
      vault_abandon (vault);
    }
  secret_free (passphrase);
}

/* All that was acknowledged is there, or it does not open. The last commit of a store
 * that was not closed can be made to look torn. */
static void
run_bytes (Cursor *input, int way)
{
  const Stores *stores = get_stores ();
  GBytes *from = way == CLOSED ? stores->closed : stores->open;
  gsize size = g_bytes_get_size (from);
  uint32_t cut = way == CUT ? cursor_get_u32 (input) : 0;
  size -= MIN (size, cut % (2 * size));
  uint8_t *bytes = g_memdup2 (g_bytes_get_data (from, NULL), MAX (size, 1));
  if (size > 0)
    patch (input, bytes, size);
  g_autoptr (GBytes) content = g_bytes_new_take (bytes, size);
  VaultFiles *files = files_memory_new ();
  kit_write_file (files, KIT_PATH, content);
  Vault *vault;
  VaultResult result = open_store (&vault, files);
  if (result == VAULT_OK)
    {
      gint64 rows = kit_ask (vault, "SELECT count(*) FROM t");
      fuzz_expect (rows == stores->last || (way != CLOSED && rows == stores->last - 1));
      fuzz_expect (vault_check (vault) == VAULT_OK);
      vault_abandon (vault);
    }
  else
    {
      fuzz_expect (result == VAULT_WRONG_KEY || result == VAULT_TOO_SHORT
                   || result == VAULT_DAMAGED);
      if (result == VAULT_DAMAGED)
        read_to_damage (files);
      expect_untouched (files, content);
    }
  files_memory_free (files);
}

/* Puts the input into pages of the database and writes it as a new file. */
static void
write_pages (Cursor *input, const VaultFiles *files)
{
  kit_write_file (files, KIT_PATH, get_stores ()->closed);
  Vault *vault;
  fuzz_expect (open_store (&vault, files) == VAULT_OK);
  while (input->left > 0 && !input->failed)
    {
      uint32_t number = 1 + fuzz_byte (input) % vault->image.pages;
      uint32_t at = cursor_get_u16 (input) % IMAGE_PAGE_BYTES;
      uint32_t size = 1 + fuzz_byte (input) % 16;
      uint8_t *page = image_page (&vault->image, number);
      cursor_get (input, page + at,
                  MIN (MIN (size, IMAGE_PAGE_BYTES - at), input->left));
    }
  fuzz_expect (successor_write (vault, &vault->image, vault->image.pages) == VAULT_OK);
  vault_abandon (vault);
}

static void
run_pages (Cursor *input)
{
  VaultFiles *files = files_memory_new ();
  write_pages (input, files);
  g_autoptr (GBytes) content = kit_read_file (files, KIT_PATH);
  for (int i = 0; i < 2; i++)
    {
      Vault *vault;
      VaultResult result = open_store (&vault, files);
      if (result == VAULT_OK)
        use_store (vault);
      else if (i == 0)
        expect_untouched (files, content);
    }
  files_memory_free (files);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Cursor input = cursor_reading (data, size);
  int way = fuzz_byte (&input) % WAYS;
  if (way == PAGES)
    run_pages (&input);
  else
    run_bytes (&input, way);
  return 0;
}
