/* A release as files outside the store: which there are of each format, and the job
 * that makes and writes them. They know no widget. */
#pragma once

#include "session-totals.h"
#include "worker.h"

G_BEGIN_DECLS

typedef enum
{
  SAVE_PAGE, /* HTML */
  SAVE_TABLE, /* CSV */
  SAVE_DESCRIBED_TABLE, /* the same, and CSVW beside it */
  SAVE_JSON,
  SAVE_TEXT, /* the release's own text */
  SAVE_N_FORMATS,
} SaveFormat;

/* Whether names and sentences of some language are in it. */
gboolean save_jobs_has_language (SaveFormat format);

typedef struct
{
  Period period;
  SaveFormat format;
  char *language; /* (nullable): the campaign's own */
  gboolean is_signed; /* each file has its signature beside it, and the key */
  GFile *place; /* the file; where there is more than one, their folder */
} SaveOrder;

/* A copy; place (nullable) is put in place of the order's. */
SaveOrder *save_jobs_order_dup (const SaveOrder *order, GFile *place);
void save_jobs_order_free (SaveOrder *order);

/* (transfer full): what the files are called that the order makes. A program has a
 * portal open one file at a time, so more than one need a folder. The names say nothing
 * of pledge or refusal. */
GStrv save_jobs_dup_names (const SaveOrder *order);

/* Writes a closed period's release and reads it back. In a folder, nothing is replaced
 * that holds something else. Result: none. Input: SaveOrder. */
gpointer save_jobs_save (Session **session, gpointer input, GError **error);

G_END_DECLS
