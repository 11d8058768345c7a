/* See saved.h. */
#include "saved.h"

#include <string.h>

static const char *const format_names[] = { "minisign", "sshsig" };

const char *
saved_format_name (PledgeFormat format)
{
  return (size_t)format < G_N_ELEMENTS (format_names) ? format_names[format] : NULL;
}

gboolean
saved_format_parse (PledgeFormat *format, const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS (format_names); i++)
    if (strcmp (name, format_names[i]) == 0)
      {
        *format = (PledgeFormat)i;
        return TRUE;
      }
  return FALSE;
}

static void
add_minisign (SavedFiles *saved, const PledgeSignatures *signatures,
              const uint8_t public_key[SIGN_PUBLIC_BYTES])
{
  const MinisignSignature minisign = signatures_get_minisign (signatures);
  saved->files[1] = (SavedFile){
    .name = SAVED_MINISIG_NAME,
    .text = minisign_print_signature (&minisign, public_key, &signatures_comments),
  };
  saved->files[2] = (SavedFile){
    .name = SAVED_PUBLIC_NAME,
    .text = minisign_print_public (public_key, &signatures_comments),
  };
}

static void
add_sshsig (SavedFiles *saved, const PledgeSignatures *signatures,
            const uint8_t public_key[SIGN_PUBLIC_BYTES])
{
  saved->files[1] = (SavedFile){
    .name = SAVED_SSHSIG_NAME,
    .text =
        sshsig_print_signature (signatures->sshsig, public_key, SIGNATURES_NAMESPACE),
  };
  saved->files[2] = (SavedFile){
    .name = SAVED_ALLOWED_NAME,
    .text =
        sshsig_print_allowed (public_key, SIGNATURES_PRINCIPAL, SIGNATURES_NAMESPACE),
  };
}

SavedFiles *
saved_new (const void *data, size_t size, const PledgeSignatures *signatures,
           PledgeFormat format, GError **error)
{
  PledgeRecord record;
  if (!record_parse (&record, data, size, error)
      || !signatures_check (signatures, data, size, error))
    return NULL;
  SavedFiles *saved = g_new0 (SavedFiles, 1);
  saved->files[0] =
      (SavedFile){ .name = SAVED_RECORD_NAME, .text = g_strndup (data, size) };
  if (format == PLEDGE_FORMAT_MINISIGN)
    add_minisign (saved, signatures, record.public_key);
  else
    add_sshsig (saved, signatures, record.public_key);
  return saved;
}

void
saved_free (SavedFiles *saved)
{
  if (saved == NULL)
    return;
  for (size_t i = 0; i < SAVED_FILES; i++)
    g_free (saved->files[i].text);
  g_free (saved);
}
