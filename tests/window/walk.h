/* One walk over every page and dialog, for whoever takes pictures of them or measures
 * them. The same stops in the same order each time, with the same entries. */
#pragma once

#include "window-fixture.h"

/* Where the walk stands. */
typedef struct
{
  const char *name; /* "refusal-form": unique in the walk */
  GtkWidget *root; /* the window, or the dialog or menu above it */
  WindowFixture *fixture;
} WalkStop;

/* Called at each stop, when everything is loaded and drawn. It may look at anything,
 * and it may lock the store: the walk unlocks it and goes on. */
typedef void (*WalkVisit) (const WalkStop *stop, gpointer data);

/* How wide the windows are, in pixels: as they open by themselves, or as a phone is. */
#define WALK_WIDE 0
#define WALK_NARROW 360

/**
 * walk_all:
 * @width: WALK_WIDE, or pixels
 * @visit: called at each stop
 *
 * Returns: how many stops there were
 */
guint walk_all (int width, WalkVisit visit, gpointer data);

/* Only the stops at which a store is open: those that a lock must clear away. */
guint walk_open (int width, WalkVisit visit, gpointer data);
