/* Asks whether exact counts are to leave the store, which nothing takes back, and
 * where to, and writes them. Lives until it is done. */
#pragma once

#include <adwaita.h>

#include "counts-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_COUNTS_SAVER (sf_counts_saver_get_type ())
G_DECLARE_FINAL_TYPE (SfCountsSaver, sf_counts_saver, SF, COUNTS_SAVER, GObject)

/**
 * sf_counts_saver_new:
 * @parent: held weakly; without it nothing is saved
 * @worker: borrowed, outlives @parent
 * @periods: (element-type Period): open ones; a reference is taken
 *
 * Emits "done" (const char *problem) once: problem is NULL when the file is saved; it
 * is not emitted where the person cancels.
 */
SfCountsSaver *sf_counts_saver_new (GtkWindow *parent, Worker *worker, GArray *periods);

/* Asks, and goes on by itself. */
void sf_counts_saver_start (SfCountsSaver *self);

/* Saves into this file without asking. */
void sf_counts_saver_save_to (SfCountsSaver *self, GFile *file);

G_END_DECLS
