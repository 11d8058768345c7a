/* What the refusals' pages share: the entries as last read, what was chosen last in
 * this unlocking, and the way to the worker. It is no widget; the pages listen to it.
 *
 * Signals: "changed": the entries were read anew, or could not be. */
#pragma once

#include "refusal-draft.h"
#include "refusal-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_REFUSALS (sf_refusals_get_type ())
G_DECLARE_FINAL_TYPE (SfRefusals, sf_refusals, SF, REFUSALS, GObject)

/* worker: borrowed, outlives the unlocking. campaign: a reference is taken. */
SfRefusals *sf_refusals_new (Worker *worker, Campaign *campaign);

/* The store is being locked: hands no job to the worker from now on, and forgets all
 * that it knows. */
void sf_refusals_close (SfRefusals *self);

/* Reads the entries anew, and says "changed". */
void sf_refusals_reload (SfRefusals *self);

/* Hands a job to the worker; see worker_run(). After sf_refusals_close() it is dropped
 * and callback is never called. */
void sf_refusals_run (SfRefusals *self, WorkerOrder order, gpointer owner,
                      GAsyncReadyCallback callback);

/* The same with a job that takes a refusal's id. */
void sf_refusals_run_with_id (SfRefusals *self, WorkerJob job,
                              const uint8_t id[ENTRY_ID_BYTES], gpointer owner,
                              GAsyncReadyCallback callback);

/* (transfer none): the campaign; the entries that are kept, NULL until they are read
 * (element-type Refusal); why they could not be read, or NULL; the draft that was there
 * when they were read, or NULL. */
const Campaign *sf_refusals_campaign (SfRefusals *self);
GPtrArray *sf_refusals_kept (SfRefusals *self);
const GError *sf_refusals_problem (SfRefusals *self);
GBytes *sf_refusals_draft (SfRefusals *self);

/* The present week, and whether the store holds entries of more than one person; 0 and
 * FALSE until the entries are read. */
Week sf_refusals_now (SfRefusals *self);
gboolean sf_refusals_is_shared (SfRefusals *self);

/* (transfer none) (nullable): the entry with this id. */
const Refusal *sf_refusals_find (SfRefusals *self, const uint8_t id[ENTRY_ID_BYTES]);

/* What the next entry begins with: the work and customer logged last in this
 * unlocking, or nothing; and for the next person always nothing. */
void sf_refusals_begin (SfRefusals *self, RefusalDraft *draft);

/* Keeps what was logged, for sf_refusals_begin(). */
void sf_refusals_remember (SfRefusals *self, const RefusalDraft *draft,
                           const uint8_t id[ENTRY_ID_BYTES]);

/* The refusal that "the same person" means: the one that was logged last for somebody
 * else, or was pointed at. FALSE if there is none in this unlocking. */
gboolean sf_refusals_get_same (SfRefusals *self, uint8_t id[ENTRY_ID_BYTES]);
void sf_refusals_set_same (SfRefusals *self, const uint8_t id[ENTRY_ID_BYTES]);

G_END_DECLS
