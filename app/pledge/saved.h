/* The files in which a pledge leaves the app: names and texts, the same bytes for the
 * same record and signatures on every machine, for every user, at any time and in any
 * language. Writing them to a folder is the caller's work.
 *
 * PLEDGE_FORMAT_MINISIGN gives pledge.txt, pledge.txt.minisig and pledge.pub, which
 * minisign and signify both check; PLEDGE_FORMAT_SSHSIG gives pledge.txt,
 * pledge.txt.sig and allowed_signers for ssh-keygen. The commands stand below, for
 * messages and help; tests/pledge/test-tools.c runs them as they stand. */
#pragma once

#include "signatures.h"

#define SAVED_RECORD_NAME "pledge.txt"
#define SAVED_MINISIG_NAME "pledge.txt.minisig"
#define SAVED_PUBLIC_NAME "pledge.pub"
#define SAVED_SSHSIG_NAME "pledge.txt.sig"
#define SAVED_ALLOWED_NAME "allowed_signers"

/* What a reader types in the folder of the files: exit status 0 if the signature is
 * good. On Debian signify is called signify-openbsd (its `signify` is another
 * program). */
#define SAVED_MINISIGN_COMMAND "minisign -V -p pledge.pub -m pledge.txt"
#define SAVED_SIGNIFY_COMMAND                                                          \
  "signify -V -p pledge.pub -x pledge.txt.minisig -m pledge.txt"
#define SAVED_SSHSIG_COMMAND                                                           \
  "ssh-keygen -Y verify -f allowed_signers -I signer -n pledge-record@steadfast "      \
  "-s pledge.txt.sig < pledge.txt"

/* A record that was signed with another key than it names passes the checks above if
 * that other key lies beside it. These print the key file's key, which must be the
 * `key` of the record; verify_signature() looks at no other. */
#define SAVED_PUBLIC_KEY_COMMAND                                                       \
  "sed -n 2p pledge.pub | base64 -d | tail -c 32 | od -An -v -tx1 | tr -d ' \\n'"
#define SAVED_ALLOWED_KEY_COMMAND                                                      \
  "cut -d ' ' -f 4 allowed_signers | base64 -d | tail -c 32 | od -An -v -tx1 "         \
  "| tr -d ' \\n'"

typedef enum
{
  PLEDGE_FORMAT_MINISIGN,
  PLEDGE_FORMAT_SSHSIG,
} PledgeFormat;

typedef struct
{
  const char *name; /* a constant: plain ASCII, no folder */
  char *text; /* ASCII, ends with LF */
} SavedFile;

#define SAVED_FILES 3

/* The record, its signature, and the key, in this order. */
typedef struct
{
  SavedFile files[SAVED_FILES];
} SavedFiles;

/* "minisign" or "sshsig": for programs, not translated. */
const char *saved_format_name (PledgeFormat format);

/**
 * saved_format_parse:
 * @format: (out)
 *
 * Returns: whether name is one that saved_format_name() gives
 */
gboolean saved_format_parse (PledgeFormat *format, const char *name);

/**
 * saved_new:
 * @data: the size bytes of a record's text
 * @signatures: the record's; they are checked, so that no file is handed out that the
 *   reader's tool would refuse
 * @error: as signatures_check()
 *
 * Returns: (transfer full): free with saved_free(); NULL with error set
 */
SavedFiles *saved_new (const void *data, size_t size,
                       const PledgeSignatures *signatures, PledgeFormat format,
                       GError **error);

void saved_free (SavedFiles *saved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SavedFiles, saved_free)
