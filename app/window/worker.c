/* See worker.h. */
#include "config.h"

#include "worker.h"

#include <glib/gi18n-lib.h>

struct _Worker
{
  GThread *thread;
  GAsyncQueue *queue; /* of GTask; one without a job ends the thread */
  gpointer done; /* (atomic): a gsize */
};

/* What runs in this thread, which is a worker's. */
static _Thread_local struct
{
  Worker *worker;
  GCancellable *cancellable; /* of the order, NULL where it cannot be cancelled */
} running;

gboolean
worker_go_on (gsize done, gpointer data)
{
  (void)data;
  if (running.worker != NULL)
    g_atomic_pointer_set (&running.worker->done, GSIZE_TO_POINTER (done));
  return !g_cancellable_is_cancelled (running.cancellable);
}

gsize
worker_done (Worker *worker)
{
  return GPOINTER_TO_SIZE (g_atomic_pointer_get (&worker->done));
}

gboolean
worker_check_open (Session *session, GError **error)
{
  if (session != NULL)
    return TRUE;
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED,
                       _ ("The store is locked. Unlock it first."));
  return FALSE;
}

static void
run_order (Session **session, GTask *task)
{
  WorkerOrder *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;
  running.cancellable = order->cancellable;
  worker_go_on (0, NULL);
  if (!g_cancellable_set_error_if_cancelled (order->cancellable, &error))
    result = order->job (session, order->input, &error);
  if (order->input_free != NULL)
    order->input_free (order->input);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, order->result_free);
}

static gpointer
run_thread (gpointer data)
{
  Worker *worker = data;
  Session *session = NULL;
  running.worker = worker;
  for (;;)
    {
      g_autoptr (GTask) task = g_async_queue_pop (worker->queue);
      if (((WorkerOrder *)g_task_get_task_data (task))->job == NULL)
        break;
      run_order (&session, task);
    }
  session_close (session, NULL);
  return NULL;
}

void
worker_run (Worker *worker, WorkerOrder order, gpointer owner,
            GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (owner, order.cancellable, callback, data);
  g_task_set_task_data (task, g_memdup2 (&order, sizeof order), g_free);
  g_async_queue_push (worker->queue, task);
}

gpointer
worker_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

Worker *
worker_new (void)
{
  Worker *worker = g_new0 (Worker, 1);
  worker->queue = g_async_queue_new ();
  worker->thread = g_thread_new ("session", run_thread, worker);
  return worker;
}

void
worker_free (Worker *worker)
{
  if (worker == NULL)
    return;
  worker_run (worker, (WorkerOrder){ .job = NULL }, NULL, NULL, NULL);
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->queue);
  g_free (worker);
}
