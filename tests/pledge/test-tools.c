/* The programs that people already have: minisign, signify and ssh-keygen accept what
 * the app saves, refuse it once a byte is changed, and would have made the same bytes.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base.h"
#include "bytes.h"
#include "digest.h"
#include "pledge-fixture.h"

/* test-verify.c tries every byte; each of these starts a program. */
#define RECORD_STRIDE 7
#define SIGNATURE_STRIDE 3

typedef struct
{
  const char *name;
  const char *command;
  const char *signature; /* its file */
  const char *after; /* what in it comes before the part that the program checks */
  const char *before; /* and after */
} Tool;

static const Tool tools[] = {
  { "minisign", SAVED_MINISIGN_COMMAND, SAVED_MINISIG_NAME, "record\n", NULL },
  { "signify", SAVED_SIGNIFY_COMMAND, SAVED_MINISIG_NAME, "record\n", "\ntrusted" },
  { "ssh-keygen", SAVED_SSHSIG_COMMAND, SAVED_SSHSIG_NAME, "SIGNATURE-----\n",
    "\n-----END" },
};

static const char *const file_names[] = { SAVED_RECORD_NAME, SAVED_MINISIG_NAME,
                                          SAVED_PUBLIC_NAME, SAVED_SSHSIG_NAME,
                                          SAVED_ALLOWED_NAME };

/* An empty folder for the files, in which the programs run. */
static char *folder;

static void
write_file (const char *name, const char *data, size_t size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, data, (gssize)size, &error);
  g_assert_no_error (error);
}

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
write_golden (const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *text = fixture_read_golden (name, file_names[i]);
      write_file (file_names[i], text, strlen (text));
    }
}

/* signify's name on this system. */
static char *
adapt_command (const char *command)
{
  g_autofree char *debian = g_find_program_in_path ("signify-openbsd");
  if (debian != NULL && g_str_has_prefix (command, "signify "))
    return g_strconcat (debian, strchr (command, ' '), NULL);
  return g_strdup (command);
}

/* Whether command, run in the folder, exits with 0. output may be NULL. */
static gboolean
run (const char *command, char **output)
{
  g_autofree char *adapted = adapt_command (command);
  const char *argv[] = { "sh", "-c", adapted, NULL };
  g_auto (GStrv) environment =
      g_environ_setenv (g_get_environ (), "HOME", folder, TRUE);
  g_autofree char *text = NULL;
  g_autofree char *messages = NULL; /* read, so that they do not end up in the log */
  g_autoptr (GError) error = NULL;
  int status;
  g_spawn_sync (folder, (char **)argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL,
                &text, &messages, &status, &error);
  g_assert_no_error (error);
  if (output != NULL)
    *output = g_steal_pointer (&text);
  g_spawn_check_wait_status (status, &error);
  /* The shell's status where it finds no such program: that is no refusal. */
  g_assert_false (g_error_matches (error, G_SPAWN_EXIT_ERROR, 127));
  return error == NULL;
}

static void
test_accepts (gconstpointer data)
{
  const Tool *tool = data;
  for (size_t i = 0; fixture_golden[i] != NULL; i++)
    {
      write_golden (fixture_golden[i]);
      g_assert_true (run (tool->command, NULL));
    }
}

static void
test_refuses_changed_record (gconstpointer data)
{
  const Tool *tool = data;
  write_golden ("take");
  g_autofree char *text = read_file (SAVED_RECORD_NAME);
  size_t size = strlen (text);
  for (size_t at = 0; at < size; at += RECORD_STRIDE)
    {
      text[at] ^= 1;
      write_file (SAVED_RECORD_NAME, text, size);
      g_assert_false (run (tool->command, NULL));
      text[at] ^= 1;
    }
  write_file (SAVED_RECORD_NAME, text, size - 1);
  g_assert_false (run (tool->command, NULL));
  write_file (SAVED_RECORD_NAME, text, size);
  g_assert_true (run (tool->command, NULL));
}

/* Another base64 digit: one that differs in the highest of its six bits. */
static char
change_digit (char digit)
{
  static const char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char *at = strchr (digits, digit);
  return at == NULL || digit == '\0' ? digit : digits[(at - digits) ^ 32];
}

