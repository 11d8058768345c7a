/* The signature files beside a record: minisign's and OpenSSH's. The first byte says
 * how the rest is put into a file, so that what lies within base64 is reached too. */
#include "fuzz.h"

#include "bytes.h"
#include "verify.h"

#include <string.h>

enum
{
  WHOLE_FILE, /* the input is the file */
  OWN_RECORD, /* a record, a zero byte, the file */
  MINISIGN_PAYLOAD, /* what the second line of a minisign file holds */
  SSHSIG_BLOB, /* what lies between the armour of an SSH file */
  WAYS,
};

typedef struct
{
  char *text; /* of the record */
  PledgeSignatures signatures;
  uint8_t public_key[SIGN_PUBLIC_BYTES];
} Signed;

/* A record of a constant key, with its signatures; made once. */
static const Signed *
get_signed (void)
{
  static Signed own;
  if (own.text != NULL)
    return &own;
  const uint8_t bytes[SIGN_SEED_BYTES] = { 1, 2, 3 };
  PledgeRecord record = { .tier = "2", .role = "support", .week = 202630 };
  Secret *seed = secret_new_copy (bytes, sizeof bytes);
  fuzz_expect (seed != NULL && sign_public (record.public_key, seed) == 0);
  memcpy (own.public_key, record.public_key, sizeof own.public_key);
  own.text = record_print (&record, NULL);
  fuzz_expect (
      signatures_make (&own.signatures, own.text, strlen (own.text), seed, NULL));
  secret_free (seed);
  return &own;
}

/* Base64 in lines, as both forms of file have it. */
static char *
wrap (const uint8_t *data, size_t size, size_t columns)
{
  g_autofree char *base64 = g_malloc (BYTES_BASE64_SIZE (size));
  bytes_to_base64 (base64, data, size);
  GString *lines = g_string_new (NULL);
  for (const char *at = base64; *at != '\0'; at += strnlen (at, columns))
    {
      g_string_append_len (lines, at, (gssize)strnlen (at, columns));
      g_string_append_c (lines, '\n');
    }
  return g_string_free (lines, FALSE);
}

static char *
make_minisign (const Signed *own, const uint8_t *data, size_t size)
{
  g_autofree char *payload = wrap (data, size, G_MAXSIZE);
  g_autofree char *global =
      wrap (own->signatures.global, sizeof own->signatures.global, G_MAXSIZE);
  return g_strconcat ("untrusted comment: any\n", payload,
                      "trusted comment: " SIGNATURES_TRUSTED_COMMENT "\n", global,
                      NULL);
}

static char *
make_sshsig (const uint8_t *data, size_t size)
{
  g_autofree char *blob = wrap (data, size, 70);
  return g_strconcat ("-----BEGIN SSH SIGNATURE-----\n", blob,
                      "-----END SSH SIGNATURE-----\n", NULL);
}

/* Nobody but the key's holder makes signatures, so the only ones that are good are the
 * record's own, in a file that prints as it was. */
static void
expect_own (const Signed *own, PledgeFormat format, const char *file, size_t size)
{
  if (format == PLEDGE_FORMAT_SSHSIG)
    {
      g_autofree char *printed = sshsig_print_signature (
          own->signatures.sshsig, own->public_key, SIGNATURES_NAMESPACE);
      fuzz_expect (strlen (printed) == size && memcmp (printed, file, size) == 0);
      return;
    }
  MinisignSignature parsed;
  fuzz_expect (minisign_parse_signature (&parsed, file, size, own->public_key,
                                         &signatures_comments, NULL));
  fuzz_expect (memcmp (parsed.raw, own->signatures.raw, sizeof parsed.raw) == 0);
  fuzz_expect (memcmp (parsed.global, own->signatures.global, sizeof parsed.global)
               == 0);
}

static void
verify (const Signed *own, const char *text, size_t text_size, const char *file,
        size_t size)
{
  g_autoptr (GError) error = NULL;
  PledgeRecord record;
  PledgeFormat format;
  if (!verify_signature (&record, &format, text, text_size, file, size, &error))
    {
      fuzz_expect_error (error);
      return;
    }
  fuzz_expect (error == NULL);
  fuzz_expect (
      memcmp (record.public_key, own->public_key, SIGN_PUBLIC_BYTES) != 0
      || (strlen (own->text) == text_size && memcmp (own->text, text, text_size) == 0));
  if (memcmp (record.public_key, own->public_key, SIGN_PUBLIC_BYTES) == 0)
    expect_own (own, format, file, size);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  const Signed *own = get_signed ();
  int way = data[0] % WAYS;
  data++, size--;
  const char *text = own->text;
  size_t text_size = strlen (own->text);
  g_autofree char *made = NULL;
  const uint8_t *end = NULL;
  if (way == MINISIGN_PAYLOAD)
    made = make_minisign (own, data, size);
  else if (way == SSHSIG_BLOB)
    made = make_sshsig (data, size);
  else if (way == OWN_RECORD && size > 0)
    end = memchr (data, '\0', size);
  if (end != NULL)
    {
      text = (const char *)data;
      text_size = (size_t)(end - data);
      data = end + 1;
      size -= text_size + 1;
    }
  if (made != NULL)
    verify (own, text, text_size, made, strlen (made));
  else
    verify (own, text, text_size, (const char *)data, size);
  return 0;
}
