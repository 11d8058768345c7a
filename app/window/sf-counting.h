/* Waiting for figures that may take long to count: nothing for half a second, then a
 * spinner and how many entries were read. Who leaves the page gives the counting up.
 * Hidden otherwise. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_COUNTING (sf_counting_get_type ())
G_DECLARE_FINAL_TYPE (SfCounting, sf_counting, SF, COUNTING, AdwBin)

/**
 * sf_counting_run:
 * @order: handed to the worker; its job asks worker_go_on() now and then
 * @page: (transfer none): what this is on, the same each time and the source of
 *   callback; being unmapped gives the counting up
 * @callback: called if it was not given up; ends with worker_finish()
 *
 * Gives up what was counted before.
 */
void sf_counting_run (SfCounting *self, Worker *worker, WorkerOrder order,
                      GtkWidget *page, GAsyncReadyCallback callback);

G_END_DECLS
