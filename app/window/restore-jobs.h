/* Putting a copy of the store back: read and described first, then put in place. Jobs
 * for the worker; they know no widget. */
#pragma once

#include "session-backup.h"
#include "unlocked.h"

G_BEGIN_DECLS

/* The largest file that is read as a copy of a store. */
#define RESTORE_JOBS_MIB 1024

/* Which copy, and what opens it. */
typedef struct
{
  char *path; /* of the store */
  const SessionEnv *env;
  GFile *file; /* NULL: a copy beside the store */
  guint number; /* of that one */
  Secret *secret; /* (nullable): a passphrase, or a recovery key */
} RestoreSource;

/* (transfer full): file: (nullable): a reference is taken. secret: (transfer full)
 * (nullable). */
RestoreSource *restore_jobs_source_new (const char *path, const SessionEnv *env,
                                        GFile *file, guint number, Secret *secret);
void restore_jobs_source_free (RestoreSource *source);

/* A copy that is open, and what it would replace. Nothing is changed by it. */
typedef struct
{
  char *path;
  const SessionEnv *env;
  SessionBackup *backup;
  Session *present; /* (nullable): the store, where it was opened for this alone */
  SessionBackupSummary summary;
  gboolean knows_present; /* what the store has published is known */
  StoreNumbers now; /* of the store, if so */
  Secret
      *own; /* (nullable): what may open that store: for restore_jobs_open_present() */
  char *reason; /* (nullable): why it is not, where there is a store */
  gboolean locked; /* because something else opens that store */
  gboolean opened_by_copy; /* something else opens it, but it has the copy's key */
} Restore;

/* Closes what was opened for it. */
void restore_jobs_free (Restore *restore);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Restore, restore_jobs_free)

/**
 * restore_jobs_open:
 *
 * Input: RestoreSource; result: Restore. Where no session is open, the store is opened
 * with the same secret, so that what it has published can be carried over.
 * SESSION_ERROR_WRONG_KEY: the secret, or another one, is to be asked for.
 */
gpointer restore_jobs_open (Session **session, gpointer input, GError **error);

/* Opens the store with the secret in its input, a Restore, which stays the caller's and
 * is the result. SESSION_ERROR_WRONG_KEY: it is another one. */
gpointer restore_jobs_open_present (Session **session, gpointer input, GError **error);

/* Input: Restore, which stays the caller's; result: Unlocked, of the store as it is
 * then. What the store has published, where that is not known, is left behind: ask. */
gpointer restore_jobs_restore (Session **session, gpointer input, GError **error);

/* Only frees its input, a Restore, in the worker's thread: for input_free. */
gpointer restore_jobs_drop (Session **session, gpointer input, GError **error);

G_END_DECLS
