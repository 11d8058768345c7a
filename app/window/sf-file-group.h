/* The preferences' part about the store's file: where it lies, whether it is whole, and
 * how to be rid of it. */
#pragma once

#include "sf-window.h"

G_BEGIN_DECLS

#define SF_TYPE_FILE_GROUP (sf_file_group_get_type ())
G_DECLARE_FINAL_TYPE (SfFileGroup, sf_file_group, SF, FILE_GROUP, AdwPreferencesGroup)

/* window: borrowed, outlives it. */
SfFileGroup *sf_file_group_new (SfWindow *window);

G_END_DECLS
