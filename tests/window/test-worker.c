/* The one async seam: order, results, errors, and what is freed when. */
#include "window-fixture.h"

#include <string.h>

typedef struct
{
  GAsyncResult *results[8];
  int count;
} Results;

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)source;
  Results *results = data;
  results->results[results->count++] = g_object_ref (result);
}

static void
clear_results (Results *results)
{
  while (results->count > 0)
    g_object_unref (results->results[--results->count]);
}

static gpointer
double_number (Session **session, gpointer input, GError **error)
{
  (void)error;
  g_assert_null (*session);
  int number = *(int *)input;
  g_usleep ((gulong)(10 - number) * 1000);
  return g_memdup2 (&(int){ 2 * number }, sizeof (int));
}

/* Goes on until it is told to stop. */
static gpointer
count_on (Session **session, gpointer input, GError **error)
{
  gint *started = input;
  gsize done = 0;
  (void)session;
  while (worker_go_on (++done, NULL))
    {
      g_atomic_int_set (started, 1);
      g_usleep (100);
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  return NULL;
}

static gpointer
fail (Session **session, gpointer input, GError **error)
{
  (void)session;
  (void)input;
  g_set_error_literal (error, SESSION_ERROR, SESSION_ERROR_REFUSED, "no");
  return NULL;
}

static gpointer
give_nothing (Session **session, gpointer input, GError **error)
{
  (void)session;
  (void)input;
  (void)error;
  return NULL;
}

/* What was handed in first ends first, however long it takes. */
static void
test_order (void)
{
  Worker *worker = worker_new ();
  Results results = { 0 };
  for (int i = 0; i < 8; i++)
    worker_run (worker,
                (WorkerOrder){ .job = double_number,
                               .input = g_memdup2 (&i, sizeof i),
                               .input_free = g_free,
                               .result_free = g_free },
                NULL, on_job_done, &results);
  window_fixture_wait_until (results.count == 8);
  for (int i = 0; i < 8; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree int *number = worker_finish (results.results[i], &error);
      g_assert_no_error (error);
      g_assert_cmpint (*number, ==, 2 * i);
    }
  clear_results (&results);
  worker_free (worker);
}

static void
test_error (void)
{
  Worker *worker = worker_new ();
  Results results = { 0 };
  g_autoptr (GError) error = NULL;
  worker_run (worker, (WorkerOrder){ .job = fail }, NULL, on_job_done, &results);
  worker_run (worker, (WorkerOrder){ .job = give_nothing }, NULL, on_job_done,
              &results);
  window_fixture_wait_until (results.count == 2);
  g_assert_null (worker_finish (results.results[0], &error));
  g_assert_error (error, SESSION_ERROR, SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (worker_finish (results.results[1], &error));
  g_assert_no_error (error);
  clear_results (&results);
  worker_free (worker);
}

static int freed;

static void
count_freed (gpointer number)
{
  freed++;
  g_free (number);
}

/* Freeing a worker waits for its jobs; a result that nobody takes is freed too. */
static void
test_free (void)
{
  Worker *worker = worker_new ();
  freed = 0;
  for (int i = 0; i < 3; i++)
    worker_run (worker,
                (WorkerOrder){ .job = double_number,
                               .input = g_memdup2 (&i, sizeof i),
                               .input_free = count_freed,
                               .result_free = count_freed },
                NULL, NULL, NULL);
  worker_free (worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (freed, ==, 6);
  worker_free (NULL);
}

static gpointer
keep_alive (Session **session, gpointer input, GError **error)
{
  (void)session;
  (void)error;
  g_usleep (20000);
  return input;
}

/* The object whose method the callback is lives until then, and no longer. */
static void
test_owner (void)
{
  Worker *worker = worker_new ();
  Results results = { 0 };
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
  gpointer left = owner;
  g_object_add_weak_pointer (owner, &left);
  worker_run (worker, (WorkerOrder){ .job = keep_alive }, owner, on_job_done, &results);
  g_object_unref (owner);
  g_assert_nonnull (left);
  window_fixture_wait_until (results.count == 1);
  clear_results (&results);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (left);
  worker_free (worker);
}

static void
check_thread (gpointer gone, GObject *owner)
{
  (void)owner;
  g_assert_true (g_main_context_is_owner (NULL));
  ++*(int *)gone;
}

/* An owner whose last reference the order holds is finalised in the main thread,
 * however the two threads race: it may be the window, which waits for the worker. */
static void
test_owner_thread (void)
{
  enum
  {
    TURNS = 20000
  };
  Worker *worker = worker_new ();
  int gone = 0;
  for (int i = 0; i < TURNS; i++)
    {
      GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
      g_object_weak_ref (owner, check_thread, &gone);
      worker_run (worker, (WorkerOrder){ .job = give_nothing }, owner, NULL, NULL);
      g_object_unref (owner);
      while (gone == i)
        g_main_context_iteration (NULL, TRUE);
    }
  worker_free (worker);
}

/* A job that takes long tells how far it is, and ends when its order is cancelled; the
 * next one goes on. */
static void
test_long (void)
{
  Worker *worker = worker_new ();
  Results results = { .count = 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint started = 0, number = 4;
  worker_run (
      worker,
      (WorkerOrder){ .job = count_on, .input = &started, .cancellable = cancellable },
      NULL, on_job_done, &results);
  window_fixture_wait_until (worker_done (worker) > 10);
  g_assert_cmpint (g_atomic_int_get (&started), ==, 1);
  g_assert_cmpint (results.count, ==, 0);
  g_cancellable_cancel (cancellable);
  worker_run (
      worker,
      (WorkerOrder){ .job = double_number, .input = &number, .result_free = g_free },
      NULL, on_job_done, &results);
  window_fixture_wait_until (results.count == 2);
  g_autoptr (GError) error = NULL;
  g_assert_null (worker_finish (results.results[0], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree int *doubled = worker_finish (results.results[1], NULL);
  g_assert_cmpint (*doubled, ==, 8);
  clear_results (&results);
  worker_free (worker);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/error", test_error);
  g_test_add_func ("/worker/free", test_free);
  g_test_add_func ("/worker/owner", test_owner);
  g_test_add_func ("/worker/owner-thread", test_owner_thread);
  g_test_add_func ("/worker/long", test_long);
  return g_test_run ();
}
