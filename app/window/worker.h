/* The one place where the window meets another thread: a worker that owns the session.
 * Widgets hand it jobs and get their results in the main thread, in the order in which
 * they were handed in. Nothing else in this folder starts a thread, and no widget ever
 * holds a Session. */
#pragma once

#include <gio/gio.h>

#include "session.h"

G_BEGIN_DECLS

typedef struct _Worker Worker;

/**
 * WorkerJob:
 * @session: (inout): the open session, NULL while locked. A job that unlocks or locks
 *   sets it; all others leave it alone
 * @input: what was handed in with the job
 *
 * Runs in the worker's thread, where it may take its time, and knows nothing of
 * widgets.
 *
 * Returns: the result, which the job's result_free can free; NULL where there is none
 *   to return, or with error set
 */
typedef gpointer (*WorkerJob) (Session **session, gpointer input, GError **error);

/* For a job to begin with: FALSE with error set where session is NULL, since a lock may
 * have come between a click and its job. */
gboolean worker_check_open (Session *session, GError **error);

/* What a job is handed in with. */
typedef struct
{
  WorkerJob job;
  gpointer input; /* (transfer full) (nullable) */
  GDestroyNotify input_free; /* (nullable): called in the worker's thread */
  GDestroyNotify result_free; /* (nullable): for a result that nobody takes */
  GCancellable *cancellable; /* (nullable) (transfer none): where it is cancelled, the
                              * job is not begun or, if it was, its result is freed, and
                              * worker_finish() says G_IO_ERROR_CANCELLED. What the job
                              * did to the session stays done */
} WorkerOrder;

/**
 * worker_go_on:
 * @done: how much of its work a job has done
 * @data: not used
 *
 * For a job that takes long to call now and then; a StoreProgress.
 *
 * Returns: FALSE once its order was cancelled: then the job ends early
 */
gboolean worker_go_on (gsize done, gpointer data);

/* What the job that runs now has said last, for the main thread to show; 0 if it has
 * said nothing. */
gsize worker_done (Worker *worker);

/* A worker without a session. */
Worker *worker_new (void);

/* Waits for the jobs that were handed in, and closes the session. NULL is nothing. */
void worker_free (Worker *worker);

/**
 * worker_run:
 * @owner: (nullable): a GObject whose method callback is; it is kept alive until then
 * @callback: (nullable): called in the main thread; ends with worker_finish()
 */
void worker_run (Worker *worker, WorkerOrder order, gpointer owner,
                 GAsyncReadyCallback callback, gpointer data);

/**
 * worker_finish:
 *
 * Returns: (transfer full): the job's result; NULL with error set if it failed, and
 * NULL alone where it has none to give
 */
gpointer worker_finish (GAsyncResult *result, GError **error);

G_END_DECLS
