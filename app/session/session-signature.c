/* See session-signature.h. */
#include "config.h"

#include "session-signature.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ledger.h"
#include "minisign.h"
#include "session-private.h"

static const MinisignComments comments = {
  .untrusted = "signature of a release",
  .trusted = SESSION_SIGNATURE_COMMENT,
  .public_key = "public key of releases",
};

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED, message);
  return FALSE;
}

/* Within a transaction: a new key, which the store keeps. */
static Secret *
make_key (Store *store, GError **error)
{
  Secret *key = secret_new_random (SIGN_SEED_BYTES);
  if (key == NULL)
    refuse (_ ("There is not enough memory to make a key."), error);
  else if (!ledger_set_key (store, key, error))
    g_clear_pointer (&key, secret_free);
  return key;
}

/* The store's key; made if there is none. */
static Secret *
hold_key (Session *session, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Secret *key = ledger_get_key (session->store, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      session_read (session, FALSE, error);
      return NULL;
    }
  if (key != NULL || !session_begin (session, error))
    return key;
  key = make_key (session->store, error);
  if (!session_finish (session, key != NULL, error))
    g_clear_pointer (&key, secret_free);
  return key;
}

static gboolean
sign (MinisignSignature *signature, GBytes *file, const Secret *key)
{
  uint8_t global[MINISIGN_GLOBAL_BYTES (sizeof SESSION_SIGNATURE_COMMENT - 1)];
  gsize size;
  const void *data = g_bytes_get_data (file, &size);
  if (sign_make (signature->raw, data, size, key) < 0)
    return FALSE;
  minisign_global_message (global, signature->raw, SESSION_SIGNATURE_COMMENT);
  return sign_make (signature->global, global, sizeof global, key) == 0;
}

gboolean
session_signature_make (Session *session, GBytes *file, char **signature,
                        char **public_key, GError **error)
{
  MinisignSignature made;
  uint8_t public_bytes[SIGN_PUBLIC_BYTES];
  *signature = *public_key = NULL;
  Secret *key = hold_key (session, error);
  if (key == NULL)
    return FALSE;
  gboolean done = sign (&made, file, key) && sign_public (public_bytes, key) == 0;
  secret_free (key);
  if (!done)
    return refuse (_ ("The file was not signed: there is not enough memory."), error);
  *signature = minisign_print_signature (&made, public_bytes, &comments);
  *public_key = minisign_print_public (public_bytes, &comments);
  return TRUE;
}

static gboolean
parse_key (uint8_t public_key[SIGN_PUBLIC_BYTES], GBytes *text, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (text, &size);
  if (minisign_parse_public (public_key, data, size))
    return TRUE;
  return refuse (_ ("The key's file is not one that Steadfast writes beside a signed "
                    "release."),
                 error);
}

gboolean
session_signature_check (GBytes *file, GBytes *signature, GBytes *public_key,
                         GError **error)
{
  uint8_t key[SIGN_PUBLIC_BYTES];
  MinisignSignature parsed;
  gsize size, signature_size;
  const void *data = g_bytes_get_data (file, &size);
  const void *text = g_bytes_get_data (signature, &signature_size);
  if (!parse_key (key, public_key, error))
    return FALSE;
  if (!minisign_parse_signature (&parsed, text, signature_size, key, &comments, error))
    {
      session_error_adopt (error);
      return FALSE;
    }
  if (minisign_check (&parsed, data, size, key, SESSION_SIGNATURE_COMMENT))
    return TRUE;
  return refuse (_ ("The signature is not good: the file or the signature was altered, "
                    "or another key made it."),
                 error);
}

gboolean
session_signature_is_own (Session *session, GBytes *public_key, GError **error)
{
  uint8_t key[SIGN_PUBLIC_BYTES], own[SIGN_PUBLIC_BYTES];
  g_autoptr (GError) problem = NULL;
  if (!parse_key (key, public_key, error))
    return FALSE;
  Secret *seed = ledger_get_key (session->store, &problem);
  gboolean equal = seed != NULL && sign_public (own, seed) == 0
                   && memcmp (own, key, sizeof own) == 0;
  secret_free (seed);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return session_read (session, FALSE, error);
    }
  return equal
         || refuse (_ ("The key beside the file is not the one of this store."), error);
}
