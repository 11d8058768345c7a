/* The preferences' part about copies of the store: those beside it, a copy elsewhere,
 * and putting one back. */
#pragma once

#include "sf-window.h"
#include "store-jobs.h"

G_BEGIN_DECLS

#define SF_TYPE_BACKUPS_GROUP (sf_backups_group_get_type ())
G_DECLARE_FINAL_TYPE (SfBackupsGroup, sf_backups_group, SF, BACKUPS_GROUP,
                      AdwPreferencesGroup)

/* window: borrowed, outlives it. */
SfBackupsGroup *sf_backups_group_new (SfWindow *window);

/* Lists the copies that state tells of. */
void sf_backups_group_show (SfBackupsGroup *self, const StoreState *state);

/* Saves a copy into this file without asking. */
void sf_backups_group_save (SfBackupsGroup *self, GFile *file);

G_END_DECLS
