/* Jobs that put a session into the worker's hands, and take it away. */
#pragma once

#include "lock-watch.h"
#include "worker.h"

G_BEGIN_DECLS

/* What the window knows of an open store. */
typedef struct
{
  Campaign *campaign;
  VaultOpening opening;
  gboolean shared;
  LockRules rules;
} Unlocked;

void unlocked_free (Unlocked *unlocked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Unlocked, unlocked_free)

/* What unlocking needs. */
typedef struct
{
  char *path;
  Secret *secret; /* the passphrase or, for unlock_with_recovery(), the recovery key */
  Secret *passphrase; /* unlock_with_recovery(): the new one */
  const SessionEnv *env;
} UnlockInput;

/* (transfer full): takes both secrets over. */
UnlockInput *unlock_input_new (const char *path, Secret *secret, Secret *passphrase,
                               const SessionEnv *env);
void unlock_input_free (UnlockInput *input);

/* Jobs. Input: UnlockInput, result: Unlocked. */
gpointer unlock_with_passphrase (Session **session, gpointer input, GError **error);
gpointer unlock_with_recovery (Session **session, gpointer input, GError **error);

/* A store that was just made. */
typedef struct
{
  Unlocked *unlocked;
  Secret *recovery; /* the recovery key's text, with a closing zero */
} UnlockMade;

void unlock_made_free (UnlockMade *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UnlockMade, unlock_made_free)

/* Job. Makes the store, and its folder if there is none. Input: UnlockInput, result:
 * UnlockMade. */
gpointer unlock_make (Session **session, gpointer input, GError **error);

/* Job. Input: LockRules, which are kept in the store. Result: none. */
gpointer unlock_set_rules (Session **session, gpointer input, GError **error);

/* Job. Input: UnlockInput with the sample's passphrase; makes a store and fills it with
 * the sample entries, through the same imports a person has. Result: Unlocked. */
gpointer unlock_sample (Session **session, gpointer input, GError **error);

/* Job. Closes the session; the file is rebuilt in key order if anything was changed.
 * Input and result: none. */
gpointer unlock_end (Session **session, gpointer input, GError **error);

/* (transfer full): what to tell of an open session; for a job that made one. */
Unlocked *unlock_describe (Session *session, GError **error);

#define UNLOCK_SAMPLE_PASSPHRASE "sample"

G_END_DECLS