static void
test_refuses_changed_signature (gconstpointer data)
{
  const Tool *tool = data;
  write_golden ("take");
  g_autofree char *text = read_file (tool->signature);
  char *at = strstr (text, tool->after) + strlen (tool->after);
  const char *end =
      tool->before == NULL ? text + strlen (text) : strstr (text, tool->before);
  size_t tried = 0;
  for (; at < end; at += SIGNATURE_STRIDE)
    {
      const char good = *at;
      *at = change_digit (good);
      if (*at == good)
        continue; /* a line feed or `=` */
      write_file (tool->signature, text, strlen (text));
      g_assert_false (run (tool->command, NULL));
      *at = good;
      tried++;
    }
  g_assert_cmpuint (tried, >, 25);
}

/* A good signature of another record by the same key. */
static void
test_refuses_another_record (gconstpointer data)
{
  const Tool *tool = data;
  write_golden ("take");
  g_autofree char *other = fixture_read_golden ("change", SAVED_RECORD_NAME);
  write_file (SAVED_RECORD_NAME, other, strlen (other));
  g_assert_false (run (tool->command, NULL));
}

/* The SSH signature is good in its namespace only, and allowed_signers says so too. */
static void
test_namespace (void)
{
  write_golden ("take");
  g_auto (GStrv) parts = g_strsplit (SAVED_SSHSIG_COMMAND, SIGNATURES_NAMESPACE, 2);
  g_autofree char *command = g_strjoinv ("file", parts);
  g_assert_false (run (command, NULL));
}

static void
test_key_commands (void)
{
  static const char *const commands[] = { SAVED_PUBLIC_KEY_COMMAND,
                                          SAVED_ALLOWED_KEY_COMMAND };
  write_golden ("take");
  g_autofree char *record = read_file (SAVED_RECORD_NAME);
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *key = NULL;
      g_assert_true (run (commands[i], &key));
      g_autofree char *line = g_strconcat ("\nkey: ", key, "\n", NULL);
      g_assert_cmpuint (strlen (key), ==, 64);
      g_assert_nonnull (strstr (record, line));
    }
}

/* ---- What the programs make themselves with the same key
 * ----------------------------- */

typedef struct
{
  uint8_t seed[SIGN_SEED_BYTES];
  uint8_t public_key[SIGN_PUBLIC_BYTES];
  uint8_t id[MINISIGN_KEY_ID_BYTES];
} Pair;

static Pair
read_pair (void)
{
  Pair pair;
  PledgeRecord record = fixture_take (1);
  memset (pair.seed, 1, sizeof pair.seed);
  memcpy (pair.public_key, record.public_key, sizeof pair.public_key);
  minisign_key_id (pair.id, pair.public_key);
  return pair;
}

static void
write_base64_key (const char *name, const uint8_t *data, size_t size)
{
  g_autofree char *base64 = g_base64_encode (data, size);
  g_autofree char *text = g_strconcat ("untrusted comment: key\n", base64, "\n", NULL);
  write_file (name, text, strlen (text));
}

/* Without a passphrase: algorithms, 48 bytes unused, key id, key, checksum. */
static void
write_minisign_key (const Pair *pair)
{
  uint8_t key[6 + 48 + 8 + 64 + 32] = { 'E', 'd', 0, 0, 'B', '2' };
  uint8_t summed[2 + 8 + 64] = { 'E', 'd' };
  memcpy (summed + 2, pair->id, 8);
  memcpy (summed + 10, pair->seed, 32);
  memcpy (summed + 42, pair->public_key, 32);
  memcpy (key + 54, summed + 2, 72);
  digest_blake2b_256 (key + 126, summed, sizeof summed);
  write_base64_key ("minisign.key", key, sizeof key);
}

/* The same of signify's: algorithms, no rounds, salt, checksum, key id, key. */
static void
write_signify_key (const Pair *pair)
{
  uint8_t key[4 + 4 + 16 + 8 + 8 + 64] = { 'E', 'd', 'B', 'K' };
  uint8_t sum[DIGEST_SHA512_BYTES];
  memcpy (key + 32, pair->id, 8);
  memcpy (key + 40, pair->seed, 32);
  memcpy (key + 72, pair->public_key, 32);
  digest_sha512 (sum, key + 40, 64);
  memcpy (key + 24, sum, 8);
  write_base64_key ("signify.sec", key, sizeof key);
}

static void
put_string (GByteArray *out, const void *data, size_t size)
{
  uint8_t length[4];
  bytes_put_u32 (length, (uint32_t)size);
  g_byte_array_append (out, length, sizeof length);
  g_byte_array_append (out, data, (guint)size);
}

