/* Totals as files outside the store, of one release or of all: which there are of each
 * format, and the job that makes and writes them. They know no widget. */
#pragma once

#include "session-totals.h"
#include "worker.h"

G_BEGIN_DECLS

typedef enum
{
  SAVE_RELEASE,
  SAVE_SERIES, /* all releases side by side, and what they add up to */
  SAVE_N_SUBJECTS,
} SaveSubject;

typedef enum
{
  SAVE_PAGE, /* HTML */
  SAVE_TABLE, /* CSV */
  SAVE_DESCRIBED_TABLE, /* the same, and CSVW beside it */
  SAVE_JSON,
  SAVE_TEXT, /* the release's own text; of a series, sentences to be read */
  SAVE_N_FORMATS,
} SaveFormat;

/* What can be chosen of a subject: */

/* whether it can be saved in this format at all; */
gboolean save_jobs_has_format (SaveSubject subject, SaveFormat format);

/* whether names and sentences of some language are in it; */
gboolean save_jobs_has_language (SaveSubject subject, SaveFormat format);

/* whether it can be told again what was signed, which of a series' text it cannot. */
gboolean save_jobs_has_signature (SaveSubject subject, SaveFormat format);

typedef struct
{
  SaveSubject subject;
  Period period; /* of a series the last one, which its names say */
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

/* Writes a closed period's release, or the series of all, and reads it back. In a
 * folder, nothing is replaced that holds something else. Result: none. Input:
 * SaveOrder. */
gpointer save_jobs_save (Session **session, gpointer input, GError **error);

G_END_DECLS
