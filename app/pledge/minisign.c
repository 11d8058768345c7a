/* See minisign.h. */
#include "config.h"

#include "minisign.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bytes.h"
#include "digest.h"

#define ALGORITHM "Ed"
#define ALGORITHM_HASHED "ED"
#define ALGORITHM_BYTES 2
#define UNTRUSTED_START "untrusted comment: "
#define TRUSTED_START "trusted comment: "

/* Both payloads are the algorithm, the key id, and a key or a signature. */
#define HEAD_BYTES (ALGORITHM_BYTES + MINISIGN_KEY_ID_BYTES)
#define PUBLIC_BYTES (HEAD_BYTES + SIGN_PUBLIC_BYTES)
#define SIGNATURE_BYTES (HEAD_BYTES + SIGN_SIGNATURE_BYTES)

enum
{
  LINE_UNTRUSTED,
  LINE_SIGNATURE,
  LINE_TRUSTED,
  LINE_GLOBAL,
  LINES,
};

/* A borrowed line without its line feed. */
typedef struct
{
  const char *text;
  size_t length;
} Line;

void
minisign_key_id (uint8_t id[MINISIGN_KEY_ID_BYTES],
                 const uint8_t public_key[SIGN_PUBLIC_BYTES])
{
  uint8_t hash[DIGEST_SHA256_BYTES];
  digest_sha256 (hash, public_key, SIGN_PUBLIC_BYTES);
  memcpy (id, hash, MINISIGN_KEY_ID_BYTES);
}

void
minisign_global_message (uint8_t *out, const uint8_t raw[SIGN_SIGNATURE_BYTES],
                         const char *trusted)
{
  memcpy (out, raw, SIGN_SIGNATURE_BYTES);
  memcpy (out + SIGN_SIGNATURE_BYTES, trusted, strlen (trusted));
}

static void
put_head (Cursor *cursor, const uint8_t public_key[SIGN_PUBLIC_BYTES])
{
  uint8_t id[MINISIGN_KEY_ID_BYTES];
  minisign_key_id (id, public_key);
  cursor_put (cursor, ALGORITHM, ALGORITHM_BYTES);
  cursor_put (cursor, id, sizeof id);
}

char *
minisign_print_public (const uint8_t public_key[SIGN_PUBLIC_BYTES],
                       const MinisignComments *comments)
{
  uint8_t payload[PUBLIC_BYTES];
  char base64[BYTES_BASE64_SIZE (PUBLIC_BYTES)];
  Cursor cursor = cursor_over (payload, sizeof payload);
  put_head (&cursor, public_key);
  cursor_put (&cursor, public_key, SIGN_PUBLIC_BYTES);
  bytes_to_base64 (base64, payload, sizeof payload);
  return g_strconcat (UNTRUSTED_START, comments->public_key, "\n", base64, "\n", NULL);
}

char *
minisign_print_signature (const MinisignSignature *signature,
                          const uint8_t public_key[SIGN_PUBLIC_BYTES],
                          const MinisignComments *comments)
{
  uint8_t payload[SIGNATURE_BYTES];
  char base64[BYTES_BASE64_SIZE (SIGNATURE_BYTES)];
  char global[BYTES_BASE64_SIZE (SIGN_SIGNATURE_BYTES)];
  Cursor cursor = cursor_over (payload, sizeof payload);
  put_head (&cursor, public_key);
  cursor_put (&cursor, signature->raw, SIGN_SIGNATURE_BYTES);
  bytes_to_base64 (base64, payload, sizeof payload);
  bytes_to_base64 (global, signature->global, SIGN_SIGNATURE_BYTES);
  return g_strconcat (UNTRUSTED_START, comments->untrusted, "\n", base64,
                      "\n" TRUSTED_START, comments->trusted, "\n", global, "\n", NULL);
}

static gboolean
refuse_line (int line, GError **error)
{
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_FORM,
               _ ("Line %d of the signature file is not what minisign writes there."),
               line + 1);
  return FALSE;
}

static gboolean
refuse_signature (const char *message, GError **error)
{
  g_set_error_literal (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE, message);
  return FALSE;
}

/* No control character: a terminal would obey it, and the tools stop at a zero byte. */
static gboolean
is_printable (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
      return FALSE;
  return TRUE;
}

/* Takes the next line of what is left of a text. */
static gboolean
take_line (Line *line, const char **text, size_t *size)
{
  const char *end = memchr (*text, '\n', MIN (*size, MINISIGN_LINE_MOST_BYTES));
  if (end == NULL || !is_printable (*text, (size_t)(end - *text)))
    return FALSE;
  *line = (Line){ .text = *text, .length = (size_t)(end - *text) };
  *size -= line->length + 1;
  *text = end + 1;
  return TRUE;
}

static gboolean
split_lines (Line lines[LINES], const char *text, size_t size, GError **error)
{
  for (int i = 0; i < LINES; i++)
    if (!take_line (&lines[i], &text, &size))
      return refuse_line (i, error);
  if (size == 0)
    return TRUE;
  g_set_error (
      error, PLEDGE_ERROR, PLEDGE_ERROR_FORM,
      _ ("The signature file goes on after line %d, which should be its last."), LINES);
  return FALSE;
}

