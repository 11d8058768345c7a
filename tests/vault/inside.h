/* What a store's file holds, frame by frame, for whoever has the passphrase: for tests
 * that change frames or look for what must not be in one. */
#pragma once

#include <glib.h>

#include "frame.h"
#include "header.h"

typedef struct
{
  guint64 offset;
  gsize size; /* with padding */
  gsize sealed; /* without */
  FrameHead head;
  GBytes *body; /* opened */
} InsideFrame;

typedef struct
{
  Secret *keys;
  Secret *header;
  GPtrArray *frames; /* InsideFrame: every whole one, in order of place */
} Inside;

/* The passphrase is "one". */
Inside *inside_new (GBytes *file);
void inside_free (Inside *inside);

/* How many bodies hold these bytes. */
guint inside_count (const Inside *inside, gconstpointer needle, gsize size);
