/* Brings a pledge's files out of the store into a folder that the person chooses. Lives
 * until it is done. */
#pragma once

#include <adwaita.h>

#include "pledge-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_PLEDGE_SAVER (sf_pledge_saver_get_type ())
G_DECLARE_FINAL_TYPE (SfPledgeSaver, sf_pledge_saver, SF, PLEDGE_SAVER, GObject)

/**
 * sf_pledge_saver_new:
 * @parent: held weakly; without it nothing is saved
 * @worker: borrowed, outlives @parent
 * @job: pledge_jobs_files() or pledge_jobs_withdrawal_files()
 * @order: copied
 *
 * Emits "done" (const char *problem) once: problem is NULL when the files are saved; it
 * is not emitted where the person cancels.
 */
SfPledgeSaver *sf_pledge_saver_new (GtkWindow *parent, Worker *worker, WorkerJob job,
                                    const PledgeOrder *order);

/* Asks for the folder, and goes on by itself. */
void sf_pledge_saver_start (SfPledgeSaver *self);

/* Saves into this folder without asking. */
void sf_pledge_saver_save_into (SfPledgeSaver *self, GFile *folder);

G_END_DECLS
