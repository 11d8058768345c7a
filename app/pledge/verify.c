/* See verify.h. */
#include "config.h"

#include "verify.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINISIGN_START "untrusted comment:"
#define SSHSIG_START "-----BEGIN SSH SIGNATURE-----"

static const char *const proven[] = {
  N_ ("The record is, to the last character, what was signed."),
  N_ ("It was signed with the key that it names. A change or withdrawal that names the "
      "same key and this record comes from whoever holds that key."),
  NULL,
};

static const char *const not_proven[] = {
  N_ ("It does not show that a worker of the company made it: anyone can make a key."),
  N_ ("It does not show that two records are from two people: one person can make many "
      "keys."),
  N_ ("It does not show when it was made: the week is what the signer's clock said."),
  N_ ("It does not show that it still stands: it may have been changed or withdrawn "
      "since."),
  NULL,
};

static gboolean
has_start (const void *data, size_t size, const char *start)
{
  return size >= strlen (start) && memcmp (data, start, strlen (start)) == 0;
}

static gboolean
detect (PledgeFormat *format, const void *signature, size_t size, GError **error)
{
  if (has_start (signature, size, MINISIGN_START))
    *format = PLEDGE_FORMAT_MINISIGN;
  else if (has_start (signature, size, SSHSIG_START))
    *format = PLEDGE_FORMAT_SSHSIG;
  else
    {
      g_set_error_literal (
          error, PLEDGE_ERROR, PLEDGE_ERROR_FORM,
          _ ("The signature file is neither minisign's nor OpenSSH's: its first line "
             "says neither “untrusted comment:” nor “BEGIN SSH SIGNATURE”."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_signature (GError **error)
{
  g_set_error_literal (
      error, PLEDGE_ERROR, PLEDGE_ERROR_BAD_SIGNATURE,
      _ ("The signature is not good: the record or the signature was altered, or they "
         "do not belong together."));
  return FALSE;
}

static gboolean
check_minisign (const void *data, size_t size, const void *signature,
                size_t signature_size, const uint8_t public_key[SIGN_PUBLIC_BYTES],
                GError **error)
{
  MinisignSignature parsed;
  if (!minisign_parse_signature (&parsed, signature, signature_size, public_key,
                                 &signatures_comments, error))
    return FALSE;
  return minisign_check (&parsed, data, size, public_key, SIGNATURES_TRUSTED_COMMENT)
         || refuse_signature (error);
}

static gboolean
check_sshsig (const void *data, size_t size, const void *signature,
              size_t signature_size, const uint8_t public_key[SIGN_PUBLIC_BYTES],
              GError **error)
{
  uint8_t parsed[SIGN_SIGNATURE_BYTES];
  if (!sshsig_parse_signature (parsed, signature, signature_size, public_key,
                               SIGNATURES_NAMESPACE, error))
    return FALSE;
  return sshsig_check (parsed, data, size, public_key, SIGNATURES_NAMESPACE)
         || refuse_signature (error);
}

static gboolean
check_form (PledgeFormat format, const void *data, size_t size, const void *signature,
            size_t signature_size, const uint8_t public_key[SIGN_PUBLIC_BYTES],
            GError **error)
{
  if (format == PLEDGE_FORMAT_MINISIGN)
    return check_minisign (data, size, signature, signature_size, public_key, error);
  return check_sshsig (data, size, signature, signature_size, public_key, error);
}

gboolean
verify_signature (PledgeRecord *record, PledgeFormat *format, const void *data,
                  size_t size, const void *signature, size_t signature_size,
                  GError **error)
{
  if (!record_parse (record, data, size, error))
    return FALSE;
  if (detect (format, signature, signature_size, error)
      && check_form (*format, data, size, signature, signature_size, record->public_key,
                     error))
    return TRUE;
  memset (record, 0, sizeof *record);
  return FALSE;
}

static char **
dup_translated (const char *const *sentences)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (; *sentences != NULL; sentences++)
    g_strv_builder_add (builder, _ (*sentences));
  return g_strv_builder_end (builder);
}

char **
verify_dup_proven (void)
{
  return dup_translated (proven);
}

char **
verify_dup_not_proven (void)
{
  return dup_translated (not_proven);
}
