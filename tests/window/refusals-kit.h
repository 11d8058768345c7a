/* A window that shows the Refusals view, and its pages. */
#pragma once

#include "refusal-jobs.h"
#include "window-fixture.h"

typedef struct
{
  WindowFixture window;
  GtkWidget *page, *list, *form, *details, *filter, *trash, *import;
} RefusalsKit;

/* The view of an own store without an entry, or of the sample. */
void refusals_kit_init (RefusalsKit *kit);
void refusals_kit_init_sample (RefusalsKit *kit);
void refusals_kit_clear (RefusalsKit *kit);

/* Locks, and opens again. */
void refusals_kit_lock (RefusalsKit *kit);
void refusals_kit_unlock (RefusalsKit *kit);

/* Whether the widget with this id is on the screen. */
gboolean refusals_kit_is_shown (gpointer root, const char *id);

/* Activates an action of the view. */
void refusals_kit_act (RefusalsKit *kit, const char *action);

/* Whether the list shows this: "empty", "list", "none"; and how many refusals. */
gboolean refusals_kit_shows (RefusalsKit *kit, const char *name);
guint refusals_kit_listed (RefusalsKit *kit);

/* (transfer full): what is in the store; and how many refusals. */
RefusalTable *refusals_kit_read_table (RefusalsKit *kit);
guint refusals_kit_count (RefusalsKit *kit);

/* The form: its check button of a ground, some choices, and logging them. */
GtkCheckButton *refusals_kit_find_ground (RefusalsKit *kit, guint place);
void refusals_kit_fill (RefusalsKit *kit);
void refusals_kit_log_it (RefusalsKit *kit);
