/* See worker.h. */
#include "config.h"

#include "worker.h"

#include <glib/gi18n-lib.h>

struct _Worker
{
  GThread *thread;
  GAsyncQueue *queue; /* of Handed; one without a job ends the thread */
  gpointer done; /* (atomic): a gsize */
};

/* An order on its way to the worker's thread and back. The task holds its owner, which
 * may be a widget whose last reference this is: only the main thread touches the
 * task. */
typedef struct
{
  WorkerOrder order;
  GTask *task;
  gpointer result;
  GError *error;
} Handed;

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

/* In the main thread. */
static gboolean
hand_back (gpointer data)
{
  g_autofree Handed *handed = data;
  g_autoptr (GTask) task = handed->task;
  if (handed->error != NULL)
    g_task_return_error (task, handed->error);
  else
    g_task_return_pointer (task, handed->result, handed->order.result_free);
  return G_SOURCE_REMOVE;
}

static void
run_order (Session **session, Handed *handed)
{
  WorkerOrder *order = &handed->order;
  running.cancellable = order->cancellable;
  worker_go_on (0, NULL);
  if (!g_cancellable_set_error_if_cancelled (order->cancellable, &handed->error))
    handed->result = order->job (session, order->input, &handed->error);
  if (order->input_free != NULL)
    order->input_free (order->input);
  running.cancellable = NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT, hand_back, handed, NULL);
}

static gpointer
run_thread (gpointer data)
{
  Worker *worker = data;
  Session *session = NULL;
  running.worker = worker;
  for (;;)
    {
      Handed *handed = g_async_queue_pop (worker->queue);
      if (handed->order.job == NULL)
        {
          g_free (handed);
          break;
        }
      run_order (&session, handed);
    }
  session_close (session, NULL);
  return NULL;
}

void
worker_run (Worker *worker, WorkerOrder order, gpointer owner,
            GAsyncReadyCallback callback, gpointer data)
{
  Handed *handed = g_new0 (Handed, 1);
  handed->order = order;
  handed->task = g_task_new (owner, order.cancellable, callback, data);
  g_async_queue_push (worker->queue, handed);
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
  g_async_queue_push (worker->queue, g_new0 (Handed, 1));
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->queue);
  g_free (worker);
}