static gboolean
decode (uint8_t *out, size_t size, const Line *line)
{
  size_t decoded = 0;
  return bytes_from_base64 (out, size, line->text, line->length, &decoded) == 0
         && decoded == size;
}

static gboolean
starts_with (const Line *line, const char *start)
{
  return line->length > strlen (start)
         && memcmp (line->text, start, strlen (start)) == 0;
}

gboolean
minisign_parse_public (uint8_t public_key[SIGN_PUBLIC_BYTES], const void *data,
                       size_t size)
{
  uint8_t payload[PUBLIC_BYTES], id[MINISIGN_KEY_ID_BYTES];
  const char *text = size > 0 ? data : "";
  Line comment, key;
  memset (public_key, 0, SIGN_PUBLIC_BYTES);
  if (!take_line (&comment, &text, &size) || !take_line (&key, &text, &size)
      || size != 0 || !starts_with (&comment, UNTRUSTED_START)
      || !decode (payload, sizeof payload, &key)
      || memcmp (payload, ALGORITHM, ALGORITHM_BYTES) != 0)
    return FALSE;
  minisign_key_id (id, payload + HEAD_BYTES);
  if (memcmp (payload + ALGORITHM_BYTES, id, sizeof id) != 0)
    return FALSE;
  memcpy (public_key, payload + HEAD_BYTES, SIGN_PUBLIC_BYTES);
  return TRUE;
}

/* The first payload: algorithm, key id, signature. */
static gboolean
read_payload (uint8_t raw[SIGN_SIGNATURE_BYTES], const Line *line,
              const uint8_t public_key[SIGN_PUBLIC_BYTES], GError **error)
{
  uint8_t payload[SIGNATURE_BYTES];
  uint8_t id[MINISIGN_KEY_ID_BYTES];
  if (!decode (payload, sizeof payload, line))
    return refuse_line (LINE_SIGNATURE, error);
  if (memcmp (payload, ALGORITHM_HASHED, ALGORITHM_BYTES) == 0)
    return refuse_signature (_ ("The signature is over a hash of the file (minisign's "
                                "newer form), which this program never makes."),
                             error);
  if (memcmp (payload, ALGORITHM, ALGORITHM_BYTES) != 0)
    return refuse_line (LINE_SIGNATURE, error);
  minisign_key_id (id, public_key);
  if (memcmp (payload + ALGORITHM_BYTES, id, sizeof id) != 0)
    return refuse_signature (
        _ ("The signature was made with another key than the one expected."), error);
  memcpy (raw, payload + HEAD_BYTES, SIGN_SIGNATURE_BYTES);
  return TRUE;
}

static gboolean
check_trusted (const Line *line, const char *trusted, GError **error)
{
  const size_t start = strlen (TRUSTED_START);
  if (!starts_with (line, TRUSTED_START))
    return refuse_line (LINE_TRUSTED, error);
  if (line->length - start == strlen (trusted)
      && memcmp (line->text + start, trusted, strlen (trusted)) == 0)
    return TRUE;
  g_set_error (error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE,
               _ ("The signature's trusted comment is not “%s”."), trusted);
  return FALSE;
}

static gboolean
read_lines (MinisignSignature *signature, const Line lines[LINES],
            const uint8_t public_key[SIGN_PUBLIC_BYTES],
            const MinisignComments *comments, GError **error)
{
  if (!starts_with (&lines[LINE_UNTRUSTED], UNTRUSTED_START))
    return refuse_line (LINE_UNTRUSTED, error);
  if (!decode (signature->global, SIGN_SIGNATURE_BYTES, &lines[LINE_GLOBAL]))
    return refuse_line (LINE_GLOBAL, error);
  return read_payload (signature->raw, &lines[LINE_SIGNATURE], public_key, error)
         && check_trusted (&lines[LINE_TRUSTED], comments->trusted, error);
}

gboolean
minisign_parse_signature (MinisignSignature *signature, const void *data, size_t size,
                          const uint8_t public_key[SIGN_PUBLIC_BYTES],
                          const MinisignComments *comments, GError **error)
{
  Line lines[LINES];
  memset (signature, 0, sizeof *signature);
  if (split_lines (lines, size > 0 ? data : "", size, error)
      && read_lines (signature, lines, public_key, comments, error))
    return TRUE;
  memset (signature, 0, sizeof *signature);
  return FALSE;
}

gboolean
minisign_check (const MinisignSignature *signature, const void *data, size_t size,
                const uint8_t public_key[SIGN_PUBLIC_BYTES], const char *trusted)
{
  const size_t global_size = MINISIGN_GLOBAL_BYTES (strlen (trusted));
  g_autofree uint8_t *global = g_malloc (global_size);
  minisign_global_message (global, signature->raw, trusted);
  return sign_check (signature->raw, data, size, public_key) == 0
         && sign_check (signature->global, global, global_size, public_key) == 0;
}
