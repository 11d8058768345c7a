/* Jobs that put a session into the worker's hands, and take it away. */
#pragma once

#include "lock-watch.h"
#include "worker.h"

G_BEGIN_DECLS

/* What the window knows of an open store. */
typedef struct
{
  Campaign *campaign;
  char *notice; /* (nullable): what is told, in lasting text, of how it opened */
  gboolean shared;
  LockRules rules;
} Unlocked;

void unlocked_free (Unlocked *unlocked);

/* Tells text besides. */
void unlocked_add_notice (Unlocked *unlocked, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Unlocked, unlocked_free)

/* What unlocking needs. */
typedef struct
{
  char *path;
  Secret *secret; /* the passphrase or, for unlocked_by_recovery(), the recovery key */
  Secret *passphrase; /* unlocked_by_recovery(): the new one */
  const SessionEnv *env;
} UnlockedInput;

/* (transfer full): takes both secrets over. */
UnlockedInput *unlocked_input_new (const char *path, Secret *secret, Secret *passphrase,
                                   const SessionEnv *env);
void unlocked_input_free (UnlockedInput *input);

/* Jobs. Input: UnlockedInput, result: Unlocked. */
gpointer unlocked_by_passphrase (Session **session, gpointer input, GError **error);
gpointer unlocked_by_recovery (Session **session, gpointer input, GError **error);

/* The same for a store that is damaged: what can be read before the damage, and no
 * change is taken. */
gpointer unlocked_damaged (Session **session, gpointer input, GError **error);

/* A store that was just made. */
typedef struct
{
  Unlocked *unlocked;
  Secret *recovery; /* the recovery key's text, with a closing zero */
} UnlockedMade;

/* Wipes the recovery key too. */
void unlocked_free_made (UnlockedMade *made);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UnlockedMade, unlocked_free_made)

/* Job. Makes the store, and its folder if there is none. Input: UnlockedInput, result:
 * UnlockedMade. */
gpointer unlocked_by_making (Session **session, gpointer input, GError **error);

/* Job. Undoes unlocked_by_making() where nobody wants its result any more: erases the
 * store that it made; the empty lock file stays, and the folder. Input: UnlockedInput
 * without secrets; result: none. Nothing happens where it made none. */
gpointer unlocked_unmake (Session **session, gpointer input, GError **error);

/* Job. Input: LockRules, which are kept in the store. Result: none. */
gpointer unlocked_set_rules (Session **session, gpointer input, GError **error);

/* Job. Input: UnlockedInput with the sample's passphrase; makes a store and fills it
 * with the sample entries, through the same imports a person has. Result: Unlocked. */
gpointer unlocked_sample (Session **session, gpointer input, GError **error);

/* Job. Closes the session; the file is rebuilt in key order if anything was changed.
 * Input and result: none. */
gpointer unlocked_end (Session **session, gpointer input, GError **error);

/* (transfer full): what to tell of an open session; for a job that made one. */
Unlocked *unlocked_describe (Session *session, GError **error);

#define UNLOCKED_SAMPLE_PASSPHRASE "sample"

G_END_DECLS
