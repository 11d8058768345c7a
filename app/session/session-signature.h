/* The organisers' signature of a file that is published: minisign's form, with the key
 * that the store keeps for its releases. It is never a signer's key, and says nothing
 * of any person. */
#pragma once

#include "session.h"

G_BEGIN_DECLS

#define SESSION_SIGNATURE_ENDING ".minisig" /* after the file's own name */
#define SESSION_SIGNATURE_KEY_NAME "release.pub" /* in the file's folder */
#define SESSION_SIGNATURE_COMMENT                                                      \
  "a release of Steadfast" /* signed, the same for all */

/* What a reader types in the folder of the files. */
#define SESSION_SIGNATURE_COMMAND "minisign -V -p release.pub -m FILE"

/**
 * session_signature_make:
 * @signature: (out) (transfer full): the text of the signature's file
 * @public_key: (out) (transfer full): the text of the key's file
 *
 * Signs. The store's key is made at the first use and kept for good: it is in backups,
 * and a restored store has it. Both texts depend on the key and the file alone.
 *
 * Returns: FALSE with error set and both NULL
 */
gboolean session_signature_make (Session *session, GBytes *file, char **signature,
                                 char **public_key, GError **error);

/**
 * session_signature_check:
 * @public_key: the text of a key's file
 *
 * Needs no store.
 *
 * Returns: FALSE with error set unless the signature is one of this file by this key
 */
gboolean session_signature_check (GBytes *file, GBytes *signature, GBytes *public_key,
                                  GError **error);

/* FALSE with error set unless the store's own key is the one in that key's file. */
gboolean session_signature_is_own (Session *session, GBytes *public_key,
                                   GError **error);

G_END_DECLS
