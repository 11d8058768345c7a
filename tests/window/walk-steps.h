/* How to get to each stop of the walk. */
#pragma once

#include "window-fixture.h"

typedef struct
{
  const char *name; /* of the stop */
  void (*go) (WindowFixture *fixture, const char *argument);
  const char *argument;
  /* (nullable): what is left to do when root, which go has led to, has its size. */
  void (*arrive) (WindowFixture *fixture, GtkWidget *root);
} WalkStep;

typedef enum
{
  WALK_FIRST_RUN, /* from no store; each step goes on where the one before ended */
  WALK_LOCKED, /* from a locked store; the same */
  WALK_OWN, /* an own store with no entry; each step begins anywhere in it */
  WALK_STORE, /* the same store; the same */
  WALK_STORE_LOCKED, /* from a locked store, which is damaged at the end */
  WALK_SAMPLE, /* the sample; the same */
  WALK_TOTALS, /* the sample; some begin where the one before ended */
  WALK_LOCKED_AGAIN, /* leaves the sample */
} WalkPart;

/* (transfer none): the steps of a part, in order. n_steps: (out). */
const WalkStep *walk_steps_get (WalkPart part, gsize *n_steps);
