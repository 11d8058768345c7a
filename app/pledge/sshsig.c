/* See sshsig.h. */
#include "config.h"

#include "sshsig.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"

#define MAGIC "SSHSIG"
#define VERSION 1
#define KEY_TYPE "ssh-ed25519"
#define HASH_NAME "sha512"
#define ARMOUR_BEGIN "-----BEGIN SSH SIGNATURE-----\n"
#define ARMOUR_END "-----END SSH SIGNATURE-----\n"
#define ARMOUR_COLUMNS 70 /* of base64 in a line, as ssh-keygen breaks them */

#define STRING_BYTES(size) (4 + (size))
#define LITERAL_BYTES(literal) STRING_BYTES (sizeof literal - 1)

/* A public key as a string of SSH's: its type and its 32 bytes. */
#define KEY_BYTES (LITERAL_BYTES (KEY_TYPE) + STRING_BYTES (SIGN_PUBLIC_BYTES))

/* What lies between the armour, but for the namespace. */
#define BLOB_REST_BYTES                                                                \
  (sizeof MAGIC - 1 + 4 + STRING_BYTES (KEY_BYTES) + 4 + 4 + LITERAL_BYTES (HASH_NAME) \
   + STRING_BYTES (LITERAL_BYTES (KEY_TYPE) + STRING_BYTES (SIGN_SIGNATURE_BYTES)))
#define BLOB_MOST_BYTES (BLOB_REST_BYTES + SSHSIG_NAMESPACE_MOST_BYTES)
#define BASE64_MOST_BYTES BYTES_BASE64_SIZE (BLOB_MOST_BYTES)

static void
put_string (Cursor *cursor, const void *data, size_t size)
{
  cursor_put_u32 (cursor, (uint32_t)size);
  cursor_put (cursor, data, size);
}

static void
put_text (Cursor *cursor, const char *text)
{
  put_string (cursor, text, strlen (text));
}

void
sshsig_message (uint8_t *out, const char *name_space, const void *data, size_t size)
{
  uint8_t hash[DIGEST_SHA512_BYTES];
  digest_sha512 (hash, data, size);
  Cursor cursor = cursor_over (out, SSHSIG_MESSAGE_BYTES (strlen (name_space)));
  cursor_put (&cursor, MAGIC, strlen (MAGIC));
  put_text (&cursor, name_space);
  put_text (&cursor, ""); /* reserved */
  put_text (&cursor, HASH_NAME);
  put_string (&cursor, hash, sizeof hash);
}

static void
print_key (uint8_t out[KEY_BYTES], const uint8_t public_key[SIGN_PUBLIC_BYTES])
{
  Cursor cursor = cursor_over (out, KEY_BYTES);
  put_text (&cursor, KEY_TYPE);
  put_string (&cursor, public_key, SIGN_PUBLIC_BYTES);
}

static size_t
print_blob (uint8_t out[BLOB_MOST_BYTES], const uint8_t signature[SIGN_SIGNATURE_BYTES],
            const uint8_t public_key[SIGN_PUBLIC_BYTES], const char *name_space)
{
  uint8_t key[KEY_BYTES];
  print_key (key, public_key);
  Cursor cursor = cursor_over (out, BLOB_MOST_BYTES);
  cursor_put (&cursor, MAGIC, strlen (MAGIC));
  cursor_put_u32 (&cursor, VERSION);
  put_string (&cursor, key, sizeof key);
  put_text (&cursor, name_space);
  put_text (&cursor, ""); /* reserved */
  put_text (&cursor, HASH_NAME);
  cursor_put_u32 (&cursor,
                  LITERAL_BYTES (KEY_TYPE) + STRING_BYTES (SIGN_SIGNATURE_BYTES));
  put_text (&cursor, KEY_TYPE);
  put_string (&cursor, signature, SIGN_SIGNATURE_BYTES);
  return BLOB_MOST_BYTES - cursor.left;
}

char *
sshsig_print_signature (const uint8_t signature[SIGN_SIGNATURE_BYTES],
                        const uint8_t public_key[SIGN_PUBLIC_BYTES],
                        const char *name_space)
{
  g_return_val_if_fail (strlen (name_space) <= SSHSIG_NAMESPACE_MOST_BYTES, NULL);
  uint8_t blob[BLOB_MOST_BYTES];
  char base64[BASE64_MOST_BYTES];
  bytes_to_base64 (base64, blob, print_blob (blob, signature, public_key, name_space));

  GString *out = g_string_new (ARMOUR_BEGIN);
  for (const char *at = base64; *at != '\0'; at += strnlen (at, ARMOUR_COLUMNS))
    {
      g_string_append_len (out, at, (gssize)strnlen (at, ARMOUR_COLUMNS));
      g_string_append_c (out, '\n');
    }
  g_string_append (out, ARMOUR_END);
  return g_string_free (out, FALSE);
}

