/* What an open store leaves out of a core file, and what is left in memory after
 * closing: no word of its content, and none of its keys. */
#include "kit.h"
#include "remains.h"
#include "vault-inside.h"

typedef struct
{
  VaultFiles *files;
  Vault *vault;
  RemainsWord passphrase, content, data_key, wrap, recovery;
} Store;

static Secret *
reveal_secret (const RemainsWord *word)
{
  Secret *secret = secret_new (REMAINS_WORD_CHARACTERS + 1);
  remains_reveal (word, (char *)secret_bytes (secret));
  return secret;
}

static void
note_keys (Store *store, const Secret *recovery)
{
  remains_note (&store->data_key, keys_peek (store->vault->keys)->data,
                REMAINS_WORD_CHARACTERS);
  remains_note (&store->wrap, mark_header (store->vault)->passphrase[0].wrap,
                REMAINS_WORD_CHARACTERS);
  remains_note (&store->recovery, secret_peek (recovery), REMAINS_WORD_CHARACTERS);
}

/* Adds rows with the word, in the table and in an index. */
static void
add_content (Store *store)
{
  kit_run (store->vault, "CREATE TABLE words (id INTEGER PRIMARY KEY, word);"
                         "CREATE INDEX by_word ON words (word)");
  Secret *text = reveal_secret (&store->content);
  for (guint i = 0; i < 300; i++)
    {
      sqlite3_stmt *statement;
      g_assert_cmpint (sqlite3_prepare_v2 (vault_database (store->vault),
                                           "INSERT INTO words VALUES (NULL, ?1)", -1,
                                           &statement, NULL),
                       ==, SQLITE_OK);
      sqlite3_bind_text (statement, 1, (const char *)secret_peek (text),
                         REMAINS_WORD_CHARACTERS, SQLITE_TRANSIENT);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
      sqlite3_finalize (statement);
    }
  secret_free (text);
}

/* A store in memory, with the words in all of its places. */
static void
open_store (Store *store)
{
  remains_draw (&store->passphrase);
  remains_draw (&store->content);
  store->files = files_memory_new ();
  VaultEnv env = kit_env (store->files);
  Secret *passphrase = reveal_secret (&store->passphrase), *recovery;
  g_assert_cmpint (
      vault_create (&store->vault, KIT_PATH, passphrase, KDF_MODERATE, &recovery, &env),
      ==, VAULT_OK);
  note_keys (store, recovery);
  secret_free (recovery);
  add_content (store);
  kit_close (store->vault);
  g_assert_cmpint (vault_open (&store->vault, KIT_PATH, passphrase, &env), ==,
                   VAULT_OK);
  secret_free (passphrase);
}

/* Sorting, grouping and searching leave copies of their own; 90,000 rows are more than
 * the cache holds and go through a temporary file. */
static void
use_store (Store *store)
{
  kit_run (store->vault, "SELECT word, count(*) FROM words GROUP BY word || id;"
                         "SELECT * FROM words ORDER BY word || word DESC;"
                         "SELECT a.word FROM words a, words b ORDER BY a.word || b.id;"
                         "UPDATE words SET word = word || 'x' WHERE id % 2;"
                         "DELETE FROM words WHERE id % 5 = 0");
  g_assert_cmpint (vault_rebuild (store->vault), ==, VAULT_OK);
  g_assert_cmpint (vault_check (store->vault), ==, VAULT_OK);
}

static void
expect_no_keys (const Store *store)
{
  g_assert_cmpuint (remains_count (&store->passphrase), ==, 0);
  g_assert_cmpuint (remains_count (&store->data_key), ==, 0);
  g_assert_cmpuint (remains_count (&store->wrap), ==, 0);
  g_assert_cmpuint (remains_count (&store->recovery), ==, 0);
}

static void
test_closed (void)
{
  Store store = { 0 };
  open_store (&store);
  use_store (&store);
  g_assert_cmpuint (remains_count (&store.content), >, 0);
  g_assert_cmpuint (remains_count (&store.data_key), >, 0);
  kit_close (store.vault);
  g_assert_cmpuint (remains_count (&store.content), ==, 0);
  expect_no_keys (&store);
  files_memory_free (store.files);
}

/* Let go of in the middle of a transaction. */
static void
test_abandoned (void)
{
  Store store = { 0 };
  open_store (&store);
  kit_run (store.vault, "BEGIN; UPDATE words SET word = 'y' || word");
  vault_abandon (store.vault);
  g_assert_cmpuint (remains_count (&store.content), ==, 0);
  expect_no_keys (&store);
  files_memory_free (store.files);
}

static void
test_no_core (void)
{
  Store store = { 0 };
  open_store (&store);
  use_store (&store);
  kit_run (store.vault, "BEGIN; UPDATE words SET word = 'y' || word");
  g_assert_cmpuint (remains_count_in_core (&store.content), ==, 0);
  g_assert_cmpuint (remains_count_in_core (&store.passphrase), ==, 0);
  g_assert_cmpuint (remains_count_in_core (&store.data_key), ==, 0);
  g_assert_cmpuint (remains_count_in_core (&store.wrap), ==, 0);
  g_assert_cmpuint (remains_count_in_core (&store.recovery), ==, 0);
  vault_abandon (store.vault);
  files_memory_free (store.files);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  g_test_add_func ("/remains/closed", test_closed);
  g_test_add_func ("/remains/abandoned", test_abandoned);
  g_test_add_func ("/remains/no-core", test_no_core);
  return g_test_run ();
}