static void
put_public (GByteArray *out, const Pair *pair)
{
  put_string (out, "ssh-ed25519", 11);
  put_string (out, pair->public_key, sizeof pair->public_key);
}

/* OpenSSH's PROTOCOL.key, without a passphrase. */
static void
write_ssh_key (const Pair *pair)
{
  g_autoptr (GByteArray) public_key = g_byte_array_new ();
  g_autoptr (GByteArray) secret = g_byte_array_new ();
  g_autoptr (GByteArray) file = g_byte_array_new ();
  uint8_t both[64];
  memcpy (both, pair->seed, 32);
  memcpy (both + 32, pair->public_key, 32);
  put_public (public_key, pair);

  g_byte_array_append (secret, (const uint8_t *)"checchec", 8);
  put_public (secret, pair);
  put_string (secret, both, sizeof both);
  put_string (secret, "", 0);
  for (uint8_t pad = 1; secret->len % 8 != 0; pad++)
    g_byte_array_append (secret, &pad, 1);

  g_byte_array_append (file, (const uint8_t *)"openssh-key-v1", 15);
  put_string (file, "none", 4);
  put_string (file, "none", 4);
  put_string (file, "", 0);
  g_byte_array_append (file, (const uint8_t *)"\0\0\0\1", 4);
  put_string (file, public_key->data, public_key->len);
  put_string (file, secret->data, secret->len);
  g_autofree char *base64 = g_base64_encode (file->data, file->len);
  const char *kind = "OPENSSH PRIVATE KEY-----";
  g_autofree char *text =
      g_strdup_printf ("-----BEGIN %s\n%s\n-----END %s\n", kind, base64, kind);
  write_file ("ssh.key", text, strlen (text));
  g_autofree char *path = g_build_filename (folder, "ssh.key", NULL);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
}

/* Ed25519 draws nothing: who signs the same with the same key gets the same bytes. */
static void
test_the_programs_would_have_made_the_same (void)
{
  Pair pair = read_pair ();
  write_minisign_key (&pair);
  write_signify_key (&pair);
  write_ssh_key (&pair);
  for (size_t i = 0; fixture_golden[i] != NULL; i++)
    {
      write_golden (fixture_golden[i]);
      g_autofree char *minisig = read_file (SAVED_MINISIG_NAME);
      g_autofree char *sshsig = read_file (SAVED_SSHSIG_NAME);
      g_assert_true (run ("minisign -S -l -s minisign.key -m pledge.txt -x made "
                          "-c 'signature of a pledge record' -t 'pledge-record v1'",
                          NULL));
      g_autofree char *by_minisign = read_file ("made");
      g_assert_cmpstr (by_minisign, ==, minisig);

      g_assert_true (run ("signify -S -s signify.sec -m pledge.txt -x made", NULL));
      g_autofree char *by_signify = read_file ("made");
      g_assert_true (
          g_str_has_prefix (strchr (minisig, '\n'), strchr (by_signify, '\n')));

      g_assert_true (run ("rm pledge.txt.sig && ssh-keygen -Y sign -f ssh.key "
                          "-n pledge-record@steadfast pledge.txt",
                          NULL));
      g_autofree char *by_ssh = read_file (SAVED_SSHSIG_NAME);
      g_assert_cmpstr (by_ssh, ==, sshsig);
    }
}

static void
add_for_each_tool (const char *path, GTestDataFunc function)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *full = g_strdup_printf ("/tools/%s/%s", tools[i].name, path);
      g_test_add_data_func (full, &tools[i], function);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  folder = g_dir_make_tmp ("pledge-XXXXXX", NULL);
  g_assert_nonnull (folder);
  add_for_each_tool ("accepts", test_accepts);
  add_for_each_tool ("refuses-changed-record", test_refuses_changed_record);
  add_for_each_tool ("refuses-changed-signature", test_refuses_changed_signature);
  add_for_each_tool ("refuses-another-record", test_refuses_another_record);
  g_test_add_func ("/tools/namespace", test_namespace);
  g_test_add_func ("/tools/key-commands", test_key_commands);
  g_test_add_func ("/tools/would-have-made-the-same",
                   test_the_programs_would_have_made_the_same);
  int result = g_test_run ();
  g_assert_true (run ("rm -r -- \"$PWD\"", NULL));
  g_free (folder);
  return result;
}
