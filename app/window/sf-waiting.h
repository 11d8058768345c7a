/* Waiting for a key to be derived, which takes long on purpose: a spinner, and a button
 * that gives it up, which Escape presses too. A derivation cannot be interrupted: the
 * page is a person's again at once, and the worker undoes what came of it when it ends.
 * Hidden while nothing is waited for. */
#pragma once

#include <adwaita.h>

#include "worker.h"

G_BEGIN_DECLS

#define SF_TYPE_WAITING (sf_waiting_get_type ())
G_DECLARE_FINAL_TYPE (SfWaiting, sf_waiting, SF, WAITING, AdwBin)

/**
 * sf_waiting_run:
 * @order: handed to the worker; can be given up from now on
 * @undo: handed in right behind it where it is given up, so that nothing else comes
 *   between them
 * @owner: (transfer none): the page that this is on, the source of callback
 * @callback: called if it was not given up; ends with worker_finish(). Where undo
 *   failed it is called with that error, as long as the page is shown and idle
 *
 * Gives it up by itself when it leaves the window. Emits "cancelled" where a person
 * did, or sf_waiting_cancel(). One thing at a time.
 */
void sf_waiting_run (SfWaiting *self, Worker *worker, WorkerOrder order,
                     WorkerOrder undo, gpointer owner, GAsyncReadyCallback callback);

/* Gives up what is waited for, if anything is. */
void sf_waiting_cancel (SfWaiting *self);

/* Takes the button away until the next run: for what changes the store, so that giving
 * it up would undo only half of it. */
void sf_waiting_hide_cancel (SfWaiting *self);

G_END_DECLS