char *
sshsig_print_allowed (const uint8_t public_key[SIGN_PUBLIC_BYTES],
                      const char *principal, const char *name_space)
{
  uint8_t key[KEY_BYTES];
  char base64[BYTES_BASE64_SIZE (KEY_BYTES)];
  print_key (key, public_key);
  bytes_to_base64 (base64, key, sizeof key);
  return g_strdup_printf ("%s namespaces=\"%s\" " KEY_TYPE " %s\n", principal,
                          name_space, base64);
}

static gboolean
refuse_form (GError **error)
{
  g_set_error_literal (
      error, PLEDGE_ERROR, PLEDGE_ERROR_FORM,
      _ ("The signature file is not an Ed25519 signature as ssh-keygen writes it: it "
         "is damaged, cut short, or was changed by another program."));
  return FALSE;
}

static gboolean
refuse_signature (const char *message, GError **error)
{
  g_set_error_literal (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE, message);
  return FALSE;
}

/* The base64 between the armour, its lines joined. Where lines break and how the last
 * one ends is not checked here: sshsig_parse_signature() compares the whole. */
static gboolean
remove_armour (char base64[BASE64_MOST_BYTES], const char *text, size_t size)
{
  const size_t ends = strlen (ARMOUR_BEGIN) + strlen (ARMOUR_END);
  if (size < ends || memcmp (text, ARMOUR_BEGIN, strlen (ARMOUR_BEGIN)) != 0)
    return FALSE;
  size_t used = 0;
  text += strlen (ARMOUR_BEGIN);
  for (size_t i = 0; i < size - ends; i++)
    if (text[i] != '\n')
      {
        if (used == BASE64_MOST_BYTES - 1)
          return FALSE;
        base64[used++] = text[i];
      }
  base64[used] = '\0';
  return TRUE;
}

/* Steps over the string expected. */
static gboolean
take_text (Cursor *cursor, const void *expected, size_t size)
{
  if (cursor_get_u32 (cursor) != size || cursor->left < size
      || memcmp (cursor->next, expected, size) != 0)
    return FALSE;
  cursor->next += size;
  cursor->left -= size;
  return TRUE;
}

static gboolean
read_blob (uint8_t signature[SIGN_SIGNATURE_BYTES], Cursor *blob,
           const uint8_t public_key[SIGN_PUBLIC_BYTES], const char *name_space,
           GError **error)
{
  uint8_t key[KEY_BYTES];
  uint8_t start[sizeof MAGIC - 1];
  print_key (key, public_key);
  cursor_get (blob, start, sizeof start);
  if (memcmp (start, MAGIC, sizeof start) != 0 || cursor_get_u32 (blob) != VERSION)
    return refuse_form (error);
  if (!take_text (blob, key, sizeof key))
    return refuse_signature (
        _ ("The signature was made with another key than the one expected."), error);
  if (!take_text (blob, name_space, strlen (name_space)))
    return refuse_signature (
        _ ("The signature was made for another purpose: its namespace differs."),
        error);
  if (blob->left < SIGN_SIGNATURE_BYTES)
    return refuse_form (error);
  memcpy (signature, blob->next + blob->left - SIGN_SIGNATURE_BYTES,
          SIGN_SIGNATURE_BYTES);
  return TRUE;
}

static gboolean
read_armoured (uint8_t signature[SIGN_SIGNATURE_BYTES], const char *text, size_t size,
               const uint8_t public_key[SIGN_PUBLIC_BYTES], const char *name_space,
               GError **error)
{
  char base64[BASE64_MOST_BYTES];
  uint8_t bytes[BLOB_MOST_BYTES];
  size_t length = 0;
  if (!remove_armour (base64, text, size)
      || bytes_from_base64 (bytes, sizeof bytes, base64, strlen (base64), &length) != 0)
    return refuse_form (error);
  Cursor blob = cursor_reading (bytes, length);
  return read_blob (signature, &blob, public_key, name_space, error);
}

/* The fields give the sentence that fits; that the file has the one form it can have is
 * then told by printing it anew. */
gboolean
sshsig_parse_signature (uint8_t signature[SIGN_SIGNATURE_BYTES], const void *data,
                        size_t size, const uint8_t public_key[SIGN_PUBLIC_BYTES],
                        const char *name_space, GError **error)
{
  memset (signature, 0, SIGN_SIGNATURE_BYTES);
  if (!read_armoured (signature, size > 0 ? data : "", size, public_key, name_space,
                      error))
    return FALSE;
  g_autofree char *printed = sshsig_print_signature (signature, public_key, name_space);
  if (strlen (printed) == size && memcmp (printed, data, size) == 0)
    return TRUE;
  memset (signature, 0, SIGN_SIGNATURE_BYTES);
  return refuse_form (error);
}

gboolean
sshsig_check (const uint8_t signature[SIGN_SIGNATURE_BYTES], const void *data,
              size_t size, const uint8_t public_key[SIGN_PUBLIC_BYTES],
              const char *name_space)
{
  const size_t message_size = SSHSIG_MESSAGE_BYTES (strlen (name_space));
  g_autofree uint8_t *message = g_malloc (message_size);
  sshsig_message (message, name_space, data, size);
  return sign_check (signature, message, message_size, public_key) == 0;
}
